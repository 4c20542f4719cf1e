/** How the app speaks with the relay. */
import type { Bundle, HttpRequestOptionsWithUrl, ZObject } from 'zapier-platform-core';
import { explain, unreachable } from './problems.js';
import { relayUrl } from './relay-url.js';

export interface RelayRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the relay's URL, such as `/api/me`. */
  path: string;
  params?: Record<string, string | number | undefined>;
  body?: object;
  /** False for what must not be done twice. */
  mayRepeat?: boolean;
}

export interface RelayAnswer {
  status: number;
  /** As the relay sent it; nothing when the body is no JSON. */
  data: unknown;
  retryAfter: string | undefined;
  location: string | undefined;
}

const TIMEOUT_MS = 12_000;
/** Zapier gives a step 30 seconds: nothing is begun anew when it could not be finished in time. */
const LAST_START_MS = 8_000;
const PAUSES_MS = [500, 1_500, 3_000];
const WORTH_REPEATING = new Set([502, 503, 504]);

/** The relay's answer, if it is a good one. Throws what Zap history should show when it refuses or is not there. */
export async function callRelay<T>(z: ZObject, bundle: Bundle, request: RelayRequest): Promise<T> {
  return accepted<T>(z, bundle, await askRelay(z, bundle, request));
}

/** What a good answer says. Throws as `callRelay` does. */
export function accepted<T>(z: ZObject, bundle: Bundle, answer: RelayAnswer): T {
  if (answer.status === 204) return {} as T;
  if (answer.status < 200 || answer.status > 299 || typeof answer.data !== 'object' || answer.data === null)
    throw explain(z, bundle, answer);
  return answer.data as T;
}

/** The relay's answer, whatever it says. A relay that is away for a moment is asked again. */
export async function askRelay(z: ZObject, bundle: Bundle, request: RelayRequest): Promise<RelayAnswer> {
  const start = Date.now();
  for (let tries = 0; ; tries += 1) {
    const result = await askOnce(z, bundle, request);
    const isFinal = !(result instanceof Error) && !WORTH_REPEATING.has(result.status);
    const pauseMs = request.mayRepeat === false ? undefined : PAUSES_MS[tries];
    if (isFinal || pauseMs === undefined || Date.now() + pauseMs - start > LAST_START_MS) {
      if (result instanceof Error) throw unreachable(z, bundle, result);
      return result;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function askOnce(z: ZObject, bundle: Bundle, request: RelayRequest): Promise<RelayAnswer | Error> {
  const { method, path, params, body } = request;
  const options: HttpRequestOptionsWithUrl & { merge: false; throwForThrottlingEarly: false } = {
    url: relayUrl(z, bundle) + path,
    method,
    params: definedOnly(params),
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    timeout: TIMEOUT_MS,
    skipThrowForStatus: true,
    // Zapier's own words for 429 lack ours.
    throwForThrottlingEarly: false,
    // With it, a customer's text that holds {{bundle.…}} would be taken for a mistake of ours.
    merge: false,
  };
  try {
    const { status, data, getHeader } = await z.request<unknown>(options);
    return { status, data, retryAfter: getHeader('retry-after'), location: getHeader('location') };
  } catch (error) {
    if (isNetworkError(error)) return error;
    throw error;
  }
}

/** node-fetch's own; everything else was thrown on purpose. */
function isNetworkError(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'FetchError' || error.name === 'AbortError');
}

function definedOnly(params: RelayRequest['params']): Record<string, string | number> {
  const entries = Object.entries(params ?? {}).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as Record<string, string | number>;
}
