import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks: Step = {
  webhook: 'bulk-email',
  headers: HOOK_HEADER,
  body: {
    campaign: 'spring',
    subject: 'Spring prices',
    text: 'Hello {name}, everything is half price.',
    recipients: [
      { email: 'ana@example.com', name: 'Ana' },
      { email: 'ben@example.com', name: 'Ben' },
      { email: 'cleo@example.com', name: 'Cleo' },
    ],
  },
};
const MAIL = 'POST www.googleapis.com/gmail/v1/users/me/messages/send';
const SLACK = 'POST slack.com/api/chat.postMessage';
const template = 'bulk-email-approval';

export const bulkEmail: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'One question; three mails',
    steps: [asks, { waits: true }, { decide: 'approve', about: '3 people' }],
    calls: [[MAIL], [MAIL], [MAIL]],
  },
  {
    template,
    outcome: 'Approved with changes',
    shows: 'Three mails with the reworded subject and text',
    steps: [
      asks,
      { waits: true },
      { decide: 'approve', change: { subject: 'Reworded', text: 'Dear {name}, a few things are cheaper.' } },
    ],
    calls: [
      [MAIL, { raw: /To: ana@[^]*Subject: Reworded[^]*Dear Ana, a few things/ }],
      [MAIL, { raw: /To: ben@[^]*Subject: Reworded[^]*Dear Ben, a few things/ }],
      [MAIL, { raw: /To: cleo@[^]*Subject: Reworded[^]*Dear Cleo, a few things/ }],
    ],
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'No mail; Slack is told the reason',
    steps: [asks, { waits: true }, { decide: 'reject', note: 'Prices are wrong' }],
    calls: [[SLACK, { text: /rejected by Set-up key: Prices are wrong/ }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'No mail; Slack is told',
    hurry: 3,
    steps: [asks],
    calls: [[SLACK, { text: /Nobody decided/ }]],
  },
];
