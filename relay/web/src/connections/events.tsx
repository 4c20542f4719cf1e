import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { InboundEventView } from '../../../contract/connection.js';
import { useApproval } from '../api/queries';
import type { Schema } from '../details/field-kind';
import { Facts } from '../details/value';
import { messages } from '../messages';
import { When } from '../time/when';
import { useEvents } from './queries';

const words = messages.connections;
const EVERY_MS = 5_000;

interface EventsProps {
  id: string;
  everyMs?: number;
  /** Shows what the payload was made into, too. */
  isMapped?: boolean;
}

/** What the platform sent and what became of it, the newest first. */
export function Events({ id, everyMs = EVERY_MS, isMapped = false }: EventsProps) {
  const { data, hasNextPage, fetchNextPage } = useEvents(id, everyMs);
  const events = data?.pages.flatMap(({ items }) => items);
  if (!events) return null;
  if (events.length === 0)
    return (
      <div className="empty">
        <h2>{words.noEvents}</h2>
        <p>{words.noEventsHint}</p>
      </div>
    );
  return (
    <div className="stack">
      <ul className="events">
        {events.map((event) => (
          <EventRow key={event.id} event={event} isMapped={isMapped} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" onClick={() => void fetchNextPage()}>
          {words.moreEvents}
        </Button>
      )}
    </div>
  );
}

function EventRow({ event, isMapped }: { event: InboundEventView; isMapped: boolean }) {
  const { what, outcome, reason, approvalId, repeats, body, receivedAt } = event;
  const fix = outcome === 'refused' || outcome === 'failed' ? words.fix[outcome] : undefined;
  return (
    <li className="event" data-outcome={outcome}>
      <p className="event-head">
        <strong className="event-outcome">{words.outcome[outcome]}</strong>
        <code>{what}</code>
        <span className="dim">
          <When time={receivedAt} />
          {repeats > 0 && ` · ${words.repeats(repeats)}`}
        </span>
      </p>
      {reason && <p>{outcome === 'ignored' ? words.because(reason) : reason}</p>}
      {fix && <p className="advice">{fix}</p>}
      {approvalId && isMapped && <Mapped id={approvalId} />}
      {approvalId && (
        <p>
          <Link href={`/approvals/${approvalId}`} className="event-link">
            {words.openApproval}
          </Link>
        </p>
      )}
      {body && (
        <details>
          <summary>{words.payload}</summary>
          <pre tabIndex={0}>{body}</pre>
        </details>
      )}
    </li>
  );
}

function Mapped({ id }: { id: string }) {
  const approval = useApproval(id).data;
  if (!approval) return null;
  return (
    <div className="event-mapped">
      <p>
        <strong>{approval.summary}</strong>
      </p>
      <Facts details={approval.details} schema={approval.detailsSchema as Schema | undefined} />
    </div>
  );
}
