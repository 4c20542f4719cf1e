/**
 * A turn in which an agent calls several gated tools. When one of them is approved, n8n's agent goes on with what that tool
 * gave, and forgets those that did not run. So their answers are put among the steps that the agent already has behind
 * it, in the shape in which n8n keeps those. n8n offers no official way, so this looks into the context that it hands out,
 * and leaves everything as it is where that does not look as expected: then the agent is not told, and nothing runs for it.
 */
import type { IDataObject, IExecuteFunctions, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

interface Action {
  id?: string;
  nodeName?: string;
  input?: IDataObject;
  metadata?: { itemIndex?: number; toolName?: string; hitl?: { toolName?: string } };
}
interface AgentEntry {
  metadata?: {
    subNodeExecutionData?: { actions?: Array<{ action?: Action }>; metadata?: { previousRequests?: unknown } };
  };
}
interface Run {
  data?: unknown;
}
interface Internals {
  runExecutionData?: {
    executionData?: { nodeExecutionStack?: AgentEntry[] };
    resultData?: { runData?: Record<string, Run[]> };
  };
}

/** What this node has given already in this execution, for `restoreRuns`. */
export function runsSoFar(ctx: IExecuteFunctions | IWebhookFunctions): Run[] {
  return (ctx as unknown as Internals).runExecutionData?.resultData?.runData?.[ctx.getNode().name] ?? [];
}

/** Some versions of n8n (2.8.4 is one) drop the answer of an earlier call of the turn when a later one is resumed. */
export function restoreRuns(ctx: IWebhookFunctions, before: Run[]): void {
  const runs = runsSoFar(ctx);
  before.forEach((run, index) => {
    if (run.data !== undefined && runs[index]?.data === undefined) runs[index] = run;
  });
}

/** `asked` are the calls that were put to people, `answers` what the gate says of each: words for the agent, or a yes. */
export function tellAgent(ctx: IWebhookFunctions, asked: INodeExecutionData[], answers: INodeExecutionData[]): void {
  const { nodeExecutionStack = [] } = (ctx as unknown as Internals).runExecutionData?.executionData ?? {};
  asked.forEach(({ json }, index) => {
    const words = answers[index]?.json.chatInput;
    if (typeof words !== 'string') return;
    for (const { metadata } of nodeExecutionStack) {
      const { actions = [], metadata: turn } = metadata?.subNodeExecutionData ?? {};
      const calls = actions.map(({ action }) => action);
      const call = calls.find((each) => each?.id === json.toolCallId && each?.nodeName === ctx.getNode().name);
      const isOneItem = calls.every((each) => each?.metadata?.itemIndex === call?.metadata?.itemIndex);
      // Of a call that is alone in its turn the agent is told by n8n.
      if (!call?.id || calls.length < 2 || !isOneItem || !Array.isArray(turn?.previousRequests)) continue;
      turn.previousRequests = [...(turn.previousRequests as unknown[]), stepOf(call, call.id, words)];
    }
  });
}

/** As n8n writes a call that is over: what the model asked for, in LangChain's words, and what came of it. */
function stepOf({ input = {}, metadata }: Action, id: string, words: string): IDataObject {
  const tool = metadata?.hitl?.toolName ?? metadata?.toolName ?? '';
  const call = { id, name: tool, args: { ...input, id }, type: 'tool_call' };
  const message = {
    lc: 1,
    type: 'constructor',
    id: ['langchain_core', 'messages', 'AIMessage'],
    kwargs: { content: '', tool_calls: [call], invalid_tool_calls: [], additional_kwargs: {}, response_metadata: {} },
  };
  return {
    action: {
      tool,
      toolInput: input,
      log: `Calling ${tool}`,
      messageLog: [message],
      toolCallId: id,
      type: 'tool_call',
    },
    observation: JSON.stringify([{ output: words }]),
  };
}
