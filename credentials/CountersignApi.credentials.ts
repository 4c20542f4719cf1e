import type {
  IAuthenticateGeneric,
  Icon,
  ICredentialTestRequest,
  ICredentialType,
  INodeProperties,
} from 'n8n-workflow';

export class CountersignApi implements ICredentialType {
  name = 'countersignApi';
  displayName = 'Countersign API';
  documentationUrl = 'https://github.com/countersign/n8n-nodes-countersign#credentials';
  icon: Icon = {
    light: 'file:../nodes/Countersign/countersign.svg',
    dark: 'file:../nodes/Countersign/countersign.dark.svg',
  };

  properties: INodeProperties[] = [
    {
      displayName: 'Relay URL',
      name: 'relayUrl',
      type: 'string',
      default: '',
      placeholder: 'https://approvals.example.com',
      required: true,
      description: 'Where your Countersign relay is reached from n8n, without a path',
    },
    // eslint-disable-next-line @n8n/community-nodes/credential-unnecessary-password -- the key is a secret
    {
      displayName: 'Connection Key',
      name: 'connectionKey',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      description:
        'Made on the Keys page of the relay. It needs the scopes request and read, and decide to approve or reject from a workflow.',
    },
    {
      displayName: 'Signing Secret',
      name: 'signingSecret',
      type: 'string',
      typeOptions: { password: true },
      default: '',
      required: true,
      placeholder: 'whsec_…',
      description:
        'Shown together with the connection key. By it n8n knows that a decision really comes from your relay.',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { 'x-api-key': '={{$credentials.connectionKey}}' } },
  };

  test: ICredentialTestRequest = {
    request: { baseURL: '={{$credentials.relayUrl.replace(new RegExp("/+$"), "")}}', url: '/api/me' },
  };
}
