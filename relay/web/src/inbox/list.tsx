import { Button, Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { ApprovalView } from '../../../contract/approval.js';
import type { useApprovals } from '../api/queries';
import { useLastDecided } from '../api/queries';
import type { Live } from '../api/use-stream';
import { messages } from '../messages';
import { ago } from '../time/format';
import { useNow } from '../time/use-now';
import type { Selection } from './use-selection';
import { useLate } from './use-late';
import { Row } from './row';

const ROW_HEIGHT = 84;

interface ListProps {
  query: ReturnType<typeof useApprovals>;
  items: ApprovalView[];
  openId: string | undefined;
  onOpen: (id: string) => void;
  live: Live;
  isFiltered: boolean;
  isWaiting: boolean;
  /** Where several can be picked. */
  selection?: Selection;
}

/** The list itself: only what can be seen is in the page, more is fetched as one scrolls. */
export function List({ query, items, openId, onOpen, live, isFiltered, isWaiting, selection }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - 10) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, items.length]);

  const openIndex = items.findIndex((item) => item.id === openId);
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex, { align: 'auto' });
    // Only when another one is opened: scrolling by hand must not be undone by new data.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [openId]);

  const isLate = useLate(query.isPending);
  if (query.isPending)
    return (
      <div className="list">
        {isLate && [1, 2, 3, 4].map((n) => <Skeleton key={n} height={ROW_HEIGHT - 12} m={6} />)}
      </div>
    );
  return (
    <div className="list" ref={scroller}>
      {live.fresh > 0 && isWaiting && (
        <Button
          className="fresh"
          size="compact-sm"
          radius="xl"
          onClick={live.clear}
          aria-label={messages.inbox.showNew(live.fresh)}
        >
          {messages.inbox.newItems(live.fresh)}
        </Button>
      )}
      {items.length === 0 ? (
        <Empty isFiltered={isFiltered} isWaiting={isWaiting} />
      ) : (
        <ul style={{ height: virtual.getTotalSize() }} aria-label={messages.inbox.list}>
          {rows.map((row) => {
            const approval = items[row.index];
            return (
              approval && (
                <li key={approval.id} style={{ transform: `translateY(${row.start}px)`, height: ROW_HEIGHT }}>
                  <Row
                    approval={approval}
                    isOpen={approval.id === openId}
                    onOpen={() => onOpen(approval.id)}
                    selection={selection}
                  />
                </li>
              )
            );
          })}
        </ul>
      )}
    </div>
  );
}

function Empty({ isFiltered, isWaiting }: { isFiltered: boolean; isWaiting: boolean }) {
  const last = useLastDecided();
  const { inbox } = messages;
  const now = useNow();
  if (isFiltered) return <EmptyText title={inbox.emptyFound} hint={inbox.emptyFoundHint} />;
  if (!isWaiting) return <EmptyText title={inbox.emptyDecided} />;
  const when = last.data?.decidedAt ? ago(last.data.decidedAt, now) : null;
  return (
    <EmptyText title={inbox.emptyWaiting} hint={inbox.emptyWaitingHint(when)} celebrates>
      {last.data === null && <Link href="/start">{inbox.first}</Link>}
    </EmptyText>
  );
}

function EmptyText({
  title,
  hint,
  celebrates,
  children,
}: {
  title: string;
  hint?: string;
  celebrates?: boolean;
  children?: React.ReactNode;
}) {
  return (
    <div className="empty">
      {celebrates && (
        <svg width="56" height="56" viewBox="0 0 56 56" fill="none" aria-hidden>
          <circle cx="28" cy="28" r="26" className="empty-ring" />
          <path d="M17 29l8 8 15-18" className="empty-check" />
        </svg>
      )}
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}
