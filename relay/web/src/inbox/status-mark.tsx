import type { ApprovalView } from '../../../contract/approval.js';
import { messages } from '../messages';

const PATH: Record<Exclude<ApprovalView['status'], 'PENDING'>, string> = {
  APPROVED: 'M3 8.5 6.5 12 13 4.5',
  REJECTED: 'M4 4 12 12M12 4 4 12',
  CANCELLED: 'M3 8H13',
};

/** How it ended: a shape, a colour and a word. */
export function StatusMark({ approval, wordless = false }: { approval: ApprovalView; wordless?: boolean }) {
  if (approval.status === 'PENDING') return null;
  const word = messages.status[approval.status];
  return (
    <span className="status" data-status={approval.status}>
      <svg
        width="14"
        height="14"
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.4"
        strokeLinecap="round"
        role={wordless ? 'img' : undefined}
        aria-label={wordless ? word : undefined}
        aria-hidden={wordless ? undefined : true}
      >
        <path d={PATH[approval.status]} />
      </svg>
      {!wordless && word}
    </span>
  );
}
