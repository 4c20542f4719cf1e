import type { RiskLevel } from '../../../contract/approval-words.js';
import { messages } from '../messages';

const SHAPE: Record<RiskLevel, string> = {
  high: 'M8 1.5 15 14.5H1Z',
  medium: 'M8 1 15 8 8 15 1 8Z',
  low: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2Z',
};

/** A shape, a colour and a word: never the colour alone. */
export function RiskMark({ level, wordless = false }: { level: RiskLevel; wordless?: boolean }) {
  return (
    <span className="risk" data-level={level}>
      <svg
        width="14"
        height="14"
        viewBox="0 0 16 16"
        role={wordless ? 'img' : undefined}
        aria-label={wordless ? messages.risk[level] : undefined}
        aria-hidden={wordless ? undefined : true}
      >
        <path d={SHAPE[level]} fill="currentColor" />
      </svg>
      {!wordless && messages.risk[level]}
    </span>
  );
}
