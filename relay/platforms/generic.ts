/** Anything with a webhook: JSON, a form or XML, mapped by JSONata expressions that the user writes and tries in the inbox. */
import { XMLParser } from 'fast-xml-parser';
import jsonata from 'jsonata';
import { z } from 'zod';
import { isSameSecret } from './constant-time.js';
import { exactAmounts } from './money.js';
import { Unreadable, type InboundCall, type Incoming, type Platform, type Translation } from './platform.js';
import { readJson } from './read-json.js';

/** An expression that runs away is stopped after so much time or depth. */
const EVALUATION_MS = 500;
const MAX_STACK = 500;

const Expression = z
  .string()
  .max(5_000)
  .superRefine((text, ctx) => {
    try {
      jsonata(text);
    } catch (error) {
      const { message, position } = error as { message: string; position?: number };
      ctx.addIssue({
        code: 'custom',
        message: `${message}${position === undefined ? '' : ` (character ${position})`}`,
      });
    }
  });
const expression = (title: string, fallback: string, description?: string) =>
  Expression.default(fallback).meta({ title, ...(description && { description }) });

const GenericSettings = z.object({
  sharedSecret: z.string().min(8).optional().meta({
    title: 'Shared secret',
    description: 'Sent as the header X-Countersign-Secret. Calls without it are then refused.',
  }),
  when: expression('Only when', 'true', 'Everything else is shown as ignored.'),
  action: expression('Action', 'action ? action : "generic_action"'),
  summary: expression('Summary', 'summary ? summary : (subject ? subject : (title ? title : "Approval asked for"))'),
  details: expression('Details', 'details ? details : $'),
  riskLevel: expression('Risk level', 'riskLevel'),
  justification: expression('Justification', 'justification'),
  idempotencyKey: expression(
    'Same request when',
    'id ? $string(id) : null',
    'What stays the same when it is sent again.',
  ),
  webhookUrl: expression('Answer to', 'webhookUrl ? webhookUrl : callbackUrl'),
});
type GenericSettings = z.infer<typeof GenericSettings>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  processEntities: false,
});

function verify({ headers }: InboundCall, { sharedSecret }: GenericSettings): string | undefined {
  if (!sharedSecret) return undefined;
  return isSameSecret(headers['x-countersign-secret'] ?? '', sharedSecret)
    ? undefined
    : 'The X-Countersign-Secret header is missing or wrong.';
}

function read(call: InboundCall): Incoming {
  return {
    what: 'webhook',
    dedupeKey: call.headers['webhook-id'] ?? call.headers['idempotency-key'] ?? null,
    payload: payloadOf(call),
  };
}

function payloadOf({ headers, body, query }: InboundCall): unknown {
  const type = headers['content-type'] ?? '';
  if (body.length === 0) return { ...query };
  if (/x-www-form-urlencoded/.test(type)) return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  if (!/xml/.test(type)) return readJson(body);
  try {
    return parser.parse(body.toString('utf8')) as unknown;
  } catch {
    throw new Unreadable('The body is no well-formed XML.');
  }
}

async function translate({ payload }: Incoming, settings: GenericSettings): Promise<Translation> {
  const evaluate = async (name: keyof GenericSettings): Promise<unknown> => {
    try {
      return await bounded(settings[name] ?? '', payload);
    } catch (error) {
      throw new Unreadable(`The expression for ${name} fails on this payload: ${(error as Error).message}`);
    }
  };
  if (!(await evaluate('when'))) return { ignored: 'The condition “only when” is not met.' };
  const details = await evaluate('details');
  const request: Record<string, unknown> = {
    action: await evaluate('action'),
    summary: await evaluate('summary'),
    details:
      typeof details === 'object' && details !== null && !Array.isArray(details)
        ? exactAmounts(details as Record<string, unknown>)
        : { value: details },
  };
  for (const name of ['riskLevel', 'justification', 'idempotencyKey', 'webhookUrl'] as const) {
    const value = await evaluate(name);
    if (value !== undefined && value !== null && value !== '') request[name] = value;
  }
  return { proposal: { request, source: { reference: {}, url: null, link: null } } };
}

/** https://docs.jsonata.org/embedding-extending: the way that JSONata itself offers to stop an expression. */
async function bounded(text: string, payload: unknown): Promise<unknown> {
  const compiled = jsonata(text);
  const until = Date.now() + EVALUATION_MS;
  let depth = 0;
  const step = (change: number) => (): void => {
    depth += change;
    if (depth > MAX_STACK) throw new Error('it goes too deep');
    if (Date.now() > until) throw new Error('it takes too long');
  };
  // Its type names texts only, its code looks for these symbols.
  compiled.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, step(1));
  compiled.assign(Symbol.for('jsonata.__evaluate_exit') as unknown as string, step(-1));
  const result: unknown = await compiled.evaluate(payload);
  // JSONata's own lists carry a mark that is no data.
  return result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as unknown);
}

export const generic: Platform<GenericSettings> = {
  title: 'Any webhook',
  settings: GenericSettings,
  secrets: ['sharedSecret'],
  verify,
  read,
  translate,
};
