import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { messages } from '../messages';
import { CheckIcon, CrossIcon } from '../shell/icons';
import { BulkDialog } from './bulk-dialog';
import { totalsOf } from './totals';
import type { Selection } from './use-selection';

const words = messages.working;

/** What is selected, what it comes to, and one verdict for all of it. */
export function BulkBar({ selection, children }: { selection: Selection; children?: ReactNode }) {
  const [verdict, setVerdict] = useState<'approve' | 'reject'>();
  const { chosen } = selection;
  if (chosen.length === 0) return null;
  const { sums, without, unclear } = totalsOf(chosen);
  const left = without + unclear.length;
  return (
    <div className="bulk" role="group" aria-label={words.selected(chosen.length)}>
      <p>
        <strong>{words.selected(chosen.length)}</strong>
        <span className="dim">{[...sums, ...(left > 0 ? [words.notCounted(left)] : [])].join(' · ')}</span>
      </p>
      {children}
      <div className="bulk-buttons">
        <Button variant="subtle" color="gray" size="xs" onClick={selection.clear}>
          {words.clear}
        </Button>
        <Button
          variant="outline"
          color="red"
          size="xs"
          leftSection={<CrossIcon />}
          onClick={() => setVerdict('reject')}
        >
          {words.reject}
        </Button>
        <Button size="xs" leftSection={<CheckIcon />} onClick={() => setVerdict('approve')}>
          {words.approve}
        </Button>
      </div>
      <BulkDialog verdict={verdict} selection={selection} onClose={() => setVerdict(undefined)} />
    </div>
  );
}
