import type { Create, CreatePerform } from 'zapier-platform-core';
import { formInputs, formOutputs } from '../approval/form.js';
import { approvalOutputFields, presentApproval } from '../approval/present.js';
import { readApproval } from '../approval/read.js';
import { requestBody, requestFields, requestOptions } from '../approval/request.js';
import { pendingSample } from '../approval/sample.js';
import { fields } from '../contract.generated.js';
import { input } from '../fields.js';
import { callRelay } from '../relay/call.js';

/** Asks and goes on. With the same idempotency key it gives the approval that is there, as it stands now. */
const perform: CreatePerform = async (z, bundle) => {
  const { callbackUrl } = bundle.inputData;
  const body = { ...requestBody(z, bundle), ...(callbackUrl !== undefined && callbackUrl !== '' && { callbackUrl }) };
  const { id } = await callRelay<{ id: string }>(z, bundle, {
    method: 'POST',
    path: '/api/approvals/request',
    body,
    // Without a key a second try after a lost answer would ask twice.
    mayRepeat: body.idempotencyKey !== undefined,
  });
  return presentApproval(await readApproval(z, bundle, id));
};

const callbackUrlField = input('callbackUrl', fields.callbackUrl, {
  helpText: `${fields.callbackUrl.description} Zaps do not need it: use the trigger *Approval Decided*.`,
});

export const requestApproval = {
  key: 'request_approval',
  noun: 'Approval',
  display: {
    label: 'Request Approval',
    description: 'Asks a reviewer and goes on at once. A second Zap with the trigger Approval Decided does the rest.',
  },
  operation: {
    inputFields: [...requestFields, formInputs, ...requestOptions, callbackUrlField],
    perform,
    sample: pendingSample,
    outputFields: [...approvalOutputFields, formOutputs],
  },
} satisfies Create;
