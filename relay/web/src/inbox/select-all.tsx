import { Checkbox } from '@mantine/core';
import type { ApprovalView } from '../../../contract/approval.js';
import { messages } from '../messages';
import type { Selection } from './use-selection';

/** Picks everything that the list has fetched so far, or nothing of it. */
export function SelectAll({ items, selection }: { items: ApprovalView[]; selection: Selection }) {
  const picked = items.filter(({ id }) => selection.has(id)).length;
  const isAll = items.length > 0 && picked === items.length;
  return (
    <label className="select-all">
      <Checkbox
        size="xs"
        aria-label={messages.working.selectAll}
        title={messages.working.selectAll}
        disabled={items.length === 0}
        checked={isAll}
        indeterminate={picked > 0 && !isAll}
        onChange={() => selection.set(items, !isAll)}
      />
    </label>
  );
}
