/** Calls from outside as Zapier hands them to an app: the raw one with renamed headers, and the cleaned one. */
import type { IncomingMessage } from 'node:http';

export interface OutsideCall {
  rawRequest: { method: string; querystring: string; headers: Record<string, string>; content: string };
  cleanedRequest: Record<string, unknown>;
}

export async function readCall(request: IncomingMessage): Promise<OutsideCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks).toString();
  const [, querystring = ''] = (request.url ?? '').split('?');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [renamed(name), String(value)]),
  );
  return {
    rawRequest: { method: request.method ?? 'POST', querystring, headers, content },
    cleanedRequest: { ...parsed(content), querystring: Object.fromEntries(new URLSearchParams(querystring)) },
  };
}

/** https://docs.zapier.com/platform/build/cli-hook-trigger: "headers: { 'Http-X-…' }" */
function renamed(name: string): string {
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Http-${words.join('-')}`;
}

function parsed(content: string): Record<string, unknown> {
  try {
    return JSON.parse(content) as Record<string, unknown>;
  } catch {
    return {};
  }
}
