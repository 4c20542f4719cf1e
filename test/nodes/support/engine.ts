/**
 * n8n's own execution engine, in the test's process, with a real relay. What runs here runs as in n8n: expressions, the pairing
 * of items, waiting and errors. n8n's server is not there: executions are kept in memory, and `inbound.ts` takes its calls.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ExecutionLifecycleHooks, HookContext, WorkflowExecute } from 'n8n-core';
import {
  createRunExecutionData,
  Workflow,
  type INodeExecutionData,
  type IRunExecutionData,
  type IWebhookData,
  type IWorkflowBase,
  type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { parseAllowList } from '../../../relay/deliveries/destination.js';
import { createSend } from '../../../relay/deliveries/send.js';
import { KEY, SIGNING_SECRET, startRelay } from '../../support/relay.js';
import { OneCredential } from './credentials';
import { listen } from './inbound';
import { nodeTypes } from './node-types';

export interface Execution {
  id: string;
  workflow: IWorkflowBase;
  data: IRunExecutionData;
  status: 'running' | 'waiting' | 'success' | 'error';
  /** What it does now, until it waits or has ended. */
  running: Promise<void>;
}
export type Engine = Awaited<ReturnType<typeof startEngine>>;

export async function startEngine() {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-engine-'));
  Object.assign(process.env, {
    N8N_USER_FOLDER: folder,
    N8N_HMAC_SIGNATURE_SECRET: 'what n8n signs its addresses with',
    N8N_LOG_LEVEL: 'silent',
  });
  const outgoing = createSend({ allowList: parseAllowList(['127.0.0.1']) });
  // The node compares the time of a signature with that of the machine.
  const relay = await startRelay({ deliver: outgoing.send, startAt: new Date().toISOString() });
  const credential = new OneCredential({ relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET });
  const executions = new Map<string, Execution>();

  const engine = {
    relay,
    credential,
    executions,
    /** By the paths of their triggers' webhooks. */
    published: new Map<string, IWorkflowBase>(),
    url: '',

    /** Runs it from its first node, or the one that is named, with these items until it waits or has ended. */
    async run(workflow: IWorkflowBase, items: INodeExecutionData[], first = 'Start'): Promise<Execution> {
      const node = workflow.nodes.find(({ name }) => name === first)!;
      const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];
      const id = String(executions.size + 1);
      const data = createRunExecutionData({ executionData: { nodeExecutionStack }, resumeToken: `token-of-${id}` });
      const execution: Execution = { id, workflow, data, status: 'running', running: Promise.resolve() };
      executions.set(id, execution);
      engine.goOn(execution);
      await execution.running;
      return execution;
    },

    /** From where its data say that it is: at the start, after an answer, or because n8n's own timer has rung. */
    goOn(execution: Execution): void {
      execution.status = 'running';
      execution.running = (async () => {
        const execute = new WorkflowExecute(engine.additionalData(execution), 'webhook', execution.data);
        const run = await execute.processRunExecutionData(engine.loaded(execution.workflow));
        execution.status = run.waitTill ? 'waiting' : run.data.resultData.error ? 'error' : 'success';
        // n8n writes a waiting execution into its database and reads it again.
        execution.data = run.waitTill ? structuredClone(run.data) : run.data;
      })();
    },

    /** Sets up the webhook of the workflow's trigger as n8n does when it is activated; `delete` takes it away again. */
    async webhook(workflow: IWorkflowBase, method: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
      const node = workflow.nodes.at(-1)!;
      engine.published.set(node.webhookId!, workflow);
      const webhook = { node: node.name, path: node.webhookId, workflowId: workflow.id } as unknown as IWebhookData;
      const mode = method === 'delete' ? 'update' : 'activate';
      const context = new HookContext(engine.loaded(workflow), node, engine.additionalData(), 'trigger', mode, webhook);
      return nodeTypes.getByNameAndVersion(node.type).webhookMethods!.default![method]!.call(context);
    },

    /** The static data is the workflow's own: nodes keep what they remember in it. */
    loaded: ({ staticData, ...workflow }: IWorkflowBase) =>
      new Workflow({ ...structuredClone(workflow), staticData, nodeTypes }),

    additionalData(execution?: Execution): IWorkflowExecuteAdditionalData {
      return {
        credentialsHelper: credential,
        executionId: execution?.id,
        hooks: execution && new ExecutionLifecycleHooks('webhook', execution.id, execution.workflow),
        currentNodeExecutionIndex: 0,
        webhookBaseUrl: `${engine.url}/webhook`,
        webhookWaitingBaseUrl: `${engine.url}/webhook-waiting`,
        formWaitingBaseUrl: `${engine.url}/form-waiting`,
        variables: {},
      } as unknown as IWorkflowExecuteAdditionalData;
    },

    /** What was asked and is not decided yet. */
    async pending() {
      return (await relay.get('/api/approvals?status=PENDING&limit=100')).body.items;
    },
    async cancelPending(): Promise<void> {
      for (const { id } of await engine.pending()) await relay.post(`/api/approvals/${id}/cancel`);
    },
    /** Decides in the relay, and lets its answer come in. */
    async decide(approvalId: string, verdict: object): Promise<void> {
      await relay.post(`/api/approvals/${approvalId}/decision`, verdict);
      await engine.deliver();
    },
    async deliver(): Promise<void> {
      await relay.dispatcher.dispatchDue();
      await Promise.all([...executions.values()].map(({ running }) => running));
    },

    async stop(): Promise<void> {
      await Promise.all([relay.stop(), outgoing.close(), inbound.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  const inbound = await listen(engine);
  engine.url = inbound.url;
  return engine;
}

/** What a node last put out at one of its outputs. */
export function outputOf(execution: Execution, node: string, output = 0): INodeExecutionData[] {
  return execution.data.resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [];
}
