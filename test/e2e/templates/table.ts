/** The table template × outcome in templates/n8n/README.md, made from the scenarios. Run it with `npm run templates`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from './scenarios';

export const README = path.resolve(__dirname, '../../../templates/n8n/README.md');
const START = '<!-- made from the scenarios by `npm run templates` -->\n<!-- prettier-ignore-start -->';
const END = '<!-- prettier-ignore-end -->\n<!-- end of what is made -->';

/** The README with its table as the scenarios are now. */
export function withTable(readme: string): string {
  const [before, rest = ''] = readme.split(START);
  const [, after = ''] = rest.split(END);
  return `${before}${START}\n\n${table()}\n\n${END}${after}`;
}

function table(): string {
  const inOrder = [...scenarios].sort((one, other) => one.template.localeCompare(other.template));
  let last = '';
  const rows = inOrder.map(({ template, outcome, shows }) => {
    const name = template === last ? '' : `[${template}](#${template})`;
    last = template;
    return [name, outcome, shows];
  });
  return asTable([['Template', 'Outcome', 'What is seen'], ...rows]);
}

function asTable(rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(head!.map(() => '---')), ...body.map(line)].join('\n');
}

if (process.argv[1] === __filename) writeFileSync(README, withTable(readFileSync(README, 'utf8')));
