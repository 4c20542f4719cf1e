/** Each platform's own payload, each way that its approval can end, and exactly what the platform is then told. */
import agentInput from '../../fixtures/intercom/collect_agent_input_request_string.json';
import assignment from '../../fixtures/intercom/parts_request_assign_a_conversation.json';
import closing from '../../fixtures/intercom/parts_request_close_a_conversation.json';
import conversation from '../../fixtures/intercom/conversation_conversation_found.json';
import note from '../../fixtures/intercom/reply_request_admin_note_reply.json';
import question from '../../fixtures/intercom/webhook_procedure_hitl_notification_created.json';
import snooze from '../../fixtures/intercom/parts_request_snooze_a_conversation.json';
import tag from '../../fixtures/intercom/conversation_tag_request_successful.json';
import ticketUpdate from '../../fixtures/zendesk/ticket_update_request.json';
import { connect, fixture, playCloud } from '../../support/connect.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

type Told = [method: string, path: string, body: object];
type Outcome = 'approved' | 'changed' | 'rejected' | 'expired' | 'cancelled';
interface Case {
  platform: string;
  settings: object;
  cloud: string;
  /** What a GET of the cloud finds. */
  finds?: (path: string) => unknown;
  /** As it comes from the platform. */
  sent: () => Promise<string>;
  query?: string;
  headers?: Record<string, string>;
  /** Nobody is told of what was taken back. */
  told: (id: string, decidedAt: string) => Record<Exclude<Outcome, 'cancelled'>, Told[]>;
}
const text = async (file: string) => (await fixture(file)).toString();

/** Values of the words that the templates of every platform know. */
const REJECTED = 'Declined by Set-up key. Reason: Out of policy';
const LATE = 'Nobody decided before the deadline.';
const EXPIRED = `Declined by deadline. Reason: ${LATE}`;

const zendesk: Case = {
  platform: 'zendesk',
  settings: {
    subdomain: 'acme',
    email: 'bot@acme.com',
    apiToken: 'zd',
    approvedStatus: 'solved',
    approvedCustomStatusId: '321',
    approvedComment: 'Refund of {{amount}} approved. {{note}}',
  },
  cloud: 'https://acme.zendesk.com/api/v2',
  finds: (path) =>
    path.includes('/audits') ? { audits: [] } : { ticket: { id: 9921, updated_at: '2026-03-02T09:00:00Z' } },
  sent: () => text('cheqpoint/zendesk_trigger_request.json'),
  told(id) {
    const put = (body: string, isPublic: boolean, ending: string, more: object = {}): Told[] => [
      [
        'PUT',
        '/tickets/9921',
        {
          ticket: {
            comment: { body, public: isPublic },
            metadata: { countersign: id },
            ...more,
            additional_tags: [`approval_${ending}`],
            remove_tags: ['approval_requested'],
            safe_update: true,
            updated_stamp: '2026-03-02T09:00:00Z',
          },
        },
      ],
    ];
    const solved = { custom_status_id: 321 };
    return {
      approved: put('Refund of 400.00 approved. Fine', true, 'approved', solved),
      changed: put('Refund of 40.00 approved. Fine', true, 'approved', solved),
      rejected: put(REJECTED, false, 'rejected'),
      expired: put(EXPIRED, false, 'rejected'),
    };
  },
};

const intercom: Case = {
  platform: 'intercom',
  settings: {
    accessToken: 'tok',
    adminId: '991267696',
    topics: ['conversation.admin.opened'],
    approvedReply: 'Approved. {{note}}',
    rejectedNote: 'Declined by {{reviewer}}. Reason: {{note}}',
    approvedTagId: '86',
    rejectedAssigneeId: '991267715',
    rejectedAssigneeType: 'admin',
    rejectedSnoozeHours: 2,
  },
  cloud: 'https://api.intercom.io/conversations/137324500000000',
  finds: () => conversation,
  sent: () => text('intercom/webhook_conversation_admin_opened_LEGACY_shape.json'),
  told(id, decidedAt) {
    const mark = `<a href="https://countersign.invalid/${id}"></a>`;
    const admin = { type: 'admin', admin_id: '991267696' };
    const yes: Told[] = [
      ['POST', '/parts', { message_type: 'close', ...admin, body: `<p>Approved. Fine</p>${mark}` }],
      ['POST', '/tags', { id: '86', admin_id: '991267696' }],
    ];
    const no = (words: string): Told[] => [
      ['POST', '/reply', { message_type: 'note', ...admin, body: `<p>${words}</p>${mark}` }],
      ['POST', '/parts', { message_type: 'assignment', ...admin, assignee_id: '991267715' }],
      [
        'POST',
        '/parts',
        { message_type: 'snoozed', admin_id: '991267696', snoozed_until: Date.parse(decidedAt) / 1000 + 7_200 },
      ],
    ];
    return { approved: yes, changed: yes, rejected: no(REJECTED), expired: no(EXPIRED) };
  },
};

const fin: Case = {
  platform: 'intercom',
  settings: { accessToken: 'tok' },
  cloud: 'https://api.intercom.io',
  sent: async () =>
    JSON.stringify({ ...question, data: { ...question.data, item: { ...question.data.item, expires_at: null } } }),
  told() {
    const { step_id: step, attributes_to_collect: asked } = question.data.item;
    const answer = (isApproved: boolean): Told[] => [
      [
        'POST',
        '/procedures/215473853299345/collect_agent_input',
        {
          step_id: step,
          attribute_values: [
            { identifier: asked[0]!.identifier, value: isApproved },
            { identifier: asked[1]!.identifier, value: '' },
          ],
        },
      ],
    ];
    return { approved: answer(true), changed: answer(true), rejected: answer(false), expired: answer(false) };
  },
};

