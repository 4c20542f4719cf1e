/** The review links of an approval, for those who look after it: who has one, what became of it, and taking it back. */
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { ReviewLinkView } from '../contract/review.js';
import { RelayError } from '../errors.js';
import { own } from '../store/own.js';
import type { ReviewLink } from '../store/records.js';
import type { Store } from '../store/store.js';

/** So that whoever opens a link late is still told that it has run out. */
const KEPT_MS = 7 * 24 * 3_600_000;

export type GivenLinks = ReturnType<typeof createGivenLinks>;

export function createGivenLinks({ store, clock }: { store: Store; clock: Clock }) {
  return {
    /** Newest first. Their addresses are not shown again. */
    async list(workspaceId: string, approvalId: string): Promise<ReviewLinkView[]> {
      own(await store.get('approvals', approvalId), workspaceId, approvalId);
      const links = await store.list('reviewLinks', workspaceId);
      return links
        .filter((link) => link.approvalId === approvalId)
        .reverse()
        .map(view);
    },

    /** Done twice, it is done. Throws review_link_used when the answer has been given already. */
    async withdraw(workspaceId: string, approvalId: string, id: string, by: string): Promise<ReviewLinkView> {
      return store.transaction(async (tx) => {
        const link = own(await tx.get('reviewLinks', id), workspaceId, id);
        own(link.approvalId === approvalId ? link : undefined, workspaceId, id);
        if (link.withdrawnAt) return view(link);
        if (link.usedAt) throw new AnsweredAlready(link);
        const at = clock.now().toISOString();
        const withdrawn = { ...link, withdrawnAt: at, withdrawnBy: by };
        tx.put('reviewLinks', withdrawn);
        audit(tx, {
          workspaceId,
          at,
          event: 'review_link.withdrawn',
          by,
          subject: approvalId,
          text: `for ${link.email}`,
        });
        return view(withdrawn);
      });
    },

    /** Forgets those that ran out a week ago, and writes down which of them nobody had answered by. */
    async forgetOld(): Promise<void> {
      const now = clock.now();
      const before = new Date(now.getTime() - KEPT_MS).toISOString();
      const old = (await store.list('reviewLinks')).filter(({ expiresAt }) => expiresAt < before);
      if (old.length === 0) return;
      await store.transaction(async (tx) => {
        for (const { id, workspaceId, approvalId, email, usedAt, withdrawnAt } of old) {
          tx.remove('reviewLinks', id);
          if (usedAt || withdrawnAt) continue;
          const fact = { event: 'review_link.expired', by: null, subject: approvalId, text: `for ${email}, not used` };
          audit(tx, { workspaceId, at: now.toISOString(), ...fact });
        }
      });
    },
  };

  function view(link: ReviewLink): ReviewLinkView {
    const { id, email, scope, madeBy, createdAt, expiresAt, usedAt, withdrawnAt = null, withdrawnBy = null } = link;
    const isOver = expiresAt <= clock.now().toISOString();
    const state = usedAt ? 'used' : withdrawnAt ? 'withdrawn' : isOver ? 'expired' : 'open';
    return { id, email, scope, state, madeBy, createdAt, expiresAt, usedAt, withdrawnAt, withdrawnBy };
  }
}

class AnsweredAlready extends RelayError {
  constructor({ email }: ReviewLink) {
    const message = `${email} has answered by this link already. What is answered cannot be taken back.`;
    super(409, 'review_link_used', 'The link was used', message);
  }
}
