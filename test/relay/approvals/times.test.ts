/** Time under a fake clock: what is done when, in whose working hours, and what of it survives a restart. */
import { startedClock } from '../../../relay/approvals/approval-clock.js';
import type { Group } from '../../../relay/store/records.js';
import { ADMIN, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';
import { PASSWORD, team } from '../../support/team.js';

afterEach(stopRelays);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const OFFICE: Group = {
  id: 'grp_1',
  workspaceId: 'ws_1',
  name: 'Support',
  formerNames: [],
  members: [],
  timeZone: 'Europe/Lisbon',
  workingHours: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
  channels: [],
  createdAt: '2026-01-01T00:00:00.000Z',
};
const asked = (fields = {}) => ({
  createdAt: '2026-03-02T09:00:00.000Z',
  expiresAt: '2026-03-03T09:00:00.000Z',
  riskLevel: 'high' as const,
  group: 'Support' as string | null,
  ...fields,
});
const inWords = (clock: ReturnType<typeof startedClock>) =>
  clock.next.map(({ at, does }) => `${at.slice(5, 16)} ${does}`);

describe('the clock of an approval', () => {
  test.each([
    ['by default', asked(), undefined, undefined, ['03-02T10:00 reassign', '03-02T10:30 remind', '03-02T11:00 miss']],
    [
      'for everybody, which nobody can be given by turns',
      asked({ group: null }),
      undefined,
      undefined,
      ['03-02T10:30 remind', '03-02T11:00 miss'],
    ],
    [
      'for everybody until it is escalated to a group',
      asked({ group: null }),
      { remindAtPercent: [], escalation: [{ afterMinutes: 30, to: { kind: 'group' as const, id: 'Leads' } }] },
      undefined,
      ['03-02T09:30 escalate', '03-02T10:00 reassign', '03-02T11:00 miss'],
    ],
    [
      'with targets for each risk',
      asked({ riskLevel: 'low' }),
      { targets: { low: 480, medium: 240, high: 30 }, remindAtPercent: [25, 90] },
      undefined,
      ['03-02T11:00 remind', '03-02T13:00 reassign', '03-02T16:12 remind', '03-02T17:00 miss'],
    ],
    [
      'when the deadline is nearer than the target',
      asked({ expiresAt: '2026-03-02T09:40:00.000Z' }),
      undefined,
      undefined,
      ['03-02T09:20 reassign', '03-02T09:30 remind'],
    ],
    [
      'with a group’s own target in its working hours, over a weekend',
      asked({ createdAt: '2026-03-06T16:00:00.000Z', expiresAt: '2026-03-20T00:00:00.000Z', group: 'support' }),
      { groups: [{ group: 'Support', targets: { low: 60, medium: 60, high: 120 }, escalation: null }] },
      OFFICE,
      ['03-06T17:00 reassign', '03-09T09:30 remind', '03-09T10:00 miss'],
    ],
    [
      'over the change to summer time',
      asked({ createdAt: '2026-03-27T16:30:00.000Z', expiresAt: '2026-04-20T00:00:00.000Z', group: 'Support' }),
      { remindAtPercent: [], reassign: false },
      OFFICE,
      ['03-30T09:30 miss'],
    ],
    [
      'with an escalation chain, of which nothing is left at or after the deadline',
      asked(),
      {
        reassign: false,
        remindAtPercent: [],
        escalation: [
          { afterMinutes: 180, to: { kind: 'group' as const, id: 'Leads' } },
          { afterMinutes: 30, to: { kind: 'person' as const, id: 'bob@example.com' } },
          { afterMinutes: 1440, to: { kind: 'channel' as const, id: 'chn_1' } },
        ],
      },
      undefined,
      ['03-02T09:30 escalate', '03-02T11:00 miss', '03-02T12:00 escalate'],
    ],
    [
      'with an escalation at shares of the target, in a group’s working hours',
      asked({ createdAt: '2026-03-06T16:00:00.000Z', expiresAt: '2026-03-20T00:00:00.000Z', group: 'support' }),
      {
        reassign: false,
        remindAtPercent: [],
        targets: { low: 60, medium: 60, high: 120 },
        groups: [
          {
            group: 'Support',
            targets: null,
            escalation: [
              { atPercent: 50, to: { kind: 'person' as const, id: 'bob@example.com' } },
              { atPercent: 150, to: { kind: 'group' as const, id: 'Leads' } },
            ],
          },
        ],
      },
      OFFICE,
      ['03-06T17:00 escalate', '03-09T10:00 miss', '03-09T11:00 escalate'],
    ],
    [
      'with shares of the time up to the deadline, when that is nearer than the target',
      asked({ expiresAt: '2026-03-02T09:40:00.000Z' }),
      {
        reassign: false,
        remindAtPercent: [],
        escalation: [50, 100, 150].map((atPercent) => ({ atPercent, to: { kind: 'group' as const, id: 'Leads' } })),
      },
      undefined,
      ['03-02T09:20 escalate'],
    ],
  ])('is set %s', (_what, approval, settings, group, expected) => {
    expect(inWords(startedClock(approval, settings, group))).toEqual(expected);
  });
});

const story = async (relay: TestRelay, id: string) =>
  ((await relay.get(`/api/approvals/${id}/timeline`)).body.items as Array<{ at: string; event: string; text: string }>)
    .filter(({ event }) => /reminded|reassigned|missed|escalated|expired|decided/.test(event))
    .map(({ at, event, text }) => `${at.slice(11, 16)} ${event.replace('approval.', '')}${text ? ` ${text}` : ''}`);

describe('time', () => {
  test('reassigns, reminds, says that the target was missed and settles, each at its own instant', async () => {
    const relay = await startRelay();
    await team(relay);
    const id = await relay.request({ group: 'Support', expiresInMinutes: 180 });
    await relay.clock.advance(59 * MINUTE);
    expect(await story(relay, id)).toEqual([]);
    await relay.clock.advance(MINUTE);
    expect(await story(relay, id)).toEqual([`10:00 reassigned ${ADMIN.email}`]);
    await relay.clock.advance(2 * HOUR);
    expect(await story(relay, id)).toEqual([
      `10:00 reassigned ${ADMIN.email}`,
      `10:30 reminded ${ADMIN.email}`,
      `11:00 target_missed ${ADMIN.email}`,
      '12:00 expired Nobody decided before the deadline.',
    ]);
    expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({
      targetAt: '2026-03-02T11:00:00.000Z',
      targetMissedAt: '2026-03-02T11:00:00.000Z',
      assignees: [ADMIN.email],
      status: 'REJECTED',
    });
  });

  test('gives it to another who is there and has the least open', async () => {
    const relay = await startRelay();
    await team(relay);
    const busy = await relay.request({ group: 'Support' });
    await relay.post(`/api/approvals/${busy}/assign`, { to: ['cleo@example.com'] });
    const id = await relay.request({ group: 'Support' });
    await relay.post(`/api/approvals/${id}/assign`, { to: [ADMIN.email] });
    const bob = ((await relay.get('/api/people')).body.items as Array<{ id: string; email: string }>).find(
      ({ email }) => email === 'bob@example.com',
    )!;
    await relay.clock.advance(30 * MINUTE);
    await relay.call('PATCH', `/api/people/${bob.id}`, {
      away: { from: '2026-03-02T09:00:00Z', until: '2026-03-09T09:00:00Z', delegate: null },
    });
    await relay.clock.advance(30 * MINUTE);
    expect((await relay.get(`/api/approvals/${id}`)).body.assignees).toEqual(['cleo@example.com']);
  });

  test('goes along the escalation chain, and tells subscribers', async () => {
    const relay = await startRelay();
    await team(relay);
    await relay.post('/api/groups', { name: 'Leads', members: [ADMIN.email] });
    const changed = await relay.call('PATCH', '/api/times', {
      reassign: false,
      remindAtPercent: [],
      escalation: [
        { afterMinutes: 10, to: { kind: 'person', id: 'bob@example.com' } },
        { afterMinutes: 20, to: { kind: 'group', id: 'Leads' } },
      ],
    });
    expect(changed.status).toBe(200);
    const hook = 'https://flows.example.com/hook';
    await relay.post('/api/subscriptions', { url: hook, events: ['approval.escalated', 'approval.target_missed'] });
    const id = await relay.request({ group: 'Support' });
    await relay.clock.advance(10 * MINUTE);
    expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({
      group: 'Support',
      assignees: ['bob@example.com'],
    });
    await relay.clock.advance(2 * HOUR);
    expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({ group: 'Leads', assignees: [] });
    expect(relay.sentTo(hook).map(({ body }) => JSON.parse(String(body)).type)).toEqual([
      'approval.escalated',
      'approval.escalated',
      'approval.target_missed',
    ]);
  });

  test('goes along a group’s own chain, whatever the group is called later', async () => {
    const relay = await startRelay();
    await team(relay);
    await relay.post('/api/groups', { name: 'Leads', members: [ADMIN.email] });
    const { items } = (await relay.get('/api/groups')).body as { items: Array<{ id: string; name: string }> };
    const [support, leads] = ['Support', 'Leads'].map((name) => items.find((each) => each.name === name)!.id);
    const chain = (escalation: unknown, headers?: Record<string, string>) =>
      relay.call('PATCH', `/api/groups/${support}/times`, { escalation }, headers);
    const own = [{ atPercent: 50, to: { kind: 'group', id: 'Leads' } }];
    expect((await chain(own)).body).toEqual({ group: 'Support', targets: null, escalation: own });
    const both = await chain([{ atPercent: 50, afterMinutes: 5, to: { kind: 'group', id: 'Leads' } }]);
    const neither = await chain([{ to: { kind: 'group', id: 'Leads' } }]);
    const nobody = await chain([{ atPercent: 50, to: { kind: 'group', id: 'Nobody' } }]);
    expect([both.status, neither.status, nobody.status]).toEqual([400, 400, 400]);
    expect((await relay.call('PATCH', '/api/groups/grp_1/times', { escalation: own })).status).toBe(404);
    expect((await chain(own, await relay.signIn('bob@example.com', PASSWORD))).status).toBe(403);

    await relay.call('PATCH', `/api/groups/${support}`, { name: 'Care' });
    await relay.call('PATCH', `/api/groups/${leads}`, { name: 'Chiefs' });
    expect((await relay.get('/api/times')).body.groups).toEqual([
      { group: 'Care', targets: null, escalation: [{ atPercent: 50, to: { kind: 'group', id: 'Chiefs' } }] },
    ]);
    const id = await relay.request({ group: 'Care' });
    await relay.clock.advance(HOUR);
    expect((await relay.get(`/api/approvals/${id}`)).body.group).toBe('Chiefs');

    await chain(null);
    expect((await relay.get('/api/times')).body.groups).toEqual([]);
    await chain([]);
    expect((await relay.get('/api/times')).body.groups).toEqual([{ group: 'Care', targets: null, escalation: [] }]);
    await relay.call('DELETE', `/api/groups/${support}`);
    expect((await relay.get('/api/times')).body.groups).toEqual([]);
  });

  test('stops for what has been decided', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    await relay.clock.advance(70 * MINUTE);
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject' });
    await relay.clock.advance(24 * HOUR);
    expect(await story(relay, id)).toEqual(['10:10 decided']);
  });

  test('that passed while the relay was down is made up for at the start, in order and once', async () => {
    const relay = await startRelay();
    await team(relay);
    const first = await relay.request({ group: 'Support' });
    await relay.clock.advance(70 * MINUTE);
    const second = await relay.request({ group: 'Support', expiresInMinutes: 60 });
    const folder = await relay.copyFolder();
    await relay.stop();
    const again = await startRelay({ folder, startAt: '2026-03-02T15:00:00.000Z' });
    await again.clock.advance(0);
    expect(await story(again, first)).toEqual([
      `10:00 reassigned ${ADMIN.email}`,
      `10:30 reminded ${ADMIN.email}`,
      `11:00 target_missed ${ADMIN.email}`,
    ]);
    expect(await story(again, second)).toEqual([
      '10:40 reassigned bob@example.com',
      '10:55 reminded bob@example.com',
      '11:10 expired Nobody decided before the deadline.',
    ]);
    const order = ((await again.get('/api/audit?format=jsonl&event=approval')).body as string)
      .split('\n')
      .filter((line) => /reassigned|reminded|missed|expired/.test(line))
      .map((line) => (JSON.parse(line) as { at: string }).at);
    expect(order).toEqual([...order].sort());
    const copy = await again.copyFolder();
    await again.stop();
    const third = await startRelay({ folder: copy, startAt: '2026-03-02T15:00:00.000Z' });
    await third.clock.advance(HOUR);
    expect(await story(third, first)).toHaveLength(3);
  });

  test('takes the workspace’s own deadline for requests that name none', async () => {
    const relay = await startRelay();
    await relay.call('PATCH', '/api/times', { expiryMinutes: 90 });
    const own = await relay.request();
    const named = await relay.request({ expiresInMinutes: 600 });
    const batch = await relay.post('/api/batches', { approvals: [{ action: 'a', summary: 'b', details: {} }] });
    expect(batch.body.expiresAt).toBe('2026-03-02T10:30:00.000Z');
    await relay.clock.advance(90 * MINUTE);
    expect((await relay.get(`/api/approvals/${own}`)).body).toMatchObject({
      status: 'REJECTED',
      autoDecided: true,
      decisionReasonCode: 'expired',
      decidedAt: '2026-03-02T10:30:00.000Z',
    });
    expect((await relay.get(`/api/approvals/${named}`)).body.status).toBe('PENDING');
  });

  test('is set by leads and admins, and only for groups and people that there are', async () => {
    const relay = await startRelay();
    await team(relay);
    const bob = await relay.signIn('bob@example.com', PASSWORD);
    expect((await relay.call('PATCH', '/api/times', { reassign: false }, bob)).status).toBe(403);
    const wrong = await relay.call('PATCH', '/api/times', {
      escalation: [{ afterMinutes: 5, to: { kind: 'person', id: 'mallory@example.com' } }],
      groups: [{ group: 'Nobody', targets: null, escalation: null }],
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'escalation.0.to.id',
      'groups.0.group',
    ]);
    expect((await relay.get('/api/times')).body).toMatchObject({
      reassign: true,
      expiryMinutes: 1440,
      changedBy: null,
    });
  });
});
