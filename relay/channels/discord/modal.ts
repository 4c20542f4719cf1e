/** The forms in which somebody says why, or changes what is approved. https://docs.discord.com/developers/components/using-modal-components */
import { lacksReason, NEEDS_REASON } from '../../contract/lacks-reason.js';
import { REASONS } from '../../contract/reasons.js';
import type { Approval } from '../../store/records.js';
import type { Form } from '../channel.js';
import { cut } from '../cut.js';
import { editForm, leftOutText, NO_FIELDS, type EditField } from '../edit-fields.js';
import { revisionOf, tokenOf } from '../shown.js';

type Component = Record<string, unknown>;
/** Of the five fields that a form may have, one is the note; and what a list may have. */
const ROOM = { fields: 4, options: 25 };
const LABEL = 18;
const TEXT = 4;
const LIST = 3;

/** Texts in a form are shown as they are, without any formatting. */
export function modalOf(form: Form, approval: Approval): Component {
  const { fields, leftOut } = form === 'edit' ? editForm(approval, ROOM) : NO_FIELDS;
  const mustSayWhy = form !== 'reject' && lacksReason(approval, 'approve', {});
  const title = { approve: 'Approve', reject: 'Reject', edit: titleOf(fields.length, leftOut) }[form];
  return {
    custom_id: `${form}:${tokenOf(approval.id, revisionOf(approval))}`,
    title: cut(title, 45),
    components: [
      ...fields.map((field) => labelled(field.label, component(field))),
      ...(form === 'edit' ? [] : [reason()]),
      labelled(
        form === 'reject' ? 'Why not' : 'Note',
        {
          type: TEXT,
          custom_id: 'note',
          style: 2,
          // Beside the fields there is no room for the reasons.
          required: mustSayWhy && form === 'edit',
          max_length: 2_000,
          ...(leftOut > 0 && { placeholder: cut(leftOutText(leftOut), 100) }),
        },
        mustSayWhy ? NEEDS_REASON : undefined,
      ),
    ],
  };
}

function titleOf(shown: number, leftOut: number): string {
  return leftOut === 0 ? 'Change and approve' : `Change and approve: ${shown} of ${shown + leftOut} fields`;
}

function labelled(label: string, component: Component, description?: string): Component {
  return {
    type: LABEL,
    label: cut(label, 45).trim() || '—',
    ...(description && { description: cut(description, 100) }),
    component,
  };
}

function component(field: EditField): Component {
  const { index } = field;
  if (field.kind === 'text' || field.kind === 'number') {
    const { kind, value } = field;
    const hint = kind === 'text' ? field.hint : undefined;
    return {
      type: TEXT,
      custom_id: String(index),
      style: value.length > 80 || value.includes('\n') ? 2 : 1,
      required: kind === 'number',
      ...(value !== '' && { value }),
      ...(hint && { placeholder: cut(hint, 100) }),
    };
  }
  const chosen = field.kind === 'choice' ? [field.value] : field.value;
  const options = field.options.map(({ key, label }) => ({
    label: cut(label, 100).trim() || key,
    value: key,
    ...(chosen.includes(key) && { default: true }),
  }));
  if (field.kind === 'choice')
    return list(
      String(index),
      options,
      options.some((option) => option.default),
    );
  return { ...list(String(index), options, false), max_values: options.length };
}

/** Discord takes none of a list only where it is allowed twice. */
function list(id: string, options: Component[], required: boolean): Component {
  return { type: LIST, custom_id: id, options, required, ...(!required && { min_values: 0 }) };
}

function reason(): Component {
  const options = REASONS.map(({ code, label }) => ({ label, value: code }));
  return labelled('Reason', list('reason', options, false));
}
