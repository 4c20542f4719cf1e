/** The decisions as items, each at the output of its outcome. Pure. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Parked } from './parked';

export type Ending = 'timedOut' | 'approved' | 'rejected' | 'cancelled';

/** n8n passes the input to the first output when its own timer ends the wait, so that one must be Timed Out. */
export const OUTPUTS = ['Timed Out', 'Approved', 'Rejected'] as const;
const OUTPUT_OF: Record<Ending, number> = { timedOut: 0, approved: 1, rejected: 2, cancelled: 2 };

interface Settled {
  /** The waiting run's input. */
  items: INodeExecutionData[];
  parked: Parked;
  includeInput: (item: number) => boolean;
  /** n8n moves items there that hold an error and nothing else, and adds what went in. */
  hasErrorOutput?: boolean;
}

/** Every input item comes out once, in its order; one that could not be asked comes out as rejected, with its error. */
export function route({ items, parked, includeInput, hasErrorOutput }: Settled): INodeExecutionData[][] {
  const results = new Map<number, { output: number; json: IDataObject }>();
  parked.itemOf.forEach((item, position) => {
    const approval = parked.approvals?.[position];
    if (approval) results.set(item, { output: OUTPUT_OF[endingOf(approval)], json: decisionOf(approval) });
  });
  for (const { item, error } of parked.failed)
    results.set(item, { output: OUTPUT_OF.rejected, json: hasErrorOutput ? { error } : { approved: false, error } });

  const outputs: INodeExecutionData[][] = OUTPUTS.map(() => []);
  items.forEach((input, item) => {
    const result = results.get(item);
    if (!result) return;
    const isBare = hasErrorOutput && result.json.error !== undefined;
    const json = includeInput(item) && !isBare ? { ...result.json, input: input.json } : result.json;
    outputs[result.output]?.push({ json, pairedItem: { item }, ...(input.binary && { binary: input.binary }) });
  });
  return outputs;
}

export function endingOf(approval: IDataObject): Ending {
  if (approval.status === 'APPROVED') return 'approved';
  if (approval.status === 'CANCELLED') return 'cancelled';
  return approval.autoDecided === true && approval.decisionReasonCode === 'expired' ? 'timedOut' : 'rejected';
}

/** `approved` at the top is what n8n's own human-review gate reads. */
export function decisionOf(approval: IDataObject): IDataObject {
  return {
    approved: approval.status === 'APPROVED',
    status: approval.status,
    approvalId: approval.id,
    details: approval.effectiveDetails,
    originalDetails: approval.details,
    modifiedDetails: approval.modifiedDetails,
    changed: changedFields(approval),
    reviewer: approval.decidedBy,
    approvers: approversOf(approval),
    note: approval.decisionNote,
    reasonCode: approval.decisionReasonCode,
    decidedAt: approval.decidedAt,
    autoDecided: approval.autoDecided,
    reviewUrl: approval.reviewUrl,
  };
}

/** The people who said yes: several where a rule asks for more than one, nobody where a rule or a deadline decided. */
function approversOf({ status, autoDecided, decidedBy, votes }: IDataObject): string[] {
  if (status !== 'APPROVED' || autoDecided === true) return [];
  const voters = ((votes ?? []) as Array<{ by: string }>).map(({ by }) => by);
  return voters.length > 0 ? voters : [String(decidedBy)];
}

function changedFields({ details, modifiedDetails }: IDataObject): string[] {
  if (!modifiedDetails) return [];
  const [before, after] = [details, modifiedDetails] as [IDataObject, IDataObject];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
