/** What Discord sends when somebody presses a button or sends a form. https://discord.com/developers/docs/interactions/receiving-and-responding */
import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { z } from 'zod';
import { Unreadable, type ChannelCall, type Interaction, type InteractionAnswer, type Result } from '../channel.js';
import { readToken } from '../shown.js';
import { discordText } from './escape.js';
import type { DiscordSettings } from './index.js';
import { modalOf } from './modal.js';

const SKEW_SECONDS = 300;
/** The DER frame of an Ed25519 public key, to which its 32 bytes are added. */
const KEY_FRAME = Buffer.from('302a300506032b6570032100', 'hex');
const EPHEMERAL = 64;
const PONG = 1;
const MESSAGE = 4;
const DEFERRED_UPDATE = 6;
const MODAL = 9;

const User = z.object({ id: z.string().min(1) });
const Input = z.object({ custom_id: z.string(), value: z.string().optional(), values: z.array(z.string()).optional() });
const Call = z.object({
  type: z.int(),
  member: z.object({ user: User }).optional(),
  user: User.optional(),
  message: z.object({ id: z.string(), channel_id: z.string() }).optional(),
  data: z
    .object({
      custom_id: z.string(),
      components: z
        .array(z.union([z.object({ component: Input }), z.object({ components: z.array(Input) })]))
        .optional(),
    })
    .optional(),
});

export function verify({ headers, body }: ChannelCall, { publicKey }: DiscordSettings, now: Date): string | undefined {
  if (!publicKey) return 'This channel has no public key yet, so nobody can decide in it.';
  const timestamp = headers['x-signature-timestamp'] ?? '';
  const signature = headers['x-signature-ed25519'] ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{128}$/i.test(signature)) return 'The call is not signed by Discord.';
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > SKEW_SECONDS)
    return 'The call is more than five minutes old, or a clock is wrong.';
  const key = createPublicKey({
    key: Buffer.concat([KEY_FRAME, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  const isGood = verifySignature(
    null,
    Buffer.concat([Buffer.from(timestamp), body]),
    key,
    Buffer.from(signature, 'hex'),
  );
  return isGood ? undefined : 'The signature does not belong to this channel’s public key.';
}

export function read({ body }: ChannelCall): Interaction {
  const call = parsed(body);
  if (call.type === 1) return { type: 'ping' };
  const userId = call.member?.user.id ?? call.user?.id;
  const [what = '', ...token] = call.data?.custom_id.split(':') ?? [];
  const about = readToken(token.join(':'));
  if (!userId || !call.message || (what !== 'approve' && what !== 'reject' && what !== 'edit'))
    return { type: 'nothing' };
  const place = { channel: call.message.channel_id, message: call.message.id };
  if (call.type === 3) return { type: 'press', what, ...about, userId, place, trigger: '' };
  if (call.type !== 5) return { type: 'nothing' };
  // A form may still be open in which each field was in a row.
  const fields = call.data?.components?.flatMap((at) => ('component' in at ? [at.component] : at.components)) ?? [];
  const values = Object.fromEntries(
    fields.map(({ custom_id: name, value, values: chosen }) => [name, chosen ?? value ?? '']),
  );
  return { type: 'submit', what, ...about, userId, place, values };
}

/** Discord takes in the answer itself what is to happen; the message is brought up to date separately. */
export function answer(interaction: Interaction, result: Result): InteractionAnswer {
  if (interaction.type === 'ping') return { status: 200, body: { type: PONG } };
  if (result.type === 'form')
    return { status: 200, body: { type: MODAL, data: modalOf(result.form, result.approval) } };
  if (result.type === 'said') return say(result.text);
  if (result.type === 'wrongFields') return say(Object.values(result.errors).join(' '));
  return { status: 200, body: { type: DEFERRED_UPDATE } };
}

/** Only the one who pressed sees it. */
function say(text: string): InteractionAnswer {
  const data = { content: discordText(text, 1_900), flags: EPHEMERAL, allowed_mentions: { parse: [] } };
  return { status: 200, body: { type: MESSAGE, data } };
}

function parsed(body: Buffer): z.infer<typeof Call> {
  try {
    return Call.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw new Unreadable('The body is not one of Discord’s interactions.');
  }
}
