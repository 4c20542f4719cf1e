/** Workflows as n8n stores them, from no more than what a test is about. */
import type { IConnections, INode, INodeParameters, IWorkflowBase, NodeConnectionType } from 'n8n-workflow';
import { COUNTERSIGN, LOOK, START } from './node-types';

export type TestNode = Partial<INode> & { name: string; parameters?: INodeParameters };
/** [from, output, to], and the kind of connection where it is not the usual one. */
export type Link = [string, number, string, NodeConnectionType?];

/** Nodes are Countersign unless they say their type; one that is named Start is there already. */
export function workflow(nodes: TestNode[], links: Link[]): IWorkflowBase {
  const connections: IConnections = {};
  for (const [from, output, to, type = 'main'] of links) {
    const outputs = ((connections[from] ??= {})[type] ??= []);
    while (outputs.length <= output) outputs.push([]);
    outputs[output]!.push({ node: to, type, index: 0 });
  }
  return {
    id: 'wf-1',
    name: 'Refund gate',
    active: true,
    isArchived: false,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    activeVersionId: 'version-1',
    nodes: [{ name: 'Start', type: START }, ...nodes].map(placed),
    connections,
    settings: { executionOrder: 'v1' },
    staticData: {},
  };
}

/** A node that looks at what an expression gives there, for each item. */
export const look = (name: string, sees: string): TestNode => ({ name, type: LOOK, parameters: { sees } });

function placed(node: TestNode, index: number): INode {
  return {
    id: `node-${index}`,
    type: COUNTERSIGN,
    typeVersion: 1,
    position: [index * 220, 0],
    credentials: { countersignApi: { id: '1', name: 'Countersign' } },
    parameters: {},
    ...node,
  };
}
