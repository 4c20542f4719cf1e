/** The verdict that a press or a sent form amounts to, or what is still wrong with it. Pure. */
import type { Interaction } from '../channels/channel.js';
import { oneOf, withEdits } from '../channels/edit-fields.js';
import { lacksReason, NEEDS_REASON } from '../contract/lacks-reason.js';
import { REASONS } from '../contract/reasons.js';
import { VerdictRequest } from '../contract/verdict.js';
import type { Approval } from '../store/records.js';

type Done = Extract<Interaction, { type: 'press' | 'submit' }>;
type Formed = VerdictRequest | { errors: Record<string, string> };

/** Whether a form comes first: to say why, or to change something. */
export function asksFirst(interaction: Done, approval: Approval): boolean {
  if (interaction.type !== 'press') return false;
  return interaction.what !== 'approve' || lacksReason(approval, 'approve', {});
}

/** What is approved without a change is what its copy shows. */
export function verdictOf(interaction: Done, approval: Approval): Formed {
  const asShown = { verdict: 'approve' as const, modifiedDetails: approval.proposedDetails ?? undefined };
  if (interaction.type === 'press') return asShown;
  const { note: written, reason: chosen, ...fields } = interaction.values;
  const note = oneOf(written) ?? '';
  const reason = oneOf(chosen);
  if (reason !== '' && !REASONS.some(({ code }) => code === reason))
    return { errors: { reason: 'Choose one of the reasons.' } };
  const why = { note, ...(reason && { reasonCode: reason }) };
  if (interaction.what === 'reject') return VerdictRequest.parse({ verdict: 'reject', ...why });
  if (lacksReason(approval, 'approve', why)) return { errors: { note: NEEDS_REASON } };
  if (interaction.what === 'approve') return VerdictRequest.parse({ ...asShown, ...why });
  const edited = withEdits(approval, fields);
  if ('errors' in edited) return edited;
  return VerdictRequest.parse({ verdict: 'approve', ...why, modifiedDetails: edited.details });
}
