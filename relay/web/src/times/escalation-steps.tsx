import { ActionIcon, Button, NativeSelect, NumberInput } from '@mantine/core';
import type { EscalationStep, Targets } from '../../../contract/times.js';
import { messages } from '../messages';
import { CrossIcon } from '../shell/icons';
import { comesTo } from './in-words';
import { useReceivers } from './queries';
import './escalation.css';

const words = messages.times;
const KINDS = ['group', 'person', 'channel'] as const;
const UNITS = ['percent', 'minutes'] as const;

interface EscalationStepsProps {
  value: EscalationStep[];
  /** What the shares are of. */
  targets: Targets;
  /** When the first step is, unless it is changed. */
  first: Pick<EscalationStep, 'atPercent' | 'afterMinutes'>;
  onChange: (value: EscalationStep[]) => void;
}

/** Who is next, and when: as a share of the target, or in minutes. */
export function EscalationSteps({ value, targets, first, onChange }: EscalationStepsProps) {
  const change = (index: number, step: EscalationStep) =>
    onChange(value.map((each, other) => (other === index ? step : each)));
  return (
    <>
      <ol className="escalation-steps">
        {value.map((step, index) => (
          <li key={index}>
            <Step step={step} targets={targets} onChange={(changed) => change(index, changed)} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removeStep(index + 1)}
              onClick={() => onChange(value.filter((_, other) => other !== index))}
            >
              <CrossIcon />
            </ActionIcon>
          </li>
        ))}
      </ol>
      {value.length < 10 && (
        <div>
          <Button
            variant="default"
            onClick={() => onChange([...value, { ...later(value.at(-1), first), to: { kind: 'group', id: '' } }])}
          >
            {words.addStep}
          </Button>
        </div>
      )}
    </>
  );
}

/** Somewhat after the step before, counted as that one is. */
function later(
  before: EscalationStep | undefined,
  first: EscalationStepsProps['first'],
): EscalationStepsProps['first'] {
  if (!before) return first;
  return before.atPercent === undefined
    ? { afterMinutes: (before.afterMinutes ?? 0) + 60 }
    : { atPercent: before.atPercent + 50 };
}

interface StepProps {
  step: EscalationStep;
  targets: Targets;
  onChange: (step: EscalationStep) => void;
}

function Step({ step, targets, onChange }: StepProps) {
  const { afterMinutes, atPercent, to } = step;
  const receivers = useReceivers(to.kind).data ?? [];
  const unit = atPercent === undefined ? 'minutes' : 'percent';
  const count = (of: (typeof UNITS)[number], amount: number) =>
    onChange({ to, ...(of === 'percent' ? { atPercent: amount } : { afterMinutes: amount }) });
  /** The same moment, counted the other way, for the target of most approvals. */
  const recount = (of: (typeof UNITS)[number]) =>
    count(
      of,
      Math.max(
        1,
        Math.round(
          of === 'percent' ? ((afterMinutes ?? 0) * 100) / targets.medium : ((atPercent ?? 0) * targets.medium) / 100,
        ),
      ),
    );
  return (
    <div className="step">
      <NumberInput
        hideControls
        label={words.when}
        min={1}
        max={unit === 'percent' ? 10_000 : 527_040}
        allowDecimal={false}
        value={atPercent ?? afterMinutes}
        onChange={(amount) => count(unit, Math.max(1, Number(amount) || 1))}
      />
      <NativeSelect
        label={words.unit}
        value={unit}
        data={UNITS.map((each) => ({ value: each, label: words.units[each] }))}
        onChange={(event) => recount(event.currentTarget.value as (typeof UNITS)[number])}
      />
      <NativeSelect
        label={words.kind}
        value={to.kind}
        data={KINDS.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
        onChange={(event) =>
          onChange({ ...step, to: { kind: event.currentTarget.value as (typeof KINDS)[number], id: '' } })
        }
      />
      <NativeSelect
        label={words.whom}
        required
        value={to.id}
        data={[{ value: '', label: '' }, ...receivers]}
        onChange={(event) => onChange({ ...step, to: { ...to, id: event.currentTarget.value } })}
      />
      <p className="step-comes-to dim">{comesTo(step, targets)}</p>
    </div>
  );
}
