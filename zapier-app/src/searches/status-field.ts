import type { PlainInputField } from 'zapier-platform-core';
import { approvalFields } from '../contract.generated.js';
import { input } from '../fields.js';

/** Narrows a search to what waits, or to one way in which it was settled. */
export const statusField: PlainInputField = input(
  'status',
  { ...approvalFields.status, required: false },
  {
    helpText: 'Only those that stand like this.',
  },
);
