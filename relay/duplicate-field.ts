const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * The first field that occurs twice in one object of a valid JSON text, with where it does. Two tools that read such a
 * text may see different values, so a reviewer could approve one amount and the workflow act on another.
 */
export function findDuplicateField(text: string, value: unknown): { name: string; position: number } | undefined {
  // A field that occurs twice is in the text once more than in the value. Text inside strings can only add to the count.
  if (countNameEnds(text) === countFields(value)) return undefined;
  const open: Array<Set<string> | null> = [];
  let last = { text: '', position: 0 };
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = last.text.includes('\\') ? (JSON.parse(last.text) as string) : last.text.slice(1, -1);
      const seen = open.at(-1);
      if (seen?.has(name)) return { name, position: last.position };
      seen?.add(name);
    } else last = { text: token, position: match.index };
  }
  return undefined;
}

/** The end of each field's name, a quote and then a colon, and at times something in a text that looks like one. */
function countNameEnds(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text[before] === '"') count += 1;
  }
  return count;
}

/** What JSON calls so. */
function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function countFields(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value);
  let count = Array.isArray(value) ? 0 : inner.length;
  for (const each of inner) count += countFields(each);
  return count;
}
