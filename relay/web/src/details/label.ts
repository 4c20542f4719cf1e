const SHORT = new Set(['id', 'url', 'sku', 'vat', 'iban', 'ip', 'api', 'po']);

/** A field's name as a person reads it: `ticketId` and `ticket_id` are "Ticket ID". */
export function label(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_.-]+/)
    .filter((word) => word !== '')
    .map((word) => (SHORT.has(word.toLowerCase()) ? word.toUpperCase() : word.toLowerCase()));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
