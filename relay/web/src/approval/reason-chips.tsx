import { UnstyledButton } from '@mantine/core';
import { messages } from '../messages';

interface ReasonChipsProps {
  reasons: Array<{ code: string; label: string }>;
  chosen: string;
  /** Empty when the chosen one is taken back. */
  onChange: (code: string) => void;
}

/** Why, in one touch. */
export function ReasonChips({ reasons, chosen, onChange }: ReasonChipsProps) {
  return (
    <div className="chips" role="group" aria-label={messages.decide.reason}>
      {reasons.map(({ code, label }) => (
        <UnstyledButton
          key={code}
          className="chip"
          aria-pressed={chosen === code}
          onClick={() => onChange(chosen === code ? '' : code)}
        >
          {label}
        </UnstyledButton>
      ))}
    </div>
  );
}
