/**
 * Asks, parks the Zap, and goes on with the decision. Anybody who learns the callback URL can call it, so what comes in by
 * it counts for nothing: the decision is read from the relay, with the key of the connection.
 */
import { createHash } from 'node:crypto';
import type {
  Bundle,
  Create,
  CreatePerform,
  CreatePerformResume,
  PlainInputField,
  ZObject,
} from 'zapier-platform-core';
import { formInputs, formOutputs } from '../approval/form.js';
import { approvalOutputFields, presentApproval, type Presented } from '../approval/present.js';
import { approvalPath, readApproval } from '../approval/read.js';
import {
  capped,
  requestBody,
  requestFields,
  requestOptions,
  withCappedDeadline,
  type RequestBody,
} from '../approval/request.js';
import { approvedAsAsked, decidedSample } from '../approval/sample.js';
import { outcomeOf, type ApprovalView, type Outcome } from '../approval/view.js';
import { accepted, askRelay, callRelay } from '../relay/call.js';

/** How long Zapier may take to park a run whose step has ended. */
const UNTIL_PARKED_SECONDS = 5;
const CAP = 'At most 29 days, because Zapier forgets a waiting run after 30; more is shortened to that.';

const ifNotApproved: PlainInputField = {
  key: 'ifNotApproved',
  label: 'If Not Approved',
  required: true,
  default: 'stop',
  choices: [
    { value: 'stop', sample: 'stop', label: 'Stop This Run' },
    { value: 'continue', sample: 'continue', label: 'Continue, Later Steps Look at the Outcome' },
  ],
  helpText:
    'What happens when the request is rejected, cancelled, or nobody answers in time. With *Continue* put a filter or paths on *Outcome* after this step.',
};

const waitOptions = requestOptions.map((field) =>
  field.key === 'expiresInMinutes' || field.key === 'expiresAt'
    ? { ...field, helpText: `${field.helpText} ${CAP}` }
    : field,
);

const perform: CreatePerform = async (z, bundle) => {
  const body = withCappedDeadline(requestBody(z, bundle), new Date());
  // Somebody sets the Zap up: nobody shall be asked, and the editor would not wait for the answer.
  if (bundle.meta.isLoadingSample) return approvedAsAsked(body);
  return body.idempotencyKey ? askOnceForAll(z, bundle, body) : askOnceForThisRun(z, bundle, body);
};

/** A replay finds the approval of the first run. If it is decided already, there is nothing to wait for. */
async function askOnceForAll(z: ZObject, bundle: Bundle, body: RequestBody): Promise<Presented> {
  const { id } = await ask(z, bundle, body);
  const approval = await readApproval(z, bundle, id);
  if (approval.status !== 'PENDING') return conclusion(z, bundle, approval);
  await waitFor(z, bundle, approval, callbackUrl(z));
  return presentApproval(approval);
}

/** Zapier names a run by its callback URL only, so that makes the key. Asking for it parks the Zap, whatever follows. */
async function askOnceForThisRun(z: ZObject, bundle: Bundle, body: RequestBody): Promise<Presented> {
  const url = callbackUrl(z);
  const idempotencyKey = `zapier-${createHash('sha256')
    .update(`${url}\n${JSON.stringify(body)}`)
    .digest('hex')}`;
  const { id } = await ask(z, bundle, { ...body, idempotencyKey });
  const approval = await readApproval(z, bundle, id);
  await waitFor(z, bundle, approval, url);
  return presentApproval(approval);
}

const performResume: CreatePerformResume = async (z, bundle) => {
  const { id } = (bundle.outputData ?? {}) as { id?: string };
  if (!id)
    throw new z.errors.Error('Zapier has lost which approval this run waits for. Replay the run.', 'no_approval', 500);
  const approval = await readApproval(z, bundle, id);
  if (approval.status === 'PENDING')
    throw new z.errors.HaltedError(
      'Somebody called the address at which this run waits, but nothing is decided yet. The run was stopped, and no later step was done. Replay it to wait again.',
    );
  return conclusion(z, bundle, approval);
};

/** A late replay gives a deadline as it is, which the first run may have had to shorten. It is the same question. */
async function ask(z: ZObject, bundle: Bundle, body: RequestBody): Promise<{ id: string }> {
  const request = { method: 'POST', path: '/api/approvals/request' } as const;
  const answer = await askRelay(z, bundle, { ...request, body });
  const mayBeShortened = answer.status === 409 && body.expiresAt !== undefined;
  return mayBeShortened ? callRelay(z, bundle, { ...request, body: capped(body) }) : accepted(z, bundle, answer);
}

/**
 * The last request of the step, so that the decision does not come before Zapier has parked the run; what is decided
 * already is held back for a moment. An address that is registered twice is told once.
 */
async function waitFor(z: ZObject, bundle: Bundle, { id, status }: ApprovalView, url: string): Promise<void> {
  const body = { url, ...(status !== 'PENDING' && { delaySeconds: UNTIL_PARKED_SECONDS }) };
  await callRelay(z, bundle, { method: 'POST', path: approvalPath(id, 'callbacks'), body });
}

function callbackUrl(z: ZObject): string {
  const url: string | undefined = z.generateCallbackUrl();
  if (url) return url;
  throw new z.errors.Error(
    'Zapier gave no address to wait at. This step works in a Zap; a local test has to give a callback URL.',
    'no_callback_url',
    500,
  );
}

const WORDS: Record<Exclude<Outcome, 'pending' | 'approved'>, string> = {
  rejected: 'rejected',
  cancelled: 'cancelled',
  expired: 'not answered in time',
};

/** What later steps get. Throws, if the Zap is to stop, when the answer was anything but a yes. */
function conclusion(z: ZObject, bundle: Bundle, approval: ApprovalView): Presented {
  const outcome = outcomeOf(approval);
  if (outcome === 'approved' || outcome === 'pending' || bundle.inputData.ifNotApproved === 'continue')
    return presentApproval(approval);
  const by = outcome === 'expired' || !approval.decidedBy ? '' : ` by ${approval.decidedBy}`;
  const note = approval.decisionNote && outcome !== 'expired' ? `: ${approval.decisionNote}` : '.';
  throw new z.errors.HaltedError(`Stopped because "${approval.summary}" was ${WORDS[outcome]}${by}${note}`);
}

export const requestApprovalAndWait = {
  key: 'request_approval_and_wait',
  noun: 'Approval',
  display: {
    label: 'Request Approval and Wait',
    description:
      'Asks a reviewer and waits, for up to 29 days, until the request is approved, edited, rejected or expired.',
  },
  operation: {
    inputFields: [...requestFields, formInputs, ...waitOptions, ifNotApproved],
    perform,
    performResume,
    sample: decidedSample,
    outputFields: [...approvalOutputFields, formOutputs],
  },
} satisfies Create;
