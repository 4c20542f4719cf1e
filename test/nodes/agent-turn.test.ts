/** What is put into n8n's own data about a turn of an agent, and when it is left alone. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { restoreRuns, tellAgent } from '../../nodes/Countersign/wait/agent-turn';

const call = (id: string, more: object = {}) => ({
  action: {
    id,
    nodeName: 'Gate',
    input: { amount: id },
    metadata: { itemIndex: 0, hitl: { toolName: 'refund' } },
    ...more,
  },
});
const earlier = { action: { toolCallId: 'earlier' }, observation: '' };

/** A context as n8n hands it out, as far as it is looked into. */
function turn(actions: object[], previousRequests: unknown = [earlier]) {
  const metadata = { subNodeExecutionData: { actions, metadata: { previousRequests } } };
  const runExecutionData = { executionData: { nodeExecutionStack: [{}, { metadata }] }, resultData: { runData: {} } };
  const ctx = { getNode: () => ({ name: 'Gate' }), runExecutionData } as unknown as IWebhookFunctions;
  return { ctx, steps: () => metadata.subNodeExecutionData.metadata.previousRequests };
}
const asked = [{ json: { toolCallId: 'one' } }];
const no = [{ json: { approved: false, chatInput: 'Rejected.' } }];

test('a call that was not allowed is among the steps behind the agent, with the words for it', () => {
  const { ctx, steps } = turn([call('one'), call('two')]);
  tellAgent(ctx, asked, no);
  expect(steps()).toEqual([
    earlier,
    expect.objectContaining({
      action: expect.objectContaining({ tool: 'refund', toolCallId: 'one' }),
      observation: '[{"output":"Rejected."}]',
    }),
  ]);
});

test.each([
  ['it was approved', [call('one'), call('two')], [{ json: { approved: true } }]],
  ['it is alone in its turn', [call('one')], no],
  ['the turn is about several items', [call('one'), call('two', { metadata: { itemIndex: 1 } })], no],
  ['the turn is another node’s', [call('one', { nodeName: 'Other' }), call('two', { nodeName: 'Other' })], no],
])('nothing is added when %s', (_when, actions, answers) => {
  const { ctx, steps } = turn(actions);
  tellAgent(ctx, asked, answers);
  expect(steps()).toEqual([earlier]);
});

test('an n8n that keeps its data otherwise is left alone', () => {
  const { ctx, steps } = turn([call('one'), call('two')], null);
  tellAgent(ctx, asked, no);
  expect(steps()).toBeNull();
  for (const runExecutionData of [undefined, {}, { executionData: { nodeExecutionStack: [{}] } }]) {
    const bare = { ...ctx, runExecutionData } as unknown as IWebhookFunctions;
    tellAgent(bare, asked, no);
    restoreRuns(bare, [{ data: 1 }]);
  }
});

test('the answer of an earlier call is put back where it is missing, and no other is touched', () => {
  const { ctx } = turn([]);
  const runData = { Gate: [{ data: 'new' }, {}, {}] };
  Object.assign(ctx, { runExecutionData: { resultData: { runData } } });
  restoreRuns(ctx, [{ data: 'old' }, { data: 'first' }, {}]);
  expect(runData.Gate).toEqual([{ data: 'new' }, { data: 'first' }, {}]);
});
