/** The app's definition: what Zapier checks before it takes it, and our promise that fields come from the contract. */
import { commentFields, fields, verdictFields } from '../../zapier-app/src/contract.generated.js';
import { titleCase } from '../../zapier-app/src/fields.js';
import { SIGNING_SECRET } from '../support/relay.js';
import { brokenRules, type Definition } from '../support/zapier/publishing-rules.js';
import { sourceRuntime } from '../support/zapier/runtime.js';

const runtime = sourceRuntime();
const definition = async () => (await runtime.execute({ command: 'definition' })).results as Definition;

test('the definition is what Zapier’s schema asks for', async () => {
  expect((await runtime.execute({ command: 'validate' })).results).toEqual([]);
});

test('the definition keeps the published rules', async () => {
  expect(brokenRules(await definition())).toEqual([]);
});

test.each([
  [
    'D001',
    (bad: Definition) => bad.creates.add_comment!.operation.inputFields!.push({ key: 'api_key', label: 'API Key' }),
  ],
  ['D002', (bad: Definition) => (bad.authentication.fields[1]!.helpText = 'A key.')],
  ['D003', (bad: Definition) => (bad.authentication.connectionLabel = 'Countersign')],
  [
    'D004',
    (bad: Definition) => bad.creates.add_comment!.operation.inputFields!.push({ key: 'user_id', label: 'User' }),
  ],
  ['D005', (bad: Definition) => (bad.searchOrCreates.find_approval!.create = 'gone')],
  ['D006', (bad: Definition) => delete bad.triggers.approval_decided!.operation.performList],
  ['D007', (bad: Definition) => (bad.authentication.fields[1]!.helpText = '[Help](http://example.com).')],
  ['D008', (bad: Definition) => (bad.creates.add_comment!.display.description = 'See https://example.com.')],
  ['D009', (bad: Definition) => bad.creates.add_comment!.operation.inputFields!.push({ key: 'mood' })],
  ['D010', (bad: Definition) => delete bad.triggers.approval_decided!.operation.sample!.id],
  ['D012', (bad: Definition) => delete bad.creates.add_comment!.operation.sample],
  ['D017', (bad: Definition) => delete bad.triggers.approval_decided!.operation.performUnsubscribe],
  ['D018', (bad: Definition) => (bad.creates.add_comment!.display.label = 'add a comment')],
  ['D021', (bad: Definition) => (bad.triggers.approval_decided!.display.description = 'A decision')],
  ['D023', (bad: Definition) => (bad.triggers.approval_decided!.operation.sample!.decidedAt = '2 March 2026')],
  ['D024', (bad: Definition) => (bad.creates.add_comment!.operation.sample!.extra = 1)],
  ['D027', (bad: Definition) => (bad.platformVersion = '18.0.2')],
])('%s is found when it is broken', async (rule, spoil) => {
  const bad = await definition();
  spoil(bad);
  expect(brokenRules(bad)).toContainEqual(expect.stringMatching(new RegExp(`^${rule} `)));
});

test.each([
  ['request_approval_and_wait', fields],
  ['request_approval', fields],
  ['decide_approval', verdictFields],
  ['add_comment', commentFields],
])('the fields of %s are labelled as the contract has it', async (key, contract: Record<string, { title: string }>) => {
  const { inputFields } = (await definition()).creates[key]!.operation as {
    inputFields: Array<{ key: string; label: string }>;
  };
  const shared = inputFields.filter((field) => field.key in contract);
  expect(shared.length).toBeGreaterThan(0);
  for (const field of shared) expect(field.label).toBe(titleCase(contract[field.key]!.title));
});

test('a relay on loopback is taken in tests only', async () => {
  const test_ = () =>
    runtime.execute({
      command: 'execute',
      method: 'authentication.test',
      bundle: { authData: { baseUrl: 'http://127.0.0.1:1', apiKey: 'cs_live_x', signingSecret: SIGNING_SECRET } },
    });
  process.env.COUNTERSIGN_ALLOW_LOOPBACK = '';
  try {
    await expect(test_()).rejects.toThrow(/begin with https/);
  } finally {
    process.env.COUNTERSIGN_ALLOW_LOOPBACK = '1';
  }
});

test('a connection is called after the workspace and the host', async () => {
  expect((await definition()).authentication.connectionLabel).toBe('{{workspace}} @ {{host}}');
});
