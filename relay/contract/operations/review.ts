import { z } from 'zod';
import * as review from '../review.js';
import { CONFLICT, Id, MISSING, type Operations } from './operation.js';

const Token = z.object({ token: z.string() });
const LINK = { 404: 'The link was not made here, or was altered.', 410: 'The link has expired.' };

export const reviewOperations: Operations = {
  '/api/approvals/{id}/review-links': {
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
