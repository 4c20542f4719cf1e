/** Whether what the templates are made of exists: in the installed n8n, and in our own nodes. No n8n is started for it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NodeHelpers, type INode, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { Countersign } from '../../nodes/Countersign/Countersign.node';
import { CountersignTrigger } from '../../nodes/CountersignTrigger/CountersignTrigger.node';
import { modulesOf, RELEASES } from './support/n8n-install';
import { readTemplate, TEMPLATES } from './templates/stage';

const described = (folder: string, prefix: string): INodeTypeDescription[] => {
  const file = path.join(modulesOf(RELEASES.newest), folder, 'dist/types/nodes.json');
  expect(existsSync(file)).toBe(true);
  return (JSON.parse(readFileSync(file, 'utf8')) as INodeTypeDescription[]).map((each) => ({
    ...each,
    name: `${prefix}.${each.name.replace(/^.*\./, '')}`,
  }));
};
const descriptions = [
  ...described('n8n-nodes-base', 'n8n-nodes-base'),
  ...described('@n8n/n8n-nodes-langchain', '@n8n/n8n-nodes-langchain'),
  ...[new Countersign(), new CountersignTrigger()].map(({ description }) => ({
    ...description,
    name: `n8n-nodes-countersign.${description.name}`,
  })),
];

/** n8n makes a tool, or a human review of tools, of a node: the same with a few fields more. */
const ADDED: INodeProperties[] = [{ displayName: 'Description', name: 'toolDescription', type: 'string', default: '' }];

function descriptionOf({ type, typeVersion }: INode): INodeTypeDescription | undefined {
  const made = /(Hitl)?Tool$/.test(type);
  const found = descriptions.find(
    ({ name, version }) =>
      name === type.replace(/(Hitl)?Tool$/, '') && [version].flat().some((each) => each === typeVersion),
  );
  return made && found ? { ...found, properties: [...found.properties, ...ADDED] } : found;
}

describe.each(readdirSync(TEMPLATES).filter((file) => file.endsWith('.json')))('%s', (file) => {
  const nodes = readTemplate(file.replace('.json', '')).nodes as unknown as INode[];

  test.each(nodes.map((node) => [node.name, node] as const))('%s', (_name, node) => {
    const description = descriptionOf(node);
    expect(description && `${node.type} ${node.typeVersion}`).toBe(`${node.type} ${node.typeVersion}`);
    const known = NodeHelpers.getNodeParameters(
      description!.properties,
      node.parameters,
      true,
      false,
      node,
      description!,
    );
    expect(known).toMatchObject(node.parameters);
    expect(
      NodeHelpers.getNodeParametersIssues(description!.properties, node, description!)?.parameters,
    ).toBeUndefined();
  });
});
