/** Slack from the question to the decision: what it is sent, and who may answer there. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { verify } from '../../../relay/channels/slack/interaction.js';
import { addSlack, ALICE, readChannel } from '../../support/channels/set-up.js';
import { CHANNEL, fakeSlack, pressed } from '../../support/channels/slack.js';
import { START, startRelay, stopRelays } from '../../support/relay.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
afterEach(stopRelays);

async function asked(fields: Record<string, unknown> = {}) {
  const relay = await startRelay();
  const slack = fakeSlack(relay);
  const channel = await addSlack(relay);
  const id = await relay.request(fields);
  await relay.clock.idle();
  const approval = async () => (await relay.get(`/api/approvals/${id}`)).body;
  return { relay, slack, channel, id, approval };
}
/* eslint-disable @typescript-eslint/no-explicit-any -- tests read messages as they come */
const actionsOf = (message: any) => message.blocks.find(({ type }: any) => type === 'actions').elements;
const textOf = (message: any) => JSON.stringify(message.blocks);

describe('an approval in Slack', () => {
  test('is a message with what is asked, how risky it is, how long it waits, and three answers', async () => {
    const { slack, id, relay } = await asked({ justification: 'The parcel was lost.' });
    expect(slack.calls).toHaveLength(1);
    const message = slack.last('chat.postMessage');
    expect(message).toMatchObject({ channel: CHANNEL, unfurl_links: false, parse: 'none', link_names: false });
    expect(message.blocks[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: 'Refund request on ticket #9921 — Ana Pérez', emoji: false },
    });
    expect(textOf(message)).toContain('▲ High risk');
    expect(textOf(message)).toContain('Amount\\n400.00');
    expect(textOf(message)).toContain('“The parcel was lost.”');
    expect(textOf(message)).toContain('24 h left: rejected by itself at <!date^1772528400^');
    expect(actionsOf(message)).toEqual([
      expect.objectContaining({ action_id: 'approve', value: id, style: 'primary' }),
      expect.objectContaining({ action_id: 'reject', value: id, style: 'danger' }),
      expect.objectContaining({ action_id: 'edit', value: id }),
      expect.objectContaining({ action_id: 'open', url: `${relay.url}/approvals/${id}` }),
    ]);
  });

  test('is approved by a reviewer’s press, and every copy says by whom', async () => {
    const { relay, slack, channel, approval } = await asked({ riskLevel: 'medium' });
    const answer = await slack.press(channel, ALICE, 'approve');
    expect(answer).toMatchObject({ status: 200, body: '' });
    await relay.clock.idle();
    expect(await approval()).toMatchObject({
      status: 'APPROVED',
      decidedBy: 'alice@example.com',
      modifiedDetails: null,
    });
    const update = slack.last('chat.update');
    expect(update).toMatchObject({ channel: CHANNEL, ts: '1772442000.000001' });
    expect(textOf(update)).toContain('✔ Approved by alice@example.com, 2 Mar 2026, 09:00 UTC');
    expect(actionsOf(update)).toEqual([expect.objectContaining({ action_id: 'open' })]);
  });

  test('is rejected by a form that asks why', async () => {
    const { relay, slack, channel, approval, id } = await asked();
    await slack.press(channel, ALICE, 'reject');
    await relay.clock.idle();
    const { trigger_id, view } = slack.last('views.open');
    expect(trigger_id).toBe('111.222.valid');
    expect(JSON.parse(view.private_metadata)).toEqual({ approvalId: id, channel: CHANNEL, ts: '1772442000.000001' });
    expect((await approval()).status).toBe('PENDING');
    const answer = await slack.submit(channel, ALICE, { Reason: 'out_of_policy', 'Why not': 'Too much & too late' });
    expect(answer).toMatchObject({ status: 200, body: '' });
    await relay.clock.idle();
    expect(await approval()).toMatchObject({
      status: 'REJECTED',
      decisionReasonCode: 'out_of_policy',
      decisionNote: 'Too much & too late',
    });
    expect(textOf(slack.last('chat.update'))).toContain('“Too much &amp; too late”');
  });

  test('is changed in a form with typed fields, and approved so', async () => {
    const details = {
      amount: '400.00',
      count: 3,
      notify: true,
      plan: 'premium',
      customer: { name: 'Ana', since: 2019 },
      lines: [1, 2],
      comment: '',
    };
    const detailsSchema = { properties: { plan: { title: 'Plan', enum: ['basic', 'premium'] } } };
    const { relay, slack, channel, approval } = await asked({ details, detailsSchema, riskLevel: 'medium' });
    await slack.press(channel, ALICE, 'edit');
    await relay.clock.idle();
    const inputs = slack.last('views.open').view.blocks.filter(({ type }: any) => type === 'input');
    expect(inputs.map(({ label, element }: any) => [label.text, element.type])).toEqual([
      ['Amount', 'plain_text_input'],
      ['Count', 'number_input'],
      ['Notify', 'static_select'],
      ['Plan', 'static_select'],
      ['Customer › Name', 'plain_text_input'],
      ['Customer › Since', 'number_input'],
      ['Comment', 'plain_text_input'],
      ['Note', 'plain_text_input'],
    ]);
    const wrong = await slack.submit(channel, ALICE, { Count: 'many' });
    expect(wrong.body).toEqual({
      response_action: 'errors',
      errors: { 'field-1': 'Write a number, such as 40 or 39.90.' },
    });
    await slack.submit(channel, ALICE, {
      Amount: '40.00',
      Count: '2',
      Notify: 'no',
      Plan: 'basic',
      'Customer › Name': '',
    });
    await relay.clock.idle();
    expect(await approval()).toMatchObject({
      status: 'APPROVED',
      modifiedDetails: {
        amount: '40.00',
        count: 2,
        notify: false,
        plan: 'basic',
        customer: { name: '', since: 2019 },
        lines: [1, 2],
        comment: '',
      },
    });
    expect(textOf(slack.last('chat.update'))).toContain('Amount: 400.00 → 40.00');
    expect(textOf(slack.last('chat.update'))).toContain('Approved with 5 changes by alice@example.com');
  });

  test('says so privately when its form could not be opened', async () => {
    const { relay, slack, channel } = await asked();
    slack.fail('expired_trigger_id');
    await slack.press(channel, ALICE, 'edit');
    await relay.clock.idle();
    expect(slack.of('views.open')).toHaveLength(1);
    expect(slack.privately()).toBe('The form could not be opened. Press again, or choose Open in the inbox.');
    expect(slack.of('response_url')).toHaveLength(1);
  });

  test('is not changed by what Slack makes of line ends, and has no field for a number that Slack does not take', async () => {
    const details = { remark: 'One\r\ntwo \n', rate: 1e-7, amount: '400.00' };
    const { relay, slack, channel, approval } = await asked({ details, riskLevel: 'medium' });
    await slack.press(channel, ALICE, 'edit');
    await relay.clock.idle();
    expect(JSON.stringify(slack.last('views.open').view)).toContain(
      '1 more is changed in the inbox: go back and choose Open in the inbox.',
    );
    await slack.submit(channel, ALICE, { Remark: 'One\ntwo', Amount: '40.00' });
    await relay.clock.idle();
    expect((await approval()).modifiedDetails).toEqual({ ...(await approval()).details, amount: '40.00' });
  });

  test('that was decided elsewhere shows so, and a late press is told who decided and when', async () => {
    const { relay, slack, channel, id, approval } = await asked();
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject' }, await relay.signIn());
    await relay.clock.idle();
    expect(textOf(slack.last('chat.update'))).toContain('✖ Rejected by alice@example.com');
    await relay.clock.advance(MINUTE);
    await slack.press(channel, ALICE, 'approve');
    await relay.clock.idle();
    const stands = 'Rejected by alice@example.com, 2 Mar 2026, 09:00 UTC. That decision stands; nothing was changed.';
    expect(slack.privately()).toBe(stands);
    expect((await approval()).status).toBe('REJECTED');
    // The copy in which it could still be pressed is mended.
    expect(slack.of('chat.update')).toHaveLength(2);
  });

  test('that expires or is taken back shows so', async () => {
    const { relay, slack, id } = await asked({ expiresInMinutes: 10 });
    await relay.clock.advance(10 * MINUTE);
    expect(textOf(slack.last('chat.update'))).toContain('Rejected because nobody answered in time');
    const other = await relay.request({ summary: 'Another' });
    await relay.clock.idle();
    await relay.post(`/api/approvals/${other}/cancel`, {});
    await relay.clock.idle();
    expect(textOf(slack.last('chat.update'))).toContain('Taken back by');
    expect(id).not.toBe(other);
  });

  test('that is decided while its message is on its way is mended when it has arrived', async () => {
    const relay = await startRelay();
    const slack = fakeSlack(relay);
    await addSlack(relay);
    slack.fail(503);
    const id = await relay.request();
    await relay.clock.idle();
    expect(slack.messages.size).toBe(0);
    slack.fail(undefined);
    slack.during(() => relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }));
    await relay.clock.advance(5 * SECOND);
    expect(slack.of('chat.postMessage')).toHaveLength(2);
    expect(textOf(slack.last('chat.update'))).toContain('✔ Approved');
  });
});

