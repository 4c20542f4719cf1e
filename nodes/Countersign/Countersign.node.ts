import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';
import { getGroups, getPlatforms, getReasonCodes, getReviewers } from '../shared/choices';
import { searchApprovals, searchGroups } from '../shared/searches';
import { VERSIONS } from '../shared/versions';
import { approvalFields } from './resources/approval';
import { getDetailsColumns } from './resources/approval/details-columns';
import { runOperation } from './resources/run-operation';
import { resume } from './wait/resume';
import { start } from './wait/start';
import { waitWebhooks } from './wait/webhooks';

export class Countersign implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Countersign',
    name: 'countersign',
    icon: { light: 'file:countersign.svg', dark: 'file:countersign.dark.svg' },
    group: ['transform'],
    version: VERSIONS,
    subtitle:
      '={{ { sendAndWait: "request approval and wait", request: "request approval", get: "get approval", getAll: "get approvals", decide: "decide approval", cancel: "cancel approval", addComment: "comment on approval" }[$parameter["operation"]] }}',
    description: 'Ask a person before the workflow acts, and go on with what they decided',
    defaults: { name: 'Countersign' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs:
      '={{ $parameter["operation"] === "sendAndWait" ? [{ type: "main", displayName: "Timed Out" }, { type: "main", displayName: "Approved" }, { type: "main", displayName: "Rejected" }] : [{ type: "main" }] }}',
    credentials: [{ name: 'countersignApi', required: true }],
    webhooks: waitWebhooks,
    hints: [
      {
        type: 'warning',
        location: 'ndv',
        whenToDisplay: 'always',
        displayCondition: '={{ $parameter["options"]?.onExpiry === "approve" }}',
        message: 'When nobody answers in time, it counts as a yes.',
      },
    ],
    properties: [
      {
        displayName: 'Resource',
        name: 'resource',
        type: 'options',
        noDataExpression: true,
        options: [{ name: 'Approval', value: 'approval' }],
        default: 'approval',
      },
      ...approvalFields,
    ],
  };

  methods = {
    listSearch: { searchApprovals, searchGroups },
    loadOptions: { getGroups, getPlatforms, getReasonCodes, getReviewers },
    resourceMapping: { getDetailsColumns },
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return this.getNodeParameter('operation', 0) === 'sendAndWait' ? start(this) : runOperation(this);
  }

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return resume(this);
  }
}
