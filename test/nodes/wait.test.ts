/** Request Approval and Wait in n8n's own engine, with a real relay that calls it back. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { maxBatch } from '../../nodes/shared/contract.generated';
import type { OutgoingRequest } from '../../relay/outbound.js';
import { outputOf, startEngine, type Engine, type Execution } from './support/engine';
import { look, workflow, type TestNode } from './support/workflow';

interface Approval {
  id: string;
  batchId: string;
  action: string;
  riskLevel: string;
  reviewers: string[];
  details: IDataObject;
}

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
afterEach(async () => {
  engine.relay.clouds.clear();
  await engine.cancelPending();
});

const refund = (ticketId: string, amount = '400.00') => ({ ticketId, amount });
const asks = (more: INodeParameters = {}): INodeParameters => ({
  resource: 'approval',
  operation: 'sendAndWait',
  action: 'process_refund',
  summary: '=Refund {{ $json.amount }} for {{ $json.ticketId }}',
  details: '={{ $json }}',
  riskLevel: 'high',
  options: {},
  ...more,
});
/** Each output has a node behind it that looks at which item n8n paired with what came out there. */
const gate = (parameters: INodeParameters = {}, more: Partial<TestNode> = {}) =>
  workflow(
    [
      { name: 'Ask', ...more, parameters: asks(parameters) },
      ...['Timed Out', 'Approved', 'Rejected'].map((name) => look(name, '={{ $("Start").item.json.ticketId }}')),
    ],
    [
      ['Start', 0, 'Ask'],
      ['Ask', 0, 'Timed Out'],
      ['Ask', 1, 'Approved'],
      ['Ask', 2, 'Rejected'],
    ],
  );
const run = (of: ReturnType<typeof gate>, ...items: IDataObject[]) =>
  engine.run(
    of,
    items.map((json) => ({ json })),
  );
/** What came out where, by the item that n8n paired it with. */
const left = (execution: Execution) =>
  Object.fromEntries(
    ['Timed Out', 'Approved', 'Rejected'].flatMap((name) =>
      outputOf(execution, name).map(({ json }) => [json.sees as string, { by: name, ...json }]),
    ),
  );

describe.each([1, 1.1])('a workflow that waits, with version %d of the node', (typeVersion) => {
  const waiting = async (ticketId: string, options: INodeParameters = {}) => {
    const execution = await run(gate({ options }, { typeVersion }), refund(ticketId));
    expect(execution.status).toBe('waiting');
    const [approval] = await engine.pending();
    return { execution, approval };
  };

  test('asks what its expressions say, and where it comes from', async () => {
    const { execution, approval } = await waiting('1');
    expect(approval).toMatchObject({
      action: 'process_refund',
      summary: 'Refund 400.00 for 1',
      details: refund('1'),
      riskLevel: 'high',
      platform: 'n8n',
      metadata: { n8n: { workflow: 'Refund gate', executionId: execution.id, node: 'Ask' } },
    });
    // The relay says when it is too late; n8n's own timer is set an hour after that.
    expect(execution.data.waitTill!.getTime()).toBe(Date.parse(approval.expiresAt) + 3_600_000);
  });

  test('goes on by Approved with what was asked', async () => {
    const { execution, approval } = await waiting('2');
    await engine.decide(approval.id, { verdict: 'approve', note: 'Fine' });
    expect(execution.status).toBe('success');
    expect(left(execution)).toEqual({
      2: expect.objectContaining({
        ...{ by: 'Approved', approved: true, status: 'APPROVED', approvalId: approval.id, note: 'Fine' },
        ...{ details: refund('2'), originalDetails: refund('2'), changed: [], input: refund('2') },
      }),
    });
  });

  test('goes on by Approved with what the reviewer made of it', async () => {
    const { execution, approval } = await waiting('3');
    await engine.decide(approval.id, { verdict: 'approve', modifiedDetails: refund('3', '40.00') });
    expect(left(execution)).toEqual({
      3: expect.objectContaining({
        ...{ by: 'Approved', details: refund('3', '40.00'), originalDetails: refund('3'), changed: ['amount'] },
      }),
    });
  });

  test('goes on by Rejected with the reason, also when the request was taken back', async () => {
    const rejected = await waiting('4');
    await engine.decide(rejected.approval.id, { verdict: 'reject', note: 'Too much', reasonCode: 'out_of_policy' });
    const said = { by: 'Rejected', approved: false, note: 'Too much', reasonCode: 'out_of_policy' };
    expect(left(rejected.execution)).toEqual({ 4: expect.objectContaining(said) });
    const cancelled = await waiting('5');
    await engine.relay.post(`/api/approvals/${cancelled.approval.id}/cancel`);
    await engine.deliver();
    expect(left(cancelled.execution)).toEqual({ 5: expect.objectContaining({ by: 'Rejected', status: 'CANCELLED' }) });
  });

  test('goes on by Timed Out when nobody has answered', async () => {
    const { execution } = await waiting('6', { expiresInMinutes: 1 });
    await engine.relay.clock.advance(61_000);
    await engine.deliver();
    expect(left(execution)).toEqual({
      6: expect.objectContaining({ by: 'Timed Out', approved: false, autoDecided: true, reasonCode: 'expired' }),
    });
  });
});

