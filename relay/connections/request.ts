/** A platform's API, called by the relay's only way out. */
import type { Send } from '../outbound.js';
import { parseJson } from '../parse-json.js';
import type { ApiAnswer, Request } from '../platforms/platform.js';

export function requestBy(send: Send): Request {
  return async ({ method, url, headers = {}, json }) => {
    const body = json === undefined ? '' : JSON.stringify(json);
    const answer = await send({
      method,
      url,
      headers: {
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body,
    });
    return { status: answer.status, headers: answer.headers, text: answer.body, json: parsed(answer.body) };
  };
}

function parsed(text: string): ApiAnswer['json'] {
  try {
    return parseJson(Buffer.from(text));
  } catch {
    return undefined;
  }
}