describe('an action in Slack decides nothing', () => {
  const nothing = async (setting: Awaited<ReturnType<typeof asked>>) => {
    await setting.relay.clock.idle();
    expect((await setting.approval()).status).toBe('PENDING');
  };

  test('when it is not signed with the channel’s secret', async () => {
    const setting = await asked();
    const answer = await setting.slack.press(setting.channel, ALICE, 'approve', undefined, {
      secret: 'another secret',
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'not_authentic' } });
    await nothing(setting);
  });

  test('when it is older than five minutes, such as one that was recorded', async () => {
    const setting = await asked();
    const { relay, slack, channel } = setting;
    const at = new Date(Date.parse(START) - 301 * SECOND);
    expect((await slack.press(channel, ALICE, 'approve', undefined, { at })).status).toBe(401);
    expect((await relay.post(`/channels/${channel}/slack`, {}, {})).status).toBe(401);
    await nothing(setting);
  });

  test('when the person is not known as a reviewer, whatever channel they are in; they are told what to do', async () => {
    const setting = await asked();
    await setting.slack.press(setting.channel, 'U0MALLORY', 'approve');
    await nothing(setting);
    expect(setting.slack.privately()).toContain(
      'Ask an admin to open Settings, Channels, “Our slack”, and to add U0MALLORY',
    );
  });

  test('when the person is known here no longer', async () => {
    const setting = await asked();
    const people = [{ externalId: ALICE, email: 'left@example.com' }];
    await setting.relay.call('PATCH', `/api/channels/${setting.channel}`, { people });
    await setting.slack.press(setting.channel, ALICE, 'approve');
    await nothing(setting);
  });

  test('when the channel belongs to another workspace', async () => {
    const setting = await asked();
    const { relay, slack, id } = setting;
    const north = await relay.otherWorkspace();
    const made = await relay.post(
      '/api/channels',
      {
        kind: 'slack',
        name: 'North',
        settings: { botToken: 'xoxb-1-test', signingSecret: 'the secret of north', channel: 'C0NORTH00' },
        people: [{ externalId: ALICE, email: 'bob@example.com' }],
      },
      north,
    );
    await slack.post(made.body.id, pressed(ALICE, 'approve', id, '1.2'), { secret: 'the secret of north' });
    await nothing(setting);
  });

  test('when the same call comes again after the decision', async () => {
    const { relay, slack, channel, approval, id } = await asked();
    await slack.press(channel, ALICE, 'reject');
    await relay.clock.idle();
    await slack.submit(channel, ALICE, { 'Why not': 'No' });
    const payload = pressed(ALICE, 'approve', id, '1772442000.000001');
    await slack.post(channel, payload);
    await slack.post(channel, payload);
    const again = await slack.submit(channel, ALICE, { 'Why not': 'Again' });
    expect(again.body).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    expect(JSON.stringify(again.body)).toContain('That decision stands; nothing was changed.');
    await relay.clock.idle();
    expect(await approval()).toMatchObject({ status: 'REJECTED', decisionNote: 'No' });
  });

  test('when the channel is disabled or removed, or the body is not Slack’s', async () => {
    const setting = await asked();
    const { relay, slack, channel } = setting;
    expect((await slack.post(channel, undefined, { body: 'payload=%7B' })).status).toBe(422);
    expect((await slack.post(channel, { type: 'block_suggestion' })).status).toBe(200);
    await relay.call('PATCH', `/api/channels/${channel}`, { disabled: true });
    expect((await slack.press(channel, ALICE, 'approve')).status).toBe(404);
    await relay.call('DELETE', `/api/channels/${channel}`);
    expect((await slack.press(channel, ALICE, 'approve')).status).toBe(404);
    await nothing(setting);
  });
});

