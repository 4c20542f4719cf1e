/** Signed links: an approval, and a way to answer it, for somebody without an account. */
import { z } from 'zod';
import { Email } from './access.js';
import { ApprovalView } from './approval.js';
import { VerdictRequest } from './verdict.js';

const DEFAULT_HOURS = 72;
const LONGEST_HOURS = 720;

export const ReviewLinkRequest = z
  .object({
    email: Email.meta({ description: 'Whose answer it will be.' }),
    scope: z
      .enum(['decide', 'read'])
      .default('decide')
      .meta({ description: 'Whether the link takes an answer or only shows.' }),
    hours: z.int().min(1).max(LONGEST_HOURS).default(DEFAULT_HOURS).meta({ description: 'How long it works.' }),
  })
  .meta({ id: 'ReviewLinkRequest', title: 'New review link' });

export const NewReviewLink = z
  .object({
    id: z.string(),
    email: z.string(),
    scope: z.enum(['decide', 'read']),
    expiresAt: z.string(),
    url: z.string().meta({ description: 'The link to hand over. It works for one answer.' }),
  })
  .meta({ id: 'ReviewLink', title: 'Review link' });

export const ReviewLinkView = NewReviewLink.omit({ url: true })
  .extend({
    state: z
      .enum(['open', 'used', 'withdrawn', 'expired'])
      .meta({ description: 'What has become of it. It works as long as it is open.' }),
    madeBy: z.string().meta({ description: 'Who made it; the name of the channel that sent it.' }),
    createdAt: z.string(),
    usedAt: z.string().nullable(),
    withdrawnAt: z.string().nullable(),
    withdrawnBy: z.string().nullable(),
  })
  .meta({ id: 'GivenReviewLink', title: 'Review link that was given to somebody' });

export const ReviewView = z
  .object({
    state: z
      .enum(['open', 'used', 'decided'])
      .meta({ description: 'used: this link gave its answer; decided: somebody else was first.' }),
    email: z.string(),
    scope: z.enum(['decide', 'read']),
    expiresAt: z.string(),
    summary: z.string(),
    approval: ApprovalView.nullable().meta({ description: 'Only while it waits for an answer.' }),
    outcome: z
      .object({ status: z.string(), by: z.string().nullable(), at: z.string().nullable(), note: z.string().nullable() })
      .nullable()
      .meta({ description: 'Once it is decided; null while others have to answer too.' }),
    formToken: z.string().nullable().meta({ description: 'Goes with the answer.' }),
    reasons: z.array(z.object({ code: z.string(), label: z.string() })),
  })
  .meta({ id: 'Review', title: 'What a review link shows' });

export const ReviewAnswer = z
  .object({ formToken: z.string().max(200), verdict: VerdictRequest })
  .meta({ id: 'ReviewAnswer', title: 'Answer by a review link' });

export type ReviewLinkRequest = z.infer<typeof ReviewLinkRequest>;
export type NewReviewLink = z.infer<typeof NewReviewLink>;
export type ReviewView = z.infer<typeof ReviewView>;
export type ReviewLinkView = z.infer<typeof ReviewLinkView>;
