import type { ReviewView } from '../../../contract/review.js';
import { messages } from '../messages';
import { When } from '../time/when';

const words = messages.review;

/** Once there is nothing more to answer: who, what and when. */
export function Outcome({ view: { state, summary, outcome } }: { view: ReviewView }) {
  const status = outcome && (messages.status as Record<string, string>)[outcome.status];
  return (
    <section className="review-outcome" role="status">
      <h1>{state === 'used' ? words.usedTitle : words.decidedTitle}</h1>
      <p>{summary}</p>
      {outcome ? (
        <>
          <p>
            <strong>
              {outcome.by === 'deadline'
                ? messages.decide.byDeadline(status ?? '')
                : words.by(status ?? '', outcome.by ?? '')}
            </strong>{' '}
            <span className="dim">{outcome.at && <When time={outcome.at} />}</span>
          </p>
          {outcome.note && <p className="decided-note">{outcome.note}</p>}
        </>
      ) : (
        <p>{words.voted}</p>
      )}
      <p className="dim">{words.thanks}</p>
    </section>
  );
}
