import { get as httpGet, type IncomingMessage } from 'node:http';
import { KEY, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

/** Opens the stream and collects its events. */
async function listen(relay: TestRelay, headers: Record<string, string> = { 'x-api-key': KEY }) {
  const response = await new Promise<IncomingMessage>((resolve) =>
    httpGet(`${relay.url}/api/stream`, { headers }, resolve),
  );
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  response.on('error', () => undefined);
  return {
    response,
    events: async (count: number): Promise<Array<[string, { id: string; change?: string }]>> => {
      const found = () =>
        [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, name, data]) => [name, JSON.parse(data!)]);
      while (found().length < count) await relay.clock.idle();
      return found() as Array<[string, { id: string; change?: string }]>;
    },
    text: () => text,
  };
}

test('the stream tells what to read again, and nothing of what it says', async () => {
  const relay = await startRelay();
  const { events, response, text } = await listen(relay);
  expect(response.headers['content-type']).toContain('text/event-stream');
  const id = await relay.request({ summary: 'A private matter' });
  await relay.post(`/api/approvals/${id}/comments`, { text: 'A private remark' });
  await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
  const seen = await events(3);
  expect(seen.map(([name, data]) => [name, data.id, data.change])).toEqual([
    ['approval', id, 'requested'],
    ['approval', id, 'commented'],
    ['approval', id, 'decided'],
  ]);
  expect(text()).not.toContain('private');
});

test('the stream of another workspace stays silent', async () => {
  const relay = await startRelay();
  const other = await listen(relay, await relay.otherWorkspace());
  const mine = await listen(relay);
  await relay.request();
  await mine.events(1);
  expect(other.text()).not.toContain('event:');
});

test('the stream is kept open by a word every fifteen seconds, and ends with the relay', async () => {
  const relay = await startRelay();
  const { response, text } = await listen(relay);
  const ended = new Promise((resolve) => response.once('close', resolve));
  await relay.clock.advance(31_000);
  while (text().split('still here').length < 4) await relay.clock.idle();
  await relay.stop();
  await ended;
});
