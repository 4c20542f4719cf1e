import { notifications } from '@mantine/notifications';
import { useRef, useState } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import { ApiError, post } from '../api/client';
import { queryClient, useReasonCodes } from '../api/queries';
import { StatusMark } from '../inbox/status-mark';
import { messages } from '../messages';
import { useShortcuts } from '../shell/use-shortcuts';
import { When } from '../time/when';
import { answerOf, editsOf, lacks, shownDetails, type Verdict } from './answer';
import { AnswerFields } from './answer-fields';
import { followDelivery } from './follow-delivery';
import { useStanding, Votes } from './standing';
import type { Draft } from './use-draft';

const words = messages.decide;
const SHOWN_REASONS = 6;

interface DecisionBoxProps {
  approval: ApprovalView;
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  clear: () => void;
  onDecided: () => void;
}

/** Yes, no, or yes-but; always in reach. Once it is decided: who, what and when. */
export function DecisionBox(props: DecisionBoxProps) {
  return props.approval.status === 'PENDING' ? <Undecided {...props} /> : <Decided {...props} />;
}

function Undecided({ approval, draft, change, clear, onDecided }: DecisionBoxProps) {
  const [busy, setBusy] = useState<Verdict>();
  const [problem, setProblem] = useState('');
  const note = useRef<HTMLTextAreaElement>(null);
  const reasons = useReasonCodes().data ?? [];
  const standing = useStanding(approval);

  const decide = async (verdict: Verdict) => {
    if (busy) return;
    const lacking = lacks(approval, draft, verdict);
    if (lacking) {
      setProblem(words[lacking]);
      if (lacking === 'needsReason') note.current?.focus();
      else change({ details: shownDetails(approval, draft) ?? approval.details });
      return;
    }
    setBusy(verdict);
    setProblem('');
    try {
      const answer = answerOf(approval, draft, verdict);
      const settled = await post<ApprovalView>(`/api/approvals/${approval.id}/decision`, answer);
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
      <AnswerFields
        reasons={reasons.slice(0, SHOWN_REASONS)}
        draft={draft}
        change={change}
        edits={editsOf(approval, draft)}
        busy={busy}
        problem={problem}
        note={note}
        onEdit={toggleEdit}
        onDecide={(verdict) => void decide(verdict)}
      />
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
