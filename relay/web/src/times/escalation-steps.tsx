import { ActionIcon, Button, NativeSelect, NumberInput } from '@mantine/core';
import type { EscalationStep } from '../../../contract/times.js';
import { messages } from '../messages';
import { CrossIcon } from '../shell/icons';
import { useReceivers } from './queries';

const words = messages.times;
const KINDS = ['group', 'person', 'channel'] as const;

interface EscalationStepsProps {
  value: EscalationStep[];
  onChange: (value: EscalationStep[]) => void;
}

export function EscalationSteps({ value, onChange }: EscalationStepsProps) {
  const change = (index: number, step: EscalationStep) =>
    onChange(value.map((each, other) => (other === index ? step : each)));
  const next = (value.at(-1)?.afterMinutes ?? 0) + 60;
  return (
    <>
      <ol className="steps">
        {value.map((step, index) => (
          <li key={index}>
            <Step step={step} onChange={(changed) => change(index, changed)} />
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
            onClick={() => onChange([...value, { afterMinutes: next, to: { kind: 'group', id: '' } }])}
          >
            {words.addStep}
          </Button>
        </div>
      )}
    </>
  );
}

function Step({ step, onChange }: { step: EscalationStep; onChange: (step: EscalationStep) => void }) {
  const { afterMinutes, to } = step;
  const receivers = useReceivers(to.kind).data ?? [];
  return (
    <div className="step">
      <NumberInput
        hideControls
        label={words.after}
        min={1}
        max={527_040}
        allowDecimal={false}
        value={afterMinutes}
        onChange={(minutes) => onChange({ ...step, afterMinutes: Math.max(1, Number(minutes) || 1) })}
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
    </div>
  );
}