describe('several items', () => {
  test('are asked together and leave each by its own output, with its own pairing and its own files', async () => {
    const photo = { photo: { data: 'aGk=', mimeType: 'image/png' } };
    const items = ['10', '11', '12', '13'].map((ticketId) => ({ json: refund(ticketId), binary: photo }));
    const execution = await engine.run(gate(), items);
    const asked: Approval[] = await engine.pending();
    expect(new Set(asked.map(({ batchId }) => batchId)).size).toBe(1);
    const decide = (ticketId: number, verdict: object) =>
      engine.decide(asked.find(({ details }) => details.ticketId === String(ticketId))!.id, verdict);
    await decide(12, { verdict: 'approve' });
    await decide(10, { verdict: 'reject', note: 'no' });
    await decide(13, { verdict: 'approve', modifiedDetails: refund('13', '4.00') });
    expect(execution.status).toBe('waiting');
    await decide(11, { verdict: 'reject' });
    expect(left(execution)).toEqual({
      10: expect.objectContaining({ by: 'Rejected', note: 'no', input: refund('10') }),
      11: expect.objectContaining({ by: 'Rejected', input: refund('11') }),
      12: expect.objectContaining({ by: 'Approved', input: refund('12') }),
      13: expect.objectContaining({ by: 'Approved', details: refund('13', '4.00') }),
    });
    expect(outputOf(execution, 'Ask', 1).map(({ pairedItem, binary }) => [pairedItem, binary])).toEqual([
      [{ item: 2 }, photo],
      [{ item: 3 }, photo],
    ]);
  });

  test('have their own values in every field', async () => {
    const parameters = {
      action: '={{ $json.amount === "1.00" ? "small" : "large" }}',
      riskLevel: '={{ $json.amount === "1.00" ? "low" : "high" }}',
      options: {
        includeInput: '={{ $json.ticketId === "15" }}',
        reviewers: '={{ $json.ticketId }}@example.com, carol@example.com',
      },
    };
    const execution = await run(gate(parameters), refund('14', '1.00'), refund('15'));
    const asked: Approval[] = await engine.pending();
    const said = asked.map(({ action, riskLevel, reviewers }) => [action, riskLevel, ...reviewers]);
    expect(said.toSorted()).toEqual([
      ['large', 'high', '15@example.com', 'carol@example.com'],
      ['small', 'low', '14@example.com', 'carol@example.com'],
    ]);
    for (const { id } of asked) await engine.decide(id, { verdict: 'approve' });
    expect(outputOf(execution, 'Ask', 1).map(({ json }) => json.input)).toEqual([undefined, refund('15')]);
  });

  test('are too many at more than the relay takes, and are told so', async () => {
    const execution = await run(gate(), ...Array.from({ length: maxBatch + 1 }, (_, n) => refund(String(n))));
    expect(execution.data.resultData.error).toMatchObject({ description: expect.stringMatching(/Loop Over Items/) });
  });
});

