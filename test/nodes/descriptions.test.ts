/** What n8n reads of the nodes before it runs them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { CountersignApi } from '../../credentials/CountersignApi.credentials';
import { Countersign } from '../../nodes/Countersign/Countersign.node';
import { CountersignTrigger } from '../../nodes/CountersignTrigger/CountersignTrigger.node';
import manifest from '../../package.json';
import { fields } from '../../nodes/shared/contract.generated';

const top = path.resolve(__dirname, '../..');
const nodes = [new Countersign(), new CountersignTrigger()];

test('every node and credential file is listed for n8n, and nothing else is', () => {
  const found = (folder: string, ending: string) =>
    (readdirSync(path.join(top, folder), { recursive: true }) as string[])
      .filter((file) => file.endsWith(ending))
      .map((file) => `dist/${folder}/${file.replace(/\.ts$/, '.js')}`);
  expect(manifest.n8n.nodes.toSorted()).toEqual(found('nodes', '.node.ts').toSorted());
  expect(manifest.n8n.credentials).toEqual(found('credentials', '.credentials.ts'));
  expect(manifest).not.toHaveProperty('dependencies');
});

test('icons and codex files are there', () => {
  for (const { description } of nodes) {
    const folder = description.name === 'countersign' ? 'Countersign' : 'CountersignTrigger';
    const { light, dark } = description.icon as { light: string; dark: string };
    for (const icon of [light, dark])
      expect(readFileSync(path.join(top, 'nodes', folder, icon.replace('file:', '')), 'utf8')).toContain('<svg');
    const codex = JSON.parse(readFileSync(path.join(top, `nodes/${folder}/${folder}.node.json`), 'utf8'));
    expect(codex.node).toBe(`n8n-nodes-countersign.${description.name}`);
  }
});

test('the waiting operation has the name and the outputs that n8n’s core needs', () => {
  const { properties, outputs, webhooks } = nodes[0]!.description;
  const operations = properties.find(({ name }) => name === 'operation')!.options as Array<{ value: string }>;
  expect(operations.map(({ value }) => value)).toContain('sendAndWait');
  expect(JSON.stringify(outputs)).toMatch(/Timed Out.*Approved.*Rejected/s);
  expect(webhooks!.length).toBeGreaterThan(0);
});

test('what people fill in for a request is what the relay takes', () => {
  const names = new Set<string>();
  const visit = (properties: INodeProperties[]): void => {
    for (const { name, options } of properties) {
      names.add(name);
      visit((options ?? []).filter((option): option is INodeProperties => 'type' in option));
    }
  };
  visit(nodes[0]!.description.properties);
  const required = Object.entries(fields).filter(([, field]) => 'required' in field && field.required);
  expect(required.length).toBeGreaterThan(2);
  for (const [name] of required) expect(names).toContain(name);
});

test('secrets of the credential are hidden', () => {
  const { properties } = new CountersignApi();
  for (const name of ['connectionKey', 'signingSecret'])
    expect(properties.find((property) => property.name === name)?.typeOptions?.password).toBe(true);
});
