import { Alert, Button, Textarea, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import type { ReviewView } from '../../../contract/review.js';
import { ApiError, get, post } from '../api/client';
import { useDraft } from '../approval/use-draft';
import { changes, withValue } from '../details/changes';
import { EditForm } from '../details/edit-form';
import type { Schema } from '../details/field-kind';
import { hasErrors } from '../details/form-errors';
import { label } from '../details/label';
import { Facts } from '../details/value';
import { RiskMark } from '../inbox/risk-mark';
import mark from '../mark.svg';
import { messages } from '../messages';
import { CheckIcon, CrossIcon } from '../shell/icons';
import { Notice } from '../shell/notice';
import { DeadlineBar, TimeLeft } from '../time/time-left';
import { When } from '../time/when';
import { Outcome } from './outcome';
import './review.css';

const words = messages.review;

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
  const [busy, setBusy] = useState<'approve' | 'reject'>();
  const [problem, setProblem] = useState('');
  const change = (part: Parameters<typeof changeDraft>[0]) => {
    setProblem('');
    changeDraft(part);
  };
  const schema = (approval.detailsSchema ?? undefined) as Schema | undefined;
  const edits = draft.details ? changes(approval.details, draft.details) : [];

  const decide = async (verdict: 'approve' | 'reject') => {
    if (verdict === 'approve' && approval.riskLevel === 'high' && !draft.note.trim() && !draft.reasonCode) {
      setProblem(messages.decide.needsReason);
      return;
    }
    const details = draft.details ?? approval.details;
    if (verdict === 'approve' && (draft.details || schema) && hasErrors(details, approval.details, schema)) {
      change({ details });
      setProblem(messages.decide.mendFirst);
      return;
    }
    setBusy(verdict);
    try {
      const answer = {
        verdict,
        ...(draft.note.trim() && { note: draft.note.trim() }),
        ...(draft.reasonCode && { reasonCode: draft.reasonCode }),
        ...(verdict === 'approve' && edits.length > 0 && { modifiedDetails: draft.details }),
      };
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
          <Facts details={approval.details} schema={schema} />
        )}
      </section>
      <section className="decision" aria-label={messages.decide.label}>
        <p className="dim">
          {words.forYou(view.email)}. {view.scope === 'decide' ? words.once : words.readOnly}
        </p>
        {problem && (
          <Alert color="red" role="alert" py="xs">
            {problem}
          </Alert>
        )}
        {view.scope === 'decide' && (
          <>
            <div className="chips" role="group" aria-label={messages.decide.reason}>
              {view.reasons.slice(0, 4).map(({ code, label: text }) => (
                <UnstyledButton
                  key={code}
                  className="chip"
                  aria-pressed={draft.reasonCode === code}
                  onClick={() => change({ reasonCode: draft.reasonCode === code ? '' : code })}
                >
                  {text}
                </UnstyledButton>
              ))}
            </div>
            <div className="decision-row">
              <Textarea
                aria-label={messages.decide.note}
                placeholder={messages.decide.noteHint}
                autosize
                minRows={1}
                maxRows={5}
                value={draft.note}
                onChange={(event) => change({ note: event.currentTarget.value })}
              />
              <div className="decision-buttons">
                <Button variant="default" onClick={() => change({ details: draft.details ? null : approval.details })}>
                  {draft.details ? messages.decide.stopEditing : messages.decide.edit}
                </Button>
                <Button
                  variant="outline"
                  color="red"
                  leftSection={<CrossIcon />}
                  loading={busy === 'reject'}
                  onClick={() => void decide('reject')}
                >
                  {messages.decide.reject}
                </Button>
                <Button leftSection={<CheckIcon />} loading={busy === 'approve'} onClick={() => void decide('approve')}>
                  {edits.length > 0 ? messages.decide.approveWith(edits.length) : messages.decide.approve}
                </Button>
              </div>
            </div>
          </>
        )}
      </section>
    </>
  );
}
