/** What a person can do about a delivery that has not arrived. */
import type { Delivery } from '../store/records.js';
import { isWaitingUrl } from './outcome.js';

interface Advice {
  when: RegExp;
  then: string;
}

/** For answers to a waiting n8n; what is not here is said as to any receiver. */
const TO_N8N: Advice[] = [
  {
    when: /private address/,
    then: 'n8n told the relay an address inside its own network. Set WEBHOOK_URL in n8n to the address by which it is reached from outside, and start n8n again; new executions use it. If n8n and the relay share a network, add this host to COUNTERSIGN_ALLOW_PRIVATE_HOSTS instead, start the relay again, and send it again here.',
  },
  {
    when: /refused the connection|no host|could not be reached|did not answer/,
    then: 'Is n8n running? The relay goes on trying, and the workflow resumes once it is back. If n8n has moved to another address, this execution still waits at the old one: make the old address lead to n8n, or start the workflow again and stop the old execution.',
  },
  {
    when: /is not n8n|did not say that the workflow went on/,
    then: 'Something in front of n8n answered for it. Check that WEBHOOK_URL in n8n is the address by which it is reached from outside, with its path if it has one, and that the proxy forwards /webhook-waiting/ to n8n unchanged. Then send it again here.',
  },
  {
    when: /does not know this execution/,
    then: 'The execution was deleted in n8n, by a person or because old executions are pruned, or this address belongs to another n8n. The decision is kept here; start the workflow again if it is still needed.',
  },
  {
    when: /not waiting for this answer|already ended/,
    then: 'Look at the execution in n8n: an earlier attempt may have got through, or it was stopped or has timed out.',
  },
  {
    when: /Invalid token|did not accept/,
    then: 'If the answer speaks of a token, the address was changed on its way: WEBHOOK_URL in n8n and what the proxy forwards must have the same path. If it speaks of a signature, the signing secret in the n8n credential is not that of the connection key. Mend it, and send it again here.',
  },
  {
    when: /answered 5\d\d/,
    then: 'n8n, or the proxy in front of it, failed. The relay goes on trying; look into the log of n8n if it stays so.',
  },
];

const TO_ANYONE: Advice[] = [
  {
    when: /private address/,
    then: 'If this host is yours, add it to COUNTERSIGN_ALLOW_PRIVATE_HOSTS, start the relay again, and send it again here.',
  },
  {
    when: /redirects/,
    then: 'Use the final address: often https:// instead of http://, or with or without a slash at the end.',
  },
  {
    when: /webhook.*is not registered/i,
    then: 'The workflow that asked to be told is not active in n8n, or was deleted there. Activate it again, and send it again here.',
  },
  {
    when: /signature|Invalid token|did not accept/,
    then: 'Check that the signing secret at the receiver is that of the connection key.',
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

/** Null when there is nothing to do. */
export function adviceFor({ status, attempts, url }: Pick<Delivery, 'status' | 'attempts' | 'url'>): string | null {
  const error = attempts.at(-1)?.error;
  if (!error || status === 'delivered') return null;
  const advice = isWaitingUrl(url) ? [...TO_N8N, ...TO_ANYONE] : TO_ANYONE;
  return (
    advice.find(({ when }) => when.test(error))?.then ??
    'See what the receiver answered, mend it there, and send it again here.'
  );
}
