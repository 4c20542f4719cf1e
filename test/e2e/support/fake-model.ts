/** A loopback server that plays an OpenAI-compatible model: `next` says what it answers, by what it has been told so far. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelMessage {
  role: string;
  content: unknown;
  /** The tools that it called in an earlier turn, and on an answer to one of these, to which. */
  tool_calls?: Array<{ id: string }>;
  tool_call_id?: string;
}
export interface ToolCall {
  tool: string;
  arguments: object;
}
/** An array is several tools called in one turn. */
export type ModelAnswer = ToolCall | ToolCall[] | { says: string };

export async function startModel(next: (messages: ModelMessage[], turn: number) => ModelAnswer) {
  const asked: ModelMessage[][] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { messages = [], model } = text ? JSON.parse(text) : {};
      asked.push(messages);
      const answer = next(messages, asked.length);
      const message =
        'says' in answer
          ? { role: 'assistant', content: answer.says }
          : {
              role: 'assistant',
              content: null,
              tool_calls: [answer].flat().map((call, index) => ({
                id: `call_${asked.length}_${index}`,
                type: 'function',
                function: { name: call.tool, arguments: JSON.stringify(call.arguments) },
              })),
            };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          id: `chatcmpl-${asked.length}`,
          object: 'chat.completion',
          created: 1_700_000_000,
          model,
          choices: [{ index: 0, message, finish_reason: 'says' in answer ? 'stop' : 'tool_calls' }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
export type Model = Awaited<ReturnType<typeof startModel>>;
