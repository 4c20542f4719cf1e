/** Invitations by e-mail, handed to a real mail server on loopback. */
import { createSendMail } from '../../../relay/deliveries/mail.js';
import { parseAllowList } from '../../../relay/deliveries/destination.js';
import { addChannel } from '../../support/channels/set-up.js';
import { partOf, startMailServer } from '../../support/channels/mail-server.js';
import { ADMIN, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

type MailServer = Awaited<ReturnType<typeof startMailServer>>;
let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  await stopRelays();
  await server.stop();
});

const RUI = { email: 'rui@example.com', role: 'lead' };
const overLoopback = createSendMail({ allowList: parseAllowList(['127.0.0.1']) });
async function started(): Promise<{ relay: TestRelay; channel: string; admin: Record<string, string> }> {
  const relay = await startRelay({ sendMail: overLoopback });
  const settings = { host: '127.0.0.1', port: server.port, security: 'none', from: 'approvals@example.com' };
  const channel = await addChannel(relay, 'email', settings);
  return { relay, channel, admin: await relay.signIn() };
}
async function sent(relay: TestRelay): Promise<void> {
  await relay.dispatcher.dispatchDue();
  await relay.clock.idle();
}
const pending = async (relay: TestRelay) => (await relay.get('/api/invitations')).body.items[0];
const join = (relay: TestRelay, url: string) =>
  relay.post(
    '/api/invitation',
    { token: new URL(url).searchParams.get('token'), name: 'Rui', password: 'a long enough password' },
    {},
  );

describe('an invitation by e-mail', () => {
  test('brings the link, in text and HTML, by which the person comes in; following it does nothing', async () => {
    const { relay, admin } = await started();
    expect((await relay.get('/api/invitations')).body).toEqual({ items: [], sender: 'approvals@example.com' });
    const made = await relay.post('/api/people', { ...RUI, mail: true }, admin);
    expect(made.body).toMatchObject({ url: expect.stringContaining('/join?token='), mail: { status: 'queued' } });
    await sent(relay);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'approvals@example.com', to: ['rui@example.com'] });
    expect(mail!.raw).toMatch(/^Subject: Invitation to Default\r$/m);
    const text = partOf(mail!, 'text/plain');
    expect(text).toContain(`${ADMIN.email} invites you`);
    expect(text).toContain('As a lead you may decide anything');
    expect(text).toContain('until 9 Mar 2026, 09:00 UTC');
    const [link] = /http\S+/.exec(text)!;
    expect(link).toBe(made.body.url);
    expect(partOf(mail!, 'text/html')).toContain(`href="${link!.replaceAll('&', '&amp;')}"`);
    expect((await pending(relay)).mail).toEqual({
      status: 'delivered',
      at: relay.clock.now().toISOString(),
      error: null,
    });
    for (const method of ['HEAD', 'GET']) await fetch(link!, { method });
    expect((await join(relay, link!)).status).toBe(200);
    expect((await relay.get('/api/people')).body.items).toContainEqual(expect.objectContaining(RUI));
  });

  test('is written down, and its link is kept and shown nowhere', async () => {
    const { relay, admin } = await started();
    const { url } = (await relay.post('/api/people', { ...RUI, mail: true }, admin)).body;
    const secret = new URL(url).searchParams.get('token')!.split('.')[1]!;
    await sent(relay);
    const { items: deliveries } = (await relay.get('/api/deliveries')).body;
    expect(deliveries).toMatchObject([{ kind: 'notification', event: 'channel.invited', status: 'delivered' }]);
    const stored = await relay.store.get('deliveries', deliveries[0].id);
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(JSON.stringify(deliveries)).not.toContain(secret);
    const { items } = (await relay.get('/api/audit')).body;
    expect(items).toContainEqual(
      expect.objectContaining({ event: 'invitation.mailed', by: ADMIN.email, text: 'rui@example.com as lead' }),
    );
  });

  test('may be sent later, with a new link; the one before stops working', async () => {
    const { relay, admin } = await started();
    const first = (await relay.post('/api/people', RUI, admin)).body;
    expect(first.mail).toBeNull();
    await sent(relay);
    expect(server.mails).toHaveLength(0);
    await relay.post(`/api/invitations/${first.id}/mail`, undefined, admin);
    await sent(relay);
    const [link] = /http\S+/.exec(partOf(server.mails[0]!, 'text/plain'))!;
    expect((await join(relay, first.url)).status).toBe(410);
    expect((await join(relay, link!)).status).toBe(200);
  });

  test('that the mail server refuses says so beside the invitation, whose link still works', async () => {
    const { relay, admin } = await started();
    server.refuse(550);
    const { url } = (await relay.post('/api/people', { ...RUI, mail: true }, admin)).body;
    await sent(relay);
    expect((await pending(relay)).mail).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('No such mailbox'),
    });
    expect((await join(relay, url)).status).toBe(200);
  });

  test('that was taken back or renewed before it could be sent is not sent any more', async () => {
    const { relay, admin } = await started();
    server.refuse(450);
    const made = (await relay.post('/api/people', { ...RUI, mail: true }, admin)).body;
    const other = (await relay.post('/api/people', { email: 'eva@example.com', mail: true }, admin)).body;
    await sent(relay);
    server.refuse(undefined);
    await relay.call('DELETE', `/api/invitations/${made.id}`, undefined, admin);
    await relay.post(`/api/invitations/${other.id}/resend`, undefined, admin);
    await relay.clock.advance(60_000);
    await sent(relay);
    expect(server.mails).toHaveLength(0);
    expect((await pending(relay)).mail).toBeNull();
  });

  test('needs an e-mail channel that is on and complete; without one nobody is invited', async () => {
    const { relay, channel, admin } = await started();
    await relay.call('PATCH', `/api/channels/${channel}`, { disabled: true });
    expect((await relay.get('/api/invitations')).body.sender).toBeNull();
    const answer = await relay.post('/api/people', { ...RUI, mail: true }, admin);
    expect([answer.status, answer.body.code]).toEqual([409, 'no_mail']);
    expect(answer.body.detail).toContain('Settings, Channels');
    expect((await relay.get('/api/invitations')).body.items).toEqual([]);
    const north = await relay.otherWorkspace();
    expect((await relay.post('/api/people', { ...RUI, mail: true }, north)).status).toBe(409);
  });
});
