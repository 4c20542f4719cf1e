/** What to do in tools that use a key. `url` is the relay's address, `key` and `secret` are the new key's. */
interface Filled {
  url: string;
  key: string;
  secret: string;
}
interface Step {
  title: string;
  text: string;
  paste: string | null;
}

const REQUEST = {
  action: 'process_refund',
  summary: 'Refund 400.00 EUR to ana@example.com',
  details: { ticketId: '9921', amount: '400.00', currency: 'EUR' },
};

export const connectSteps: Record<'n8n' | 'zapier' | 'code', (filled: Filled) => Step[]> = {
  n8n: ({ url, key, secret }) => [
    {
      title: 'Install the nodes',
      text: 'n8n → Settings → Community nodes → Install. Package:',
      paste: 'n8n-nodes-countersign',
    },
    { title: 'Make a credential', text: 'Credentials → New → Countersign API. Relay URL:', paste: url },
    { title: 'Its connection key', text: 'In the same credential:', paste: key },
    { title: 'Its signing secret', text: 'In the same credential:', paste: secret },
    {
      title: 'Add the node',
      text: 'Put Countersign → “Request and wait” before the step that acts, and connect its output Approved to that step.',
      paste: null,
    },
  ],
  zapier: ({ url, key, secret }) => [
    {
      title: 'Connect the account',
      text: 'In a Zap, add a step of the Countersign app and choose “Connect a new account”. Relay URL:',
      paste: url,
    },
    { title: 'Its connection key', text: 'In the same window:', paste: key },
    { title: 'Its signing secret', text: 'Only if the window asks for it:', paste: secret },
    {
      title: 'Ask and wait',
      text: 'Choose the action that requests an approval and waits, before the step that acts, and add a filter: go on only if the status is APPROVED.',
      paste: null,
    },
  ],
  code: ({ url, key, secret }) => [
    {
      title: 'Ask, and wait up to ten seconds',
      text: 'Paste it into a terminal:',
      paste: `curl -X POST ${url}/api/webhooks/inbound \\\n  -H 'x-api-key: ${key}' \\\n  -H 'content-type: application/json' \\\n  -d '${JSON.stringify({ ...REQUEST, maxWaitMs: 10_000 })}'`,
    },
    {
      title: 'Read the decision later',
      text: 'The answer above names its id. It waits up to 25 seconds for a decision:',
      paste: `curl '${url}/api/approvals/APPROVAL_ID?wait=25' -H 'x-api-key: ${key}'`,
    },
    {
      title: 'Or be told',
      text: 'Give a callbackUrl with the request. The answer that is sent there is signed as Standard Webhooks with this secret:',
      paste: secret,
    },
  ],
};
