import { StorageUnavailable } from '../../../relay/errors.js';
import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

test('metrics count approvals and deliveries, and name nobody', async () => {
  const relay = await startRelay();
  await relay.request({ summary: 'Refund for ana@example.com' });
  const { body, headers } = await relay.get('/metrics', {});
  expect(headers.get('content-type')).toContain('text/plain');
  expect(body).toContain('countersign_approvals{status="PENDING"} 1');
  expect(body).toContain('countersign_deliveries{status="queued"} 0');
  expect(body).not.toContain('ana@example.com');
});

test('the relay is ready while its store takes writes, and alive in any case', async () => {
  let isBroken = false;
  const relay = await startRelay({
    wrapStore: (store) => ({
      ...store,
      check: async () => {
        if (isBroken) throw new StorageUnavailable(new Error('disk full'));
        await store.check();
      },
    }),
  });
  expect((await relay.get('/readyz', {})).status).toBe(200);
  isBroken = true;
  const answer = await relay.get('/readyz', {});
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
  expect((await relay.get('/healthz', {})).status).toBe(200);
});

test('an address that does not exist, and a method that an address does not know, are said to be so', async () => {
  const relay = await startRelay();
  const missing = await relay.get('/api/nothing');
  expect([missing.status, missing.body.code]).toEqual([404, 'not_found']);
  const wrong = await relay.call('DELETE', '/api/approvals');
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toContain('GET');
});
