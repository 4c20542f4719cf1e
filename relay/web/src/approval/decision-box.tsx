import { Alert, Button, Textarea, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import { ApiError, post } from '../api/client';
import { queryClient, useReasonCodes } from '../api/queries';
import { changes } from '../details/changes';
import type { Schema } from '../details/field-kind';
import { hasErrors } from '../details/form-errors';
import { StatusMark } from '../inbox/status-mark';
import { messages } from '../messages';
import { CheckIcon, CrossIcon } from '../shell/icons';
import { useShortcuts } from '../shell/use-shortcuts';
import { When } from '../time/when';
import { followDelivery } from './follow-delivery';
import { useStanding, Votes } from './standing';
import type { Draft } from './use-draft';

const words = messages.decide;
const SHOWN_REASONS = 6;

interface DecisionBoxProps {
  approval: ApprovalView;
  schema: Schema | undefined;
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  clear: () => void;
  onDecided: () => void;
}

/** Yes, no, or yes-but; always in reach. Once it is decided: who, what and when. */
export function DecisionBox(props: DecisionBoxProps) {
  return props.approval.status === 'PENDING' ? <Undecided {...props} /> : <Decided {...props} />;
}

function Undecided({ approval, schema, draft, change, clear, onDecided }: DecisionBoxProps) {
  const [busy, setBusy] = useState<'approve' | 'reject'>();
  const [problem, setProblem] = useState('');
  const note = useRef<HTMLTextAreaElement>(null);
  const reasons = useReasonCodes().data ?? [];
  const standing = useStanding(approval);
  // What is put to the vote is what is on the screen, and approving it says so.
  const shown = draft.details ?? approval.proposedDetails;
  const edits = shown ? changes(approval.details, shown) : [];

  const decide = async (verdict: 'approve' | 'reject') => {
    if (busy) return;
    if (verdict === 'approve' && approval.riskLevel === 'high' && !draft.note.trim() && !draft.reasonCode) {
      setProblem(words.needsReason);
      note.current?.focus();
      return;
    }
    const details = shown ?? approval.details;
    // What nobody has changed is checked only against what the caller says that it must be.
    if (verdict === 'approve' && (draft.details || schema) && hasErrors(details, approval.details, schema)) {
      change({ details });
      setProblem(words.mendFirst);
      return;
    }
    setBusy(verdict);
    setProblem('');
    try {
      const settled = await post<ApprovalView>(`/api/approvals/${approval.id}/decision`, {
        verdict,
        ...(draft.note.trim() && { note: draft.note.trim() }),
        ...(draft.reasonCode && { reasonCode: draft.reasonCode }),
        ...(verdict === 'approve' && edits.length > 0 && shown && { modifiedDetails: shown }),
      });
      clear();
      queryClient.setQueryData(['approval', approval.id], settled);
      if (settled.status === 'PENDING') {
        setBusy(undefined);
        void queryClient.invalidateQueries({ queryKey: ['approval', approval.id] });
        notifications.show({ title: messages.votes.noted, message: messages.votes.voted });
        return;
      }
      void followDelivery(settled);
      onDecided();
    } catch (error) {
      setBusy(undefined);
      if (error instanceof ApiError && error.problem.code === 'already_decided') {
        // The box becomes who, what and when; what was written stays in the draft.
        queryClient.setQueryData(['approval', approval.id], error.problem.approval as ApprovalView);
      } else if (error instanceof ApiError && error.status === 401) {
        queryClient.setQueryData(['me'], null);
      } else {
        setProblem((error as Error).message);
        notifications.show({ color: 'red', title: words.failed, message: (error as Error).message });
      }
    }
  };

  const toggleEdit = () => change({ details: draft.details ? null : (approval.proposedDetails ?? approval.details) });
  // Whoever has approved may still think better of it.
  const isNotTheirs = standing !== undefined && !standing.mayDecide && !standing.hasVoted;
  useShortcuts(isNotTheirs ? {} : { a: () => void decide('approve'), r: () => void decide('reject'), e: toggleEdit });

  const votes = standing && approval.quorum && <Votes approval={approval} standing={standing} />;
  if (isNotTheirs)
    return (
      <section className="decision" aria-label={words.label}>
        {votes}
        <div className="may-not" role="status">
          <strong>{messages.votes.mayNot}</strong>
          <p className="dim">{standing.reason}</p>
        </div>
      </section>
    );

  return (
    <section className="decision" aria-label={words.label}>
      {votes}
      {standing?.hasVoted && <p role="status">{messages.votes.voted}</p>}
      {problem && (
        <Alert color="red" role="alert" py="xs">
          {problem}
        </Alert>
      )}
      <div className="chips" role="group" aria-label={words.reason}>
        {reasons.slice(0, SHOWN_REASONS).map(({ code, label }) => (
          <UnstyledButton
            key={code}
            className="chip"
            aria-pressed={draft.reasonCode === code}
            onClick={() => change({ reasonCode: draft.reasonCode === code ? '' : code })}
          >
            {label}
          </UnstyledButton>
        ))}
      </div>
      <div className="decision-row">
        <Textarea
          ref={note}
          aria-label={words.note}
          placeholder={words.noteHint}
          autosize
          minRows={1}
          maxRows={5}
          value={draft.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <div className="decision-buttons">
          <Button variant="default" onClick={toggleEdit}>
            {draft.details ? words.stopEditing : words.edit}
          </Button>
          <Button
            variant="outline"
            color="red"
            leftSection={<CrossIcon />}
            loading={busy === 'reject'}
            onClick={() => void decide('reject')}
          >
            {words.reject}
          </Button>
          <Button leftSection={<CheckIcon />} loading={busy === 'approve'} onClick={() => void decide('approve')}>
            {edits.length > 0 ? words.approveWith(edits.length) : words.approve}
          </Button>
        </div>
      </div>
    </section>
  );
}

function Decided({ approval, draft }: DecisionBoxProps) {
  const status = messages.status[approval.status];
  return (
    <section className="decision" aria-label={words.label}>
      <p className="decided" role="status">
        <StatusMark approval={approval} wordless />
        <strong>
          {approval.decidedBy === 'deadline'
            ? words.byDeadline(status)
            : approval.autoDecided && approval.decisionReasonCode === 'policy'
              ? words.byRule(status, (approval.decidedBy ?? '').replace(/^rule: /, ''))
              : words.somebodyElse(status, approval.decidedBy ?? '')}
        </strong>
        <span className="dim">
          {approval.decidedFor && `${words.insteadOf(approval.decidedFor)} · `}
          {approval.decidedVia === 'link' && `${words.byLink} · `}
          {approval.decidedAt && <When time={approval.decidedAt} />}
        </span>
      </p>
      {approval.decisionNote && <p className="decided-note">{approval.decisionNote}</p>}
      {draft.note && (
        <>
          <p className="dim">{words.draftKept}</p>
          <p className="decided-note">{draft.note}</p>
        </>
      )}
    </section>
  );
}
