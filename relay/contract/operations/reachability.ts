import { Reachability, ReachabilityRequest } from '../reachability.js';
import type { Operations } from './operation.js';

export const reachabilityOperations: Operations = {
  '/api/reachability': {
    post: {
      tag: 'Deliveries',
      scope: 'any',
      summary: 'See whether the relay can call you back',
      description: 'Makes one GET under the rules of every delivery, and tells what came of it, not what was answered.',
      body: ReachabilityRequest,
      answer: Reachability,
    },
  },
};
