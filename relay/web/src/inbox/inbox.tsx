import { useEffect, useMemo } from 'react';
import { useApprovals, useCount } from '../api/queries';
import type { Live } from '../api/use-stream';
import { ApprovalPage } from '../approval/approval-page';
import { messages } from '../messages';
import { useShortcuts } from '../shell/use-shortcuts';
import { BulkBar } from './bulk-bar';
import { Filters } from './filters';
import { List } from './list';
import { SelectAll } from './select-all';
import { SelectMatching } from './select-matching';
import { Toolbar } from './toolbar';
import { useSelection } from './use-selection';
import { useView } from './use-view';
import './working.css';

/** The list on the left, the approval on the right; on a phone one at a time. */
export function Inbox({ live, openId }: { live: Live; openId?: string }) {
  const { view, open, search, show, setTab, setFilter } = useView();
  const selection = useSelection();
  const query = useApprovals(view);
  const counts = { mine: useCount('mine').data, waiting: useCount('waiting').data, decided: useCount('decided').data };
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const isWaiting = view.tab !== 'decided';

  // What is picked is of the list that one sees: nothing is decided that another filter has taken out of sight.
  const shown = JSON.stringify({ ...view, sort: undefined });
  const { clear } = selection;
  useEffect(() => clear(), [shown, clear]);

  // A new approval that reaches an empty list moves nothing that anybody looks at.
  useEffect(() => {
    if (live.fresh > 0 && items.length === 0 && !query.isFetching) live.clear();
  }, [live, items.length, query.isFetching]);

  const index = items.findIndex((item) => item.id === openId);
  const go = (step: number) => {
    const next = items[index < 0 ? 0 : Math.min(items.length - 1, Math.max(0, index + step))];
    if (next) open(next.id);
  };
  useShortcuts({
    j: () => go(1),
    k: () => go(-1),
    o: () => go(0),
    x: () => items[index] && isWaiting && selection.toggle(items[index]),
  });

  /** After a verdict the next one opens, where the one that was decided had been; on a phone, the list. */
  const openNext = () => {
    const next = isWaiting ? (items[index + 1] ?? items[index - 1]) : undefined;
    const isWide = window.matchMedia('(min-width: 48em)').matches;
    if (!isWide) open(undefined);
    else if (next && next.id !== openId) open(next.id);
  };

  // The page's own heading is that of the open approval.
  const Heading = openId ? 'h2' : 'h1';
  return (
    <div className="inbox" data-open={openId ? true : undefined}>
      <section className="inbox-list" aria-label={messages.nav.inbox}>
        <Heading className="visually-hidden">{messages.nav.inbox}</Heading>
        <div className="tabs" role="group" aria-label={messages.inbox.list}>
          {(['mine', 'waiting', 'decided'] as const).map((tab) => (
            <button key={tab} type="button" aria-pressed={view.tab === tab} onClick={() => setTab(tab)}>
              {messages.inbox[tab]}
              {tab !== 'decided' && <span className="count">{briefly(counts[tab])}</span>}
            </button>
          ))}
        </div>
        <Filters view={view} setFilter={setFilter}>
          <Toolbar view={view} query={search} show={show} setFilter={setFilter}>
            {isWaiting && <SelectAll items={items} selection={selection} />}
          </Toolbar>
        </Filters>
        <List
          query={query}
          items={items}
          openId={openId}
          onOpen={open}
          live={live}
          isFiltered={Boolean(view.q ?? view.risk ?? view.action ?? view.platform ?? view.group ?? view.assignee)}
          isWaiting={isWaiting}
          selection={isWaiting ? selection : undefined}
        />
        {isWaiting && (
          <BulkBar selection={selection}>
            <SelectMatching view={view} items={items} total={query.data?.pages[0]?.total ?? 0} selection={selection} />
          </BulkBar>
        )}
      </section>
      <section className="inbox-detail" aria-label={messages.approval.facts}>
        {openId ? (
          <ApprovalPage key={openId} id={openId} onBack={() => open(undefined)} onDecided={openNext} />
        ) : (
          items.length > 0 && <p className="pick">{messages.inbox.pick}</p>
        )}
      </section>
    </div>
  );
}

const brief = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** 111, 7.9K: three tabs have to fit on a phone. How many were decided is no work to do, and grows for ever. */
const briefly = (count: number | undefined): string => (count === undefined ? ' ' : brief.format(count));
