import type { Bundle, Create, CreatePerform, PlainInputField, ZObject } from 'zapier-platform-core';
import { formValues, isObject, jsonObject } from '../approval/details.js';
import { approvalOutputFields, presentApproval } from '../approval/present.js';
import { approvalPath, readApproval } from '../approval/read.js';
import { decidedSample } from '../approval/sample.js';
import type { ApprovalView } from '../approval/view.js';
import { pendingApprovals } from '../choices/approvals.js';
import { reasonCodes } from '../choices/reason-codes.js';
import { verdictFields } from '../contract.generated.js';
import { input } from '../fields.js';
import { askRelay } from '../relay/call.js';
import { explain } from '../relay/problems.js';
import { approvalField } from './approval-field.js';

const inputFields: PlainInputField[] = [
  approvalField(pendingApprovals),
  input('verdict', verdictFields.verdict),
  input('note', verdictFields.note, { type: 'text' }),
  input('reasonCode', verdictFields.reasonCode, { choices: { perform: reasonCodes } }),
  input('changes', verdictFields.modifiedDetails, {
    label: 'Changed Details',
    helpText: 'Names and new values of what shall be different. Everything else stays as asked. Only with *Approve*.',
  }),
  {
    key: 'changesJson',
    label: 'Changed Details as JSON',
    type: 'text',
    placeholder: '{"amount": 40}',
    helpText: 'The same for numbers, lists and nested values.',
  },
];

/** Decides as the connection key. A replay of the same verdict gives the decision that it made before. */
const perform: CreatePerform = async (z, bundle) => {
  const { inputData } = bundle;
  const approval = await readApproval(z, bundle, String(inputData.approvalId));
  const modifiedDetails = changed(z, bundle, approval);
  const body = {
    verdict: inputData.verdict,
    ...(inputData.note !== undefined && { note: inputData.note }),
    ...(inputData.reasonCode !== undefined && inputData.reasonCode !== '' && { reasonCode: inputData.reasonCode }),
    ...(modifiedDetails && { modifiedDetails }),
  };
  const answer = await askRelay(z, bundle, { method: 'POST', path: approvalPath(approval.id, 'decision'), body });
  if (answer.status === 200) return presentApproval(answer.data as ApprovalView);
  const standing = (answer.data as { approval?: ApprovalView } | null)?.approval;
  const wanted = {
    status: inputData.verdict === 'approve' ? 'APPROVED' : 'REJECTED',
    details: modifiedDetails ?? approval.details,
  };
  if (standing && isSame(standing, wanted, String(inputData.note ?? ''))) return presentApproval(standing);
  throw explain(z, bundle, answer);
};

/** All the details with the changes in them, or nothing when there are none. A list's text becomes the type that is there. */
function changed(z: ZObject, { inputData }: Bundle, { details }: ApprovalView): Record<string, unknown> | undefined {
  const list = isObject(inputData.changes) ? inputData.changes : {};
  const typed = Object.fromEntries(Object.entries(list).map(([name, value]) => [name, like(details[name], value)]));
  const changes = {
    ...typed,
    ...jsonObject(z, 'Changed Details as JSON', inputData.changesJson),
    ...formValues(inputData),
  };
  return Object.keys(changes).length > 0 ? { ...details, ...changes } : undefined;
}

function like(before: unknown, value: unknown): unknown {
  if (typeof before === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return Number(value);
  if (typeof before === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

function isSame(standing: ApprovalView, wanted: { status: string; details: object }, note: string): boolean {
  return (
    !standing.autoDecided &&
    standing.status === wanted.status &&
    (standing.decisionNote ?? '') === note.trim() &&
    JSON.stringify(standing.effectiveDetails) === JSON.stringify(wanted.details)
  );
}

export const decideApproval = {
  key: 'decide_approval',
  noun: 'Approval',
  display: {
    label: 'Decide Approval',
    description:
      'Approves, with changes if need be, or rejects a request that is waiting. The connection key needs the scope decide.',
  },
  operation: { inputFields, perform, sample: decidedSample, outputFields: approvalOutputFields },
} satisfies Create;
