/** The operations that do not wait, in n8n's own engine, with a real relay. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { outputOf, startEngine, type Engine, type Execution } from './support/engine';
import { workflow, type TestNode } from './support/workflow';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

const does = (
  name: string,
  operation: string,
  parameters: INodeParameters,
  more: Partial<TestNode> = {},
): TestNode => ({
  name,
  parameters: { resource: 'approval', operation, ...parameters },
  ...more,
});
/** The nodes one after the other. */
const run = (nodes: TestNode[], ...items: IDataObject[]): Promise<Execution> => {
  const names = ['Start', ...nodes.map(({ name }) => name)];
  const links = names.slice(1).map((name, index): [string, number, string] => [names[index]!, 0, name]);
  return engine.run(
    workflow(nodes, links),
    items.map((json) => ({ json })),
  );
};
const of = (execution: Execution, node: string) => outputOf(execution, node).map(({ json }) => json);
const request = {
  action: 'process_refund',
  summary: '={{ $json.summary }}',
  details: '={{ $json }}',
  riskLevel: 'low',
};
const asked = async (summary = 'Refund', action = 'process_refund') => engine.relay.request({ summary, action });

describe.each([1, 1.1])('version %d', (typeVersion) => {
  const by = (id: string): INodeParameters[string] => (typeVersion === 1 ? id : { __rl: true, mode: 'id', value: id });

  test('requests, comments, reads, decides and finds, each for its own item', async () => {
    const word = `forty${typeVersion === 1 ? 'one' : 'two'}`;
    const nodes = [
      does('Request', 'request', request),
      does('Comment', 'addComment', {
        approvalId: by('={{ $json.id }}'),
        text: '=Seen: {{ $("Start").item.json.summary }}',
      }),
      does('Get', 'get', { approvalId: by('={{ $("Request").item.json.id }}') }),
      does('Decide', 'decide', {
        approvalId: by('={{ $json.id }}'),
        verdict: '={{ $json.summary.startsWith("First") ? "approve" : "reject" }}',
        decision: { note: '=About {{ $json.summary }}', reasonCode: 'within_policy' },
      }),
      does(
        'Find',
        'getAll',
        { limit: 10, filters: { q: word, status: ['APPROVED'], risk: ['low'] } },
        { executeOnce: true },
      ),
    ].map((node) => ({ ...node, typeVersion }));
    const execution = await run(nodes, { summary: `First ${word}` }, { summary: `Second ${word}` });
    expect(execution.data.resultData.error).toBeUndefined();
    const ids = of(execution, 'Request').map(({ id }) => id);
    expect(of(execution, 'Get')).toMatchObject([
      { id: ids[0], status: 'PENDING', platform: 'n8n' },
      { id: ids[1], status: 'PENDING', platform: 'n8n' },
    ]);
    expect(of(execution, 'Decide')).toMatchObject([
      { id: ids[0], status: 'APPROVED', decisionNote: `About First ${word}`, decisionReasonCode: 'within_policy' },
      { id: ids[1], status: 'REJECTED', decisionNote: `About Second ${word}` },
    ]);
    expect(of(execution, 'Find').map(({ id }) => id)).toEqual([ids[0]]);
    const { body } = await engine.relay.get(`/api/approvals/${ids[1]}/timeline`);
    expect(body.items).toContainEqual(expect.objectContaining({ text: `Seen: Second ${word}` }));
    expect(outputOf(execution, 'Request').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
  });

  test('takes back what is not needed any more', async () => {
    const id = await asked();
    const node = does('Cancel', 'cancel', { approvalId: by('={{ $json.id }}'), cancelNote: 'Paid' }, { typeVersion });
    expect(of(await run([node], { id }), 'Cancel')).toMatchObject([{ status: 'CANCELLED', decisionNote: 'Paid' }]);
  });
});

test('an approval is also named by the address of its page', async () => {
  const id = await asked();
  const approvalId = { __rl: true, mode: 'url', value: '={{ $json.page }}' };
  const execution = await run([does('Get', 'get', { approvalId }, { typeVersion: 1.1 })], {
    page: `${engine.relay.url}/approvals/${id}?from=mail`,
  });
  expect(of(execution, 'Get')).toMatchObject([{ id }]);
});

test('what the reviewer would change is decided with its changes', async () => {
  const id = await asked();
  const decision = { modifiedDetails: '={{ JSON.stringify({ amount: "4.00" }) }}' };
  const execution = await run([does('Decide', 'decide', { approvalId: id, verdict: 'approve', decision })], {});
  expect(of(execution, 'Decide')).toMatchObject([{ status: 'APPROVED', modifiedDetails: { amount: '4.00' } }]);
});

test('all of many are found, page by page, or as many as are wanted', async () => {
  await Promise.all(Array.from({ length: 130 }, (_, n) => asked(`Number ${n}`, 'count_me')));
  const filters = { action: 'count_me' };
  const found = async (more: INodeParameters) =>
    of(await run([does('Find', 'getAll', { filters, ...more })], {}), 'Find');
  expect(new Set((await found({ returnAll: true })).map(({ id }) => id)).size).toBe(130);
  expect(await found({ limit: 110 })).toHaveLength(110);
});

describe('an item that fails', () => {
  const nodes = (more: Partial<TestNode>) => [does('Get', 'get', { approvalId: '={{ $json.id }}' }, more)];

  test('stops the workflow with the relay’s words, and is named', async () => {
    const { data, status } = await run(nodes({}), { id: await asked() }, { id: 'req_nobody' });
    expect(status).toBe('error');
    expect(data.resultData.error).toMatchObject({
      ...{ name: 'NodeApiError', httpCode: '404', context: { itemIndex: 1 } },
      description: expect.stringContaining('req_nobody was not found'),
    });
  });

  test('comes out with its error when the node continues, and the others as they are', async () => {
    const id = await asked();
    const execution = await run(nodes({ onError: 'continueRegularOutput' }), { id: '' }, { id }, { id: 'req_nobody' });
    expect(of(execution, 'Get')).toEqual([
      { error: expect.stringMatching(/^The approval ID is empty/) },
      expect.objectContaining({ id }),
      { error: expect.stringMatching(/req_nobody was not found/) },
    ]);
    expect(outputOf(execution, 'Get').map(({ pairedItem }) => pairedItem)).toEqual([
      { item: 0 },
      { item: 1 },
      { item: 2 },
    ]);
  });

  test('leaves by the error output when there is one', async () => {
    const id = await asked();
    const execution = await run(nodes({ onError: 'continueErrorOutput' }), { id: 'req_nobody' }, { id });
    expect(of(execution, 'Get')).toEqual([expect.objectContaining({ id })]);
    expect(outputOf(execution, 'Get', 1)).toMatchObject([
      { json: { id: 'req_nobody', error: expect.stringMatching(/not found/) }, pairedItem: { item: 0 } },
    ]);
  });

  test('says that the relay cannot be reached', async () => {
    const { secrets } = engine.credential;
    const { relayUrl } = secrets;
    secrets.relayUrl = 'http://127.0.0.1:1';
    const execution = await run(nodes({ onError: 'continueRegularOutput' }), { id: 'req_1' });
    secrets.relayUrl = relayUrl;
    expect(of(execution, 'Get')).toEqual([
      { error: expect.stringMatching(/^The Countersign relay cannot be reached/) },
    ]);
  });

  test('says that the key may not decide', async () => {
    const id = await asked();
    const made = await engine.relay.post('/api/keys', { name: 'n8n', scopes: ['request', 'read'] });
    const { secrets } = engine.credential;
    const { connectionKey } = secrets;
    secrets.connectionKey = made.body.key;
    const { data } = await run([does('Decide', 'decide', { approvalId: id, verdict: 'approve' })], {});
    secrets.connectionKey = connectionKey;
    expect(data.resultData.error).toMatchObject({ httpCode: '403' });
  });
});
