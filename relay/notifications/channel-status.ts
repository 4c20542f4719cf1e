import type { ChannelView } from '../contract/channel.js';
import type { Channel } from '../store/records.js';

/** What people see of a channel's health. */
export function statusOf(
  { disabledAt, goneAt, lastError, lastSentAt }: Channel,
  missing: string | null,
): ChannelView['status'] {
  if (disabledAt) return 'disabled';
  if (missing) return 'incomplete';
  if (goneAt) return 'gone';
  if (lastError) return 'failing';
  return lastSentAt ? 'working' : 'ready';
}
