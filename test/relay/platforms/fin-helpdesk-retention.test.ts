/** How long the relay keeps what Fin's helpdesk holds: quiet conversations go with all that is in them, questions stay. */
import newConversation from '../../fixtures/fin-custom-helpdesk/create_conversation_request_ASSEMBLED.json';
import newMessage from '../../fixtures/fin-custom-helpdesk/create_message_request_ASSEMBLED.json';
import { connectFin, finOf, type Fin } from '../../support/fin.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CUSTOMER = newConversation.user.id;
let relay: TestRelay;
beforeEach(async () => {
  relay = await startRelay();
});
afterEach(stopRelays);

const talk = async (fin: Fin, object_id = '1'): Promise<string> =>
  (await fin.post('create_conversation', { ...newConversation, object_id })).body.data.conversation.id;
const say = (fin: Fin, id: string, text: string) =>
  fin.post('create_message', { ...newMessage, conversation_id: id, object_id: text, body: `<p>${text}</p>` });
const statusOf = async (fin: Fin, id: string) => (await fin.post('get_conversation', { conversation_id: id })).status;
const later = (days: number) => new Date(relay.clock.now().getTime() + days * DAY_MS).toISOString();
/** At the end of those days the relay tidies up. */
async function pass(days: number): Promise<void> {
  relay.clock.set(later(days));
  await relay.clock.advance(HOUR_MS);
}
/** A hand-over and an approval that a tag asks for, neither of which a deadline settles soon. */
async function waiting(fin: Fin): Promise<string[]> {
  await relay.call('PATCH', '/api/times', { expiryMinutes: 60 * 24 * 60 });
  const ids = [await talk(fin, 'handed over'), await talk(fin, 'asking')];
  await fin.post('update_conversation', { conversation_id: ids[0], assignee_id: null });
  await fin.post('update_conversation', { conversation_id: ids[1], tags: ['refund_requested'] });
  return ids;
}

describe('a conversation', () => {
  test('that is quiet for as long as its connection says is forgotten with its messages and its customer', async () => {
    const fin = await connectFin(relay, { keepDays: 30 });
    const id = await talk(fin);
    await say(fin, id, 'And the prices?');
    await pass(29);
    expect(await statusOf(fin, id)).toBe(200);
    await pass(1);
    expect(await statusOf(fin, id)).toBe(404);
    expect((await fin.post('get_user', { user_id: CUSTOMER })).status).toBe(404);
    const left = ['helpdeskConversations', 'helpdeskUsers'] as const;
    expect(left.flatMap((collection) => [...relay.store.every(collection)])).toEqual([]);
    expect(await talk(fin)).toBe(id);
    expect((await fin.post('get_messages', { conversation_id: id })).body.data).toHaveLength(1);
  });

  test('is kept half a year where nothing is set, and longer while something happens in it', async () => {
    const fin = await connectFin(relay);
    const [quiet, lively] = [await talk(fin, 'quiet'), await talk(fin, 'lively')];
    await pass(170);
    await say(fin, lively, 'Still there?');
    await pass(11);
    expect([await statusOf(fin, quiet), await statusOf(fin, lively)]).toEqual([404, 200]);
    expect((await fin.post('get_user', { user_id: CUSTOMER })).status).toBe(200);
  });

  test('that waits for a person is kept until they have answered, and so long after that', async () => {
    const fin = await connectFin(relay, { keepDays: 7, approvedReply: '{{note}}' });
    const ids = await waiting(fin);
    await pass(30);
    const { items } = (await relay.get('/api/approvals?status=PENDING')).body;
    expect(items).toHaveLength(2);
    for (const { id } of items) await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve', note: 'Yes' });
    await pass(1);
    for (const id of ids) {
      const { body } = await fin.post('get_messages', { conversation_id: id });
      expect(body.data.at(-1).body).toBe('<p>Yes</p>');
    }
    await pass(8);
    for (const id of ids) expect(await statusOf(fin, id)).toBe(404);
  });

  test('is forgotten by a relay that was started again, and its question is not', async () => {
    const fin = await connectFin(relay, { keepDays: 7 });
    const quiet = await talk(fin, 'quiet');
    const ids = await waiting(fin);
    const [folder, startAt] = [await relay.copyFolder(), later(10)];
    await relay.stop();
    relay = await startRelay({ folder, startAt });
    await relay.clock.idle();
    const again = finOf(relay, fin);
    expect(await statusOf(again, quiet)).toBe(404);
    for (const id of ids) expect(await statusOf(again, id)).toBe(200);
  });

  test('goes with its connection', async () => {
    const fin = await connectFin(relay);
    await talk(fin);
    await relay.call('DELETE', `/api/connections/${fin.id}`);
    await pass(0);
    expect([...relay.store.every('helpdeskConversations'), ...relay.store.every('helpdeskUsers')]).toEqual([]);
  });
});

test('fewer than seven days are refused, for an answer may be on its way so long', async () => {
  const connection = { platform: 'fin-helpdesk', name: 'Fin', settings: { keepDays: 1 } };
  const { status, body } = await relay.post('/api/connections', connection);
  expect([status, body.errors]).toMatchObject([400, [{ path: 'settings.keepDays' }]]);
});
