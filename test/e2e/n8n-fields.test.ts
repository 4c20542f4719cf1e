/** What the editor of a real n8n asks the nodes for: lists, columns, search words; and workflows of both versions. */
import { randomUUID } from 'node:crypto';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startN8n, type N8n, type WorkflowNode } from './support/n8n';
import { callTo, webhook } from './support/refund-gate';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';

let relay: RelayProcess;
let n8n: N8n;
let cloud: Cloud;
let credentials: Record<string, { id: string; name: string }>;

beforeAll(async () => {
  [relay, cloud, n8n] = await Promise.all([startRelayProcess(), startCloud(), startN8n()]);
  const data = { relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET };
  credentials = { countersignApi: await n8n.createCredential('Countersign', 'countersignApi', data) };
}, 300_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop()]);
});

/** As the editor asks while a node is open. */
const ask = (what: string, parameters: object, more: object) =>
  n8n
    .call('POST', `/rest/dynamic-node-parameters/${what}`, {
      path: 'parameters',
      nodeTypeAndVersion: { name: 'n8n-nodes-countersign.countersign', version: 1.1 },
      currentNodeParameters: { resource: 'approval', operation: 'sendAndWait', ...parameters },
      credentials,
      ...more,
    })
    .then(({ data }) => data);

const asked = (fields: object = {}) =>
  relay.post('/api/approvals/request', {
    action: 'process_refund',
    summary: 'Refund Ana',
    details: { amount: '400.00', express: true, lines: [1] },
    group: 'Refunds',
    ...fields,
  });

describe('the lists in the editor', () => {
  test('find approvals by their words, and page by page', async () => {
    const { id } = await asked({ summary: 'Refund the violin of Ana' });
    await asked({ summary: 'Refund the drum' });
    const { results } = await ask('resource-locator-results', {}, { methodName: 'searchApprovals', filter: 'violin' });
    expect(results).toEqual([
      { name: 'Refund the violin of Ana · pending', value: id, url: expect.stringContaining(`/approvals/${id}`) },
    ]);
  });

  test('offer groups, people, reason codes and platforms', async () => {
    const options = (methodName: string) => ask('options', {}, { methodName });
    const groups = await ask('resource-locator-results', {}, { methodName: 'searchGroups', filter: 'refu' });
    expect(groups.results).toContainEqual({ name: 'Refunds', value: 'Refunds' });
    expect(await options('getGroups')).toContainEqual({ name: 'Refunds', value: 'Refunds' });
    expect(await options('getReviewers')).toContainEqual(expect.objectContaining({ value: 'alice@example.com' }));
    expect(await options('getReasonCodes')).toContainEqual({ name: 'Within policy', value: 'within_policy' });
    const platforms = (await options('getPlatforms')) as Array<{ value: string }>;
    expect(platforms.map(({ value }) => value)).toEqual(expect.arrayContaining(['zendesk', 'intercom', 'n8n']));
  });

  test('make the columns of the details from the newest approval with the action', async () => {
    await asked({ action: 'cancel_plan', details: { plan: 'gold' } });
    const columns = async (action: string) => {
      const { fields } = await ask(
        'resource-mapper-fields',
        { action, detailsMode: 'mapped' },
        { methodName: 'getDetailsColumns' },
      );
      return (fields as Array<{ id: string; type: string }>).map(({ id, type }) => [id, type]);
    };
    expect(await columns('process_refund')).toEqual([
      ['amount', 'string'],
      ['express', 'boolean'],
      ['lines', 'array'],
    ]);
    expect(await columns('cancel_plan')).toEqual([['plan', 'string']]);
    expect(await columns('never_asked')).toEqual([]);
  });

  test('say why they are empty when the relay refuses the key', async () => {
    const data = { relayUrl: relay.url, connectionKey: 'cs_live_wrong', signingSecret: SIGNING_SECRET };
    const wrong = { countersignApi: await n8n.createCredential('Wrong', 'countersignApi', data) };
    await expect(ask('options', {}, { methodName: 'getGroups', credentials: wrong })).rejects.toThrow(/key/i);
  });
});

test.each(['approval', 'human in the loop', 'Zendesk', 'Intercom', 'Fin'])(
  'the nodes are found by "%s"',
  async (word) => {
    const types = (await n8n.call('GET', '/types/nodes.json')) as Array<{
      name: string;
      displayName: string;
      codex?: { alias?: string[] };
    }>;
    const found = types.filter(({ displayName, codex }) =>
      [displayName, ...(codex?.alias ?? [])].some((each) => each.toLowerCase().includes(word.toLowerCase())),
    );
    expect(found.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['n8n-nodes-countersign.countersign', 'n8n-nodes-countersign.countersignTrigger']),
    );
  },
);

