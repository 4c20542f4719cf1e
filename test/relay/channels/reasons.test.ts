/** High risk in Slack and Discord: nobody approves it with a press alone, as nobody does in the inbox. */
import { addChannel, addSlack, ALICE } from '../../support/channels/set-up.js';
import { BOT_TOKEN, DISCORD_CHANNEL, fakeDiscord, modalProblem, PUBLIC_KEY } from '../../support/channels/discord.js';
import { fakeSlack } from '../../support/channels/slack.js';
import { ADMIN, startRelay, stopRelays } from '../../support/relay.js';

const DISCORD_ALICE = '222222222222222222';
const NEEDED = 'This is high risk: give a reason or a note to approve it.';
const REASONS = [
  ['verified_authorised', 'Verified and authorised'],
  ['within_policy', 'Within policy'],
  ['goodwill', 'Goodwill'],
  ['out_of_policy', 'Out of policy'],
  ['wrong_amount', 'Wrong amount'],
  ['not_enough_information', 'Not enough information'],
  ['duplicate', 'Duplicate request'],
  ['suspected_fraud', 'Suspected fraud'],
];
afterEach(stopRelays);

async function asked(fields: Record<string, unknown> = {}) {
  const relay = await startRelay();
  const slack = fakeSlack(relay);
  const discord = fakeDiscord(relay);
  const inSlack = await addSlack(relay);
  const settings = { channelId: DISCORD_CHANNEL, botToken: BOT_TOKEN, publicKey: PUBLIC_KEY };
  const people = [{ externalId: DISCORD_ALICE, email: ADMIN.email }];
  const inDiscord = await addChannel(relay, 'discord', settings, { people });
  const id = await relay.request({ details: { amount: '400.00' }, ...fields });
  await relay.clock.idle();
  const approval = async () => (await relay.get(`/api/approvals/${id}`)).body;
  return { relay, slack, discord, inSlack, inDiscord, id, approval };
}
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

describe('Approve on high risk in Slack', () => {
  test('opens a form that asks why, and decides nothing', async () => {
    const { relay, slack, inSlack, id, approval } = await asked();
    expect(await slack.press(inSlack, ALICE, 'approve')).toMatchObject({ status: 200, body: '' });
    await relay.clock.idle();
    expect(slack.last('views.open')).toEqual({
      trigger_id: '111.222.valid',
      view: {
        type: 'modal',
        callback_id: 'approve',
        private_metadata: JSON.stringify({ approvalId: id, channel: 'C012AB3CD', ts: '1772442000.000001' }),
        title: plain('Approve'),
        submit: plain('Approve'),
        close: plain('Back'),
        blocks: [
          { type: 'section', text: plain('Refund request on ticket #9921 — Ana Pérez') },
          {
            type: 'input',
            block_id: 'reason',
            optional: true,
            label: plain('Reason'),
            element: {
              type: 'static_select',
              action_id: 'value',
              options: REASONS.map(([value, label]) => ({ text: plain(label!), value })),
            },
          },
          {
            type: 'input',
            block_id: 'note',
            optional: true,
            label: plain('Note'),
            hint: plain(NEEDED),
            element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: 3_000 },
          },
        ],
      },
    });
    expect((await approval()).status).toBe('PENDING');
    expect(JSON.stringify(slack.last('chat.postMessage'))).toContain('"Approve …"');
  });

  test.each([
    [{ Note: 'Seen the parcel’s scan' }, { decisionNote: 'Seen the parcel’s scan', decisionReasonCode: null }],
    [{ Reason: 'goodwill' }, { decisionReasonCode: 'goodwill' }],
  ])('is approved with %j', async (values, decision) => {
    const { relay, slack, inSlack, approval } = await asked();
    await slack.press(inSlack, ALICE, 'approve');
    await relay.clock.idle();
    expect(await slack.submit(inSlack, ALICE, values)).toMatchObject({ status: 200, body: '' });
    expect(await approval()).toMatchObject({ status: 'APPROVED', modifiedDetails: null, ...decision });
  });

  test.each(['approve', 'edit'])(
    'is not taken from the form of %s without either, or with a reason that it does not list',
    async (form) => {
      const { relay, slack, inSlack, approval } = await asked();
      await slack.press(inSlack, ALICE, form);
      await relay.clock.idle();
      for (const values of [{ Note: '' }, { Note: ' \n ' }])
        expect((await slack.submit(inSlack, ALICE, values)).body).toEqual({
          response_action: 'errors',
          errors: { note: NEEDED },
        });
      for (const Reason of ['because', 'Out Of Policy', '__proto__'])
        expect((await slack.submit(inSlack, ALICE, { Reason, Note: 'Yes' })).body).toEqual({
          response_action: 'errors',
          errors: { reason: 'Choose one of the reasons.' },
        });
      expect((await approval()).status).toBe('PENDING');
    },
  );

  test('approves what its message showed: changed details in between are not approved unseen', async () => {
    const { relay, slack, inSlack, id, approval } = await asked();
    await slack.press(inSlack, ALICE, 'approve');
    // Before the form has opened.
    await relay.store.transaction(async (tx) => {
      const current = (await tx.get('approvals', id))!;
      const restarted = { at: current.createdAt, event: 'approval.votes_restarted' as const, by: 'bo@example.com' };
      tx.put('approvals', {
        ...current,
        proposedDetails: { amount: '900.00' },
        happenings: [...current.happenings, restarted],
      });
    });
    await relay.clock.idle();
    const refused = await slack.submit(inSlack, ALICE, { Note: 'Fine' });
    expect(JSON.stringify(refused.body)).toContain('bo@example.com has changed the details. Nothing was noted.');
    expect((await approval()).status).toBe('PENDING');
  });
});

