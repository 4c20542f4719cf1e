import type { Scenario } from '../scenario';

const SLACK = 'POST slack.com/api/chat.postMessage';
const template = 'delivery-failed-alert';

export const failures: Scenario[] = [
  {
    template,
    outcome: 'A delivery is given up',
    shows: 'Slack is told what it was about, where it could not go and why, with the link',
    steps: [
      {
        request: {
          action: 'probe',
          summary: 'Lost workflow',
          details: { n: '1' },
          callbackUrl: '{n8n}/webhook-waiting/999999/none',
        },
      },
      { decide: 'approve', about: 'Lost workflow' },
      { sees: /Not delivered/ },
    ],
    calls: [
      [
        SLACK,
        {
          text: /Not delivered to 127.0.0.1.*Lost workflow.*n8n does not know this execution.*start the workflow again.*approvals\/req_/,
        },
      ],
    ],
  },
  {
    template,
    outcome: 'Forged call',
    shows: 'Refused by the trigger; nothing is told',
    steps: [
      {
        webhook: '<A delivery was given up>/webhook',
        body: { type: 'delivery.failed', data: { id: 'msg_000000000000000000000000' } },
        status: 401,
      },
    ],
    calls: [],
  },
  {
    template,
    outcome: 'A workflow fails',
    shows: 'Slack is told which, where and why',
    steps: [{ fails: 'The invoice is missing' }, { sees: /invoice is missing/ }],
    calls: [[SLACK, { text: /Workflow "Fails" failed at "Stop": The invoice is missing/ }]],
  },
];
