import { useCallback, useMemo, useState } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';

export interface Selection {
  chosen: ApprovalView[];
  has: (id: string) => boolean;
  toggle: (approval: ApprovalView) => void;
  /** All of these, or none of them. */
  set: (approvals: ApprovalView[], isPicked: boolean) => void;
  clear: () => void;
}

/** What has been picked for one verdict on all; what is decided meanwhile stays, and is then said to have failed. */
export function useSelection(): Selection {
  const [picked, setPicked] = useState<ReadonlyMap<string, ApprovalView>>(new Map());
  const clear = useCallback(() => setPicked(new Map()), []);
  return useMemo(
    () => ({
      chosen: [...picked.values()],
      has: (id) => picked.has(id),
      toggle: (approval) =>
        setPicked((before) => {
          const after = new Map(before);
          if (!after.delete(approval.id)) after.set(approval.id, approval);
          return after;
        }),
      set: (approvals, isPicked) =>
        setPicked((before) => {
          const after = new Map(before);
          for (const approval of approvals)
            if (isPicked) after.set(approval.id, approval);
            else after.delete(approval.id);
          return after;
        }),
      clear,
    }),
    [picked, clear],
  );
}
