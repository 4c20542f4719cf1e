/**
 * The decision on the ticket: a comment, status and tags in one update. Zendesk knows no idempotency key, so the audits are
 * read first: an update of ours carries the approval's id in its metadata, and is not made twice.
 */
import type { Approval } from '../../store/records.js';
import { fill } from '../fill.js';
import type { ApiAnswer, ApiRequest, Request, WrittenBack } from '../platform.js';
import { templateValues } from '../template-values.js';
import { final, judgeWriteBack, written } from '../written-back.js';
import { zendeskHeaders, zendeskUrl, type ZendeskSettings } from './settings.js';

interface Ticket {
  id: number | string;
  status?: string;
  updated_at?: string;
}

export async function writeBack(approval: Approval, settings: ZendeskSettings, request: Request): Promise<WrittenBack> {
  const base = `${zendeskUrl(settings)}/api/v2`;
  const ticketId = String(approval.source?.reference.ticketId);
  const call = (method: ApiRequest['method'], path: string, json?: unknown) =>
    request({ method, url: base + path, headers: zendeskHeaders(settings), json });

  const audits = await call('GET', `/tickets/${ticketId}/audits?sort_order=desc`);
  if (audits.status === 404) return final(`Ticket ${ticketId} does not exist any more.`, audits);
  if (audits.status !== 200) return judgeWriteBack('Zendesk', audits);
  if (isWritten(audits, approval.id)) return written(audits);

  for (let attempt = 1; ; attempt += 1) {
    const read = await call('GET', `/tickets/${ticketId}`);
    if (read.status !== 200) return judgeWriteBack('Zendesk', read);
    const ticket = (read.json?.ticket ?? {}) as Ticket;
    if (ticket.status === 'closed') return onClosed(approval, settings, ticketId, call);
    const answer = await call('PUT', `/tickets/${ticketId}`, { ticket: update(approval, settings, ticket) });
    if (answer.status === 409 && attempt === 1) continue; // Somebody changed it meanwhile: read it again.
    if (answer.status === 422 && /closed prevents/i.test(answer.text))
      return onClosed(approval, settings, ticketId, call);
    return judgeWriteBack('Zendesk', answer);
  }
}

/** https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#update-ticket; safe_update guards against lost changes. */
function update(approval: Approval, settings: ZendeskSettings, ticket: Ticket) {
  const isApproved = approval.status === 'APPROVED';
  const status = isApproved ? settings.approvedStatus : settings.rejectedStatus;
  const customStatusId = isApproved ? settings.approvedCustomStatusId : settings.rejectedCustomStatusId;
  return {
    ...message(approval, settings),
    ...(customStatusId ? { custom_status_id: Number(customStatusId) } : status && { status }),
    additional_tags: isApproved ? settings.approvedTags : settings.rejectedTags,
    remove_tags: [settings.requestTag],
    ...(ticket.updated_at && { safe_update: true, updated_stamp: ticket.updated_at }),
  };
}

function message(approval: Approval, settings: ZendeskSettings) {
  const isApproved = approval.status === 'APPROVED';
  return {
    comment: {
      body: fill(isApproved ? settings.approvedComment : settings.rejectedComment, templateValues(approval)),
      public: isApproved ? settings.approvedPublic : settings.rejectedPublic,
    },
    metadata: { countersign: approval.id },
  };
}

async function onClosed(
  approval: Approval,
  settings: ZendeskSettings,
  ticketId: string,
  call: (method: ApiRequest['method'], path: string, json?: unknown) => Promise<ApiAnswer>,
): Promise<WrittenBack> {
  if (settings.closedTicket === 'note')
    return final(`Ticket ${ticketId} is closed, and Zendesk lets nobody change it.`);
  return judgeWriteBack(
    'Zendesk',
    await call('POST', '/tickets', {
      ticket: { ...message(approval, settings), via_followup_source_id: Number(ticketId), subject: approval.summary },
    }),
  );
}

function isWritten(audits: ApiAnswer, id: string): boolean {
  const found: unknown = audits.json?.audits;
  return (
    Array.isArray(found) &&
    found.some(
      (audit: { metadata?: { custom?: { countersign?: string } } }) => audit.metadata?.custom?.countersign === id,
    )
  );
}
