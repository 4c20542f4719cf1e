import { Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import type { RuleRequest } from '../../../contract/rule.js';
import { messages } from '../messages';
import { When } from '../time/when';
import { isFinished, tryable } from './draft';
import { useSettled, useTrial } from './queries';

const words = messages.rules;

/** What the draft would do with the approvals that are stored, as it is being written. */
export function TryPanel({ rule, id }: { rule: RuleRequest; id: string | undefined }) {
  const draft = useSettled(tryable(rule));
  return (
    <section className="trial" aria-label={words.tryTitle}>
      <h2>{words.tryTitle}</h2>
      <p className="dim">{words.tryHint}</p>
      {isFinished(rule) && isFinished(draft) ? <Trial rule={draft} id={id} /> : <p role="status">{words.unfinished}</p>}
    </section>
  );
}

function Trial({ rule, id }: { rule: RuleRequest; id: string | undefined }) {
  const { data: trial, error } = useTrial(rule, id);
  if (error) return <p role="status">{error.message}</p>;
  if (!trial) return <Skeleton height={120} aria-hidden />;
  return (
    <>
      <p className="trial-sum" role="status">
        {words.matches(trial.matched, trial.looked)}
      </p>
      <ul>
        {trial.examples.map(({ approval, does, overruled }) => (
          <li key={approval.id}>
            <Link href={`/approvals/${approval.id}`}>{approval.summary}</Link>
            <span className="dim">
              <When time={approval.createdAt} />
              {does.length > 0 && ` · ${words.sets(does.map((effect) => words.effect[effect] ?? effect).join(', '))}`}
            </span>
            {overruled.map(({ effect, by }) => (
              <span key={effect} className="trial-lost">
                {words.overruled(words.effect[effect] ?? effect, by)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
