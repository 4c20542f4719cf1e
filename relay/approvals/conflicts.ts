/** Two requests that cannot both be granted: whoever comes late is shown what stands. */
import { RelayError } from '../errors.js';
import type { Approval } from '../store/records.js';

export class AlreadyDecided extends RelayError {
  constructor(readonly approval: Approval) {
    const how = approval.autoDecided ? 'automatically' : `by ${approval.decidedBy}`;
    super(
      409,
      'already_decided',
      'Already decided',
      `This approval was ${approval.status.toLowerCase()} ${how} at ${approval.decidedAt}. That decision stands; nothing was changed.`,
    );
  }
}

/** Whoever answers may call, but this is not theirs to decide; the message says why. */
export class MayNotDecide extends RelayError {
  constructor(reason: string) {
    super(403, 'may_not_decide', 'Not yours to decide', reason);
  }
}

export class IdempotencyConflict extends RelayError {
  constructor(
    key: string,
    readonly approval: Approval | undefined,
  ) {
    super(
      409,
      'idempotency_conflict',
      'Idempotency key used before',
      `The idempotency key "${key}" was used before with another body. Use a new key, or send the first body again.`,
    );
  }
}
