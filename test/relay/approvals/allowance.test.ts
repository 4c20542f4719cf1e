import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);
const asked = { action: 'refund', summary: 'Refund', details: { amount: '400', to: 'ana' }, changeScope: 'run 7' };
const allowed = { to: 'ana', amount: '40' };

async function changed(relay: TestRelay): Promise<string> {
  const { id } = (await relay.post('/api/webhooks/inbound', asked)).body;
  await relay.post(`/api/approvals/${id}/decision`, {
    verdict: 'approve',
    modifiedDetails: { amount: '40', to: 'ana' },
  });
  return id;
}
const again = async (relay: TestRelay, more: object = {}) =>
  (await relay.post('/api/approvals/request', { ...asked, details: allowed, ...more })).body;

test('what a reviewer changed it to is approved at once when it is asked again, one time', async () => {
  const relay = await startRelay();
  const first = await changed(relay);
  const second = await again(relay);
  expect(second.status).toBe('APPROVED');
  expect((await relay.get(`/api/approvals/${second.id}`)).body).toMatchObject({
    autoDecided: true,
    decisionReasonCode: 'allowed_change',
    decisionNote: `Allowed with the changes of ${first}.`,
    decidedBy: 'Set-up key',
  });
  expect((await again(relay)).status).toBe('PENDING');
});

test.each([
  ['other details', { details: { ...allowed, amount: '41' } }],
  ['another action', { action: 'cancel' }],
  ['another scope', { changeScope: 'run 8' }],
  ['no scope', { changeScope: undefined }],
])('with %s a person is asked', async (_what, more) => {
  const relay = await startRelay();
  await changed(relay);
  expect((await again(relay, more)).status).toBe('PENDING');
});

test('after a quarter of an hour, and after a restart, it is still the relay that knows', async () => {
  const relay = await startRelay();
  await changed(relay);
  const copy = await relay.copyFolder();
  await relay.clock.advance(15 * 60_000 + 1);
  expect((await again(relay)).status).toBe('PENDING');
  const restarted = await startRelay({ folder: copy });
  expect((await again(restarted)).status).toBe('APPROVED');
});

test('an approval without changes, or a rejection, allows nothing more', async () => {
  const relay = await startRelay();
  for (const verdict of ['approve', 'reject']) {
    const { id } = (await relay.post('/api/webhooks/inbound', asked)).body;
    await relay.post(`/api/approvals/${id}/decision`, { verdict });
    expect((await again(relay, { details: asked.details })).status).toBe('PENDING');
  }
});

test('a batch of which everything is allowed is settled at once and told', async () => {
  const relay = await startRelay();
  await changed(relay);
  const url = 'https://n8n.example.com/hook';
  const { body } = await relay.post('/api/batches', { approvals: [{ ...asked, details: allowed }], callback: { url } });
  expect(body).toMatchObject({ status: 'SETTLED', approvals: [{ status: 'APPROVED', autoDecided: true }] });
  await relay.clock.idle();
  expect(relay.sentTo(url)).toHaveLength(1);
});