const hubspot: Case = {
  platform: 'hubspot',
  settings: { accessToken: 'pat', objectType: 'deals', statusProperty: 'approval' },
  cloud: 'https://api.hubapi.com',
  query: '?action=discount',
  sent: async () =>
    JSON.stringify({ vid: 51, properties: { dealname: { value: 'Renewal' }, amount: { value: '1,200.50' } } }),
  told(id, decidedAt) {
    const record = (status: string, words: string): Told[] => [
      ['PATCH', '/crm/v3/objects/deals/51', { properties: { approval: status } }],
      [
        'POST',
        '/crm/v3/objects/notes',
        {
          properties: { hs_timestamp: decidedAt, hs_note_body: `Countersign: ${status} ${words}<br>${id}` },
          associations: [
            { to: { id: '51' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 214 }] },
          ],
        },
      ],
    ];
    return {
      approved: record('approved', 'by Set-up key. Fine'),
      changed: record('approved', 'by Set-up key. Fine'),
      rejected: record('rejected', 'by Set-up key. Out of policy'),
      expired: record('rejected', `by deadline. ${LATE}`),
    };
  },
};

const freshdesk: Case = {
  platform: 'freshdesk',
  settings: { domain: 'acme', apiKey: 'fd_key', approvedStatus: 4, approvedReply: 'Approved. {{note}}' },
  cloud: 'https://acme.freshdesk.com/api/v2/tickets/17',
  finds: () => [],
  // As Freshdesk fills the template's placeholders in.
  sent: async () =>
    (await text('freshdesk/webhook_advanced_body_template.json'))
      .replace('{{ticket.id}}', '17')
      .replace('{{ticket.status}}', 'Open'),
  told(id) {
    const mark = `<!-- ${id} -->`;
    const yes: Told[] = [
      ['POST', '/reply', { body: `Approved. Fine${mark}` }],
      ['PUT', '', { status: 4 }],
    ];
    const no = (words: string): Told[] => [['POST', '/notes', { body: `${words}${mark}`, private: true }]];
    return { approved: yes, changed: yes, rejected: no(REJECTED), expired: no(EXPIRED) };
  },
};

const salesforce: Case = {
  platform: 'salesforce',
  settings: { instanceUrl: 'https://acme.my.salesforce.com', accessToken: 'sf', noteField: 'Note__c' },
  cloud: 'https://acme.my.salesforce.com/services/data/v60.0/sobjects/Case/500000000000001AAA',
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  sent: () => text('salesforce/outbound_message.xml'),
  told() {
    const fields = (status: string, words: string): Told[] => [
      ['PATCH', '', { Approval_Status__c: status, Note__c: words }],
    ];
    return {
      approved: fields('APPROVED', 'Fine'),
      changed: fields('APPROVED', 'Fine'),
      rejected: fields('REJECTED', 'Out of policy'),
      expired: fields('REJECTED', LATE),
    };
  },
};

const END: Record<Outcome, (relay: TestRelay, id: string) => Promise<unknown>> = {
  approved: (relay, id) => relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve', note: 'Fine' }),
  changed: async (relay, id) => {
    const { details } = (await relay.get(`/api/approvals/${id}`)).body;
    return relay.post(`/api/approvals/${id}/decision`, {
      verdict: 'approve',
      note: 'Fine',
      modifiedDetails: { ...details, amount: '40.00' },
    });
  },
  rejected: (relay, id) => relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject', note: 'Out of policy' }),
  expired: (relay) => relay.clock.advance(24 * 3_600_000),
  cancelled: (relay, id) => relay.post(`/api/approvals/${id}/cancel`, { note: 'Not needed' }),
};

const OUTCOMES = Object.keys(END) as Outcome[];

describe.each(Object.entries({ zendesk, intercom, fin, hubspot, freshdesk, salesforce }))('%s', (_name, known) => {
  test.each(OUTCOMES)('hears exactly what is due when its approval is %s', async (outcome) => {
    const relay = await startRelay();
    const cloud = playCloud(relay, known.cloud, ({ method, path }) => ({
      body: method === 'GET' ? (known.finds?.(path) ?? {}) : {},
    }));
    const { inboundUrl, events } = await connect(relay, known.platform, known.settings);
    await relay.call('POST', new URL(inboundUrl).pathname + (known.query ?? ''), await known.sent(), {
      'content-type': 'application/json',
      ...known.headers,
    });
    const [{ approvalId: id }] = await events();
    await END[outcome](relay, id);
    await relay.clock.idle();
    const { decidedAt } = (await relay.get(`/api/approvals/${id}`)).body;
    expect(cloud.changes().map(({ method, path, body }) => [method, path, body])).toEqual(
      outcome === 'cancelled' ? [] : known.told(id, decidedAt)[outcome],
    );
  });
});

/** Names of the fields, all the way down. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]));
}

test('has the form that the vendors publish', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const bodies = (of: Case, outcome: 'approved' | 'rejected') =>
    of.told('req_1', at)[outcome].map(([, , body]) => body);
  const [close, tagged] = bodies(intercom, 'approved');
  const [noted, assigned, snoozed] = bodies(intercom, 'rejected');
  expect([close, tagged, noted, assigned, snoozed].map(shape)).toEqual(
    [closing, tag, note, assignment, snooze].map(shape),
  );
  expect([close, noted, assigned, snoozed]).toMatchObject(
    [closing, note, assignment, snooze].map(({ message_type }) => ({ message_type })),
  );
  expect(shape(bodies(fin, 'approved')[0])).toEqual(shape(agentInput));
  const { status: _instead, ...published } = ticketUpdate.ticket;
  expect(shape(bodies(zendesk, 'approved')[0])).toMatchObject({ ticket: shape(published) as object });
});
