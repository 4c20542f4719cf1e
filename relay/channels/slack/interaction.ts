/** What Slack sends when somebody presses a button or sends a form. https://docs.slack.dev/authentication/verifying-requests-from-slack */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isSameSecret } from '../../platforms/constant-time.js';
import type { Approval } from '../../store/records.js';
import type { ApiRequest } from '../../platforms/platform.js';
import {
  Unreadable,
  type ChannelCall,
  type Form,
  type Interaction,
  type InteractionAnswer,
  type Result,
} from '../channel.js';
import type { Answers } from '../edit-fields.js';
import { readToken } from '../shown.js';
import { escapeSlack } from './escape.js';
import { blockOf, modalOf, saidView } from './modal.js';
import { slackApi, type SlackSettings } from './settings.js';

const SKEW_SECONDS = 300;
const RESPONSE_URL = /^https:\/\/hooks\.slack(-gov)?\.com\/actions\//;

const User = z.object({ id: z.string().min(1) });
const Pressed = z.object({
  type: z.literal('block_actions'),
  user: User,
  trigger_id: z.string(),
  response_url: z.string().regex(RESPONSE_URL).optional().catch(undefined),
  container: z.object({ message_ts: z.string(), channel_id: z.string() }),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
});
const Field = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});
const Submitted = z.object({
  type: z.literal('view_submission'),
  user: User,
  view: z.object({
    callback_id: z.enum(['approve', 'reject', 'edit']),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Field)) }),
  }),
});
const Place = z.object({ approvalId: z.string(), channel: z.string(), ts: z.string() });

export function verify(
  { headers, body }: ChannelCall,
  { signingSecret }: SlackSettings,
  now: Date,
): string | undefined {
  if (!signingSecret) return 'This channel has no signing secret yet, so nobody can decide in it.';
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  const signature = headers['x-slack-signature'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || signature === '') return 'The call is not signed by Slack.';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > SKEW_SECONDS)
    return 'The call is more than five minutes old, or a clock is wrong.';
  const expected = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex');
  return isSameSecret(signature, `v0=${expected}`)
    ? undefined
    : 'The signature is not that of this channel’s signing secret.';
}

export function read({ body }: ChannelCall): Interaction {
  const payload = payloadOf(body);
  const pressed = Pressed.safeParse(payload);
  if (pressed.success) {
    const [action] = pressed.data.actions;
    const what = action?.action_id;
    if (!action?.value || (what !== 'approve' && what !== 'reject' && what !== 'edit')) return { type: 'nothing' };
    const { container, user, trigger_id: trigger, response_url: answerAt } = pressed.data;
    const place = { channel: container.channel_id, ts: container.message_ts };
    return { type: 'press', what, ...readToken(action.value), userId: user.id, place, trigger, answerAt };
  }
  const submitted = Submitted.safeParse(payload);
  if (!submitted.success) return { type: 'nothing' };
  const { view, user } = submitted.data;
  const { approvalId: token, ...place } = placeOf(view.private_metadata);
  return {
    type: 'submit',
    what: view.callback_id,
    ...readToken(token),
    userId: user.id,
    place,
    values: valuesOf(view.state.values),
  };
}

/** Slack waits three seconds and takes almost nothing in the answer itself: what people see is sent separately. */
export function answer(interaction: Interaction, result: Result): InteractionAnswer {
  if (result.type === 'wrongFields') {
    const errors = Object.fromEntries(Object.entries(result.errors).map(([name, text]) => [blockOf(name), text]));
    return { status: 200, body: { response_action: 'errors', errors } };
  }
  if (interaction.type !== 'press' && interaction.type !== 'submit') return { status: 200 };
  if (result.type === 'form' && interaction.type === 'press')
    return {
      status: 200,
      reply: {
        form: result.form,
        // It shows no details, so it approves those of the copy in which it was pressed.
        ...(result.form === 'approve' && { revision: interaction.revision }),
        trigger: interaction.trigger,
        user: interaction.userId,
        place: interaction.place,
        ...(interaction.answerAt && { answerAt: interaction.answerAt }),
      },
    };
  // In place of the form, where only the one who sent it sees it.
  if (result.type === 'said' && interaction.type === 'submit')
    return { status: 200, body: { response_action: 'update', view: saidView(result.text) } };
  if (result.type === 'said' && interaction.type === 'press') {
    const { userId: user, place, answerAt } = interaction;
    return { status: 200, reply: { say: result.text, user, place, ...(answerAt && { answerAt }) } };
  }
  return { status: 200 };
}

interface Reply {
  place: { channel: string; ts: string };
  form?: Form;
  revision?: number;
  trigger?: string;
  say?: string;
  user?: string;
  answerAt?: string;
}

/** Without it, somebody whose form did not open would see nothing at all. */
export function apology(reply: Record<string, unknown>): Record<string, unknown> | undefined {
  const { form, trigger: _, revision: __, ...rest } = reply as unknown as Reply;
  const say = 'The form could not be opened. Press again, or choose Open in the inbox.';
  return form && rest.answerAt ? { ...rest, say } : undefined;
}

export function describeReply(
  reply: Record<string, unknown>,
  approval: Approval | undefined,
  settings: SlackSettings,
): ApiRequest {
  const { place, form, revision, trigger, say = '', user, answerAt } = reply as unknown as Reply;
  const headers = { authorization: `Bearer ${settings.botToken}` };
  if (form && approval)
    return {
      method: 'POST',
      url: `${slackApi(settings)}/views.open`,
      headers,
      json: { trigger_id: trigger, view: modalOf(form, approval, place, revision) },
    };
  // chat.postEphemeral reaches only channels that the app was invited to; this works in every channel.
  if (answerAt)
    return {
      method: 'POST',
      url: answerAt,
      json: { response_type: 'ephemeral', replace_original: false, text: escapeSlack(say) },
    };
  return {
    method: 'POST',
    url: `${slackApi(settings)}/chat.postEphemeral`,
    headers,
    json: { channel: place.channel, user, text: escapeSlack(say), parse: 'none', link_names: false },
  };
}

function payloadOf(body: Buffer): unknown {
  try {
    return JSON.parse(new URLSearchParams(body.toString('utf8')).get('payload') ?? '') as unknown;
  } catch {
    throw new Unreadable('The body has no field "payload" with JSON in it.');
  }
}

function placeOf(metadata: string): z.infer<typeof Place> {
  try {
    return Place.parse(JSON.parse(metadata));
  } catch {
    throw new Unreadable('The form does not say which approval it is about.');
  }
}

function valuesOf(state: z.infer<typeof Submitted>['view']['state']['values']): Answers {
  return Object.fromEntries(
    Object.entries(state).flatMap(([block, elements]): Array<[string, string | string[]]> => {
      const { value, selected_option: option, selected_options: options } = elements.value ?? {};
      const text = option?.value ?? value;
      const name = block.replace(/^field-/, '');
      if (options) return [[name, options.map((each) => each.value)]];
      // An emptied text is null in Slack; it is a field that was shown, so it was emptied on purpose.
      return elements.value && (text || /^\d+$/.test(name)) ? [[name, text ?? '']] : [];
    }),
  );
}
