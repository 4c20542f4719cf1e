/**
 * The decision in the conversation: a reply or a note, closed or assigned, a tag, an attribute. Intercom knows no idempotency
 * key, so the conversation is read first: a part that carries the approval's mark is not written twice.
 */
import type { Approval } from '../../store/records.js';
import { asHtml, fill } from '../fill.js';
import type { ApiAnswer, ApiRequest, Request, WrittenBack } from '../platform.js';
import { templateValues } from '../template-values.js';
import { final, judgeWriteBack, written } from '../written-back.js';
import { answerHitl } from './hitl.js';
import { intercomHeaders, intercomUrl, type IntercomSettings } from './settings.js';

interface Step {
  method: ApiRequest['method'];
  path: string;
  json: Record<string, unknown>;
}

export async function writeBack(
  approval: Approval,
  settings: IntercomSettings,
  request: Request,
): Promise<WrittenBack> {
  if (approval.source?.reference.hitl) return answerHitl(approval, settings, request);
  const base = `${intercomUrl(settings)}/conversations/${encodeURIComponent(String(approval.source?.reference.conversationId))}`;
  const call = (method: ApiRequest['method'], path: string, json?: unknown) =>
    request({ method, url: base + path, headers: intercomHeaders(settings), json });
  const read = await call('GET', '');
  if (read.status === 404) return final('The conversation does not exist any more.', read);
  if (read.status !== 200) return judgeWriteBack('Intercom', read);

  let last: ApiAnswer = read;
  const steps = isWritten(read, approval.id)
    ? harmless(approval, settings)
    : [message(approval, settings), ...harmless(approval, settings)];
  for (const { method, path, json } of steps) {
    last = await call(method, path, json);
    const result = judgeWriteBack('Intercom', last);
    if (result.verdict !== 'delivered') return result;
  }
  return written(last);
}

/** What a person reads. A reply that closes is one call, to /parts: /reply takes comments and notes only. */
function message(approval: Approval, settings: IntercomSettings): Step {
  const isApproved = approval.status === 'APPROVED';
  const said = asHtml(fill(isApproved ? settings.approvedReply : settings.rejectedNote, templateValues(approval)));
  const common = { type: 'admin', admin_id: settings.adminId, body: `<p>${said}</p>${mark(approval.id)}` };
  if (!isApproved) return { method: 'POST', path: '/reply', json: { message_type: 'note', ...common } };
  return settings.closeWhenApproved
    ? { method: 'POST', path: '/parts', json: { message_type: 'close', ...common } }
    : { method: 'POST', path: '/reply', json: { message_type: 'comment', ...common } };
}

/** What may be done twice without harm. */
function harmless(approval: Approval, settings: IntercomSettings): Step[] {
  const isApproved = approval.status === 'APPROVED';
  const tagId = isApproved ? settings.approvedTagId : settings.rejectedTagId;
  const steps: Step[] = [];
  if (tagId) steps.push({ method: 'POST', path: '/tags', json: { id: tagId, admin_id: settings.adminId } });
  if (settings.attribute)
    steps.push({
      method: 'PUT',
      path: '',
      json: { custom_attributes: { [settings.attribute]: isApproved ? 'approved' : 'rejected' } },
    });
  if (!isApproved && settings.rejectedAssigneeId)
    steps.push({
      method: 'POST',
      path: '/parts',
      json: {
        message_type: 'assignment',
        type: settings.rejectedAssigneeType,
        admin_id: settings.adminId,
        assignee_id: settings.rejectedAssigneeId,
      },
    });
  if (!isApproved && settings.rejectedSnoozeHours)
    steps.push({
      method: 'POST',
      path: '/parts',
      json: {
        message_type: 'snoozed',
        admin_id: settings.adminId,
        snoozed_until: secondsOf(approval.decidedAt) + settings.rejectedSnoozeHours * 3_600,
      },
    });
  return steps;
}

/** An empty link, which Intercom keeps in the HTML and shows to nobody. [G] If it were dropped, a repeated reply could come twice. */
function mark(id: string): string {
  return `<a href="https://countersign.invalid/${id}"></a>`;
}

function isWritten(conversation: ApiAnswer, id: string): boolean {
  return JSON.stringify(conversation.json?.conversation_parts ?? '').includes(`countersign.invalid/${id}`);
}

/** Counted from the decision, so that a repetition says the same. */
function secondsOf(time: string | null): number {
  return Math.floor(Date.parse(time ?? '') / 1_000);
}