describe('Slack’s signature', () => {
  test('is checked as in Slack’s published example', async () => {
    const file = path.resolve(__dirname, '../../fixtures/slack/signature_vector.json');
    const vector = JSON.parse(await readFile(file, 'utf8'));
    const call = {
      headers: { 'x-slack-request-timestamp': String(vector.timestamp), 'x-slack-signature': vector.signature },
      body: Buffer.from(vector.body),
    };
    const settings = { signingSecret: vector.signing_secret };
    const now = new Date(vector.timestamp * 1000);
    expect(verify(call, settings, now)).toBeUndefined();
    expect(verify({ ...call, body: Buffer.from(`${vector.body} `) }, settings, now)).toContain('signature');
    expect(verify(call, settings, new Date(now.getTime() + 301_000))).toContain('five minutes');
    expect(verify(call, {}, now)).toContain('no signing secret');
  });
});

describe('a Slack channel', () => {
  test('is made step by step, with a manifest for its own address, and shows no secret again', async () => {
    const relay = await startRelay();
    const slack = fakeSlack(relay);
    const made = await relay.post('/api/channels', { kind: 'slack', name: 'Support' });
    expect(made.body).toMatchObject({
      status: 'incomplete',
      interactionUrl: `${relay.url}/channels/${made.body.id}/slack`,
    });
    const { steps } = (await relay.get(`/api/channels/${made.body.id}/set-up`)).body;
    expect(JSON.parse(steps[0].paste)).toMatchObject({
      oauth_config: { scopes: { bot: ['chat:write', 'chat:write.public'] } },
      settings: { interactivity: { is_enabled: true, request_url: made.body.interactionUrl } },
    });
    const settings = { botToken: 'xoxb-1-test', signingSecret: 'a signing secret', channel: CHANNEL };
    const changed = await relay.call('PATCH', `/api/channels/${made.body.id}`, { settings });
    expect(changed.body).toMatchObject({ status: 'ready', secretsSet: ['botToken', 'signingSecret'] });
    expect(JSON.stringify(changed.body)).not.toContain('xoxb-1-test');
    expect(JSON.stringify([...(await relay.store.list('channels'))])).not.toContain('xoxb-1-test');
    await relay.post(`/api/channels/${made.body.id}/test`);
    await relay.clock.idle();
    expect(slack.last('chat.postMessage').text).toContain('Test: This is how approvals look in “Support”.');
    expect(await readChannel(relay, made.body.id)).toMatchObject({ status: 'working', lastSentAt: START });
  });

  test('that fails says so, and the test does too', async () => {
    const { relay, slack, channel } = await asked();
    slack.fail('invalid_auth');
    const { body } = await relay.post(`/api/channels/${channel}/test`);
    await relay.clock.idle();
    expect(await readChannel(relay, channel)).toMatchObject({
      status: 'failing',
      lastError: { text: 'Slack answered invalid_auth. Check the bot token.' },
    });
    const deliveries = (await relay.get('/api/deliveries?status=failed')).body.items;
    expect(deliveries).toEqual([
      expect.objectContaining({ id: body.deliveryId, kind: 'notification', channel: 'Our slack', host: 'slack.com' }),
    ]);
    slack.fail(undefined);
    await relay.post(`/api/channels/${channel}/test`);
    await relay.clock.idle();
    expect(await readChannel(relay, channel)).toMatchObject({ status: 'working', lastError: null });
  });
});
