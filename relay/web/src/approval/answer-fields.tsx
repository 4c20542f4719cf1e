import { Alert, Button, Textarea } from '@mantine/core';
import type { Ref } from 'react';
import { messages } from '../messages';
import { CheckIcon, CrossIcon } from '../shell/icons';
import type { Verdict } from './answer';
import { ReasonChips } from './reason-chips';
import type { Draft } from './use-draft';

const words = messages.decide;

interface AnswerFieldsProps {
  reasons: Array<{ code: string; label: string }>;
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  /** How many values would be changed. */
  edits: number;
  busy: Verdict | undefined;
  problem: string;
  note?: Ref<HTMLTextAreaElement>;
  onEdit: () => void;
  onDecide: (verdict: Verdict) => void;
}

/** Why, in words or in one touch, and the three answers: wherever one approval is answered. */
export function AnswerFields(props: AnswerFieldsProps) {
  const { reasons, draft, change, edits, busy, problem, note, onEdit, onDecide } = props;
  return (
    <>
      {problem && (
        <Alert color="red" role="alert" py="xs">
          {problem}
        </Alert>
      )}
      <ReasonChips reasons={reasons} chosen={draft.reasonCode} onChange={(reasonCode) => change({ reasonCode })} />
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
          <Button variant="default" onClick={onEdit}>
            {draft.details ? words.stopEditing : words.edit}
          </Button>
          <Button
            variant="outline"
            color="red"
            leftSection={<CrossIcon />}
            loading={busy === 'reject'}
            onClick={() => onDecide('reject')}
          >
            {words.reject}
          </Button>
          <Button leftSection={<CheckIcon />} loading={busy === 'approve'} onClick={() => onDecide('approve')}>
            {edits > 0 ? words.approveWith(edits) : words.approve}
          </Button>
        </div>
      </div>
    </>
  );
}
