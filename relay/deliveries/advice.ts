import type { Delivery } from '../store/records.js';

const ADVICE: Array<{ when: RegExp; then: string }> = [
  {
    when: /private address/,
    then: 'If this host is yours, add it to COUNTERSIGN_ALLOW_PRIVATE_HOSTS, start the relay again, and send it again here.',
  },
  {
    when: /redirects/,
    then: 'Use the final address: often https:// instead of http://, or with or without a slash at the end.',
  },
  {
    when: /not waiting for this answer|already ended/,
    then: 'Look at the execution in n8n: an earlier attempt may have got through, or it was stopped or timed out.',
  },
  {
    when: /does not know this execution/,
    then: 'The execution was deleted in n8n, or this address belongs to another n8n. Start the workflow again if it is still needed.',
  },
  {
    when: /signature|Invalid token|did not accept/,
    then: 'Check that the signing secret in the n8n credential is that of the connection key, and that WEBHOOK_URL in n8n is the address by which it is reached from outside.',
  },
  {
    when: /did not say that the workflow went on/,
    then: 'Something in front of the workflow answered for it. Check that the address leads to n8n itself.',
  },
  {
    when: /refused the connection|no host|could not be reached|did not answer/,
    then: 'Check that the receiver is running and can be reached from the relay.',
  },
  {
    when: /410 Gone/,
    then: 'The workflow that asked to be told was switched off. Switch it on again if it is still needed.',
  },
];

/** What a person can do about a delivery that has not arrived, or null when there is nothing to do. */
export function adviceFor(delivery: Pick<Delivery, 'status' | 'attempts'>): string | null {
  const error = delivery.attempts.at(-1)?.error;
  if (!error || delivery.status === 'delivered') return null;
  return (
    ADVICE.find(({ when }) => when.test(error))?.then ??
    'See what the receiver answered, mend it there, and send it again here.'
  );
}
