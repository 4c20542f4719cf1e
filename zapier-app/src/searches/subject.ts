/** Whom or what an approval is about. The names are those that people and platforms use for it in details. */
import type { ApprovalView } from '../approval/view.js';

export type Subject = 'zendesk_ticket' | 'intercom_conversation' | 'customer';

const NAMES: Record<Subject, RegExp> = {
  zendesk_ticket: /^(zendesk)?ticket(id|number)?$/,
  intercom_conversation: /^(intercom)?conversation(id)?$/,
  customer: /^((customer|requester|contact|user|client|recipient)(id|email|name|externalid)?|email|emailaddress)$/,
};

/** Whether the approval's details or metadata name exactly this ticket, conversation or customer. */
export function isAbout(approval: ApprovalView, subject: Subject, wanted: string): boolean {
  const value = normal(subject, wanted);
  return [approval.details, approval.effectiveDetails, approval.metadata].some((values) =>
    pairs(values).some(([name, found]) => NAMES[subject].test(simple(name)) && normal(subject, found) === value),
  );
}

/** "#9921" and "9921" are the same ticket; addresses do not differ by case. */
function normal(subject: Subject, value: string): string {
  const text = value.trim().toLowerCase();
  return subject === 'customer' ? text : text.replace(/^#/, '');
}

/** "ticket_id" and "ticketId" are the same name. */
function simple(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Each value with its name; `ticket: { id }` counts as ticketId too. */
function pairs(values: Record<string, unknown>, parent = ''): Array<[string, string]> {
  return Object.entries(values).flatMap(([name, value]): Array<[string, string]> => {
    if (typeof value === 'object' && value !== null) return pairs(value as Record<string, unknown>, name);
    if (value === null || value === undefined) return [];
    const own: [string, string] = [name, String(value)];
    return parent === '' ? [own] : [own, [parent + name, String(value)]];
  });
}
