/** Speaks with the relay. Errors carry the relay's own words and code. */
import type { Problem } from '../../../contract/problem.js';
import { messages } from '../messages';

export class ApiError extends Error {
  constructor(
    /** 0 when the relay could not be reached at all. */
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(problem.detail ?? messages.errors.unknown);
  }
}

let csrfToken = '';
/** The token that must go with every change; `GET /api/me` gives it. */
export function rememberToken(token: string | null): void {
  csrfToken = token ?? '';
}

export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method !== 'GET' && { 'x-csrf-token': csrfToken }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, { detail: messages.errors.unreachable });
  }
  const text = await response.text();
  const answer: unknown =
    text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
  if (!response.ok) throw new ApiError(response.status, (answer ?? {}) as Partial<Problem>);
  return answer as T;
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path);
export const post = <T>(path: string, body: unknown = {}): Promise<T> => call<T>('POST', path, body);
