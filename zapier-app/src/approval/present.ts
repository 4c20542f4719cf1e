/** The one shape in which every step gives an approval: live events, lists, actions and searches do not differ. */
import type { PlainOutputField } from 'zapier-platform-core';
import { approvalFields } from '../contract.generated.js';
import { output } from '../fields.js';
import { flatDetails } from './flatten.js';
import { outcomeOf, type ApprovalView } from './view.js';

/** Said twice (approvalId) or of no use in a Zap. */
const LEFT_OUT = new Set(['approvalId', 'detailsSchema', 'pollUrl']);
const shown = Object.entries(approvalFields).filter(([name]) => !LEFT_OUT.has(name));

export type Presented = Record<string, unknown> & { id: string };

export function presentApproval(approval: ApprovalView): Presented {
  return {
    id: approval.id,
    outcome: outcomeOf(approval),
    approved: approval.status === 'APPROVED',
    ...Object.fromEntries(shown.map(([name]) => [name, approval[name] ?? null])),
    changedFields: changedFields(approval),
    effectiveDetailsJson: JSON.stringify(approval.effectiveDetails),
    ...flatDetails(approval.effectiveDetails),
  };
}

/** What `presentApproval` always gives. The details differ from action to action: see form.ts. */
export const approvalOutputFields: PlainOutputField[] = [
  { key: 'outcome', label: 'Outcome', type: 'string' },
  { key: 'approved', label: 'Approved', type: 'boolean' },
  ...shown.map(([name, field]) => output(name, field)),
  { key: 'changedFields', label: 'Changed Fields', list: true },
  { key: 'effectiveDetailsJson', label: 'Effective Details (JSON)', type: 'string' },
];

function changedFields({ details, modifiedDetails }: ApprovalView): string[] {
  if (!modifiedDetails) return [];
  const names = new Set([...Object.keys(details), ...Object.keys(modifiedDetails)]);
  return [...names].filter((name) => JSON.stringify(details[name]) !== JSON.stringify(modifiedDetails[name]));
}
