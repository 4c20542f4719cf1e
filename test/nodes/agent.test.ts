/** What n8n makes of the node for AI agents: the human review of a tool, and a tool. The agent itself is played. */
import type { INodeParameters } from 'n8n-workflow';
import { outputOf, startEngine, type Engine } from './support/engine';
import { AGENT, COUNTERSIGN } from './support/node-types';
import { workflow } from './support/workflow';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
afterEach(() => engine.cancelPending());

const call = { tool: 'refund', toolParameters: { amount: '400.00', to: 'ana@example.com' } };

/** An agent that wants to use its tool, until it waits for a person. */
async function agentWith(ending: 'HitlTool' | 'Tool', more: INodeParameters = {}) {
  const parameters = {
    ...{
      resource: 'approval',
      operation: 'sendAndWait',
      action: '={{ $json.tool }}',
      summary: '=Use {{ $json.tool }}',
    },
    ...{
      details: '={{ $json }}',
      riskLevel: 'high',
      message: '=The agent wants {{ $json.tool }}',
      options: {},
      ...more,
    },
  };
  const execution = await engine.run(
    workflow(
      [
        { name: 'Agent', type: AGENT },
        { name: 'Gate', type: COUNTERSIGN + ending, parameters },
      ],
      [
        ['Start', 0, 'Agent'],
        ['Gate', 0, 'Agent', 'ai_tool'],
      ],
    ),
    [{ json: { gate: 'Gate', ...call } }],
  );
  expect(execution.status).toBe('waiting');
  const [approval] = await engine.pending();
  const heard = () => outputOf(execution, 'Agent')[0]!.json;
  return { approval, heard, execution };
}

describe('human review', () => {
  test('asks with what the agent wants to do and why, and lets it when it is approved', async () => {
    const { approval, heard, execution } = await agentWith('HitlTool');
    expect(approval).toMatchObject({
      ...{ action: 'refund', summary: 'Use refund', details: call.toolParameters },
      ...{ justification: 'The agent wants refund', agentName: 'AI agent in Refund gate' },
    });
    await engine.decide(approval.id, { verdict: 'approve' });
    expect(execution.status).toBe('success');
    expect(heard()).toMatchObject({ approved: true, details: call.toolParameters });
    expect(heard()).not.toHaveProperty('chatInput');
  });

  test.each([
    [{ verdict: 'reject', note: 'Out of policy' }, /^Rejected\..*Out of policy/],
    [{ verdict: 'approve', modifiedDetails: { amount: '40.00' } }, /only with these arguments: {"amount":"40.00"}/],
  ])('tells the agent in words when it is %j', async (verdict, words) => {
    const { approval, heard } = await agentWith('HitlTool');
    await engine.decide(approval.id, verdict);
    expect(heard()).toMatchObject({ approved: false, chatInput: expect.stringMatching(words) });
  });

  test('is a no when nobody answers', async () => {
    const { heard } = await agentWith('HitlTool', { options: { expiresInMinutes: 1 } });
    await engine.relay.clock.advance(61_000);
    await engine.deliver();
    expect(heard()).toMatchObject({ approved: false, chatInput: expect.stringMatching(/^Nobody answered/) });
  });
});

test('as a tool, it gives the agent the decision', async () => {
  const { approval, heard } = await agentWith('Tool');
  await engine.decide(approval.id, { verdict: 'reject', note: 'No' });
  expect(heard()).toMatchObject({ approved: false, status: 'REJECTED', note: 'No' });
});