describe('details since version 1.1', () => {
  const asked = async (parameters: INodeParameters) => {
    await run(gate(parameters, { typeVersion: 1.1 }), refund('20'));
    const [{ details, group, reviewers }] = await engine.pending();
    return { details, group, reviewers };
  };

  test('are fields that the user names, in that order, with lists for who looks', async () => {
    const assignments = [
      { id: 'a', name: 'amount', value: '={{ $json.amount }}', type: 'string' },
      { id: 'b', name: 'final', value: true, type: 'boolean' },
    ];
    const group = { __rl: true, mode: 'name', value: 'Refunds' };
    const options = { group, reviewers: ['carol@example.com'] };
    const said = await asked({ detailsMode: 'fields', detailsFields: { assignments }, options });
    expect(said).toEqual({
      details: { amount: '400.00', final: true },
      group: 'Refunds',
      reviewers: ['carol@example.com'],
    });
  });

  test('are the columns of an earlier approval, filled in or taken from the input', async () => {
    const schema = ['ticketId', 'amount', 'gone'].map((id) => ({
      ...{ id, displayName: id, required: false, defaultMatch: false, display: true, type: 'string' },
      removed: id === 'gone',
    }));
    const mapped = (more: object) => ({ detailsMode: 'mapped', detailsMapped: { schema, ...more } });
    const filled = { mappingMode: 'defineBelow', value: { ticketId: '={{ $json.ticketId }}', amount: '1.00' } };
    expect((await asked(mapped(filled))).details).toEqual(refund('20', '1.00'));
    await engine.relay.post(`/api/approvals/${(await engine.pending())[0].id}/cancel`);
    expect((await asked(mapped({ mappingMode: 'autoMapInputData', value: null }))).details).toEqual(refund('20'));
  });
});

describe('an item that cannot be asked', () => {
  const wrong = { details: '={{ $json.details ?? $json }}', summary: '={{ $json.summary ?? "Refund" }}' };
  const items = [
    { ticketId: '30' },
    { ticketId: '31', details: 'not JSON' },
    { ticketId: '32', summary: '' },
    { ticketId: '33' },
  ];

  test('leaves by Rejected when the node continues, and the others are asked', async () => {
    const execution = await run(gate(wrong, { onError: 'continueRegularOutput' }), ...items);
    for (const { id } of await engine.pending()) await engine.decide(id, { verdict: 'approve' });
    expect(left(execution)).toEqual({
      30: expect.objectContaining({ by: 'Approved' }),
      31: expect.objectContaining({ by: 'Rejected', approved: false, error: 'Details is not valid JSON' }),
      32: expect.objectContaining({ by: 'Rejected', approved: false, error: expect.stringMatching(/^summary: /) }),
      33: expect.objectContaining({ by: 'Approved' }),
    });
  });

  test('ends it at once when it is the only one', async () => {
    const execution = await run(gate(wrong, { onError: 'continueRegularOutput' }), items[1]!);
    expect([execution.status, left(execution)]).toEqual([
      'success',
      { 31: expect.objectContaining({ by: 'Rejected' }) },
    ]);
  });

  test('leaves by the error output when there is one', async () => {
    const execution = await run(gate(wrong, { onError: 'continueErrorOutput' }), ...items);
    for (const { id } of await engine.pending()) await engine.decide(id, { verdict: 'approve' });
    expect(Object.keys(left(execution))).toEqual(['30', '33']);
    expect(outputOf(execution, 'Ask', 3).map(({ json }) => json.ticketId)).toEqual(['31', '32']);
  });

  test.each([
    [1, 'Details is not valid JSON'],
    [2, 'Write one sentence for the reviewer.'],
  ])('stops the workflow otherwise, and item %d is named', async (item, message) => {
    const execution = await run(gate(wrong), ...items.filter((_, n) => n === 0 || n === item));
    expect(execution.data.resultData.error).toMatchObject({
      context: { itemIndex: 1 },
      message: expect.stringContaining(message),
    });
    expect(await engine.pending()).toEqual([]);
  });

  test('because the relay cannot be reached is an error that says so', async () => {
    const { relayUrl } = engine.credential.secrets;
    engine.credential.secrets.relayUrl = 'http://127.0.0.1:1';
    const { data } = await run(gate(), refund('34'));
    engine.credential.secrets.relayUrl = relayUrl;
    expect(data.resultData.error).toMatchObject({
      ...{ name: 'NodeApiError', message: 'The Countersign relay cannot be reached' },
      description: expect.stringMatching(/Relay URL in the credential is right.*refused the connection/),
    });
  });
});

