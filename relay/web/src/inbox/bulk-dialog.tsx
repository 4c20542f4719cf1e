import { Alert, Button, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { ApprovalView } from '../../../contract/approval.js';
import type { BulkAnswer } from '../../../contract/handling.js';
import { lacksReason } from '../../../contract/lacks-reason.js';
import { post } from '../api/client';
import { queryClient, useReasonCodes } from '../api/queries';
import { ReasonChips } from '../approval/reason-chips';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { totalsOf } from './totals';
import type { Selection } from './use-selection';

const words = messages.working;
const AT_ONCE = 200;
const SHOWN_REASONS = 6;

interface BulkDialogProps {
  verdict: 'approve' | 'reject' | undefined;
  selection: Selection;
  onClose: () => void;
}

/** Asks once, with what it comes to; afterwards it lists each that failed, and why. */
export function BulkDialog({ verdict, selection, onClose }: BulkDialogProps) {
  const [failed, setFailed] = useState<Failure[]>([]);
  const close = () => {
    if (failed.length > 0) selection.clear();
    setFailed([]);
    onClose();
  };
  return (
    <Dialog
      title={failed.length > 0 ? words.failedTitle(failed.length) : words.bulkTitle[verdict ?? 'approve']}
      opened={verdict !== undefined}
      onClose={close}
    >
      {failed.length > 0 ? (
        <Failures failed={failed} onClose={close} />
      ) : (
        verdict && <Question verdict={verdict} selection={selection} onClose={onClose} onFailed={setFailed} />
      )}
    </Dialog>
  );
}

interface Failure {
  approval: ApprovalView | undefined;
  detail: string;
}
interface QuestionProps {
  verdict: 'approve' | 'reject';
  selection: Selection;
  onClose: () => void;
  onFailed: (failed: Failure[]) => void;
}

function Question({ verdict, selection, onClose, onFailed }: QuestionProps) {
  const [note, setNote] = useState('');
  const [reasonCode, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const reasons = useReasonCodes().data ?? [];
  const { chosen } = selection;
  const { sums, without, unclear } = totalsOf(chosen);
  const high = chosen.filter(({ riskLevel }) => riskLevel === 'high').length;

  const decide = async () => {
    if (chosen.some((each) => lacksReason(each, verdict, { note, reasonCode }))) {
      setProblem(words.needsNote);
      return;
    }
    setBusy(true);
    try {
      const results: BulkAnswer['results'] = [];
      for (let start = 0; start < chosen.length; start += AT_ONCE) {
        const answer = await post<BulkAnswer>('/api/approvals/decisions', {
          ids: chosen.slice(start, start + AT_ONCE).map(({ id }) => id),
          verdict,
          ...(note.trim() && { note: note.trim() }),
          ...(reasonCode && { reasonCode }),
        });
        results.push(...answer.results);
      }
      const failed = results
        .filter(({ ok }) => !ok)
        .map(({ id, detail }) => ({ approval: chosen.find((each) => each.id === id), detail: detail ?? '' }));
      const done = results.length - failed.length;
      if (done > 0) notifications.show({ title: words.done(done), message: '' });
      for (const { id } of chosen) void queryClient.invalidateQueries({ queryKey: ['approval', id] });
      void queryClient.invalidateQueries({ queryKey: ['approvals'] });
      void queryClient.invalidateQueries({ queryKey: ['count'] });
      if (failed.length > 0) onFailed(failed);
      else {
        selection.clear();
        onClose();
      }
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
    }
  };

  return (
    <div className="stack bulk-question">
      {problem && (
        <Alert color="red" role="alert" py="xs">
          {problem}
        </Alert>
      )}
      <dl className="bulk-totals">
        <dt>{words.bulkCount(chosen.length)}</dt>
        <dd>
          {sums.map((sum) => (
            <strong key={sum}>{sum}</strong>
          ))}
          {without > 0 && <span className="dim">{words.without(without)}</span>}
          {unclear.length > 0 && <span className="dim">{words.unclear(unclear)}</span>}
          {high > 0 && <span className="dim">{words.highRisk(high)}</span>}
        </dd>
      </dl>
      <ReasonChips reasons={reasons.slice(0, SHOWN_REASONS)} chosen={reasonCode} onChange={setReason} />
      <Textarea
        label={words.note}
        autosize
        minRows={2}
        maxRows={6}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose}>
          {words.keep}
        </Button>
        <Button color={verdict === 'reject' ? 'red' : undefined} loading={busy} onClick={() => void decide()}>
          {words.doIt[verdict](chosen.length)}
        </Button>
      </div>
    </div>
  );
}

function Failures({ failed, onClose }: { failed: Failure[]; onClose: () => void }) {
  return (
    <div className="stack">
      <ul className="bulk-failed">
        {failed.map(({ approval, detail }, index) => (
          <li key={index}>
            <strong>{approval?.summary}</strong>
            <p className="dim">{detail}</p>
          </li>
        ))}
      </ul>
      <div className="dialog-foot">
        <Button onClick={onClose}>{words.close}</Button>
      </div>
    </div>
  );
}
