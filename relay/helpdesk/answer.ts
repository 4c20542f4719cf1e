/** The reviewer's answer in the conversation, and the word to Fin that it is there. */
import type { Clock } from '../clock.js';
import { TEAM_AGENT } from '../platforms/fin-helpdesk/bodies.js';
import { notificationUrl, type FinHelpdeskSettings } from '../platforms/fin-helpdesk/settings.js';
import { asHtml, fill } from '../platforms/fill.js';
import type { Request, WrittenBack } from '../platforms/platform.js';
import { templateValues } from '../platforms/template-values.js';
import { final, judgeWriteBack } from '../platforms/written-back.js';
import type { Approval, HelpdeskConversation } from '../store/records.js';
import type { Store } from '../store/store.js';
import { append, messageId } from './messages.js';

interface AnswerDeps {
  store: Store;
  clock: Clock;
}

export function createAnswer({ store, clock }: AnswerDeps) {
  /** May be done again: the message is the approval's own, and Fin only reads the conversation once more. */
  return async (approval: Approval, settings: FinHelpdeskSettings, request: Request): Promise<WrittenBack> => {
    const { conversationId } = approval.source?.reference as { conversationId: string };
    if (!(await write(approval, settings, conversationId))) return final('The conversation is not there any more.');
    const url = notificationUrl(settings);
    if (!url)
      return final(
        'The answer is in the conversation, but Fin was not told: the identifier or the webhook key is missing.',
      );
    const answer = await request({
      method: 'POST',
      url,
      headers: { 'x-webhook-key': settings.webhookKey ?? '' },
      json: { conversation_id: conversationId },
    });
    if (answer.status === 401 || answer.status === 403)
      return {
        verdict: 'retry',
        error: `Fin answered ${answer.status}. Check the webhook key in the connection.`,
        answer,
      };
    return judgeWriteBack('Fin', answer);
  };

  async function write(approval: Approval, settings: FinHelpdeskSettings, conversationId: string): Promise<boolean> {
    return store.transaction(async (tx) => {
      const before = await tx.get('helpdeskConversations', conversationId);
      if (!before) return false;
      const said = answerText(approval, settings);
      const added = said
        ? await append(
            tx,
            before,
            {
              id: messageId(before.id, approval.id),
              body: `<p>${asHtml(said)}</p>`,
              author: { id: TEAM_AGENT, userType: 'agent', name: settings.agentName, email: settings.agentEmail },
              visibility: approval.status === 'APPROVED' ? 'public' : 'private',
              attachments: [],
              createdAt: clock.now().toISOString(),
            },
            clock.now(),
          )
        : { conversation: before, isNew: true };
      if (added.isNew) tx.put('helpdeskConversations', taken(added.conversation, approval, clock.now()));
      return true;
    });
  }
}

/** The reply that the reviewer wrote, else the note; what an attribute or a tag asked for has a reply of its own. */
function answerText(approval: Approval, settings: FinHelpdeskSettings): string {
  const effective = approval.modifiedDetails ?? approval.details;
  if (approval.status !== 'APPROVED') return fill(settings.rejectedNote, templateValues(approval));
  if (typeof effective.reply === 'string' && effective.reply.trim() !== '') return effective.reply.trim();
  return approval.source?.reference.kind === 'handover'
    ? (approval.decisionNote ?? '')
    : fill(settings.approvedReply, templateValues(approval));
}

/** Whoever approves a hand-over takes the conversation over. */
function taken(conversation: HelpdeskConversation, approval: Approval, now: Date): HelpdeskConversation {
  const isTaken = approval.status === 'APPROVED' && approval.source?.reference.kind === 'handover';
  return { ...conversation, ...(isTaken && { assigneeId: TEAM_AGENT }), updatedAt: now.toISOString() };
}
