/** Who made, changed and removed a channel is in the audit, without its secrets. */
import { addChannel } from '../../support/channels/set-up.js';
import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

test('a channel that is made, changed and removed leaves an entry each, and none when it was refused', async () => {
  const relay = await startRelay();
  const admin = await relay.signIn();
  const id = await addChannel(relay, 'teams', { url: 'https://teams.example.com/hook?sig=hidden' });
  await relay.call('PATCH', `/api/channels/${id}`, { fallback: id }, admin);
  await relay.call('PATCH', `/api/channels/${id}`, { name: 'Night shift' }, admin);
  await relay.call('DELETE', `/api/channels/${id}`, undefined, admin);
  const { items } = (await relay.get('/api/audit?event=channel', admin)).body;
  expect(items.map(({ event, subject }: { event: string; subject: string }) => [event, subject])).toEqual([
    ['channel.removed', id],
    ['channel.changed', id],
    ['channel.made', id],
  ]);
  expect(items[0]).toMatchObject({ by: 'alice@example.com', text: 'Night shift (teams)' });
  expect(JSON.stringify(items)).not.toContain('hidden');
});
