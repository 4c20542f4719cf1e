/** The demo's story, told small: that it is varied and whole, and that a relay starts on it with nothing left to send. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PASSWORD, PEOPLE } from '../../demo/cast.js';
import { history } from '../../demo/history.js';
import { seed } from '../../demo/seed.js';
import { START, startRelay, stopRelays, type TestRelay } from '../support/relay.js';

const COUNT = 400;
const story = { count: COUNT, now: new Date(START), workflowUrl: 'http://127.0.0.1:9' };

let relay: TestRelay;
let session: Record<string, string>;
beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-demo-'));
  await seed(folder, story);
  relay = await startRelay({ folder, setup: {} });
  session = await relay.signIn(PEOPLE[0].email, PASSWORD);
}, 60_000);
afterAll(stopRelays);

const total = async (query: string) => (await relay.get(`/api/approvals?${query}`, session)).body.total as number;
const all = async () => {
  const items: Array<Record<string, any>> = []; // eslint-disable-line @typescript-eslint/no-explicit-any -- as they come
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await relay.get(`/api/approvals?limit=100${cursor && `&cursor=${cursor}`}`, session);
    items.push(...body.items);
    cursor = body.nextCursor as string | null;
  }
  return items;
};

describe('the demo', () => {
  test('has as many approvals as it was asked for, of every status, and some that still wait', async () => {
    expect(await total('limit=1')).toBe(COUNT);
    for (const status of ['PENDING', 'APPROVED', 'REJECTED', 'CANCELLED'])
      expect([status, await total(`limit=1&status=${status}`)]).not.toEqual([status, 0]);
  });

  test('is varied: platforms, actions, groups, currencies, reasons, changes, deadlines, and customers who come again', async () => {
    const approvals = await all();
    const different = (of: (approval: (typeof approvals)[number]) => unknown) =>
      new Set(approvals.map(of).filter((value) => value !== null && value !== undefined)).size;
    expect(different(({ platform }) => platform)).toBeGreaterThanOrEqual(7);
    expect(different(({ action }) => action)).toBeGreaterThanOrEqual(9);
    expect(different(({ group }) => group)).toBe(5);
    expect(different(({ details }) => details.currency)).toBeGreaterThanOrEqual(5);
    expect(different(({ decisionReasonCode }) => decisionReasonCode)).toBeGreaterThanOrEqual(6);
    expect(approvals.filter(({ modifiedDetails }) => modifiedDetails).length).toBeGreaterThan(0);
    expect(approvals.filter(({ decisionReasonCode }) => decisionReasonCode === 'expired').length).toBeGreaterThan(0);
    const customers = approvals.flatMap(({ details }) => (details.customer ? [details.customer] : []));
    expect(new Set(customers).size).toBeLessThan(customers.length / 2);
    for (const { details } of approvals)
      if (details.amount) expect(details.amount).toMatch(details.currency === 'JPY' ? /^\d+$/ : /^\d+\.\d\d$/);
  });

  test('leaves nothing to be sent, and nothing overdue', async () => {
    await relay.clock.idle();
    expect(relay.sent).toEqual([]);
    const { body } = await relay.get('/api/approvals?status=PENDING&sort=deadline&limit=1', session);
    expect(body.items[0].expiresAt > START).toBe(true);
  });

  test('tells the same story each time', () => {
    expect(history(story)).toEqual(history(story));
  });

  test('has people who can all sign in', async () => {
    for (const { email } of PEOPLE.slice(1, 3)) {
      const me = await relay.get('/api/me', await relay.signIn(email, PASSWORD));
      expect(me.body.user.email).toBe(email);
    }
  });
});
