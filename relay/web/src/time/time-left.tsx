import type { ApprovalView } from '../../../contract/approval.js';
import { messages } from '../messages';
import { duration } from './format';
import { useNow } from './use-now';

const HURRY_BELOW = 0.2;

/** How much of the time to answer is left: 1 at the request, 0 at the deadline. */
export function shareLeft(
  { createdAt, expiresAt }: Pick<ApprovalView, 'createdAt' | 'expiresAt'>,
  now: number,
): number {
  const whole = Date.parse(expiresAt) - Date.parse(createdAt);
  return Math.min(1, Math.max(0, (Date.parse(expiresAt) - now) / whole));
}

/** Calm until a fifth of the time remains. */
export function TimeLeft({ approval }: { approval: ApprovalView }) {
  const now = useNow();
  const leftMs = Date.parse(approval.expiresAt) - now;
  const hurry = shareLeft(approval, now) < HURRY_BELOW;
  return (
    <span className="time-left" data-hurry={hurry || undefined}>
      {leftMs <= 0 ? messages.approval.overdue : messages.approval.left(duration(leftMs))}
    </span>
  );
}

export function DeadlineBar({ approval }: { approval: ApprovalView }) {
  const now = useNow();
  const share = shareLeft(approval, now);
  return (
    <div className="deadline-bar" data-hurry={share < HURRY_BELOW || undefined} aria-hidden>
      <div style={{ inlineSize: `${share * 100}%` }} />
    </div>
  );
}
