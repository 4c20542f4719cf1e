/** Discord from the question to the decision: what it is sent, and who may answer there. */
import { generateKeyPairSync } from 'node:crypto';
import { addChannel } from '../../support/channels/set-up.js';
import { BOT_TOKEN, DISCORD_CHANNEL, fakeDiscord, PUBLIC_KEY } from '../../support/channels/discord.js';
import { ADMIN, startRelay, stopRelays } from '../../support/relay.js';

const ALICE = '222222222222222222';
afterEach(stopRelays);

async function asked(fields: Record<string, unknown> = {}) {
  const relay = await startRelay();
  const discord = fakeDiscord(relay);
  const settings = { channelId: DISCORD_CHANNEL, botToken: BOT_TOKEN, publicKey: PUBLIC_KEY };
  const channel = await addChannel(relay, 'discord', settings, {
    people: [{ externalId: ALICE, email: ADMIN.email }],
  });
  const id = await relay.request(fields);
  await relay.clock.idle();
  const approval = async () => (await relay.get(`/api/approvals/${id}`)).body;
  return { relay, discord, channel, id, approval };
}

describe('an approval in Discord', () => {
  test('is a message that calls nobody, with three answers and a link', async () => {
    const { relay, discord, id } = await asked();
    expect(discord.calls).toHaveLength(1);
    const { method, path, body } = discord.calls[0]!;
    expect({ method, path }).toEqual({ method: 'POST', path: `/channels/${DISCORD_CHANNEL}/messages` });
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.embeds[0].title).toBe('Refund request on ticket \\#9921 — Ana Pérez');
    expect(body.embeds[0].fields).toContainEqual({ name: 'Requester', value: 'ana\\@example\\.com', inline: true });
    expect(body.components[0].components).toEqual([
      { type: 2, style: 3, label: 'Approve …', custom_id: `approve:${id}` },
      { type: 2, style: 4, label: 'Reject …', custom_id: `reject:${id}` },
      { type: 2, style: 2, label: 'Edit …', custom_id: `edit:${id}` },
      { type: 2, style: 5, label: 'Open in the inbox', url: `${relay.url}/approvals/${id}` },
    ]);
  });

  test('is approved by a reviewer’s press, and the message says by whom', async () => {
    const { relay, discord, channel, id, approval } = await asked({ riskLevel: 'medium' });
    expect((await discord.press(channel, ALICE, 'approve', id)).body).toEqual({ type: 6 });
    await relay.clock.idle();
    expect(await approval()).toMatchObject({ status: 'APPROVED', decidedBy: ADMIN.email });
    const { method, path, body } = discord.calls.at(-1)!;
    expect(method).toBe('PATCH');
    expect(path).toMatch(/\/messages\/987654321098765430$/);
    expect(body.embeds[0].description).toContain('✔ Approved by alice\\@example\\.com, 2 Mar 2026, 09:00 UTC');
    expect(body.components[0].components).toHaveLength(1);
  });

  test('is rejected and changed in forms', async () => {
    const { discord, channel, id, approval } = await asked();
    const form = (await discord.press(channel, ALICE, 'reject', id)).body;
    expect(form).toMatchObject({ type: 9, data: { custom_id: `reject:${id}`, title: 'Reject' } });
    expect((await approval()).status).toBe('PENDING');
    await discord.submit(channel, ALICE, 'reject', id, { note: 'Not this one' });
    expect(await approval()).toMatchObject({ status: 'REJECTED', decisionNote: 'Not this one' });
  });

  test('is approved with changes', async () => {
    const { relay, discord, channel, id, approval } = await asked({
      details: { amount: '400.00', count: 2, notify: true },
      riskLevel: 'medium',
    });
    const form = (await discord.press(channel, ALICE, 'edit', id)).body;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as it comes
    expect(form.data.components.map(({ label }: any) => label)).toEqual(['Amount', 'Count', 'Notify', 'Note']);
    const wrong = await discord.submit(channel, ALICE, 'edit', id, { 0: '40.00', 1: 'x', 2: 'yes', note: '' });
    expect(wrong.body).toMatchObject({ type: 4, data: { flags: 64 } });
    expect((await approval()).status).toBe('PENDING');
    await discord.submit(channel, ALICE, 'edit', id, { 0: '40.00', 1: '1', 2: 'No', note: '' });
    await relay.clock.idle();
    expect((await approval()).modifiedDetails).toEqual({ amount: '40.00', count: 1, notify: false });
    expect(discord.calls.at(-1)!.body.embeds[0].description).toContain('Amount: 400\\.00 → 40\\.00');
  });

  test('with more fields than a form has shows those that the caller’s own form describes, and says where the others are', async () => {
    const details = {
      a: '1',
      b: '2',
      list: [1],
      c: '3',
      d: '4',
      amount: '400.00',
      long: 'x'.repeat(3_000),
      locked: 'no',
    };
    const described = { amount: { title: 'Amount to pay' }, d: {}, locked: { readOnly: true } };
    const { relay, discord, channel, id, approval } = await asked({
      details,
      detailsSchema: { properties: described },
      riskLevel: 'medium',
    });
    const { data } = (await discord.press(channel, ALICE, 'edit', id)).body;
    expect(data.title).toBe('Change and approve: 4 of 8 fields');
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as it comes
    const inputs: any[] = data.components.map(({ component }: any) => component);
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as it comes
    expect(data.components.map(({ label }: any) => label)).toEqual(['A', 'B', 'D', 'Amount to pay', 'Note']);
    expect(inputs.at(-1).placeholder).toBe('4 more are changed in the inbox: go back and choose Open in the inbox.');
    const values = Object.fromEntries(inputs.map(({ custom_id, value = '' }) => [custom_id, value]));
    await discord.submit(channel, ALICE, 'edit', id, { ...values, [inputs[3].custom_id]: '40.00' });
    await relay.clock.idle();
    expect((await approval()).modifiedDetails).toEqual({ ...details, amount: '40.00' });
  });

  test('that was decided elsewhere tells a late press who decided and when', async () => {
    const { relay, discord, channel, id } = await asked();
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject' }, await relay.signIn());
    await relay.clock.idle();
    const late = await discord.press(channel, ALICE, 'approve', id);
    expect(late.body).toMatchObject({ type: 4, data: { flags: 64, allowed_mentions: { parse: [] } } });
    expect(late.body.data.content).toContain('Rejected by alice\\@example\\.com\\, 2 Mar 2026');
  });
});

