/** The n8n templates as files: what n8n's gallery asks of them, and that nothing in them belongs to anybody. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from '../e2e/templates/scenarios';
import { README, withTable } from '../e2e/templates/table';

const FOLDER = path.dirname(README);
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const readme = readFileSync(README, 'utf8');

interface Node {
  name: string;
  type: string;
  position: [number, number];
  parameters: { content?: string; color?: number };
  credentials?: object;
}
interface Template {
  name: string;
  nodes: Node[];
  connections: Record<string, Record<string, Array<Array<{ node: string }>>>>;
}
const templates = files.map((file) => {
  const text = readFileSync(path.join(FOLDER, file), 'utf8');
  return { file: file.replace('.json', ''), text, template: JSON.parse(text) as Template };
});
const wordsOf = (text = '') => text.split(/\s+/).filter(Boolean).length;

describe.each(templates)('$file', ({ file, text, template }) => {
  const notes = template.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
  const overviews = notes.filter(({ parameters }) => parameters.color === undefined);

  test('is explained by one yellow note, top left, and by short white ones', () => {
    expect(overviews).toHaveLength(1);
    const [overview] = overviews;
    expect(overview!.parameters.content).toMatch(/### How it works\n[^]*### Setup\n/);
    expect(wordsOf(overview!.parameters.content)).toBeGreaterThanOrEqual(100);
    expect(wordsOf(overview!.parameters.content)).toBeLessThanOrEqual(300);
    for (const { position } of template.nodes)
      expect([position[0] >= overview!.position[0], position[1] >= overview!.position[1]]).toEqual([true, true]);
    for (const note of notes.filter((each) => each !== overview)) {
      expect(note.parameters.color).toBe(7);
      expect(wordsOf(note.parameters.content)).toBeLessThan(50);
    }
  });

  test('has nodes with names of their own, and wires that end at them', () => {
    const names = template.nodes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const ends = Object.values(template.connections).flatMap((kinds) => Object.values(kinds).flat(2));
    for (const name of [...Object.keys(template.connections), ...ends.map(({ node }) => node)])
      expect(names).toContain(name);
  });

  test('holds no credential and no secret', () => {
    expect(template.nodes.filter(({ credentials }) => credentials)).toEqual([]);
    expect(text).not.toMatch(/cs_live_|sk_live|sk_test|xox[abp]-|whsec_|Bearer [A-Za-z0-9]/);
  });

  test('has an entry with a picture, and is run', () => {
    expect(readme).toContain(`../../docs/images/templates/${file}.png`);
    expect(scenarios.map((each) => each.template)).toContain(file);
  });
});

test('every scenario belongs to a template', () => {
  const known = templates.map(({ file }) => file);
  for (const { template } of scenarios) expect(known).toContain(template);
});

test('the table says what is run', () => {
  expect(withTable(readme)).toBe(readme);
});
