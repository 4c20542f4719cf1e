import { Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import type { RuleRequest } from '../../../contract/rule.js';
import { StatusMark } from '../inbox/status-mark';
import { messages } from '../messages';
import { isFinished, tryable } from './draft';
import { useReplay, useSettled } from './queries';

const words = messages.rules;

/** What a policy would have done with the decisions that are stored. `id` when it is the saved one as it stands. */
export function ReplayPanel({ rule, id }: { rule: RuleRequest; id: string | undefined }) {
  const draft = useSettled(tryable(rule));
  return (
    <section className="trial" aria-label={words.replayTitle}>
      <h2>{words.replayTitle}</h2>
      <p className="dim">{words.replayHint}</p>
      {isFinished(rule) && isFinished(draft) ? (
        <Replay rule={draft} id={id} />
      ) : (
        <p role="status">{words.unfinished}</p>
      )}
      {id === undefined && <p className="dim">{words.saveFirst}</p>}
    </section>
  );
}

function Replay({ rule, id }: { rule: RuleRequest; id: string | undefined }) {
  const { data: replay, error } = useReplay(rule, id);
  if (error) return <p role="status">{error.message}</p>;
  if (!replay) return <Skeleton height={120} aria-hidden />;
  const others = words.others(replay.unanswered, replay.automatic);
  return (
    <>
      <div role="status" className="replay-sum">
        <p>{words.would[replay.verdict]}</p>
        <p className="trial-sum">{replay.matched.toLocaleString('en')}</p>
        <p className="tabular">
          {[
            ...replay.sums.map(({ currency, amount }) => `${grouped(amount)}${currency ? ` ${currency}` : ''}`),
            ...(replay.withoutAmount > 0 ? [words.withoutAmount(replay.withoutAmount)] : []),
          ].join(' · ')}
        </p>
      </div>
      <p>{words.agreed(replay.agreed)}</p>
      {others && <p className="dim">{others}.</p>}
      <p>{words.disagreed(replay.disagreed)}</p>
      <ul>
        {replay.disagreements.map((approval) => (
          <li key={approval.id}>
            <Link href={`/approvals/${approval.id}`}>{approval.summary}</Link>
            <span className="dim">
              <StatusMark approval={approval} /> {approval.modifiedDetails && `${words.withChanges} · `}
              {approval.decidedBy}
              {approval.decisionNote && ` · ${approval.decisionNote}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Thousands apart, without going by a number that could not hold it exactly. */
function grouped(amount: string): string {
  const [whole = '', fraction] = amount.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction ? `.${fraction}` : ''}`;
}
