import { NumberInput } from '@mantine/core';
import type { Targets } from '../../../contract/times.js';
import { messages } from '../messages';

const words = messages.times;
const RISKS = ['high', 'medium', 'low'] as const;

interface TargetFieldsProps {
  value: Targets;
  onChange: (value: Targets) => void;
  /** Said before each label, where there are several sets of them. */
  of?: string;
}

/** Minutes for each risk. */
export function TargetFields({ value, onChange, of }: TargetFieldsProps) {
  return (
    <div className="targets">
      {RISKS.map((risk) => (
        <NumberInput
          hideControls
          key={risk}
          label={words.risk[risk]}
          aria-label={of ? `${of}: ${words.risk[risk]}` : undefined}
          suffix={` ${words.minutes}`}
          min={1}
          max={527_040}
          allowDecimal={false}
          value={value[risk]}
          onChange={(minutes) => onChange({ ...value, [risk]: Math.max(1, Number(minutes) || 1) })}
        />
      ))}
    </div>
  );
}
