import { useRef } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import { post } from '../api/client';

const EVERY_MS = 5_000;

/** Shows the customer that their answer is being written, where the platform can. That it could not be told costs nothing. */
export function useTyping(approval: ApprovalView | undefined) {
  const last = useRef(0);
  return (field: string) => {
    // The note is the answer only to a hand-over; elsewhere it is for the record.
    const isAnswer = field === 'reply' || (field === 'note' && approval?.reference.kind === 'handover');
    if (approval?.platform !== 'fin-helpdesk' || !isAnswer) return;
    const now = Date.now();
    if (now - last.current < EVERY_MS) return;
    last.current = now;
    post(`/api/approvals/${approval.id}/typing`).catch(() => undefined);
  };
}
