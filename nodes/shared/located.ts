/** What a resource locator holds: the value that was picked or written, or the part that matters of an address. */
export function located(value: unknown): string {
  const isLocator = typeof value === 'object' && value !== null && '__rl' in value;
  const { mode, value: inner } = isLocator ? (value as { mode?: string; value?: unknown }) : { value };
  const text = String(inner ?? '').trim();
  return mode === 'url' ? (/\/approvals\/([^/?#]+)/.exec(text)?.[1] ?? text) : text;
}
