/** What people paste into their platforms, filled in as the platform does it, is understood by the relay. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from '../support/connect.js';
import { startRelay, stopRelays } from '../support/relay.js';

afterEach(stopRelays);

const text = (file: string) => readFileSync(path.resolve(__dirname, '../../templates', file), 'utf8');
const VALUES: Record<string, string> = { amount: '400.00', AMOUNT: '400.00', id: '9921', email: 'ana@example.com' };
/** As a platform fills its placeholders; a name tells what kind of value it gets. */
const filled = (file: string): string =>
  text(file).replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_all, name: string) => {
    const kind = Object.keys(VALUES).find((each) => name.includes(each));
    return kind ? VALUES[kind]! : 'Some "quoted" words'.replaceAll('"', "'");
  });

test.each([
  ['zendesk', 'zendesk/refund-trigger.json'],
  ['freshdesk', 'freshdesk/refund-body.json'],
  ['salesforce', 'salesforce/credit-note-body.json'],
])('%s: %s becomes an approval with its amount', async (platform, file) => {
  const relay = await startRelay();
  const { post } = await connect(relay, platform);
  const answer = await post(filled(file));
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  const { items } = (await relay.get('/api/approvals?status=PENDING')).body;
  expect(items).toHaveLength(1);
  expect(JSON.stringify(items[0].details)).toMatch(/"amount":"(400|150)\.00"/);
});

test.each(['zendesk/ai-agent-integration.json', 'intercom/data-connectors.json'])(
  '%s names calls that the n8n template answers',
  (file) => {
    const template = file.startsWith('zendesk') ? 'zendesk-ai-agent-cancellation' : 'fin-data-connector';
    const workflow = text(`n8n/${template}.json`);
    for (const call of Object.values(
      JSON.parse(text(file)) as Record<string, { url: string; saveFromAnswer: string[] }>,
    )) {
      const hook = /\/webhook\/([^?]+)/.exec(call.url)![1]!;
      expect(workflow).toContain(`"path": "${hook}"`);
      for (const name of call.saveFromAnswer) expect(workflow).toMatch(new RegExp(`\\b${name}: `));
    }
  },
);
