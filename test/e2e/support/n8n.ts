/** A real n8n with our packed nodes in its community folder, driven through its own HTTP API as the editor does. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { binOf, installN8n, RELEASES, type Release } from './n8n-install';
import { freePort, run, until, type Running } from './processes';

const TARBALL = path.resolve(__dirname, '../../../dist/n8n-nodes-countersign-0.1.0.tgz');
export const OWNER = { email: 'owner@example.com', firstName: 'Olga', lastName: 'Owner', password: 'Correct-horse-9' };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
type Json = any;

export interface WorkflowNode {
  name: string;
  type: string;
  parameters?: object;
  typeVersion?: number;
  credentials?: object;
  [more: string]: unknown;
}

export interface N8nOptions {
  release?: Release;
  /** Environment variables that differ from what the other suites have. */
  settings?: Record<string, string>;
}

export async function startN8n({ release = RELEASES.newest, settings: more = {} }: N8nOptions = {}) {
  await installN8n(release);
  const folder = await mkdtemp(path.join(tmpdir(), 'n8n-e2e-'));
  const [port, brokerPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const community = path.join(folder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-countersign');
  mkdirSync(community, { recursive: true });
  execFileSync('tar', ['-xzf', TARBALL, '-C', community, '--strip-components=1']);
  let running: Running;
  let cookie = '';

  const n8n = {
    url,
    output: () => running.output(),

    async start(): Promise<void> {
      running = run(release.node, [binOf(release), 'start'], {
        ...settings(folder, port, brokerPort),
        ...release.settings,
        ...more,
        PATH: `${path.dirname(release.node)}:${process.env.PATH}`,
      });
      const isReady = async () => ((await fetch(`${url}/healthz/readiness`)).ok ? true : undefined);
      await until(`n8n ${release.version}`, isReady, 120_000).catch((error: Error) => {
        throw new Error(`${error.message}. It says:\n${running.output().slice(-3000)}`);
      });
    },
    /** As a crash and a new start on the same data. */
    async restart(): Promise<void> {
      await running.end('SIGKILL');
      await n8n.start();
    },
    async kill(): Promise<void> {
      await running.end('SIGKILL');
    },
    async stop(): Promise<void> {
      await running.end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },

    async call(method: string, to: string, body?: unknown): Promise<Json> {
      const response = await fetch(url + to, {
        method,
        headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      cookie =
        response.headers
          .getSetCookie()
          .find((each) => each.startsWith('n8n-auth='))
          ?.split(';')[0] ?? cookie;
      const text = await response.text();
      if (!response.ok) throw new Error(`n8n answered ${response.status} to ${method} ${to}: ${text.slice(0, 500)}`);
      return text ? JSON.parse(text) : undefined;
    },

    async createCredential(name: string, type: string, data: object): Promise<{ id: string; name: string }> {
      const { data: made } = await n8n.call('POST', '/rest/credentials', { name, type, data });
      return { id: made.id, name };
    },

    /** Nodes are wired by `links`: [from, output, to]. Gives the workflow's id once its triggers are live. */
    async publish(
      name: string,
      nodes: WorkflowNode[],
      links: Array<[string, number, string]>,
      /** [from, kind of connection, to], as between an agent and its tools. */
      special: Array<[string, string, string]> = [],
    ): Promise<string> {
      const connections: Record<string, { main?: Json[][]; [kind: string]: Json[][] | undefined }> = {};
      for (const [from, output, to] of links) {
        const main = ((connections[from] ??= {}).main ??= []);
        while (main.length <= output) main.push([]);
        main[output]!.push({ node: to, type: 'main', index: 0 });
      }
      for (const [from, kind, to] of special) (connections[from] ??= {})[kind] = [[{ node: to, type: kind, index: 0 }]];
      const placed = nodes.map((node, index) => ({
        id: `node-${index}-${node.name.replace(/\W/g, '')}`,
        typeVersion: 1,
        parameters: {},
        position: [index * 220, 0],
        ...node,
      }));
      const { data } = await n8n.call('POST', '/rest/workflows', {
        name,
        nodes: placed,
        active: false,
        connections,
        settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all' },
      });
      const { id, versionId } = data as { id: string; versionId: string };
      // Before 2.0 a workflow was active as it was saved; there were no versions to publish.
      if (release.version.startsWith('1.'))
        await n8n.call('PATCH', `/rest/workflows/${id}`, { active: true, versionId });
      else await n8n.call('POST', `/rest/workflows/${id}/activate`, { versionId });
      return data.id as string;
    },

    /** Calls a workflow's webhook, as soon as n8n has registered it. */
    async trigger(webhookPath: string, body: unknown): Promise<void> {
      await until(
        `the webhook ${webhookPath}`,
        async () => {
          const response = await fetch(`${url}/webhook/${webhookPath}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          return response.ok ? true : undefined;
        },
        20_000,
      );
    },

    /** True once its triggers are live. */
    async isPublished(workflowId: string): Promise<true | undefined> {
      const { data } = await n8n.call('GET', `/rest/workflows/${workflowId}/publication-status`);
      return JSON.stringify(data).includes('"published"') ? true : undefined;
    },

    /** A workflow's executions, the newest first. */
    async executionsOf(workflowId: string): Promise<Json[]> {
      const filter = encodeURIComponent(JSON.stringify({ workflowId }));
      return (await n8n.call('GET', `/rest/executions?filter=${filter}&limit=100`)).data.results;
    },

    /** The newest execution of a workflow, once it has this status. */
    async execution(workflowId: string, status: string, patienceMs = 30_000): Promise<Json> {
      const filter = encodeURIComponent(JSON.stringify({ workflowId }));
      let latest: Json;
      try {
        return await until(
          `an execution that is ${status}`,
          async () => {
            [latest] = (await n8n.call('GET', `/rest/executions?filter=${filter}&limit=1`)).data.results;
            return latest?.status === status ? latest : undefined;
          },
          patienceMs,
        );
      } catch (error) {
        throw new Error(
          `${(error as Error).message}. It is ${latest?.status ?? 'not there'}. n8n says:\n${running.output().slice(-3000)}`,
        );
      }
    },

    /** What the editor shows beside the output of each node's last run. */
    async hintsOf(executionId: string): Promise<Record<string, string[]>> {
      const { data } = await n8n.call('GET', `/rest/executions/${executionId}`);
      const runs = Object.entries(unflatten(data.data).resultData.runData as Record<string, Json[]>);
      return Object.fromEntries(
        runs.map(([node, all]) => [node, (all.at(-1).hints ?? []).map(({ message }: Json) => message)]),
      );
    },

    /** What each node put out at its first output, and the execution's error if it failed. */
    async outputsOf(executionId: string): Promise<Record<string, Json[]> & { error?: string }> {
      const { data } = await n8n.call('GET', `/rest/executions/${executionId}`);
      const { resultData } = unflatten(data.data);
      const outputs = Object.entries(resultData.runData as Record<string, Json[]>).map(([node, runs]) => [
        node,
        runs.at(-1).data?.main?.[0] ?? [],
      ]);
      return { ...Object.fromEntries(outputs), error: resultData.error && JSON.stringify(resultData.error) };
    },
  };
  await n8n.start();
  // An older one is ready before its own addresses are there.
  await until('the first account', () => n8n.call('POST', '/rest/owner/setup', OWNER));
  return n8n;
}
export type N8n = Awaited<ReturnType<typeof startN8n>>;

/** n8n stores an execution with each value once, and numbers in text that point to them (the `flatted` format). */
function unflatten(text: string): Json {
  const values = JSON.parse(text) as Json[];
  const done = new Map<string, Json>();
  const at = (pointer: string): Json => {
    if (done.has(pointer)) return done.get(pointer);
    const value = values[Number(pointer)];
    if (value === null || typeof value !== 'object') return value;
    const made: Json = Array.isArray(value) ? [] : {};
    done.set(pointer, made);
    for (const [key, each] of Object.entries(value)) made[key] = typeof each === 'string' ? at(each) : each;
    return made;
  };
  return at('0');
}

function settings(folder: string, port: number, brokerPort: number): Record<string, string> {
  return {
    N8N_USER_FOLDER: folder,
    N8N_PORT: String(port),
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    WEBHOOK_URL: `http://127.0.0.1:${port}/`,
    N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_SECURE_COOKIE: 'false',
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_PERSONALIZATION_ENABLED: 'false',
    N8N_HIRING_BANNER_ENABLED: 'false',
    N8N_DYNAMIC_BANNERS_ENABLED: 'false',
    N8N_VERIFIED_PACKAGES_ENABLED: 'false',
    N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
    NO_COLOR: '1',
  };
}
