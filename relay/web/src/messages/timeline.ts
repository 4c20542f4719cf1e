export const timeline = {
  'approval.requested': 'Asked',
  'approval.seen': 'Opened',
  'approval.commented': 'Commented',
  'approval.decided': 'Decided',
  'approval.expired': 'Decided by the deadline',
  'approval.cancelled': 'Taken back',
  'callback.registered': 'Another receiver of the answer was named',
  'delivery.queued': 'Answer queued',
  'delivery.attempted': 'Answer not received yet',
  'delivery.delivered': 'Answer received',
  'delivery.failed': 'Answer could not be delivered',
  'delivery.cancelled': 'Answer not needed any more',
} as Record<string, string>;
