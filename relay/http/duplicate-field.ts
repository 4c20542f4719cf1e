const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/**
 * The first field that occurs twice in one object of a valid JSON text, with where it does. Two tools that read such a
 * text may see different values, so a reviewer could approve one amount and the workflow act on another.
 */
export function findDuplicateField(text: string): { name: string; position: number } | undefined {
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
