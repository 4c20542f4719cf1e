/** Deliveries that speak to a platform's API: the write-back of a decision, and the look-up that a translation needs. */
import type { Request, WrittenBack } from '../platforms/platform.js';
import { platforms } from '../platforms/registry.js';
import { final } from '../platforms/written-back.js';
import type { FinHelpdeskSettings } from '../platforms/fin-helpdesk/settings.js';
import type { Approval, Delivery } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Connections } from './connections.js';
import type { Receiver } from './receive.js';

/** After so many failed look-ups the approval is made without what they would have found: a person waits for it. */
const LOOK_UPS = 3;

interface OutgoingDeps {
  store: Store;
  connections: Connections;
  receiver: Receiver;
  request: Request;
  /** The write-back of `fin-helpdesk`, whose conversations the relay itself keeps. */
  answerInHelpdesk: (approval: Approval, settings: FinHelpdeskSettings, request: Request) => Promise<WrittenBack>;
}

/** Does what the delivery is for. Rejects with NotSent, or with any error that trying again may mend. */
export type PlatformWork = (delivery: Delivery) => Promise<WrittenBack>;

export function createPlatformWork({
  store,
  connections,
  receiver,
  request,
  answerInHelpdesk,
}: OutgoingDeps): PlatformWork {
  return (delivery) => (delivery.kind === 'lookUp' ? lookUp(delivery) : writeBack(delivery));

  async function lookUp({ eventId, failures }: Delivery): Promise<WrittenBack> {
    await receiver.translateStored(eventId ?? '', failures < LOOK_UPS ? request : undefined);
    return { verdict: 'delivered', error: null, answer: null };
  }

  async function writeBack({ approvalId }: Delivery): Promise<WrittenBack> {
    const approval = await store.get('approvals', approvalId ?? '');
    const connection = approval?.source && (await store.get('connections', approval.source.connectionId));
    if (!approval || !connection) return final('The connection was removed.');
    if (connection.platform === 'fin-helpdesk')
      return answerInHelpdesk(approval, connections.openSettings(connection) as FinHelpdeskSettings, request);
    const { writeBack: write, title } = platforms[connection.platform];
    if (!write) return final(`Nothing can be written back to ${title}.`);
    return write(approval, connections.openSettings(connection), request);
  }
}
