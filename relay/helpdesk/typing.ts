/**
 * Shows the customer that somebody writes to them. Worth nothing a moment later, so it is sent once and past the outbox,
 * nobody waits for it, and that it failed is not worth a word: the answer itself is a delivery of its own.
 */
import type { Clock } from '../clock.js';
import type { Connections } from '../connections/connections.js';
import { agentOf, TEAM_AGENT } from '../platforms/fin-helpdesk/bodies.js';
import { notificationUrl, type FinHelpdeskSettings } from '../platforms/fin-helpdesk/settings.js';
import type { Request } from '../platforms/platform.js';
import type { Approval } from '../store/records.js';
import type { Store } from '../store/store.js';

/** A customer is told this often at most, however many reviewers write. */
const EVERY_MS = 5_000;

interface TypingDeps {
  store: Store;
  clock: Clock;
  connections: Connections;
  request: Request;
  onError: (error: unknown) => void;
}
export type Typing = ReturnType<typeof createTyping>;

export function createTyping({ store, clock, connections, request, onError }: TypingDeps) {
  /** When each conversation was last told, oldest first. */
  const told = new Map<string, number>();

  return (approval: Approval): void => {
    const conversationId = approval.source?.reference.conversationId;
    if (approval.status !== 'PENDING' || approval.platform !== 'fin-helpdesk' || typeof conversationId !== 'string')
      return;
    const now = clock.now().getTime();
    for (const [id, at] of told) {
      if (now - at < EVERY_MS) break;
      told.delete(id);
    }
    if (told.has(conversationId)) return;
    told.set(conversationId, now);
    void tell(approval, conversationId).catch(onError);
  };

  async function tell({ source }: Approval, conversationId: string): Promise<void> {
    const connection = await store.get('connections', source?.connectionId ?? '');
    if (!connection) return;
    const settings = connections.openSettings(connection) as FinHelpdeskSettings;
    const url = notificationUrl(settings);
    if (!url) return;
    const { id, user_type, name, email } = agentOf(TEAM_AGENT, settings);
    await request({
      method: 'POST',
      url,
      headers: { 'x-webhook-key': settings.webhookKey ?? '' },
      json: {
        conversation_id: conversationId,
        event_type: 'agent_typing',
        data: { agent: { id, user_type, name, email } },
      },
    });
  }
}
