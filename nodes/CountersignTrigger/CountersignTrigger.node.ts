import {
  NodeConnectionTypes,
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  type IWebhookResponseData,
} from 'n8n-workflow';
import { getGroups, getPlatforms } from '../shared/choices';
import { VERSIONS } from '../shared/versions';
import { triggerFields } from './fields';
import { receive } from './receive';
import { create, exists, remove } from './subscription';

export class CountersignTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Countersign Trigger',
    name: 'countersignTrigger',
    icon: { light: 'file:../Countersign/countersign.svg', dark: 'file:../Countersign/countersign.dark.svg' },
    group: ['trigger'],
    version: VERSIONS,
    subtitle:
      '={{ $parameter["events"].map((event) => event.replace("approval.", "").replace(/[._]/g, " ")).join(", ") }}',
    description:
      'Start when an approval is requested, decided, expired or cancelled, whether it came from n8n, Zendesk, Intercom, Fin or another platform, or when a decision could not be delivered',
    defaults: { name: 'Countersign Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'countersignApi', required: true }],
    webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'webhook' }],
    properties: triggerFields,
  };

  methods = { loadOptions: { getGroups, getPlatforms } };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return exists(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return create(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return remove(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
    return receive(this);
  }
}
