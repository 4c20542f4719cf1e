import { asString } from './as-string.js';

/** Fills `{{name}}` in a text that an operator wrote. What has no value leaves nothing; values are data and are not filled again. */
export function fill(template: string, values: Record<string, unknown>): string {
  return template
    .replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_whole, path: string) => {
      const value = path
        .split('.')
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], values);
      return value === null || value === undefined || typeof value === 'object' ? '' : asString(value);
    })
    .trim();
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A plain text as HTML that says just that. */
export function asHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '').replaceAll('\n', '<br>');
}

/** HTML as the plain text that a reader would see, nearly; only ever shown as text. */
export function asText(html: string): string {
  return html
    .replace(/<(br|\/p|\/div|\/li|\/h\d)\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
