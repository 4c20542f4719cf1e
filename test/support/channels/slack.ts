/**
 * Slack as the relay meets it: refuses what Slack refuses (tokens, limits of Block Kit), keeps the messages that it was
 * given, and calls back, signed, when somebody presses.
 */
import { createHmac } from 'node:crypto';
import type { OutgoingRequest } from '../../../relay/outbound.js';
import type { Answer, TestRelay } from '../relay.js';

export const TOKEN = 'xoxb-1-test';
export const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const CHANNEL = 'C012AB3CD';

/* eslint-disable @typescript-eslint/no-explicit-any -- tests read messages as they come */
export interface SlackCall {
  method: string;
  body: any;
}
export type FakeSlack = ReturnType<typeof fakeSlack>;

export function fakeSlack(relay: TestRelay, base = 'https://slack.com/api') {
  const calls: SlackCall[] = [];
  const messages = new Map<string, any>();
  let failing: string | number | undefined;
  let meanwhile: (() => Promise<unknown>) | undefined;

  relay.clouds.set(base, async (request: OutgoingRequest) => {
    const method = request.url.slice(base.length + 1);
    const body = JSON.parse(request.body);
    calls.push({ method, body });
    const respond = (json: object) => ({ status: 200, headers: {}, body: JSON.stringify(json) });
    if (typeof failing === 'number') return { status: failing, headers: {}, body: 'error' };
    if (failing) return respond({ ok: false, error: failing });
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return respond({ ok: false, error: 'invalid_auth' });
    const happens = meanwhile;
    meanwhile = undefined;
    await happens?.();
    const wrong = slackProblem(body, method);
    if (wrong) return respond({ ok: false, error: wrong });
    if (method === 'chat.postMessage') {
      const ts = `1772442000.${String(messages.size + 1).padStart(6, '0')}`;
      messages.set(ts, body);
      return respond({ ok: true, channel: body.channel, ts });
    }
    if (method === 'chat.update') {
      if (!messages.has(body.ts)) return respond({ ok: false, error: 'message_not_found' });
      messages.set(body.ts, body);
      return respond({ ok: true, channel: body.channel, ts: body.ts });
    }
    // The app was invited to no channel.
    if (method === 'chat.postEphemeral') return respond({ ok: false, error: 'not_in_channel' });
    return respond({ ok: true });
  });

  // Where an app answers whoever pressed, in any channel.
  relay.clouds.set('https://hooks.slack.com/actions/', (request: OutgoingRequest) => {
    const body = JSON.parse(request.body);
    calls.push({ method: 'response_url', body });
    const isTaken =
      body.response_type === 'ephemeral' && body.replace_original === false && !request.headers.authorization;
    return { status: isTaken ? 200 : 400, headers: {}, body: isTaken ? 'ok' : 'invalid_payload' };
  });

  const slack = {
    calls,
    /** What was last said to one person alone, whoever pressed. */
    privately: (): string => slack.last('response_url')?.text,
    /** As they look now, by ts. */
    messages,
    last: (method: string) => calls.filter((call) => call.method === method).at(-1)?.body,
    of: (method: string) => calls.filter((call) => call.method === method),
    /** Answers everything with this error code or HTTP status; undefined ends it. */
    fail: (how: string | number | undefined) => {
      failing = how;
    },

    /** What happens while Slack is at work on the next call. */
    during: (what: () => Promise<unknown>) => {
      meanwhile = what;
    },

    /** Somebody presses a button of a message. */
    press: (channelId: string, user: string, action: string, ts = [...messages.keys()][0]!, sent: SignOptions = {}) => {
      const block = messages.get(ts)?.blocks.find(({ type }: any) => type === 'actions');
      const first = calls.find((call) => call.method === 'chat.postMessage')?.body.blocks;
      const buttons = block?.elements.some(({ action_id }: any) => action_id === action)
        ? block.elements
        : first.find(({ type }: any) => type === 'actions').elements;
      const { value } = buttons.find(({ action_id }: any) => action_id === action);
      return slack.post(channelId, pressed(user, action, value, ts), sent);
    },

    /** Somebody sends the form that was opened last. */
    submit: (channelId: string, user: string, values: Record<string, string | string[]>, sent: SignOptions = {}) => {
      const { view } = slack.last('views.open');
      const state = Object.fromEntries(
        view.blocks
          .filter(({ type }: any) => type === 'input')
          .map(({ block_id, label, element }: any) => {
            const typed = values[label.text];
            if (element.type === 'multi_static_select') {
              const chosen = typed ?? element.initial_options?.map((option: any) => option.value) ?? [];
              const selected_options = (chosen as string[]).map((value) => ({ value }));
              return [block_id, { [element.action_id]: { type: element.type, selected_options } }];
            }
            const isSelect = element.type === 'static_select';
            const value = typed ?? (isSelect ? element.initial_option?.value : element.initial_value) ?? null;
            const option = value === null ? null : { value };
            return [block_id, { [element.action_id]: isSelect ? { selected_option: option } : { value } }];
          }),
      );
      const payload = {
        type: 'view_submission',
        user: { id: user, team_id: 'T111' },
        view: { callback_id: view.callback_id, private_metadata: view.private_metadata, state: { values: state } },
      };
      return slack.post(channelId, payload, sent);
    },

    post(channelId: string, payload: unknown, { at = relay.clock.now(), secret = SECRET, body }: SignOptions = {}) {
      const text = body ?? new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      const timestamp = String(Math.floor(at.getTime() / 1000));
      const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex');
      return relay.call('POST', `/channels/${channelId}/slack`, text, {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hash}`,
      }) as Promise<Answer>;
    },
  };
  return slack;
}

interface SignOptions {
  at?: Date;
  secret?: string;
  body?: string;
}

/** As in Slack's published example, with what this press is about. */
export function pressed(user: string, action: string, value: string | undefined, ts: string) {
  return {
    type: 'block_actions',
    user: { id: user, username: 'alice', name: 'alice', team_id: 'T111' },
    api_app_id: 'A111',
    token: 'verification_token',
    container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
    trigger_id: '111.222.valid',
    team: { id: 'T111', domain: 'acme' },
    channel: { id: CHANNEL, name: 'approvals' },
    response_url: 'https://hooks.slack.com/actions/T111/111/random-value',
    actions: [{ action_id: action, block_id: 'b', type: 'button', value, action_ts: '1596530385.194939' }],
  };
}

/** https://docs.slack.dev/reference/block-kit: what Slack answers invalid_blocks to. */
export function slackProblem(body: any, method = ''): string | undefined {
  const blocks: any[] = body.blocks ?? body.view?.blocks ?? [];
  if (blocks.length > (body.view ? 100 : 50)) return 'invalid_blocks';
  if (body.view && (body.view.private_metadata.length > 3000 || body.view.title.text.length > 24))
    return 'invalid_arguments';
  if (method === 'views.open' && body.trigger_id !== '111.222.valid') return 'expired_trigger_id';
  const ids = blocks.map(({ block_id }) => block_id).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) return 'invalid_blocks';
  return blocks.every(isBlock) ? undefined : 'invalid_blocks';
}

function isBlock(block: any): boolean {
  const text = (object: any, max: number) =>
    (object.type === 'plain_text' || object.type === 'mrkdwn') && object.text.length > 0 && object.text.length <= max;
  const isOption = (option: any) =>
    text(option.text, 75) && typeof option.value === 'string' && option.value.length > 0 && option.value.length <= 75;
  /** What is chosen first has to be one of the options, exactly. */
  const isList = ({ options, initial_option, initial_options }: any) => {
    const shown: string[] = options.map((option: any) => JSON.stringify(option));
    const first = initial_options ?? (initial_option ? [initial_option] : []);
    return (
      options.length > 0 &&
      options.length <= 100 &&
      options.every(isOption) &&
      new Set(options.map(({ value }: any) => value)).size === options.length &&
      (initial_options === undefined || initial_options.length > 0) &&
      first.every((option: any) => shown.includes(JSON.stringify(option)))
    );
  };
  const is: Record<string, () => boolean> = {
    header: () => block.text.type === 'plain_text' && text(block.text, 150),
    section: () =>
      (!block.text || text(block.text, 3000)) &&
      (!block.fields || (block.fields.length <= 10 && block.fields.every((field: any) => text(field, 2000)))) &&
      Boolean(block.text || block.fields?.length),
    context: () => block.elements.length <= 10 && block.elements.every((element: any) => text(element, 3000)),
    divider: () => true,
    actions: () =>
      block.elements.length <= 25 &&
      block.elements.every((button: any) => text(button.text, 75) && (button.value ?? '').length <= 2000),
    input: () =>
      text(block.label, 2000) &&
      (!block.hint || text(block.hint, 2000)) &&
      (!/static_select$/.test(block.element.type) || isList(block.element)) &&
      (!block.element.placeholder || text(block.element.placeholder, 150)) &&
      (block.element.initial_value === undefined || block.element.initial_value.length <= 3000),
  };
  return is[block.type]?.() ?? false;
}
