import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { callRelay } from './relay/call.js';
import { relayUrl } from './relay/relay-url.js';

const KEYS_GUIDE = 'https://github.com/countersign/n8n-nodes-countersign/blob/main/docs/zapier.md#connect-your-relay';

interface Me {
  workspace: { id: string; name: string };
  key: { id: string; name: string; scopes: string[] } | null;
}

/** Who the key belongs to. Its fields make the connection's label. */
async function test(z: ZObject, bundle: Bundle): Promise<Record<string, string>> {
  checkSigningSecret(z, bundle);
  const { workspace, key } = await callRelay<Me>(z, bundle, { method: 'GET', path: '/api/me' });
  if (!workspace?.name || !key)
    throw new z.errors.Error(
      'What answers at the Relay URL is no Countersign relay. Check the address.',
      'no_relay',
      400,
    );
  for (const scope of ['read', 'request'])
    if (!key.scopes.includes(scope) && !key.scopes.includes('admin'))
      throw new z.errors.Error(
        `The connection key "${key.name}" lacks the scope "${scope}". Make a key with the scopes request and read, and decide if Zaps shall decide.`,
        'missing_scope',
        403,
      );
  return { id: workspace.id, workspace: workspace.name, host: new URL(relayUrl(z, bundle)).host, key: key.name };
}

function checkSigningSecret(z: ZObject, { authData }: Bundle): void {
  if (/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test((authData.signingSecret ?? '').trim())) return;
  throw new z.errors.Error(
    'The Signing Secret is not complete. It begins with whsec_ and is shown once, together with the connection key.',
    'invalid_signing_secret',
    400,
  );
}

export const authentication = {
  type: 'custom',
  fields: [
    {
      key: 'baseUrl',
      label: 'Relay URL',
      type: 'string',
      required: true,
      isNoSecret: true,
      placeholder: 'https://approvals.example.com',
      helpText: 'Where you open the inbox of your Countersign relay. It must begin with `https://`.',
    },
    {
      key: 'apiKey',
      label: 'Connection Key',
      type: 'password',
      required: true,
      helpText: `Made on the *Keys* page of your relay with the scopes *request* and *read*, and *decide* if Zaps shall decide. [How to make one](${KEYS_GUIDE}).`,
    },
    {
      key: 'signingSecret',
      label: 'Signing Secret',
      type: 'password',
      required: true,
      helpText: `Shown once, together with the connection key. By it Zaps know that an event really comes from your relay. [Where to find it](${KEYS_GUIDE}).`,
    },
  ],
  test,
  connectionLabel: '{{workspace}} @ {{host}}',
} satisfies Authentication;
