/**
 * A real relay on a real port and a real store in a temporary folder, with a clock and an internet that the test controls.
 * `relay.sentTo(url)` shows what was sent; `relay.answers` says how the internet answers.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../relay/app.js';
import { randomId } from '../../relay/ids.js';
import type { OutgoingAnswer, OutgoingMail, OutgoingRequest, Send, SendMail } from '../../relay/outbound.js';
import { createSealer } from '../../relay/seal.js';
import { openLowdbStore } from '../../relay/store/lowdb.js';
import type { Store } from '../../relay/store/store.js';
import { fakeClock } from './fake-clock.js';

export const START = '2026-03-02T09:00:00.000Z';
export const ADMIN = { email: 'alice@example.com', password: 'correct horse battery' };
export const KEY = 'cs_live_test_key_of_the_first_workspace';
/** Of everybody whom `relay.person` lets in. */
export const PASSWORD = 'their own long password';
export const SIGNING_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

export interface Answer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
  body: any;
}
export interface StartOptions {
  folder?: string;
  wrapStore?: (store: Store) => Store;
  rateLimitPerMinute?: number;
  /** Loopback alone, where tests listen, unless the test says otherwise. */
  allowPrivateHosts?: string[];
  startAt?: string;
  setup?: { email?: string; password?: string; key?: string; signingSecret?: string };
  pageFolder?: string;
  /** To start again at the same address. */
  port?: number;
  /** Really sends what no answer is set for, such as to a server on loopback that the test runs. */
  deliver?: Send;
  /** Really sends mail, such as to a server on loopback. Without it, mail is only remembered. */
  sendMail?: SendMail;
}
export type TestRelay = Awaited<ReturnType<typeof startRelay>>;

const running = new Set<{ stop(): Promise<void> }>();

/** Stops every relay that the test started and has not stopped itself. */
export async function stopRelays(): Promise<void> {
  await Promise.all([...running].map((relay) => relay.stop()));
}

