/** One contestant under load: so many approvals asked for, then each of them decided. */
import autocannon from 'autocannon';
import type { Contestant, Cpu } from './servers';

const CONNECTIONS = 64;
export const KEY = 'cs_live_key_of_the_benchmark';

export interface Figures {
  create: Figure;
  decide: Figure;
}
/** With the contestant's processor time for one request. */
export interface Figure extends Cpu {
  perSecond: number;
}

const REQUEST = JSON.stringify({
  action: 'process_refund',
  summary: 'Refund 400.00 EUR to ana@example.com for order 84120',
  riskLevel: 'high',
  agentName: 'Fin',
  justification: 'The parcel arrived with a broken screen. '.repeat(10),
  details: { ticketId: '9921', requester: 'ana@example.com', amount: '400.00', currency: 'EUR', note: 'x'.repeat(300) },
});
const VERDICT = JSON.stringify({ verdict: 'approve', note: 'Within policy', reasonCode: 'within_policy' });

/** Asks for `count` approvals and decides every one of them. Throws when anything but 200 comes back. */
export async function measure({ url, cpu }: Contestant, count: number): Promise<Figures> {
  const ids: string[] = [];
  const before = await cpu();
  const created = await run(url, count, '/api/webhooks/inbound', REQUEST, (text) => {
    ids.push((JSON.parse(text) as { id: string }).id);
  });
  const between = await cpu();
  let next = 0;
  const decided = await run(url, ids.length, () => `/api/approvals/${ids[next++ % ids.length]}/decision`, VERDICT);
  const after = await cpu();
  return {
    create: { perSecond: created, ...perRequest(before, between, count) },
    decide: { perSecond: decided, ...perRequest(between, after, count) },
  };
}

function perRequest(before: Cpu, after: Cpu, count: number): Cpu {
  return {
    cpuMicros: (after.cpuMicros - before.cpuMicros) / count,
    mainMicros: (after.mainMicros - before.mainMicros) / count,
  };
}

/** Gives the requests a second. */
function run(
  url: string,
  amount: number,
  path: string | (() => string),
  body: string,
  onAnswer?: (text: string) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    // autocannon itself looks at the clock once a second.
    const began = performance.now();
    let lastAnswer = began;
    autocannon(
      {
        url,
        amount,
        connections: Math.min(CONNECTIONS, amount),
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': KEY },
        body,
        requests: [
          {
            ...(typeof path === 'string' ? { path } : { setupRequest: (request) => ({ ...request, path: path() }) }),
            onResponse(_status, text) {
              lastAnswer = performance.now();
              onAnswer?.(text);
            },
          },
        ],
      },
      (error, result) => {
        if (error) return reject(error as Error);
        if (result.non2xx > 0 || result.errors > 0)
          return reject(new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed`));
        resolve(amount / ((lastAnswer - began) / 1000));
      },
    );
  });
}