describe('Approve on high risk in Discord', () => {
  test('opens a form that asks why, and decides nothing', async () => {
    const { discord, inDiscord, id, approval } = await asked();
    const { body } = await discord.press(inDiscord, DISCORD_ALICE, 'approve', id);
    expect(body).toEqual({
      type: 9,
      data: {
        custom_id: `approve:${id}`,
        title: 'Approve',
        components: [
          {
            type: 18,
            label: 'Reason',
            component: {
              type: 3,
              custom_id: 'reason',
              options: REASONS.map(([value, label]) => ({ label, value })),
              required: false,
              min_values: 0,
            },
          },
          {
            type: 18,
            label: 'Note',
            description: NEEDED,
            component: { type: 4, custom_id: 'note', style: 2, required: false, max_length: 2_000 },
          },
        ],
      },
    });
    expect(modalProblem(body.data)).toBeUndefined();
    expect((await approval()).status).toBe('PENDING');
  });

  test.each([
    [
      { reason: [], note: 'Seen' },
      { decisionNote: 'Seen', decisionReasonCode: null },
    ],
    [{ reason: ['goodwill'], note: '' }, { decisionReasonCode: 'goodwill' }],
  ])('is approved with %j', async (values, decision) => {
    const { discord, inDiscord, id, approval } = await asked();
    expect((await discord.submit(inDiscord, DISCORD_ALICE, 'approve', id, values)).body).toEqual({ type: 6 });
    expect(await approval()).toMatchObject({ status: 'APPROVED', modifiedDetails: null, ...decision });
  });

  test('is not taken without either, or with a reason that the form does not list', async () => {
    const { discord, inDiscord, id, approval } = await asked();
    const submit = (what: string, values: Record<string, string | string[]>) =>
      discord.submit(inDiscord, DISCORD_ALICE, what, id, values);
    for (const [what, values] of [
      ['approve', { reason: [], note: ' ' }],
      ['approve', {}],
      ['edit', { 0: '40.00', note: '' }],
    ] as const)
      expect((await submit(what, { ...values } as Record<string, string>)).body.data.content).toContain(
        'This is high risk',
      );
    for (const reason of [['because'], ['goodwill', 'duplicate']])
      for (const what of ['approve', 'reject'])
        expect((await submit(what, { reason, note: 'Yes' })).body.data.content).toContain('Choose one of the reasons');
    expect((await approval()).status).toBe('PENDING');
  });

  test('asks for the note in the form that changes details, where there is no room for reasons', async () => {
    const { discord, inDiscord, id, approval } = await asked();
    const { data } = (await discord.press(inDiscord, DISCORD_ALICE, 'edit', id)).body;
    expect(data.components.at(-1)).toMatchObject({
      description: NEEDED,
      component: { custom_id: 'note', required: true },
    });
    await discord.submit(inDiscord, DISCORD_ALICE, 'edit', id, { 0: '40.00', note: 'Half' });
    expect(await approval()).toMatchObject({ status: 'APPROVED', modifiedDetails: { amount: '40.00' } });
  });
});

describe('What may be decided without a word', () => {
  test.each(['low', 'medium'])('is %s risk, by one press', async (riskLevel) => {
    const { slack, inSlack, approval } = await asked({ riskLevel });
    expect(JSON.stringify(slack.last('chat.postMessage'))).toContain('"Approve"');
    await slack.press(inSlack, ALICE, 'approve');
    expect((await approval()).status).toBe('APPROVED');
  });

  test('is high risk for a program, which has its own reasons', async () => {
    const { relay, id, approval } = await asked();
    expect((await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' })).status).toBe(200);
    expect((await approval()).status).toBe('APPROVED');
  });

  test('is a rejection, which asks why all the same', async () => {
    const { discord, inDiscord, id, approval } = await asked();
    const { data } = (await discord.press(inDiscord, DISCORD_ALICE, 'reject', id)).body;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as it comes
    expect(data.components.map(({ label }: any) => label)).toEqual(['Reason', 'Why not']);
    await discord.submit(inDiscord, DISCORD_ALICE, 'reject', id, { reason: ['suspected_fraud'], note: '' });
    expect(await approval()).toMatchObject({ status: 'REJECTED', decisionReasonCode: 'suspected_fraud' });
  });
});
