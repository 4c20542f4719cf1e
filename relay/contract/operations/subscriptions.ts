import * as subscription from '../subscription.js';
import { Id, items, MISSING, type Operations } from './operation.js';

export const subscriptionsOperations: Operations = {
  '/api/subscriptions': {
    get: {
      tag: 'Subscriptions',
      scope: 'read',
      summary: 'List subscriptions',
      answer: items(subscription.SubscriptionView),
    },
    post: {
      tag: 'Subscriptions',
      scope: 'read',
      summary: 'Be told about events',
      body: subscription.SubscriptionRequest,
      answer: subscription.SubscriptionView,
    },
  },
  '/api/subscriptions/{id}': {
    get: {
      tag: 'Subscriptions',
      scope: 'read',
      summary: 'Read a subscription',
      path: Id,
      answer: subscription.SubscriptionView,
      problems: MISSING,
    },
    delete: { tag: 'Subscriptions', scope: 'read', summary: 'End a subscription', path: Id, problems: MISSING },
  },
};
