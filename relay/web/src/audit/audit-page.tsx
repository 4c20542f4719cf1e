import { Anchor, Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AuditEntryView, AuditList } from '../../../contract/audit.js';
import { get } from '../api/client';
import { messages } from '../messages';
import { When } from '../time/when';
import './audit.css';

const words = messages.audit;
const EMPTY = { from: '', to: '', event: '', by: '', subject: '' };
type Filter = typeof EMPTY;

function queryOf({ from, to, event, by, subject }: Filter): URLSearchParams {
  const query = new URLSearchParams();
  // A day as its reader means it; until is that day's end.
  if (from) query.set('from', new Date(`${from}T00:00:00`).toISOString());
  if (to) query.set('to', new Date(new Date(`${to}T00:00:00`).getTime() + 86_400_000).toISOString());
  if (event) query.set('event', event);
  if (by.trim()) query.set('by', by.trim());
  if (subject.trim()) query.set('subject', subject.trim());
  return query;
}

const useAudit = (query: string) =>
  useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }) => get<AuditList>(`/api/audit?${query}${pageParam ? `&before=${pageParam}` : ''}`),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.nextBefore ?? undefined,
  });

export default function AuditPage() {
  const [filter, setFilter] = useState(EMPTY);
  const query = queryOf(filter).toString();
  const list = useAudit(query);
  const entries = list.data?.pages.flatMap(({ items }) => items);
  const set = (name: keyof Filter) => (event: { currentTarget: { value: string } }) =>
    setFilter({ ...filter, [name]: event.currentTarget.value });
  return (
    <div className="page audit">
      <div className="page-head">
        <h1>{words.title}</h1>
        <div className="audit-exports">
          {(['csv', 'jsonl'] as const).map((format) => (
            <Button key={format} component="a" variant="default" href={`/api/audit?${query}&format=${format}`} download>
              {words[format]}
            </Button>
          ))}
        </div>
      </div>
      <p className="dim">{words.hint}</p>
      <form className="audit-filters" onSubmit={(event) => event.preventDefault()}>
        <TextInput type="date" label={words.from} value={filter.from} onChange={set('from')} />
        <TextInput type="date" label={words.to} value={filter.to} onChange={set('to')} />
        <NativeSelect
          label={words.event}
          value={filter.event}
          onChange={set('event')}
          data={[
            { value: '', label: words.anyEvent },
            ...Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
          ]}
        />
        <TextInput label={words.by} value={filter.by} onChange={set('by')} />
        <TextInput label={words.subject} value={filter.subject} onChange={set('subject')} />
      </form>
      {entries?.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
        </div>
      )}
      <ol className="audit-list">
        {entries?.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  );
}

function Entry({ entry }: { entry: AuditEntryView }) {
  const { seq, at, event, by, subject, text, hash } = entry;
  return (
    <li>
      <span className="audit-seq">{seq}</span>
      <span>
        <strong>{messages.timeline[event] ?? event}</strong> · {by ?? words.relay}
        {text && <p>{text}</p>}
        <p className="dim">
          {subject?.startsWith('req_') ? (
            <Anchor component={Link} href={`/approvals/${subject}`} size="sm">
              {subject}
            </Anchor>
          ) : (
            subject
          )}{' '}
          <code title={hash}>{hash.slice(0, 8)}</code>
        </p>
      </span>
      <span className="dim audit-when">
        <When time={at} />
      </span>
    </li>
  );
}
