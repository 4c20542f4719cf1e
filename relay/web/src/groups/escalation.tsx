/** Who is next while an approval for a group waits: as in the workspace, or steps of the group's own. */
import { SegmentedControl } from '@mantine/core';
import type { EscalationStep, Targets, TimesView } from '../../../contract/times.js';
import { messages } from '../messages';
import { EscalationSteps } from '../times/escalation-steps';
import { comesTo, whenOf } from '../times/in-words';
import { useReceiverName } from '../times/queries';

const words = messages.groups;

interface EscalationProps {
  /** null: as in the workspace. */
  value: EscalationStep[] | null;
  times: TimesView;
  targets: Targets;
  onChange: (value: EscalationStep[] | null) => void;
}

export function Escalation({ value, times, targets, onChange }: EscalationProps) {
  return (
    <section className="group-escalation" aria-labelledby="group-escalation">
      <h3 id="group-escalation">{words.escalation}</h3>
      <p className="dim">{words.escalationHint}</p>
      <SegmentedControl
        fullWidth
        aria-labelledby="group-escalation"
        value={value === null ? 'workspace' : 'own'}
        onChange={(chosen) => onChange(chosen === 'workspace' ? null : times.escalation)}
        data={[
          { value: 'workspace', label: words.asWorkspace },
          { value: 'own', label: words.ownSteps },
        ]}
      />
      {value === null ? (
        <Chain steps={times.escalation} targets={targets} />
      ) : (
        <>
          {value.length === 0 && <p className="dim">{words.noSteps}</p>}
          <EscalationSteps value={value} targets={targets} first={{ atPercent: 150 }} onChange={onChange} />
        </>
      )}
    </section>
  );
}

function Chain({ steps, targets }: { steps: EscalationStep[]; targets: Targets }) {
  const nameOf = useReceiverName();
  if (steps.length === 0) return <p className="dim">{words.nobodyNext}</p>;
  return (
    <ol className="chain">
      {steps.map((step, index) => (
        <li key={index}>
          {nameOf(step.to)} {whenOf(step)} <span className="dim">· {comesTo(step, targets)}</span>
        </li>
      ))}
    </ol>
  );
}

/** In one line, for the list of groups. */
export function ChainLine({ steps }: { steps: EscalationStep[] }) {
  const nameOf = useReceiverName();
  return <p className="dim">{words.next(steps.map((step) => `${nameOf(step.to)} ${whenOf(step)}`).join(', then '))}</p>;
}
