/** What a reviewer's draft says as an answer, and what it still lacks. Pure. */
import type { ApprovalView } from '../../../contract/approval.js';
import { lacksReason } from '../../../contract/lacks-reason.js';
import { changes } from '../details/changes.js';
import type { Schema } from '../details/field-kind.js';
import { hasErrors } from '../details/form-errors.js';
import type { Draft } from './use-draft.js';

export type Verdict = 'approve' | 'reject';
type Asked = Pick<ApprovalView, 'details' | 'detailsSchema' | 'riskLevel'> & {
  proposedDetails?: ApprovalView['proposedDetails'];
};

/** What would be approved: the reviewer's changes, else those that are put to the vote; null when it is as it was asked. */
export function shownDetails(approval: Asked, draft: Draft): Record<string, unknown> | null {
  return draft.details ?? approval.proposedDetails ?? null;
}

/** How many values approving would change. */
export function editsOf(approval: Asked, draft: Draft): number {
  const shown = shownDetails(approval, draft);
  return shown ? changes(approval.details, shown).length : 0;
}

/** Why it cannot be sent yet: high risk is approved with a reason only, and changes must be right. */
export function lacks(approval: Asked, draft: Draft, verdict: Verdict): 'needsReason' | 'mendFirst' | undefined {
  if (lacksReason(approval, verdict, draft)) return 'needsReason';
  if (verdict === 'reject') return undefined;
  const schema = (approval.detailsSchema ?? undefined) as Schema | undefined;
  // What nobody has changed is checked only against what the caller says that it must be.
  const isChecked = draft.details !== null || schema !== undefined;
  const details = shownDetails(approval, draft) ?? approval.details;
  return isChecked && hasErrors(details, approval.details, schema) ? 'mendFirst' : undefined;
}

export function answerOf(approval: Asked, draft: Draft, verdict: Verdict): object {
  return {
    verdict,
    ...(draft.note.trim() && { note: draft.note.trim() }),
    ...(draft.reasonCode && { reasonCode: draft.reasonCode }),
    ...(verdict === 'approve' && editsOf(approval, draft) > 0 && { modifiedDetails: shownDetails(approval, draft) }),
  };
}
