import * as audit from '../audit.js';
import type { Operations } from './operation.js';

export const auditOperations: Operations = {
  '/api/audit': {
    get: {
      tag: 'Audit',
      scope: 'admin',
      summary: 'Read or export who saw and did what',
      description:
        'A page of JSON, newest first; or with format=csv or format=jsonl a file of all that matches, oldest first, each entry with the hash before it.',
      query: audit.AuditFilter,
      answer: audit.AuditList,
    },
  },
};