describe('an answer', () => {
  /** A waiting workflow and the relay's true answer to it, held back. */
  async function answered(of = gate()) {
    const execution = await run(of, refund('40'));
    const sent: OutgoingRequest[] = [];
    engine.relay.clouds.set(engine.url, (request) => {
      sent.push(request);
      return { status: 404, headers: {}, body: '' };
    });
    await engine.decide((await engine.pending())[0].id, { verdict: 'approve' });
    engine.relay.clouds.clear();
    const [answer] = sent;
    const send = async (more: Partial<OutgoingRequest> = {}) => {
      const { url, headers, body } = { ...answer!, ...more };
      const response = await fetch(url, { method: 'POST', headers, body });
      await execution.running;
      return response;
    };
    return { execution, answer: answer!, send };
  }

  test('that is not the relay’s, or was damaged, leaves it waiting; the true one lets it go on, once', async () => {
    const { execution, answer, send } = await answered();
    const { headers, body, url } = answer;
    const unsigned = { 'content-type': 'application/json' };
    const forged = [
      send({ headers: unsigned }),
      send({ body: body.replace('SETTLED', 'settled') }),
      send({ headers: { ...headers, 'webhook-timestamp': '1700000000' } }),
      send({ url: url.replace(/nonce=[^&]+/, 'nonce=00') }),
      send({ url: url.split('?')[0]! }),
    ];
    expect((await Promise.all(forged)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(execution.status).toBe('waiting');
    const response = await send();
    expect([response.status, await response.json()]).toEqual([200, { countersign: 'resumed' }]);
    expect([execution.status, left(execution)]).toEqual([
      'success',
      { 40: expect.objectContaining({ by: 'Approved' }) },
    ]);
    expect((await send()).status).toBe(409);
  });

  test('that cannot be checked, because the relay is gone again, is asked for once more', async () => {
    const { execution, send } = await answered();
    const { relayUrl } = engine.credential.secrets;
    engine.credential.secrets.relayUrl = 'http://127.0.0.1:1';
    const response = await send();
    engine.credential.secrets.relayUrl = relayUrl;
    expect([response.status, response.headers.get('retry-after'), execution.status]).toEqual([503, '5', 'waiting']);
    await send();
    expect(execution.status).toBe('success');
  });

  test('to the first round of a loop does not end the second', async () => {
    const loop = gate();
    loop.connections.Approved = { main: [[{ node: 'Ask', type: 'main', index: 0 }]] };
    const { execution, send } = await answered(loop);
    await send();
    expect(execution.status).toBe('waiting');
    expect((await send()).status).toBe(409);
    expect(execution.status).toBe('waiting');
    await engine.decide((await engine.pending())[0].id, { verdict: 'reject', note: 'Once is enough' });
    expect(left(execution)).toEqual({ 40: expect.objectContaining({ by: 'Rejected', note: 'Once is enough' }) });
  });

  test('that never comes: n8n’s own timer ends it at Timed Out, with what went in', async () => {
    const execution = await run(gate(), refund('41'));
    engine.goOn(execution);
    await execution.running;
    expect(left(execution)).toEqual({ 41: { by: 'Timed Out', ...refund('41'), sees: '41' } });
  });
});
