/** What a subscription is told about. */
import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

const HOOK = 'https://flows.example.com/hook';

test.each([
  [{}, ['refund', 'cancel', 'close']],
  [{ action: 'refund' }, ['refund']],
  [{ action: 'refund, close' }, ['refund', 'close']],
  [{ platform: 'n8n,zapier' }, ['refund', 'cancel']],
  [{ platform: 'n8n,zapier', riskLevel: 'high' }, ['cancel']],
  [{ group: 'Finance' }, ['close']],
  [{ group: 'Finance,Support', action: 'refund' }, []],
])('with the filter %j it is told of %j', async (filter, expected) => {
  const relay = await startRelay();
  await relay.post('/api/subscriptions', { url: HOOK, events: ['approval.requested'], filter });
  await relay.request({ action: 'refund', platform: 'n8n', riskLevel: 'low' });
  await relay.request({ action: 'cancel', platform: 'zapier', riskLevel: 'high' });
  await relay.request({ action: 'close', platform: 'api', group: 'Finance' });
  await relay.clock.idle();
  expect(relay.sentTo(HOOK).map(({ body }) => JSON.parse(body).data.action)).toEqual(expected);
});
