import type { IWebhookDescription } from 'n8n-workflow';

/** Where the relay's answer comes in while the execution waits. */
export const waitWebhooks: IWebhookDescription[] = [
  {
    name: 'default',
    httpMethod: 'POST',
    responseMode: 'onReceived',
    responseData: '',
    path: '={{ $nodeId }}',
    restartWebhook: true,
    isFullPath: true,
  },
];
