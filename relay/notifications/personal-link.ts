/** The link in a message to one person: theirs alone where they have no account, else the inbox, where they sign in. */
import type { ReviewLinks } from '../people/review-links.js';
import type { Approval, Channel, Delivery } from '../store/records.js';
import type { Store } from '../store/store.js';

const WORKS_HOURS = 168;

export type PersonalLink = ReturnType<typeof createPersonalLink>;

export function createPersonalLink({ store, reviewLinks }: { store: Store; reviewLinks: ReviewLinks }) {
  /**
   * Undefined for whoever is to use the inbox. Only an address that an admin has written into the channel gets a link to
   * answer with: a program that merely asks must not choose who decides, by naming its own mailbox as a reviewer.
   */
  return async function personalLink(
    approval: Approval,
    { id: deliveryId, notification }: Delivery,
    channel: Channel,
    recipients: string[],
  ): Promise<string | undefined> {
    const to = notification?.to?.toLowerCase();
    if (approval.status !== 'PENDING' || to === undefined) return undefined;
    if (!recipients.some((each) => each.toLowerCase() === to)) return undefined;
    return store.transaction(async (tx) => {
      const user = await tx.findUserByEmail(to);
      if (user?.workspaceId === approval.workspaceId) return undefined;
      // A message that is sent again carries the same link.
      const id = `rvl_${deliveryId}`;
      const request = { email: to, scope: 'decide' as const, hours: WORKS_HOURS };
      const made = await tx.get('reviewLinks', id);
      // From whom a link to this approval was taken back gets none by a reminder either.
      const links = await tx.list('reviewLinks', approval.workspaceId);
      if (links.some((link) => link.approvalId === approval.id && link.email === to && link.withdrawnAt))
        return undefined;
      return reviewLinks.urlOf(made ?? (await reviewLinks.make(tx, approval, request, channel.name, id)));
    });
  };
}
