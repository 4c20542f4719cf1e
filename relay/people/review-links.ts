/**
 * Links by which somebody without an account answers one approval. A link is signed, is bound to its approval, its e-mail
 * address and what it allows, runs out, and works for one answer. Its address is made from the record and is not kept.
 */
import { timingSafeEqual } from 'node:crypto';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { ReviewLinkRequest } from '../contract/review.js';
import { Forbidden, InvalidRequest } from '../errors.js';
import type { NewId } from '../ids.js';
import type { Sign } from '../seal.js';
import type { Approval, ReviewLink } from '../store/records.js';
import type { Reader, Transaction } from '../store/store.js';
import { ReviewLinkExpired, ReviewLinkInvalid, ReviewLinkUsed, ReviewLinkWithdrawn } from './review-link-errors.js';

const HOUR_MS = 3_600_000;
const FORM_HOURS = 12;

interface ReviewLinksDeps {
  reader: Reader;
  clock: Clock;
  newId: NewId;
  sign: Sign;
  publicUrl: string;
}
export type ReviewLinks = ReturnType<typeof createReviewLinks>;

export function createReviewLinks({ reader, clock, newId, sign, publicUrl }: ReviewLinksDeps) {
  return {
    /** Throws InvalidRequest for somebody who may not decide, Forbidden for who must leave the decision to others. */
    async make(
      tx: Transaction,
      approval: Approval,
      request: ReviewLinkRequest,
      by: string,
      id = newId('rvl'),
    ): Promise<ReviewLink> {
      const { email, scope, hours } = request;
      const { id: approvalId, workspaceId } = approval;
      const user = await tx.findUserByEmail(email);
      const isOurs = user?.workspaceId === workspaceId;
      if (isOurs && (user.disabledAt || (user.role === 'viewer' && scope === 'decide')))
        throw new InvalidRequest(`${email} has an account that may not decide. Change its role first.`);
      const now = clock.now();
      const link: ReviewLink = {
        id,
        workspaceId,
        approvalId,
        email,
        scope,
        madeBy: by,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + hours * HOUR_MS).toISOString(),
        usedAt: null,
      };
      tx.put('reviewLinks', link);
      const text = `for ${email}, to ${scope}`;
      audit(tx, { workspaceId, at: link.createdAt, event: 'review_link.made', by, subject: approvalId, text });
      return link;
    },

    /** The same address each time that it is asked for. */
    urlOf: (link: ReviewLink): string => `${publicUrl}/review/${link.id}.${signatureOf(link)}`,

    /** Throws review_link_invalid (404) for what was not made here, review_link_withdrawn or review_link_expired (410). */
    async read(token: string): Promise<ReviewLink> {
      const dot = token.indexOf('.');
      const link = await reader.get('reviewLinks', token.slice(0, Math.max(dot, 0)));
      if (!link || !isSame(token.slice(dot + 1), signatureOf(link))) throw new ReviewLinkInvalid();
      if (link.withdrawnAt) throw new ReviewLinkWithdrawn();
      if (link.expiresAt <= clock.now().toISOString()) throw new ReviewLinkExpired();
      return link;
    },

    /** What the form has to send with the answer: a scanner that only follows or posts links has not read it. */
    formToken(link: ReviewLink): string {
      const until = clock.now().getTime() + FORM_HOURS * HOUR_MS;
      return `${until}.${formSignature(link, until)}`;
    },

    /** Throws Forbidden when the answer does not come from the page that the link shows. */
    checkForm(link: ReviewLink, given: string): void {
      const [until = '', signature = ''] = given.split('.');
      const isLate = !(Number(until) > clock.now().getTime());
      if (isLate || !isSame(signature, formSignature(link, Number(until))))
        throw new Forbidden(
          'This answer does not come from the page of the link. Open the link again and answer there.',
        );
    },

    /** Uses the link up, in the transaction of the answer. Throws review_link_used when it was used before. */
    async use(tx: Transaction, link: ReviewLink): Promise<void> {
      const latest = await tx.get('reviewLinks', link.id);
      if (!latest) throw new ReviewLinkInvalid();
      if (latest.withdrawnAt) throw new ReviewLinkWithdrawn();
      if (latest.usedAt) throw new ReviewLinkUsed();
      if (latest.scope !== 'decide')
        throw new Forbidden('This link only shows. Ask for one with which you can answer.');
      tx.put('reviewLinks', { ...latest, usedAt: clock.now().toISOString() });
    },
  };

  function signatureOf({ id, workspaceId, approvalId, email, scope, expiresAt }: ReviewLink): string {
    return sign('review link', JSON.stringify([id, workspaceId, approvalId, email, scope, expiresAt]));
  }

  function formSignature({ id }: ReviewLink, until: number): string {
    return sign('review form', JSON.stringify([id, until]));
  }
}

/** Ends the links that were made out to somebody who must not come in any more. */
export async function endReviewLinks(tx: Transaction, workspaceId: string, email: string): Promise<void> {
  for (const link of await tx.list('reviewLinks', workspaceId))
    if (link.email === email && !link.usedAt) tx.remove('reviewLinks', link.id);
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
