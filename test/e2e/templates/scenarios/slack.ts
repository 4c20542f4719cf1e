import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step, WebhookStep } from '../scenario';

const asks = (user: string): Step => ({
  webhook: 'slack/ask',
  headers: HOOK_HEADER,
  body: { user, role: 'admin', system: 'billing' },
});
/** What Slack sends when somebody presses, as far as the workflow reads it. */
const presses = (verdict: string): WebhookStep => ({
  webhook: 'slack/button',
  sign: 'slack',
  form: {
    payload: {
      type: 'block_actions',
      user: { id: 'U1', username: 'mila' },
      response_url: 'https://hooks.slack.com/actions/T1/1/abc',
      actions: [{ action_id: verdict, value: '{approvalId}' }],
    },
  },
});
const MESSAGE: [string] = ['POST slack.com/api/chat.postMessage'];
const OUTCOME = 'POST hooks.slack.com/actions/T1/1/abc';
const template = 'slack-decision';

export const slack: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'The message shows who approved; access is granted',
    steps: [asks('u1'), { sees: /Approve/ }, presses('approve')],
    calls: [
      MESSAGE,
      [OUTCOME, { replace_original: true, text: /approved. In Slack, by @mila/ }],
      ['POST api.example.com/access-grants', { user: 'u1', role: 'admin' }],
    ],
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'The message shows it; nothing is granted',
    steps: [asks('u2'), { sees: /Approve/ }, presses('reject')],
    calls: [
      MESSAGE,
      [OUTCOME, { text: /rejected. In Slack, by @mila/ }],
      ['POST slack.com/api/chat.postMessage', { text: /Not granted/ }],
    ],
  },
  {
    template,
    outcome: 'Pressed a second time',
    shows: 'The second person is told that it is decided; granted once',
    steps: [asks('u3'), { sees: /Approve/ }, presses('approve'), { sees: /replace_original":true/ }, presses('reject')],
    calls: [
      MESSAGE,
      ['POST api.example.com/access-grants', { user: 'u3' }],
      [OUTCOME, { replace_original: true }],
      [OUTCOME, { replace_original: false, text: 'This is decided already.' }],
    ],
  },
  {
    template,
    outcome: 'Forged call',
    shows: 'Nothing is decided by it',
    steps: [
      asks('u4'),
      { sees: /Approve/ },
      {
        ...presses('approve'),
        sign: undefined,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-slack-signature': 'v0=00' },
      },
      { decide: 'reject', about: 'u4' },
    ],
    calls: [MESSAGE, ['POST slack.com/api/chat.postMessage', { text: /Not granted/ }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Slack is told; nothing is granted',
    hurry: 3,
    steps: [asks('u5'), { sees: /Not granted/ }],
    calls: [MESSAGE, ['POST slack.com/api/chat.postMessage', { text: /Not granted.*before the deadline/ }]],
  },
];
