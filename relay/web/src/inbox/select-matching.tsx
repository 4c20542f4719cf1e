import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { ApprovalList, ApprovalView } from '../../../contract/approval.js';
import { get } from '../api/client';
import { listPath, type ListView } from '../api/queries';
import { messages } from '../messages';
import type { Selection } from './use-selection';

const words = messages.working;
/** As many as one person can answer for at once: five of the relay's own steps. */
export const MOST = 1000;
const PAGE = 100;

interface SelectMatchingProps {
  view: ListView;
  /** What has been fetched, and how many there are. */
  items: ApprovalView[];
  total: number;
  selection: Selection;
}

/** Once all that is shown is picked: the rest of what matches, fetched before it is picked, so that the totals are of all of it. */
export function SelectMatching({ view, items, total, selection }: SelectMatchingProps) {
  const [busy, setBusy] = useState(false);
  const isAllShown = items.length > 0 && items.every(({ id }) => selection.has(id));
  if (!isAllShown || total <= items.length || selection.chosen.length >= Math.min(total, MOST)) return null;
  const pick = async () => {
    setBusy(true);
    try {
      selection.set(await matching(view), true);
    } catch (error) {
      notifications.show({ color: 'red', title: words.failed, message: (error as Error).message });
    }
    setBusy(false);
  };
  return (
    <Button variant="subtle" size="xs" loading={busy} onClick={() => void pick()}>
      {total > MOST ? words.selectFirst(MOST, total) : words.selectMatching(total)}
    </Button>
  );
}

async function matching(view: ListView): Promise<ApprovalView[]> {
  const found: ApprovalView[] = [];
  let cursor: string | undefined;
  do {
    const page = await get<ApprovalList>(listPath(view, cursor, PAGE));
    found.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && found.length < MOST);
  return found.slice(0, MOST);
}