describe('a workflow', () => {
  /** Started by a webhook, it asks, waits, and calls the cloud with what was approved. */
  async function gate(typeVersion: number, parameters: object) {
    const hook = `fields-${randomUUID()}`;
    const node: WorkflowNode = {
      name: 'Ask',
      type: 'n8n-nodes-countersign.countersign',
      typeVersion,
      credentials,
      parameters: {
        resource: 'approval',
        operation: 'sendAndWait',
        action: 'pay',
        summary: '=Pay {{ $json.body.amount }}',
        ...parameters,
      },
    };
    const nodes = [webhook(hook), node, callTo('Pay', `${cloud.url}/${hook}`)];
    const id = await n8n.publish(hook, nodes, [
      ['Webhook', 0, 'Ask'],
      ['Ask', 1, 'Pay'],
    ]);
    return { id, hook };
  }
  const onlyPending = async () => {
    for (const each of (await relay.get('/api/approvals?status=PENDING&limit=100')).items)
      await relay.post(`/api/approvals/${each.id}/cancel`);
  };
  async function askedBy(typeVersion: number, parameters: object) {
    await onlyPending();
    const { id, hook } = await gate(typeVersion, parameters);
    await n8n.trigger(hook, { amount: '12.50', iban: 'DE1', extra: 1 });
    const [approval] = await relay.pending();
    await relay.decide(approval.id, { verdict: 'approve' });
    await n8n.execution(id, 'success');
    expect(cloud.to(`/${hook}`)).toHaveLength(1);
    return approval;
  }

  test('of version 1 asks as it did when it was made', async () => {
    const approval = await askedBy(1, {
      details: '={{ $json.body }}',
      options: { group: 'Finance', reviewers: 'alice@example.com, bob@example.com' },
    });
    expect(approval).toMatchObject({
      details: { amount: '12.50', iban: 'DE1', extra: 1 },
      group: 'Finance',
      reviewers: ['alice@example.com', 'bob@example.com'],
    });
  });

  test('of version 1.1 asks with JSON, a group from the list and people from the list', async () => {
    const approval = await askedBy(1.1, {
      details: '={{ $json.body }}',
      options: { group: { __rl: true, mode: 'list', value: 'Refunds' }, reviewers: ['alice@example.com'] },
    });
    expect(approval).toMatchObject({ details: { iban: 'DE1' }, group: 'Refunds', reviewers: ['alice@example.com'] });
  });

  test('asks with fields that its builder named, in their order', async () => {
    const approval = await askedBy(1.1, {
      detailsMode: 'fields',
      detailsFields: {
        assignments: [
          { id: '1', name: 'to', type: 'string', value: '={{ $json.body.iban }}' },
          { id: '2', name: 'amount', type: 'string', value: '={{ $json.body.amount }}' },
          { id: '3', name: 'express', type: 'boolean', value: true },
        ],
      },
    });
    expect(Object.entries(approval.details)).toEqual([
      ['to', 'DE1'],
      ['amount', '12.50'],
      ['express', true],
    ]);
  });

  test.each([
    ['filled in one by one', { mappingMode: 'defineBelow', value: { amount: '={{ $json.body.amount }}', note: null } }],
    ['taken from the input', { mappingMode: 'autoMapInputData', value: null }],
  ])('asks with the columns of an earlier approval, %s', async (_how, mapping) => {
    const column = (id: string) => ({ id, displayName: id, required: false, display: true, type: 'string' });
    const approval = await askedBy(1.1, {
      detailsMode: 'mapped',
      detailsMapped: { ...mapping, schema: [column('amount'), column('body')] },
    });
    expect(approval.details).toEqual(
      mapping.value ? { amount: '12.50' } : { body: { amount: '12.50', iban: 'DE1', extra: 1 } },
    );
  });

  test('names an approval by its page, and decides it with a reason from the list', async () => {
    await onlyPending();
    const { id: approvalId } = await asked();
    const hook = randomUUID();
    const decide: WorkflowNode = {
      name: 'Decide',
      type: 'n8n-nodes-countersign.countersign',
      typeVersion: 1.1,
      credentials,
      parameters: {
        resource: 'approval',
        operation: 'decide',
        approvalId: { __rl: true, mode: 'url', value: `${relay.url}/approvals/${approvalId}?from=mail` },
        verdict: 'approve',
        decision: { reasonCode: 'within_policy' },
      },
    };
    const id = await n8n.publish(hook, [webhook(hook), decide], [['Webhook', 0, 'Decide']]);
    await n8n.trigger(hook, {});
    await n8n.execution(id, 'success');
    expect(await relay.get(`/api/approvals/${approvalId}`)).toMatchObject({
      status: 'APPROVED',
      decisionReasonCode: 'within_policy',
    });
  });
});
