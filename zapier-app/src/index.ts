import zapier, { defineApp } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication.js';
import { addComment } from './creates/add-comment.js';
import { cancelApproval } from './creates/cancel-approval.js';
import { decideApproval } from './creates/decide-approval.js';
import { requestApproval } from './creates/request-approval.js';
import { requestApprovalAndWait } from './creates/request-approval-and-wait.js';
import { befores } from './middleware.js';
import { findApproval } from './searches/find-approval.js';
import { findApprovals } from './searches/find-approvals.js';
import { findOrRequest } from './searches/find-or-request.js';
import { approvalDecided } from './triggers/approval-decided.js';
import { approvalExpired } from './triggers/approval-expired.js';
import { approvalRequested } from './triggers/approval-requested.js';
import { deliveryFailed } from './triggers/delivery-failed.js';

export default defineApp({
  version: packageJson.version,
  platformVersion: zapier.version,
  authentication,
  beforeRequest: befores,
  triggers: {
    [approvalRequested.key]: approvalRequested,
    [approvalDecided.key]: approvalDecided,
    [approvalExpired.key]: approvalExpired,
    [deliveryFailed.key]: deliveryFailed,
  },
  creates: {
    [requestApprovalAndWait.key]: requestApprovalAndWait,
    [requestApproval.key]: requestApproval,
    [decideApproval.key]: decideApproval,
    [cancelApproval.key]: cancelApproval,
    [addComment.key]: addComment,
  },
  searches: {
    [findApproval.key]: findApproval,
    [findApprovals.key]: findApprovals,
  },
  searchOrCreates: { [findOrRequest.key]: findOrRequest },
});
