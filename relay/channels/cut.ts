/** Texts within the limits of a channel, which refuses a whole message when one of them is too long. */

/** At most `max` UTF-16 units, with an ellipsis where something is missing; never half a character. */
export function cut(text: string, max: number): string {
  return cutEscaped(text, max, (whole) => whole);
}

/** As `cut`, but `max` counts what `escape` makes of it; never half an escape. `escape` works on each character by itself. */
export function cutEscaped(text: string, max: number, escape: (text: string) => string): string {
  const clean = printable(text);
  // Escaping only makes it longer, so a text far beyond the limit need not be escaped whole.
  if (clean.length <= max) {
    const whole = escape(clean);
    if (whole.length <= max) return whole;
  }
  let kept = '';
  for (const character of clean) {
    const next = escape(character);
    if (kept.length + next.length + 1 > max) break;
    kept += next;
  }
  return `${kept}…`;
}

/**
 * Without what no reader sees: control characters, marks that turn the direction of writing around, and halves of
 * characters. They can make a text look like another one.
 */
function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/\p{Surrogate}/gu, '');
}
