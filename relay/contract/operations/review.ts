import { z } from 'zod';
import * as review from '../review.js';
import { CONFLICT, Id, items, MISSING, type Operations } from './operation.js';

const Token = z.object({ token: z.string() });
const LINK = { 404: 'The link was not made here, or was altered.', 410: 'The link has expired, or was taken back.' };

export const reviewOperations: Operations = {
  '/api/approvals/{id}/review-links': {
    get: {
      tag: 'Review links',
      scope: 'manage',
      summary: 'List the links of an approval, newest first',
      description: 'Without their addresses: each was shown once. They are kept for a week after they have run out.',
      path: Id,
      answer: items(review.ReviewLinkView),
      problems: MISSING,
    },
    post: {
      tag: 'Review links',
      scope: 'manage',
      summary: 'Make a link with which somebody without an account answers',
      description: 'Signed, for one approval, one e-mail address and one answer. The link is shown this once.',
      path: Id,
      body: review.ReviewLinkRequest,
      answer: review.NewReviewLink,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/review-links/{link}/withdraw': {
    post: {
      tag: 'Review links',
      scope: 'manage',
      summary: 'Take a link back',
      description: 'It stops at once. Done again, it answers the same.',
      path: z.object({ id: z.string(), link: z.string() }),
      answer: review.ReviewLinkView,
      problems: { ...MISSING, 409: 'The link was used for an answer already.' },
    },
  },
  '/api/review/{token}': {
    get: {
      tag: 'Review links',
      scope: null,
      summary: 'What a review link shows',
      description: 'Decides nothing, however often it is read.',
      path: Token,
      answer: review.ReviewView,
      problems: LINK,
    },
  },
  '/api/review/{token}/decision': {
    post: {
      tag: 'Review links',
      scope: null,
      summary: 'Answer by a review link',
      path: Token,
      body: review.ReviewAnswer,
      answer: review.ReviewView,
      problems: {
        ...LINK,
        403: 'The answer does not come from the link’s page.',
        409: 'It is decided, or the link was used.',
      },
    },
  },
};
