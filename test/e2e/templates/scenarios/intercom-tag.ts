import type { Scenario, Step } from '../scenario';

const tags = (id: string, tag = 'delete-my-data'): Step => ({
  webhook: 'intercom-tag',
  sign: 'intercom',
  body: {
    type: 'notification_event',
    topic: 'contact.user.tag.created',
    id: `notif_${id}`,
    data: {
      item: {
        type: 'contact_tag',
        contact: { type: 'contact', id, email: 'ana.lima@example.com', name: 'Ana Lima' },
        tag: { type: 'tag', id: '7', name: tag },
      },
    },
  },
});
const NOTE = (id: string) => `POST api.intercom.io/contacts/${id}/notes`;
const template = 'intercom-tag-gate';

export const intercomTag: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'Attribute set by n8n’s Intercom node; note who approved',
    steps: [tags('c1'), { waits: true }, { decide: 'approve' }],
    calls: [
      ['POST api.intercom.io/users', { id: 'c1', custom_attributes: { deletion_status: 'approved' } }],
      [NOTE('c1'), { body: 'Deletion approved by Set-up key' }],
    ],
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'Note with the reason',
    steps: [tags('c2'), { waits: true }, { decide: 'reject', note: 'Open invoice' }],
    calls: [[NOTE('c2'), { body: 'Deletion rejected by Set-up key: Open invoice' }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Note that nobody answered',
    hurry: 3,
    steps: [tags('c3')],
    calls: [[NOTE('c3'), { body: /nobody answered/ }]],
  },
  {
    template,
    outcome: 'Another tag',
    shows: 'Nobody is asked',
    hurry: 3,
    steps: [tags('c4', 'vip')],
    calls: [],
  },
  {
    template,
    outcome: 'Forged call',
    shows: 'Nobody is asked',
    hurry: 3,
    steps: [{ ...tags('c5'), sign: undefined, headers: { 'x-hub-signature': `sha1=${'0'.repeat(40)}` } } as Step],
    calls: [],
  },
];
