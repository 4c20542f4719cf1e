import type { PlainInputField, Search, SearchPerform } from 'zapier-platform-core';
import { approvalOutputFields, presentApproval } from '../approval/present.js';
import { decidedSample } from '../approval/sample.js';
import type { ApprovalPage, ApprovalView } from '../approval/view.js';
import { callRelay } from '../relay/call.js';
import { statusField } from './status-field.js';
import { isAbout, type Subject } from './subject.js';

const PAGE = 100;
/** A look at more than this would take longer than Zapier waits. */
const MOST_PAGES = 10;

const SUBJECTS: Record<Subject, string> = {
  zendesk_ticket: 'Zendesk Ticket',
  intercom_conversation: 'Intercom Conversation',
  customer: 'Customer',
};

/** All that are about it, newest first. The relay looks for the words; which of them really mean it is looked at here. */
const perform: SearchPerform = async (z, bundle) => {
  const { subject, value, status } = bundle.inputData;
  const wanted = String(value ?? '').trim();
  if (!isSubject(subject) || wanted === '')
    throw new z.errors.Error('Choose what to look for, and map its ID or e-mail address.', 'nothing_to_look_for', 400);
  const found: ApprovalView[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES && cursor !== null; page += 1) {
    const params = { q: wanted.replace(/^#/, ''), status: status ? String(status) : undefined, limit: PAGE, cursor };
    const { items, nextCursor }: ApprovalPage = await callRelay(z, bundle, {
      method: 'GET',
      path: '/api/approvals',
      params,
    });
    found.push(...items.filter((approval) => isAbout(approval, subject, wanted)));
    cursor = nextCursor;
  }
  return found.map(presentApproval);
};

function isSubject(value: unknown): value is Subject {
  return typeof value === 'string' && value in SUBJECTS;
}

const subjectField: PlainInputField = {
  key: 'subject',
  label: 'Look For',
  required: true,
  choices: Object.entries(SUBJECTS).map(([value, label]) => ({ value, sample: value, label })),
  helpText:
    'What the requests are about. Their details must name it, for example as ticketId, conversationId or customer.',
  altersDynamicFields: false,
};

export const findApprovals = {
  key: 'find_approvals',
  noun: 'Approval',
  display: {
    label: 'Find Approvals of Ticket, Conversation or Customer',
    description: 'Finds all requests about a Zendesk ticket, an Intercom conversation or a customer, newest first.',
  },
  operation: {
    inputFields: [
      subjectField,
      {
        key: 'value',
        label: 'ID or E-Mail Address',
        type: 'string',
        required: true,
        placeholder: '9921',
        helpText: 'Of the ticket or conversation the ID, of the customer the ID or e-mail address.',
      },
      statusField,
    ],
    perform,
    sample: decidedSample,
    outputFields: approvalOutputFields,
  },
} satisfies Search;
