/** One contestant under load: so many approvals asked for, then each of them decided. */
import autocannon from 'autocannon';

const CONNECTIONS = 64;
export const KEY = 'cs_live_key_of_the_benchmark';

/** Requests a second. */
export interface Figures {
  create: number;
  decide: number;
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
export async function measure(url: string, count: number): Promise<Figures> {
  const ids: string[] = [];
  const create = await run(url, count, '/api/webhooks/inbound', REQUEST, (text) => {
    ids.push((JSON.parse(text) as { id: string }).id);
  });
  let next = 0;
  const decide = await run(url, ids.length, () => `/api/approvals/${ids[next++ % ids.length]}/decision`, VERDICT);
  return { create, decide };
}

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
