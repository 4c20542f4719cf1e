/** E-mail to a real mail server on loopback. */
import { createSendMail } from '../../../relay/deliveries/mail.js';
import { parseAllowList } from '../../../relay/deliveries/destination.js';
import { addChannel, readChannel } from '../../support/channels/set-up.js';
import { partOf, startMailServer } from '../../support/channels/mail-server.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

type MailServer = Awaited<ReturnType<typeof startMailServer>>;
let server: MailServer;
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  await stopRelays();
  await server.stop();
});

const overLoopback = createSendMail({ allowList: parseAllowList(['127.0.0.1']) });
const settings = (more: object = {}) => ({
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  user: 'relay',
  password: 'mail secret',
  from: 'approvals@example.com',
  to: ['lead@example.com'],
  ...more,
});

/** Real sockets take their time: waits until the deliveries have ended, or failed an attempt. */
async function sent(relay: TestRelay): Promise<void> {
  await relay.dispatcher.dispatchDue();
  await relay.clock.idle();
}

describe('an approval by e-mail', () => {
  test('is a message to each person, as text and HTML, with a link that decides nothing when it is followed', async () => {
    const relay = await startRelay({ sendMail: overLoopback });
    await addChannel(relay, 'email', settings());
    const id = await relay.request({
      reviewers: ['ana@example.com', 'Bob@example.com'],
      justification: '<b>Lost</b> parcel',
    });
    await sent(relay);
    // Two connections at once: which of them arrives first is not promised.
    server.mails.sort((one, other) => (one.to[0]! < other.to[0]! ? -1 : 1));
    expect(server.mails.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: 'approvals@example.com', to: ['ana@example.com'] },
      { from: 'approvals@example.com', to: ['bob@example.com'] },
    ]);
    const [mail] = server.mails;
    expect(mail!.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    const text = partOf(mail!, 'text/plain');
    expect(text).toContain('Amount: 400.00');
    expect(text).toContain('“<b>Lost</b> parcel”');
    const html = partOf(mail!, 'text/html');
    expect(html).toContain('&lt;b&gt;Lost&lt;/b&gt; parcel');
    expect(html).not.toMatch(/<img|<script|<b>/);
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!.replaceAll('&amp;', '&'));
    expect(links).toHaveLength(1);
    for (const method of ['GET', 'HEAD']) await fetch(links[0]!, { method });
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
  });

  test('brings a link to answer with to those whom the channel names, and to nobody whom a request names', async () => {
    const relay = await startRelay({ sendMail: overLoopback });
    await addChannel(relay, 'email', settings({ to: ['cfo@client.example'] }));
    const id = await relay.request();
    await relay.request({ reviewers: ['eve@evil.example'] });
    await sent(relay);
    const linkTo = (to: string) =>
      /https?:\S+/.exec(
        partOf(
          server.mails.find((mail) => mail.to[0] === to)!,
          'text/plain',
        ),
      )![0];
    expect(linkTo('eve@evil.example')).toContain('/approvals/');
    const token = linkTo('cfo@client.example').split('/review/')[1];
    const { formToken } = (await relay.get(`/api/review/${token}`, {})).body;
    await relay.post(`/api/review/${token}/decision`, { formToken, verdict: { verdict: 'approve' } }, {});
    expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({
      status: 'APPROVED',
      decidedBy: 'cfo@client.example',
      decidedVia: 'link',
    });
  });

  test('brings no other link, by no reminder either, to somebody from whom theirs was taken back', async () => {
    const relay = await startRelay({ sendMail: overLoopback });
    await addChannel(relay, 'email', settings({ to: ['cfo@client.example'] }));
    const id = await relay.request();
    await sent(relay);
    const { items } = (await relay.get(`/api/approvals/${id}/review-links`)).body;
    expect(items).toEqual([expect.objectContaining({ email: 'cfo@client.example', state: 'open' })]);
    await relay.post(`/api/approvals/${id}/review-links/${items[0].id}/withdraw`);
    const [mail] = (await relay.get(`/api/deliveries?approvalId=${id}`)).body.items;
    expect((await relay.post(`/api/deliveries/${mail.id}/redeliver`)).status).toBe(200);
    await sent(relay);
    await relay.clock.advance(90 * 60_000);
    await sent(relay);
    const [first, ...later] = server.mails.map((each) => partOf(each, 'text/plain'));
    expect(first).toContain('/review/');
    expect(later).toHaveLength(2);
    for (const text of later) expect(text).not.toContain('/review/');
  });

  test('goes to the members of the group, and to who stands in for them; else to the channel’s recipients', async () => {
    const relay = await startRelay({ sendMail: overLoopback });
    await addChannel(relay, 'email', settings());
    await relay.post('/api/groups', { name: 'Support', members: ['alice@example.com'] });
    await relay.request({ group: 'Support' });
    await relay.request({ group: 'Nobody' });
    await sent(relay);
    expect(server.mails.map(({ to }) => to).sort()).toEqual([['alice@example.com'], ['lead@example.com']]);
  });

  test('is followed by one that says how it ended, in the same thread', async () => {
    const relay = await startRelay({ sendMail: overLoopback });
    await addChannel(relay, 'email', settings());
    const id = await relay.request();
    await sent(relay);
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject', note: 'No' }, await relay.signIn());
    await sent(relay);
    const [asked, outcome] = server.mails;
    expect(server.mails).toHaveLength(2);
    const messageId = /^Message-ID: (.+)\r$/m.exec(asked!.raw)![1];
    expect(outcome!.raw).toContain(`In-Reply-To: ${messageId}`);
    expect(partOf(outcome!, 'text/plain')).toContain('Rejected by alice@example.com, 2 Mar 2026, 09:00 UTC');
  });

  test('that the server refuses for good is a failing channel, whose fallback is told', async () => {
    const relay = await startRelay({ sendMail: overLoopback });
    const spare = await addChannel(relay, 'teams', { url: 'https://spare.example.com' }, { isDefault: false });
    const channel = await addChannel(relay, 'email', settings(), { fallback: spare });
    server.refuse(550);
    await relay.request();
    await sent(relay);
    expect(await readChannel(relay, channel)).toMatchObject({ status: 'failing' });
    expect((await readChannel(relay, channel)).lastError.text).toContain('No such mailbox');
    expect(relay.sentTo('https://spare.example.com')).toHaveLength(1);
  });

  test('can be tested from its page: to the first recipient, or else to who tests', async () => {
    const relay = await startRelay({ sendMail: overLoopback });
    const channel = await addChannel(relay, 'email', settings({ to: [] }));
    await relay.post(`/api/channels/${channel}/test`, {}, await relay.signIn());
    await sent(relay);
    expect(server.mails.map(({ to }) => to)).toEqual([['alice@example.com']]);
    expect(await readChannel(relay, channel)).toMatchObject({ status: 'working', secretsSet: ['password'] });
  });
});