export async function startRelay(options: StartOptions = {}) {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), 'countersign-')));
  const log = pino({ level: 'silent' });
  const saving = new Set<Promise<unknown>>();
  const clock = fakeClock(options.startAt ?? START, () => Promise.allSettled([...saving]));
  const opened = await openLowdbStore({ folder, log });
  const store = watched(options.wrapStore?.(opened) ?? opened, saving);
  const sent: OutgoingRequest[] = [];
  const mails: OutgoingMail[] = [];
  const answers = new Map<string, (request: OutgoingRequest) => OutgoingAnswer | Promise<OutgoingAnswer>>();
  const clouds = new Map<string, (request: OutgoingRequest) => OutgoingAnswer | Promise<OutgoingAnswer>>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = createApp({
    store,
    clock,
    log,
    newId: randomId,
    random: () => 0.5,
    sealer: createSealer('a master key that only the tests know'),
    config: {
      publicUrl: url,
      rateLimitPerMinute: options.rateLimitPerMinute ?? 0,
      allowPrivateHosts: options.allowPrivateHosts ?? ['127.0.0.1'],
    },
    auditFolder: path.join(folder, 'audit'),
    pageFolder: options.pageFolder ?? path.join(folder, 'no-page'),
    async sendMail(mail) {
      mails.push(mail);
      return (await options.sendMail?.(mail)) ?? { answer: '250 OK' };
    },
    async send(request) {
      sent.push(request);
      const cloud = [...clouds].find(([base]) => request.url.startsWith(base))?.[1];
      const answered = await (answers.get(request.url) ?? cloud)?.(request);
      return answered ?? (await options.deliver?.(request)) ?? { status: 200, headers: {}, body: '' };
    },
  });
  server.on('request', (request, response) => void app.handler(request, response));
  const setupUrl = await app.setup.firstStart(options.setup ?? { ...ADMIN, key: KEY, signingSecret: SIGNING_SECRET });
  app.start();

  const relay = {
    url,
    folder,
    clock,
    store,
    setupUrl,
    answers,
    /** By the beginning of their addresses. */
    clouds,
    sent,
    mails,
    dispatcher: app.dispatcher,
    sentTo: (to: string) => sent.filter((request) => request.url === to),

    async call(
      method: string,
      to: string,
      body?: unknown,
      headers: Record<string, string> = { 'x-api-key': KEY },
    ): Promise<Answer> {
      const response = await fetch(url + to, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        body:
          body === undefined
            ? undefined
            : typeof body === 'string' || body instanceof Uint8Array
              ? (body as BodyInit)
              : JSON.stringify(body),
        redirect: 'manual',
      });
      const text = await response.text();
      const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        body: isJson && text !== '' ? JSON.parse(text) : text,
      };
    },
    get: (to: string, headers?: Record<string, string>) => relay.call('GET', to, undefined, headers),
    post: (to: string, body: unknown = {}, headers?: Record<string, string>) => relay.call('POST', to, body, headers),

    /** Asks for an approval; only what the test is about needs to be given. */
    async request(fields: Record<string, unknown> = {}, headers?: Record<string, string>): Promise<string> {
      const answer = await relay.post('/api/webhooks/inbound', { ...refund(), ...fields }, headers);
      if (answer.status !== 200) throw new Error(`The relay refused the request: ${JSON.stringify(answer.body)}`);
      return answer.body.id as string;
    },

    /** The headers of an admin's key in another workspace. */
    async otherWorkspace(): Promise<Record<string, string>> {
      const made = await relay.post('/api/workspaces', { name: 'North' });
      const token = new URL(made.body.setupUrl as string).searchParams.get('token');
      const bob = { token, email: 'bob@example.com', name: 'Bob', password: 'another long password' };
      const joined = await relay.post('/api/setup', bob, {});
      const session = {
        cookie: joined.headers.get('set-cookie')?.split(';')[0] ?? '',
        'x-csrf-token': joined.body.csrfToken as string,
      };
      const key = await relay.post('/api/keys', { name: 'North', scopes: ['admin'] }, session);
      return { 'x-api-key': key.body.key as string };
    },

    /** The headers of a person who has signed in. */
    async signIn(email = ADMIN.email, password = ADMIN.password): Promise<Record<string, string>> {
      const answer = await relay.post('/api/session', { email, password }, {});
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      return { cookie, 'x-csrf-token': answer.body.csrfToken as string };
    },

    /** Somebody who was invited and has come in: their headers. `email` is their role's unless the test says. */
    async person(
      role: 'admin' | 'lead' | 'reviewer' | 'viewer',
      email = `${role}@example.com`,
      headers?: Record<string, string>,
    ): Promise<Record<string, string>> {
      const invited = await relay.post('/api/people', { email, role }, headers);
      const token = new URL(invited.body.url as string).searchParams.get('token');
      const joined = await relay.post('/api/invitation', { token, name: `The ${role}`, password: PASSWORD }, {});
      const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? '';
      return { cookie, 'x-csrf-token': joined.body.csrfToken as string };
    },

    /** A copy of the folder as it is at this moment, as after a crash. */
    async copyFolder(): Promise<string> {
      const copy = await mkdtemp(path.join(tmpdir(), 'countersign-'));
      await cp(folder, copy, { recursive: true, filter: (file) => path.basename(file) !== 'lock' });
      return copy;
    },

    async stop(): Promise<void> {
      if (!running.delete(relay)) return;
      const closed = new Promise((resolve) => server.close(resolve));
      await app.stop();
      server.closeAllConnections();
      await closed;
      await opened.close();
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
  running.add(relay);
  return relay;
}

/** The same store, whose transactions are in `saving` while they are on their way to the disk. */
function watched(store: Store, saving: Set<Promise<unknown>>): Store {
  return {
    ...store,
    transaction(work) {
      const done = store.transaction(work);
      saving.add(done);
      const forget = () => saving.delete(done);
      done.then(forget, forget);
      return done;
    },
  };
}

/** A refund as a Zendesk trigger proposes it. */
export function refund() {
  return {
    action: 'process_refund',
    summary: 'Refund request on ticket #9921 — Ana Pérez',
    riskLevel: 'high',
    details: { ticketId: '9921', requester: 'ana@example.com', amount: '400.00', currency: 'EUR' },
  };
}
