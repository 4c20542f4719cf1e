/** The forms in which somebody says why not, or changes what is approved. https://docs.slack.dev/reference/views/modal-views */
import { REASONS } from '../../contract/reasons.js';
import type { Approval } from '../../store/records.js';
import type { Form, Reference } from '../channel.js';
import { editForm, leftOutText, NO_FIELDS, type EditField } from '../edit-fields.js';
import { revisionOf, tokenOf } from '../shown.js';
import { plain } from './escape.js';

/** Of the 100 blocks that a form may have. */
const MOST_FIELDS = 60;
const NOTE = 3_000;

export function modalOf(form: Form, approval: Approval, place: Reference): Record<string, unknown> {
  const { fields, leftOut } = form === 'edit' ? editForm(approval, MOST_FIELDS) : NO_FIELDS;
  return {
    type: 'modal',
    callback_id: form,
    private_metadata: JSON.stringify({ approvalId: tokenOf(approval.id, revisionOf(approval)), ...place }),
    title: plain(form === 'edit' ? 'Change and approve' : 'Reject', 24),
    submit: plain(form === 'edit' ? 'Approve' : 'Reject', 24),
    close: plain('Back', 24),
    blocks: [
      { type: 'section', text: plain(approval.summary, 3_000) },
      ...fields.map((field) => ({
        type: 'input',
        // Slack keeps what was typed as long as these stay the same.
        block_id: blockOf(String(field.index)),
        optional: field.kind === 'text',
        label: plain(field.label, 150),
        element: element(field),
      })),
      ...(leftOut > 0 ? [{ type: 'context', elements: [plain(leftOutText(leftOut), 300)] }] : []),
      ...(form === 'reject' ? [reason()] : []),
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: plain(form === 'reject' ? 'Why not' : 'Note', 150),
        element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: NOTE },
      },
    ],
  };
}

/** What is said to whoever has sent a form, in its place. */
export function saidView(text: string): Record<string, unknown> {
  return {
    type: 'modal',
    title: plain('Countersign', 24),
    close: plain('Close', 24),
    blocks: [{ type: 'section', text: plain(text, 3_000) }],
  };
}

/** Of a field by its index, or of the note. */
export function blockOf(name: string): string {
  return /^\d+$/.test(name) ? `field-${name}` : name;
}

function element({ kind, value, choices }: EditField): Record<string, unknown> {
  if (kind === 'number')
    return { type: 'number_input', action_id: 'value', is_decimal_allowed: true, initial_value: value };
  if (kind === 'text')
    return {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: value.length > 80 || value.includes('\n'),
      ...(value !== '' && { initial_value: value }),
    };
  const option = (text: string) => ({ text: plain(text, 75), value: text });
  return {
    type: 'static_select',
    action_id: 'value',
    initial_option: option(value),
    options: choices.map(option),
  };
}

function reason(): Record<string, unknown> {
  return {
    type: 'input',
    block_id: 'reason',
    optional: true,
    label: plain('Reason', 150),
    element: {
      type: 'static_select',
      action_id: 'value',
      options: REASONS.map(({ code, label }) => ({ text: plain(label, 75), value: code })),
    },
  };
}