describe('the way out for mail', () => {
  const mail = (more: object = {}) => ({
    server: { host: '127.0.0.1', port: server.port, tls: false, plain: true, ...more },
    from: 'a@example.com',
    to: 'b@example.com',
    subject: 'S',
    text: 'T',
    html: '<p>T</p>',
    messageId: '<m@example.com>',
  });

  test('leads to no private address that the operator has not named, by whatever name', async () => {
    const strict = createSendMail({ allowList: parseAllowList([]) });
    await expect(strict(mail())).rejects.toMatchObject({ reason: 'forbidden_destination' });
    const rebound = createSendMail({
      allowList: parseAllowList([]),
      resolve: (_host, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    await expect(rebound(mail({ host: 'mail.example.com' }))).rejects.toMatchObject({
      reason: 'forbidden_destination',
    });
    expect(server.mails).toHaveLength(0);
  });

  test('hands over nothing when encryption is wanted and the server has none', async () => {
    await expect(overLoopback(mail({ plain: false, user: 'relay', password: 'mail secret' }))).rejects.toThrow();
    expect(server.mails).toHaveLength(0);
  });

  test('says what the server said when it refuses the password, and that nobody is there when nobody is', async () => {
    await expect(overLoopback(mail({ user: 'relay', password: 'wrong' }))).rejects.toMatchObject({
      name: 'MailRefused',
      code: 535,
    });
    await expect(overLoopback(mail({ port: 1 }))).rejects.toMatchObject({ reason: 'unreachable' });
  });
});
