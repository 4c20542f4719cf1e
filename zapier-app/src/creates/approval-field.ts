import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { Choices } from '../choices/choices.js';

/** Which approval an action is about: picked from a list, or mapped from an earlier step. */
export function approvalField(perform: (z: ZObject, bundle: Bundle) => Promise<Choices>): PlainInputField {
  return {
    key: 'approvalId',
    label: 'Approval',
    type: 'string',
    required: true,
    choices: { perform },
    search: 'find_approval.id',
    helpText: 'Pick one, or map the ID that an earlier step gave.',
  };
}
