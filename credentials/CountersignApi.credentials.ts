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

  /** Checks the key, and whether the relay can call this n8n back: else decisions would never arrive. */
  test: ICredentialTestRequest = {
    request: {
      method: 'POST',
      baseURL: '={{$credentials.relayUrl.replace(new RegExp("/+$"), "")}}',
      url: '/api/reachability',
      // An execution that does not exist: n8n says so, and nothing else would.
      body: { url: '={{ $execution.resumeUrl.split("?")[0].replace(new RegExp("[^/]+$"), "0") }}' },
    },
    rules: [
      wayBack(
        'private',
        'it is in a private network. Set WEBHOOK_URL in n8n to its public address, or name its host in COUNTERSIGN_ALLOW_PRIVATE_HOSTS of the relay.',
      ),
      wayBack(
        'unreachable',
        'nothing answers there. Set WEBHOOK_URL in n8n to the address by which it is reached from outside.',
      ),
      wayBack('timeout', 'it did not answer in time. Look at the firewall between them.'),
      wayBack('redirect', 'the address redirects. Set WEBHOOK_URL in n8n to the final address.'),
      wayBack(
        'not_n8n',
        'something else answers there. Check WEBHOOK_URL in n8n, and that the proxy forwards /webhook-waiting/.',
      ),
    ],
  };
}

function wayBack(value: string, why: string) {
  const message = `The key works, but the relay cannot reach this n8n, so decisions will not arrive: ${why}`;
  return { type: 'responseSuccessBody' as const, properties: { key: 'problem', value, message } };
}
