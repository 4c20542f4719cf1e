import * as delivery from '../delivery.js';
import { Id, MISSING, type Operations } from './operation.js';

export const deliveriesOperations: Operations = {
  '/api/deliveries': {
    get: {
      tag: 'Deliveries',
      scope: 'read',
      summary: 'List what was sent',
      query: delivery.DeliveryFilter,
      answer: delivery.DeliveryList,
    },
  },
  '/api/deliveries/{id}/redeliver': {
    post: {
      tag: 'Deliveries',
      scope: 'decide',
      summary: 'Send it again, with the same id',
      path: Id,
      answer: delivery.DeliveryView,
      problems: MISSING,
    },
  },
};
