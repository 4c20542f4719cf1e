/** The forms in which somebody says why not, or changes what is approved. https://docs.slack.dev/reference/views/modal-views */
import { lacksReason, NEEDS_REASON } from '../../contract/lacks-reason.js';
import { REASONS } from '../../contract/reasons.js';
import type { Approval } from '../../store/records.js';
import type { Form, Reference } from '../channel.js';
import { editForm, leftOutText, NO_FIELDS, type EditField } from '../edit-fields.js';
import type { Option } from '../field-options.js';
import { revisionOf, tokenOf } from '../shown.js';
import { plain } from './escape.js';

/** Of the 100 blocks that a form may have; and what a list may have. */
const ROOM = { fields: 60, options: 100 };
const NOTE = 3_000;

const TITLE: Record<Form, string> = { approve: 'Approve', reject: 'Reject', edit: 'Change and approve' };

/** `revision` is of the details that whoever pressed has seen. */
export function modalOf(
  form: Form,
  approval: Approval,
  place: Reference,
  revision = revisionOf(approval),
): Record<string, unknown> {
  const { fields, leftOut } = form === 'edit' ? editForm(approval, ROOM) : NO_FIELDS;
  const mustSayWhy = form !== 'reject' && lacksReason(approval, 'approve', {});
  return {
    type: 'modal',
    callback_id: form,
    private_metadata: JSON.stringify({ approvalId: tokenOf(approval.id, revision), ...place }),
    title: plain(TITLE[form], 24),
    submit: plain(form === 'reject' ? 'Reject' : 'Approve', 24),
    close: plain('Back', 24),
    blocks: [
      { type: 'section', text: plain(approval.summary, 3_000) },
      ...fields.map((field) => ({
        type: 'input',
        // Slack keeps what was typed as long as these stay the same.
        block_id: blockOf(String(field.index)),
        optional: isOptional(field),
        label: plain(field.label, 150),
        element: element(field),
      })),
      ...(leftOut > 0 ? [{ type: 'context', elements: [plain(leftOutText(leftOut), 300)] }] : []),
      ...(form === 'reject' || mustSayWhy ? [reason()] : []),
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: plain(form === 'reject' ? 'Why not' : 'Note', 150),
        ...(mustSayWhy && { hint: plain(NEEDS_REASON, 300) }),
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

/** Slack asks for what is not optional. A text may be emptied, and so may a list; a choice only where none is made now. */
function isOptional(field: EditField): boolean {
  if (field.kind === 'choice') return !field.options.some(({ key }) => key === field.value);
  return field.kind !== 'number';
}

function element(field: EditField): Record<string, unknown> {
  if (field.kind === 'number')
    return { type: 'number_input', action_id: 'value', is_decimal_allowed: true, initial_value: field.value };
  if (field.kind === 'text') {
    const { value, hint } = field;
    return {
      type: 'plain_text_input',
      action_id: 'value',
      multiline: value.length > 80 || value.includes('\n'),
      ...(value !== '' && { initial_value: value }),
      ...(hint && { placeholder: plain(hint, 150) }),
    };
  }
  const options = field.options.map(slackOption);
  if (field.kind === 'choice') {
    const chosen = options.find(({ value }) => value === field.value);
    return { type: 'static_select', action_id: 'value', ...(chosen && { initial_option: chosen }), options };
  }
  const chosen = options.filter(({ value }) => field.value.includes(value));
  return {
    type: 'multi_static_select',
    action_id: 'value',
    ...(chosen.length > 0 && { initial_options: chosen }),
    options,
  };
}

function slackOption({ key, label }: Pick<Option, 'key' | 'label'>) {
  return { text: plain(label, 75), value: key };
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
      options: REASONS.map(({ code, label }) => slackOption({ key: code, label })),
    },
  };
}
