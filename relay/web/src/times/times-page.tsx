import { Alert, Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import type { TimesChange, TimesView } from '../../../contract/times.js';
import { call } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { useLate } from '../inbox/use-late';
import { EscalationSteps } from './escalation-steps';
import { GroupTargets } from './group-targets';
import { TargetFields } from './target-fields';
import { useTimes } from './queries';
import './times.css';

const words = messages.times;

export default function TimesPage() {
  const times = useTimes();
  const isLate = useLate(times.isPending);
  return (
    <div className="page times">
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <p className="dim">{words.hint}</p>
      {times.data ? <TimesForm key={times.data.changedAt} times={times.data} /> : isLate && <p>…</p>}
    </div>
  );
}

function TimesForm({ times }: { times: TimesView }) {
  const [value, setValue] = useState(times);
  const [reminders, setReminders] = useState(times.remindAtPercent.join(', '));
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<TimesView>) => setValue({ ...value, ...change });
  const percents = readPercents(reminders);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!percents) return;
    setBusy(true);
    try {
      const saved = await call<TimesView>(
        'PATCH',
        '/api/times',
        changed({ ...value, remindAtPercent: percents }, times),
      );
      setProblem('');
      notifications.show({ title: words.saved, message: '' });
      queryClient.setQueryData(['times'], saved);
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };

  return (
    <form className="times-form" onSubmit={(event) => void submit(event)}>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <section>
        <h2>{words.targets}</h2>
        <p className="dim">{words.targetsHint}</p>
        <TargetFields value={value.targets} onChange={(targets) => set({ targets })} />
        <Checkbox
          label={words.reassign}
          description={words.reassignHint}
          checked={value.reassign}
          onChange={(event) => set({ reassign: event.currentTarget.checked })}
        />
        <TextInput
          label={words.remind}
          description={words.remindHint}
          error={percents ? undefined : words.remindWrong}
          maw={320}
          value={reminders}
          onChange={(event) => setReminders(event.currentTarget.value)}
        />
      </section>
      <section>
        <h2>{words.groups}</h2>
        <GroupTargets value={value.groups} standard={value.targets} onChange={(groups) => set({ groups })} />
      </section>
      <section>
        <h2>{words.escalation}</h2>
        <p className="dim">{words.escalationHint}</p>
        <EscalationSteps
          value={value.escalation}
          targets={value.targets}
          first={{ afterMinutes: 60 }}
          onChange={(escalation) => set({ escalation })}
        />
      </section>
      <section>
        <h2>{words.expiry}</h2>
        <NumberInput
          hideControls
          label={words.hours}
          description={words.expiryHint}
          maw={320}
          min={0.1}
          max={8784}
          decimalScale={2}
          value={value.expiryMinutes / 60}
          onChange={(hours) => set({ expiryMinutes: Math.max(1, Math.round(Number(hours) * 60)) })}
        />
      </section>
      <div className="times-foot">
        <Button type="submit" loading={busy}>
          {words.save}
        </Button>
        {times.changedBy && <span className="dim">{words.changed(times.changedBy)}</span>}
      </div>
    </form>
  );
}

/** Only what was changed here: a group's own steps may have been set meanwhile, on its own page. */
function changed(value: TimesView, before: TimesView): TimesChange {
  const names = ['targets', 'expiryMinutes', 'reassign', 'remindAtPercent', 'escalation', 'groups'] as const;
  const isChanged = (name: (typeof names)[number]) => JSON.stringify(value[name]) !== JSON.stringify(before[name]);
  return Object.fromEntries(names.filter(isChanged).map((name) => [name, value[name]]));
}

/** Undefined when it is not a list of percentages. */
function readPercents(text: string): number[] | undefined {
  const parts = text
    .split(/[\s,%]+/)
    .filter((part) => part !== '')
    .map(Number);
  return parts.every((part) => Number.isInteger(part) && part >= 1 && part <= 99) ? parts : undefined;
}
