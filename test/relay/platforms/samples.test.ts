/** Every payload that a vendor publishes, byte for byte, through a connection's own address: what becomes of it. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { connect, fixture } from '../../support/connect.js';
import { connectFin } from '../../support/fin.js';
import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

interface Inbound {
  platform: string;
  settings?: object;
  type?: string;
  startAt?: string;
  /** Placeholders, as the platform replaces them. */
  filledIn?: Record<string, string>;
  /** An approval, or why there is none. */
  becomes: { action: string; summary: string; details: object } | RegExp;
}
const login = (ticket: object): Inbound => ({
  platform: 'zendesk',
  settings: { requestTag: 'mobile' },
  becomes: {
    action: 'ticket_action',
    summary: 'Cannot login to mobile app (ticket #5158)',
    details: { ticketId: '5158', subject: 'Cannot login to mobile app', ...ticket },
  },
});

const INBOUND: Record<string, Inbound> = {
  'zendesk/event_ticket_created.json': login({ status: 'open' }),
  'zendesk/event_ticket_status_changed.json': login({ status: 'solved' }),
  'zendesk/event_ticket_comment_added.json': login({
    agentNote: 'We are investigating this issue and will update you shortly.',
  }),
  'zendesk/event_user_active_changed.json': { platform: 'zendesk', becomes: /is not about a ticket/ },
  'zendesk/event_user_group_membership_created.json': { platform: 'zendesk', becomes: /is not about a ticket/ },
  'zendesk/ai_agent_email_trigger_body_AS_PUBLISHED.txt': { platform: 'zendesk', becomes: /JSON/ },
  'intercom/webhook_conversation_admin_opened_LEGACY_shape.json': {
    platform: 'intercom',
    settings: { topics: ['conversation.admin.opened'] },
    becomes: {
      action: 'intercom_action',
      summary: 'Conversation 137324500000000 — bob.dylan@rei.com',
      details: { contactEmail: 'bob.dylan@rei.com', assignedAdmin: 'andy@gmail.com', lastMessage: 'hi Bob' },
    },
  },
  // Its deadline is that of the day on which it was published.
  'intercom/webhook_procedure_hitl_notification_created.json': {
    platform: 'intercom',
    startAt: '2023-11-15T21:13:20Z',
    becomes: {
      action: 'Refund Request',
      summary: 'Should we approve the refund for this customer?',
      details: { 'Approve Refund': null, 'Refund Reason': '' },
    },
  },
  'intercom/webhook_company_created_envelope.json': { platform: 'intercom', becomes: /not among the topics/ },
  'intercom/webhook_data_connector_execution_completed.json': {
    platform: 'intercom',
    becomes: /not among the topics/,
  },
  'freshdesk/webhook_advanced_body_template.json': {
    platform: 'freshdesk',
    filledIn: { '{{ticket.id}}': '17', '{{ticket.status}}': 'Open' },
    becomes: {
      action: 'ticket_action',
      summary: 'Approval asked for (ticket #17)',
      details: { ticket_id: '17', ticket_status: 'Open' },
    },
  },
  'salesforce/outbound_message.xml': {
    platform: 'salesforce',
    type: 'text/xml; charset=utf-8',
    becomes: {
      action: 'salesforce_action',
      summary: 'Salesforce asks about Case 00001026',
      details: { Id: '500000000000001AAA', CaseNumber: '00001026', Subject: 'Refund' },
    },
  },
};

const FOLDERS = ['zendesk', 'intercom', 'freshdesk', 'salesforce'];
/** How the files of what comes in are called. */
const COMES_IN = /^(event_|webhook_|outbound_message\.|ai_agent_email)/;

test('no sample is left out', async () => {
  const files = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readdir(path.resolve(__dirname, '../../fixtures', folder)))
        .filter((file) => COMES_IN.test(file))
        .map((file) => `${folder}/${file}`),
    ),
  );
  expect(Object.keys(INBOUND).sort()).toEqual(files.flat().sort());
});

test.each(Object.entries(INBOUND))('%s', async (file, known) => {
  const { platform, settings, type = 'application/json', startAt, filledIn, becomes } = known;
  const relay = await startRelay({ startAt });
  const { post, events } = await connect(relay, platform, settings);
  const bytes = await fixture(file);
  const sent = Object.entries(filledIn ?? {}).reduce((text, [from, to]) => text.replace(from, to), bytes.toString());
  await post(filledIn ? sent : bytes, { 'content-type': type });
  const [event] = await events();
  if (becomes instanceof RegExp) {
    expect(event).toMatchObject({ approvalId: null, reason: expect.stringMatching(becomes) });
    return;
  }
  expect((await relay.get(`/api/approvals/${event.approvalId}`)).body).toMatchObject(becomes);
});

describe('Fin’s custom helpdesk', () => {
  const bytes = async (name: string) => JSON.parse((await fixture(`fin-custom-helpdesk/${name}.json`)).toString());

  test('takes every request as published, and what it answers has the published fields', async () => {
    const fin = await connectFin(await startRelay());
    const made = await fin.post('create_conversation', await bytes('create_conversation_request_ASSEMBLED'));
    const { conversation, message } = made.body.data;
    const own = { conversation_id: conversation.id };
    const said = await fin.post('create_message', { ...(await bytes('create_message_request_ASSEMBLED')), ...own });
    const changed = await fin.post('update_conversation', {
      ...(await bytes('update_conversation_request_ASSEMBLED')),
      ...own,
    });
    const user = { ...(await bytes('update_user_request_v_api')), user_id: conversation.user.id };
    expect([made, said, changed, await fin.post('update_user', user)].map(({ status }) => status)).toEqual([
      201, 201, 200, 200,
    ]);
    expect(Object.keys(changed.body.data)).toEqual(
      expect.arrayContaining(without(await bytes('conversation_v_api'), 'assignee')),
    );
    expect(message.conversation_id).toBe(conversation.id);
    const [agent] = (await fin.post('get_agents')).body.data;
    const [published] = [await bytes('agents_v_api')].flat();
    expect(Object.keys(agent)).toEqual(expect.arrayContaining(without(published, 'photo_url')));
    const endUser = (await fin.post('get_user', { user_id: conversation.user.id })).body.data;
    expect(Object.keys(endUser)).toEqual(expect.arrayContaining(Object.keys(await bytes('enduser'))));
  });
});

/** Names of the fields that must be there; one is optional and not always known. */
function without(published: object, optional: string): string[] {
  return Object.keys(published).filter((name) => name !== optional);
}
