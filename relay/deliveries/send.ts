/** The only outgoing request. It follows no redirect, and connects only to where it may. */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { NotSent, type OutgoingAnswer, type Send } from '../outbound.js';
import { isAllowedAddress, isAllowedName, literalAddress, type AllowList } from './destination.js';

const TIMEOUT_MS = 20_000;
const ANSWER_LIMIT_BYTES = 64 * 1024;
const CONNECTIONS_PER_ORIGIN = 16;

export type Resolve = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

interface SendOptions {
  allowList: AllowList;
  timeoutMs?: number;
  resolve?: Resolve;
}

export function createSend({ allowList, timeoutMs = TIMEOUT_MS, resolve = bySystem }: SendOptions): {
  send: Send;
  close(): Promise<void>;
} {
  const agent = new Agent({
    connect: { lookup: checkedLookup(resolve, allowList), timeout: timeoutMs },
    connections: CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
  });

  return {
    async send({ url, method, headers, body }) {
      const target = new URL(url);
      const address = literalAddress(target);
      if (address !== undefined && !isAllowedAddress(address, allowList)) throw forbidden(target.hostname);
      try {
        const response = await agent.request({
          origin: target.origin,
          path: target.pathname + target.search,
          method,
          headers,
          body,
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { status: response.statusCode, headers: flat(response.headers), body: await readSome(response.body) };
      } catch (error) {
        throw asNotSent(error, target.host, timeoutMs);
      }
    },
    close: () => agent.destroy(),
  };
}

export const bySystem: Resolve = (hostname, done) => systemLookup(hostname, { all: true }, done);

/** Resolves a name and leaves only addresses that may be connected to; what is left is what the socket uses. */
export function checkedLookup(resolve: Resolve, allowList: AllowList): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error) return callback(error, '');
      const usable = isAllowedName(hostname, allowList)
        ? addresses
        : addresses.filter(({ address }) => isAllowedAddress(address, allowList));
      const [first] = usable;
      if (!first) return callback(forbidden(hostname), '');
      if (options.all) callback(null, usable);
      else callback(null, first.address, first.family);
    });
  };
}

export function forbidden(hostname: string): NotSent {
  return new NotSent('forbidden_destination', `${hostname} is a private address, which the relay does not send to.`);
}

function asNotSent(error: unknown, host: string, timeoutMs: number): NotSent {
  if (error instanceof NotSent) return error;
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || /TIMEOUT/.test(code ?? ''))
    return new NotSent('timeout', `${host} did not answer within ${timeoutMs / 1000} seconds.`);
  if (code === 'ENOTFOUND') return new NotSent('unreachable', `There is no host ${host}.`);
  if (code === 'ECONNREFUSED') return new NotSent('unreachable', `${host} refused the connection.`);
  return new NotSent('unreachable', `${host} could not be reached (${code ?? message}).`);
}

async function readSome(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= ANSWER_LIMIT_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_LIMIT_BYTES).toString('utf8');
}

function flat(headers: Record<string, string | string[] | undefined>): OutgoingAnswer['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
