const SHORT = new Set(['id', 'url', 'sku', 'vat', 'iban', 'ip', 'api', 'po']);
/** Names that are written in a way of their own, also at the start of a text. */
const NAMES = new Map([
  ['n8n', 'n8n'],
  ['hubspot', 'HubSpot'],
]);

/** A field's name as a person reads it: `ticketId` and `ticket_id` are "Ticket ID". */
export function label(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_.-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
    .map((word) => NAMES.get(word) ?? (SHORT.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return NAMES.has(text.split(' ', 1)[0] ?? '') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
