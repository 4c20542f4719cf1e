/** Discord as the relay meets it: keeps messages, refuses what Discord refuses, and calls back signed with Ed25519. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { OutgoingRequest } from '../../../relay/outbound.js';
import type { Answer, TestRelay } from '../relay.js';

export const BOT_TOKEN = 'a-bot-token-of-the-tests-only';
export const DISCORD_CHANNEL = '123456789012345678';
const keys = generateKeyPairSync('ed25519');
export const PUBLIC_KEY = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

/* eslint-disable @typescript-eslint/no-explicit-any -- tests read messages as they come */
export interface DiscordCall {
  method: string;
  path: string;
  body: any;
}

export function fakeDiscord(relay: TestRelay, base = 'https://discord.com/api/v10') {
  const calls: DiscordCall[] = [];
  const messages = new Map<string, any>();
  relay.clouds.set(base, (request: OutgoingRequest) => {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.slice(new URL(base).pathname.length);
    const body = JSON.parse(request.body);
    calls.push({ method: request.method, path, body });
    const respond = (status: number, json: object) => ({ status, headers: {}, body: JSON.stringify(json) });
    const isWebhook = path.startsWith('/webhooks/');
    if (!isWebhook && request.headers.authorization !== `Bot ${BOT_TOKEN}`)
      return respond(401, { message: '401: Unauthorized', code: 0 });
    const wrong = discordProblem(body, isWebhook, searchParams);
    if (wrong) return respond(400, { message: wrong, code: 50035 });
    const edited = /\/messages\/(\d+)$/.exec(path)?.[1];
    if (edited && !messages.has(edited)) return respond(404, { message: 'Unknown Message', code: 10008 });
    const id = edited ?? String(987654321098765430n + BigInt(messages.size));
    messages.set(id, body);
    if (isWebhook && !edited && searchParams.get('wait') !== 'true') return { status: 204, headers: {}, body: '' };
    return respond(200, { id, channel_id: DISCORD_CHANNEL, ...body });
  });

  const discord = {
    calls,
    messages,
    press: (channelId: string, user: string, what: string, approvalId: string, sent: SignOptions = {}) =>
      discord.post(channelId, interaction(3, user, `${what}:${approvalId}`, [...messages.keys()][0]!), sent),
    submit: (
      channelId: string,
      user: string,
      what: string,
      approvalId: string,
      values: Record<string, string | string[]>,
      sent: SignOptions = {},
    ) => discord.post(channelId, interaction(5, user, `${what}:${approvalId}`, [...messages.keys()][0]!, values), sent),
    async post(
      channelId: string,
      payload: unknown,
      { at = relay.clock.now(), key = keys.privateKey }: SignOptions = {},
    ) {
      const body = JSON.stringify(payload);
      const timestamp = String(Math.floor(at.getTime() / 1000));
      return relay.call('POST', `/channels/${channelId}/discord`, body, {
        'content-type': 'application/json',
        'x-signature-timestamp': timestamp,
        'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), key).toString('hex'),
      }) as Promise<Answer>;
    },
  };
  return discord;
}

interface SignOptions {
  at?: Date;
  key?: typeof keys.privateKey;
}

function interaction(
  type: number,
  user: string,
  customId: string,
  message: string,
  values?: Record<string, string | string[]>,
) {
  return {
    type,
    id: '1111111111111111111',
    token: 'aW50ZXJhY3Rpb24',
    member: { user: { id: user, username: 'alice' }, permissions: '0' },
    channel_id: DISCORD_CHANNEL,
    message: { id: message, channel_id: DISCORD_CHANNEL },
    data: {
      custom_id: customId,
      ...(type === 3 && { component_type: 2 }),
      ...(values && {
        components: Object.entries(values).map(([custom_id, value]) => ({
          type: 18,
          id: 1,
          component: Array.isArray(value)
            ? { type: 3, id: 2, custom_id, values: value }
            : { type: 4, id: 2, custom_id, value },
        })),
      }),
    },
  };
}

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits */
export function discordProblem(body: any, isWebhook: boolean, query: URLSearchParams): string | undefined {
  const embed = body.embeds?.[0];
  const all = [embed.title, embed.description, ...embed.fields.flatMap(({ name, value }: any) => [name, value])];
  if (embed.title.length > 256 || embed.description.length > 4096 || embed.fields.length > 25)
    return 'Invalid Form Body';
  if (embed.fields.some(({ name, value }: any) => !name || !value || name.length > 256 || value.length > 1024))
    return 'Invalid Form Body';
  if (all.join('').length > 6000) return 'Embed size exceeds maximum size of 6000';
  if (JSON.stringify(body.allowed_mentions) !== '{"parse":[]}') return 'The tests want no mentions allowed';
  const buttons: any[] = body.components?.flatMap((row: any) => row.components) ?? [];
  if (isWebhook && query.get('with_components') !== 'true') return 'Components are ignored';
  if (isWebhook && buttons.some(({ style }) => style !== 5)) return 'Only link buttons';
  if (
    buttons.some((button) => (button.style === 5 ? !button.url || button.custom_id : !button.custom_id || button.url))
  )
    return 'Invalid Form Body';
  return undefined;
}

/** https://docs.discord.com/developers/components/reference: what Discord refuses of a form, which its user then never sees. */
export function modalProblem({ title, custom_id, components }: any): string | undefined {
  const isBetween = (text: unknown, least: number, most: number) =>
    typeof text === 'string' && text.length >= least && text.length <= most;
  if (!isBetween(title, 1, 45) || !isBetween(custom_id, 1, 100)) return 'Invalid title or custom_id';
  if (components.length < 1 || components.length > 5) return 'Between one and five fields';
  const ids = components.map(({ component }: any) => component?.custom_id);
  if (new Set(ids).size !== ids.length || !ids.every((id: unknown) => isBetween(id, 1, 100)))
    return 'Invalid custom_id';
  for (const { type, label, description, component } of components) {
    if (type !== 18 || !isBetween(label, 1, 45)) return 'Invalid label';
    if (description !== undefined && !isBetween(description, 1, 100)) return 'Invalid description';
    if (component.label !== undefined) return 'The label says it';
    if (component.type === 4) {
      if (component.value !== undefined && !isBetween(component.value, 0, 4_000)) return 'Invalid value';
      if (component.placeholder !== undefined && !isBetween(component.placeholder, 1, 100))
        return 'Invalid placeholder';
    } else if (component.type !== 3 || !isSelect(component)) return 'Invalid select';
  }
  return undefined;

  function isSelect({ options, required, min_values = 1, max_values = 1 }: any): boolean {
    const chosen = options.filter((option: any) => option.default).length;
    return (
      options.length > 0 &&
      options.length <= 25 &&
      options.every(({ label, value }: any) => isBetween(label, 1, 100) && isBetween(value, 1, 100)) &&
      new Set(options.map(({ value }: any) => value)).size === options.length &&
      max_values <= options.length &&
      chosen <= max_values &&
      (min_values > 0 || required === false)
    );
  }
}
