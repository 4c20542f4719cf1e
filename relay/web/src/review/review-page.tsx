import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import type { ReviewView } from '../../../contract/review.js';
import { ApiError, get, post } from '../api/client';
import { answerOf, editsOf, lacks, shownDetails, type Verdict } from '../approval/answer';
import { AnswerFields } from '../approval/answer-fields';
import { ChangesMade } from '../approval/changes-made';
import { useDraft } from '../approval/use-draft';
import { withValue } from '../details/changes';
import { EditForm } from '../details/edit-form';
import type { Schema } from '../details/field-kind';
import { label } from '../details/label';
import { Facts } from '../details/value';
import { RiskMark } from '../inbox/risk-mark';
import mark from '../mark.svg';
import { messages } from '../messages';
import { Notice } from '../shell/notice';
import { DeadlineBar, TimeLeft } from '../time/time-left';
import { When } from '../time/when';
import { Outcome } from './outcome';
import './review.css';

const words = messages.review;
const SHOWN_REASONS = 4;

/** What a review link shows: one approval and the box to answer it, and nothing else of the workspace. */
export default function ReviewPage({ token }: { token: string }) {
  const path = `/api/review/${encodeURIComponent(token)}`;
  const { data, error, refetch } = useQuery({
    queryKey: ['review', token],
    queryFn: () => get<ReviewView>(path),
    // Somebody else may answer meanwhile.
    refetchInterval: 15_000,
  });
  const [answered, setAnswered] = useState<ReviewView>();
  // What was taken back meanwhile is not shown any longer; what cannot be reached for a moment is.
  const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  const view = answered ?? (isRefused ? undefined : data);
  return (
    <main className="review">
      <p className="brand">
        <img src={mark} alt="" width={24} height={24} />
        {messages.product}
      </p>
      {error && !view && <Notice title={words.invalid} hint={error.message} />}
      {view && !view.approval && <Outcome view={view} />}
      {view?.approval && (
        <Open
          view={view}
          approval={view.approval}
          path={path}
          onAnswered={setAnswered}
          onRefused={() => void refetch()}
        />
      )}
    </main>
  );
}

interface OpenProps {
  view: ReviewView;
  approval: ApprovalView;
  path: string;
  onAnswered: (view: ReviewView) => void;
  onRefused: () => void;
}

function Open({ view, approval, path, onAnswered, onRefused }: OpenProps) {
  const [draft, changeDraft, clear] = useDraft(`link ${approval.id}`);
  const [busy, setBusy] = useState<Verdict>();
  const [problem, setProblem] = useState('');
  const change = (part: Parameters<typeof changeDraft>[0]) => {
    setProblem('');
    changeDraft(part);
  };
  const schema = (approval.detailsSchema ?? undefined) as Schema | undefined;
  const shown = shownDetails(approval, draft) ?? approval.details;

  const decide = async (verdict: Verdict) => {
    const lacking = lacks(approval, draft, verdict);
    if (lacking) {
      if (lacking === 'mendFirst') change({ details: shown });
      setProblem(messages.decide[lacking]);
      return;
    }
    setBusy(verdict);
    try {
      const answer = answerOf(approval, draft, verdict);
      onAnswered(await post<ReviewView>(`${path}/decision`, { formToken: view.formToken, verdict: answer }));
      clear();
    } catch (error) {
      setBusy(undefined);
      setProblem((error as Error).message);
      onRefused();
    }
  };

  return (
    <>
      <header>
        <p className="kicker">
          <RiskMark level={approval.riskLevel} />
          <span>{label(approval.action)}</span>
        </p>
        <h1>{approval.summary}</h1>
        <div className="deadline">
          <DeadlineBar approval={approval} />
          <p>
            <TimeLeft approval={approval} />
            <span className="dim">{messages.approval.ifNobody[approval.onExpiry]}</span>
          </p>
        </div>
      </header>
      <section className="why" aria-label={messages.approval.why}>
        <p className="asker">
          <strong>{messages.approval.asks(approval.agentName ?? '')}</strong>{' '}
          <span className="dim">
            <When time={approval.createdAt} />
          </span>
        </p>
        {approval.justification && <blockquote>{approval.justification}</blockquote>}
      </section>
      <section>
        <h2>{messages.approval.facts}</h2>
        {draft.details ? (
          <EditForm
            original={approval.details}
            value={draft.details}
            schema={schema}
            onChange={(to, value) =>
              change({ details: withValue(draft.details, to, value) as Record<string, unknown> })
            }
          />
        ) : (
          <Facts details={shown} schema={schema} />
        )}
      </section>
      {approval.proposedDetails && !draft.details && (
        <ChangesMade before={approval.details} after={approval.proposedDetails} />
      )}
      <section className="decision" aria-label={messages.decide.label}>
        <p className="dim">
          {words.forYou(view.email)}. {view.scope === 'decide' ? words.once : words.readOnly}
        </p>
        {view.scope === 'decide' && (
          <AnswerFields
            reasons={view.reasons.slice(0, SHOWN_REASONS)}
            draft={draft}
            change={change}
            edits={editsOf(approval, draft)}
            busy={busy}
            problem={problem}
            onEdit={() => change({ details: draft.details ? null : shown })}
            onDecide={(verdict) => void decide(verdict)}
          />
        )}
      </section>
    </>
  );
}
