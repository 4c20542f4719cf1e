/** What n8n's server does with a call to a waiting execution or to a trigger: checks it, asks the node, lets it go on. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { validateUrlSignature, WebhookContext } from 'n8n-core';
import type { INode, IRunExecutionData, IWebhookData, IWebhookResponseData, IWorkflowBase } from 'n8n-workflow';
import type { Engine, Execution } from './engine';
import { nodeTypes } from './node-types';

export async function listen(engine: Engine) {
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request, response);
    const [, kind, id, nodeId] = call.url.pathname.split('/');
    const execution = engine.executions.get(id!);
    const workflow = engine.published.get(id!);
    try {
      if (kind === 'webhook-waiting' && execution) await resume(execution, nodeId!, call);
      else if (kind === 'webhook' && workflow) await start(workflow, call);
      else call.answer(404, { code: 404, message: `The execution "${id}" does not exist.` });
    } catch (error) {
      call.answer(500, { code: 0, message: String(error) });
    }
  }

  async function start(workflow: IWorkflowBase, call: Call): Promise<void> {
    const trigger = workflow.nodes.at(-1)!;
    const { workflowData } = await answerOf(workflow, trigger, call);
    if (workflowData) await engine.run(workflow, workflowData[0]!, trigger.name);
  }

  async function resume(execution: Execution, nodeId: string, call: Call): Promise<void> {
    const signature = call.url.searchParams.get('signature') ?? '';
    if (!validateUrlSignature(signature, call.url, process.env.N8N_HMAC_SIGNATURE_SECRET!)) return call.answer(401, {});
    if (execution.status !== 'waiting') {
      const what = execution.status === 'running' ? 'is running already' : 'has finished already';
      return call.answer(409, { code: 0, message: `The execution "${execution.id}" ${what}.` });
    }
    const data = structuredClone(execution.data);
    const [entry] = data.executionData!.nodeExecutionStack;
    const node = execution.workflow.nodes.find(({ id }) => id === nodeId)!;
    entry!.node.disabled = true;
    data.waitTill = undefined;
    const runs = data.resultData.runData[node.name]!;
    const { inputOverride, source } = runs.pop()!;
    // The run of an agent's tool stays, for its agent to find.
    if (inputOverride) runs.push({ startTime: 0, executionTime: 0, executionIndex: 0, source, inputOverride });
    const { workflowData } = await answerOf(execution.workflow, node, call, execution, data);
    if (!workflowData) return;
    entry!.data.main = workflowData;
    entry!.metadata = { ...entry!.metadata, forwardAllOutputs: true };
    execution.data = data;
    engine.goOn(execution);
  }

  /** Lets the node answer the call; what it gives, if anything, is what the workflow goes on with. */
  async function answerOf(
    workflow: IWorkflowBase,
    node: INode,
    { request: httpRequest, response: httpResponse, answer }: Call,
    execution?: Execution,
    data: IRunExecutionData | null = null,
  ): Promise<IWebhookResponseData> {
    const additional = { ...engine.additionalData(execution), httpRequest, httpResponse } as never;
    const webhook = { node: node.name, path: '', workflowId: workflow.id } as unknown as IWebhookData;
    const context = new WebhookContext(engine.loaded(workflow), node, additional, 'webhook', webhook, [], data);
    const given = await nodeTypes.getByNameAndVersion(node.type).webhook!.call(context);
    if (!given.noWebhookResponse) answer(200, given.webhookResponse);
    return given;
  }
}

type Call = Awaited<ReturnType<typeof callOf>>;

/** Node's own request and response with what nodes use of Express. */
async function callOf(request: IncomingMessage, response: ServerResponse) {
  const raw = await text(request);
  const url = new URL(request.url!, `http://${request.headers.host}`);
  const answer = (status: number, said: unknown): void => {
    response.statusCode = status;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
  };
  return {
    url,
    answer,
    request: Object.assign(request, {
      rawBody: Buffer.from(raw),
      body: JSON.parse(raw || '{}') as unknown,
      query: Object.fromEntries(url.searchParams),
      params: {},
    }),
    response: Object.assign(response, { status: (code: number) => ({ json: (said: unknown) => answer(code, said) }) }),
  };
}
