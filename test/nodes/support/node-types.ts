/** The node types that workflows of the tests are made of: ours, and two that stand for the rest of a workflow. */
import {
  NodeConnectionTypes,
  type EngineRequest,
  type EngineResponse,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeProperties,
  type INodeType,
  type INodeTypeDescription,
  type INodeTypes,
} from 'n8n-workflow';
import { Countersign } from '../../../nodes/Countersign/Countersign.node';
import { CountersignTrigger } from '../../../nodes/CountersignTrigger/CountersignTrigger.node';

/** Where an execution begins, with the items that the test gives. */
export const START = 'test.start';
/** Writes what its parameter `sees`, an expression, is for each item. */
export const LOOK = 'test.look';
/** Asks for its tool as n8n's AI Agent does, with its parameters `tool` and `toolParameters`, and puts out what comes back. */
export const AGENT = 'test.agent';
export const COUNTERSIGN = 'n8n-nodes-countersign.countersign';
export const TRIGGER = 'n8n-nodes-countersign.countersignTrigger';

function description(displayName: string, more: Partial<INodeTypeDescription>): INodeTypeDescription {
  return {
    displayName,
    name: displayName.toLowerCase(),
    group: ['transform'],
    version: 1,
    description: displayName,
    defaults: { name: displayName },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    properties: [],
    ...more,
  };
}

const start: INodeType = {
  description: description('Start', { group: ['trigger'], inputs: [] }),
  trigger: async () => ({}),
};

const look: INodeType = {
  description: description('Look', {
    properties: [{ displayName: 'Sees', name: 'sees', type: 'string', default: '' }],
  }),
  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [
      this.getInputData().map(({ json }, item) => ({
        json: { ...json, sees: this.getNodeParameter('sees', item) as string },
        pairedItem: { item },
      })),
    ];
  },
};

const agent: INodeType = {
  description: description('Agent', { inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool] }),
  async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<INodeExecutionData[][] | EngineRequest> {
    const [answer] = response?.actionResponses ?? [];
    if (answer) return [[{ json: answer.data.data!.ai_tool![0]![0]!.json }]];
    const { gate: nodeName, ...input } = this.getInputData()[0]!.json as { gate: string };
    const actionType = 'ExecutionNodeAction';
    return { actions: [{ actionType, nodeName, input, type: 'ai_tool', id: 'call-1', metadata: {} }], metadata: {} };
  },
};

/** n8n makes these variants of a node by itself when it loads it: connected to an agent, with a message from it. */
function asTool(ending: string): INodeType {
  const node = new Countersign();
  const connected = { inputs: [NodeConnectionTypes.AiTool], outputs: [NodeConnectionTypes.AiTool] };
  const message: INodeProperties = { displayName: 'Message', name: 'message', type: 'string', default: '' };
  const { name, properties } = node.description;
  node.description = { ...node.description, ...connected, name: name + ending, properties: [message, ...properties] };
  return node;
}

const types: Record<string, INodeType> = {
  [START]: start,
  [LOOK]: look,
  [AGENT]: agent,
  [COUNTERSIGN]: new Countersign(),
  [`${COUNTERSIGN}HitlTool`]: asTool('HitlTool'),
  [`${COUNTERSIGN}Tool`]: asTool('Tool'),
  [TRIGGER]: new CountersignTrigger(),
};

export const nodeTypes: INodeTypes = {
  getByName: (name) => types[name]!,
  getByNameAndVersion: (name) => types[name]!,
  getKnownTypes: () => ({}),
};
