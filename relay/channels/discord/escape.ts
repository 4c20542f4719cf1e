/** Texts for Discord, which formats everything: a backslash before each sign leaves it as it was written. */
import { cutEscaped } from '../cut.js';

/** Discord takes a backslash before any sign that is neither letter, digit nor space as "this sign, plainly". */
export function escapeDiscord(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`);
}

export const discordText = (text: string, max: number): string => cutEscaped(text, max, escapeDiscord) || '—';
