/** Texts for Slack. What callers wrote is only ever put into plain_text objects, and escaped there too. */
import { cutEscaped } from '../cut.js';

/** https://docs.slack.dev/messaging/formatting-message-text#escaping: these three make mentions, links and commands. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `emoji: false` leaves `:smile:` as it was written. Slack refuses empty texts. */
export function plain(text: string, max: number): { type: 'plain_text'; text: string; emoji: false } {
  return { type: 'plain_text', text: cutEscaped(text, max, escapeSlack) || '—', emoji: false };
}