describe('Discord’s calls', () => {
  test('are answered as its check of the address needs: PONG when signed, 401 when not', async () => {
    const { discord, channel } = await asked();
    expect(await discord.post(channel, { type: 1 })).toMatchObject({ status: 200, body: { type: 1 } });
    const key = generateKeyPairSync('ed25519').privateKey;
    expect((await discord.post(channel, { type: 1 }, { key })).status).toBe(401);
  });

  test('decide nothing when forged, old, by somebody unknown, or unreadable', async () => {
    const { relay, discord, channel, id, approval } = await asked();
    const key = generateKeyPairSync('ed25519').privateKey;
    expect((await discord.press(channel, ALICE, 'approve', id, { key })).status).toBe(401);
    const at = new Date(relay.clock.now().getTime() - 301_000);
    expect((await discord.press(channel, ALICE, 'approve', id, { at })).status).toBe(401);
    const stranger = await discord.press(channel, '333333333333333333', 'approve', id);
    expect(stranger.body).toMatchObject({ type: 4, data: { flags: 64 } });
    expect(stranger.body.data.content).toContain('add 333333333333333333 with your e\\-mail address');
    expect((await discord.post(channel, 'no interaction')).status).toBe(422);
    expect((await approval()).status).toBe('PENDING');
  });

  test('that come again after the decision change nothing', async () => {
    const { discord, channel, id, approval } = await asked();
    await discord.submit(channel, ALICE, 'reject', id, { note: 'First' });
    await discord.submit(channel, ALICE, 'reject', id, { note: 'Second' });
    await discord.press(channel, ALICE, 'approve', id);
    expect(await approval()).toMatchObject({ status: 'REJECTED', decisionNote: 'First' });
  });
});
