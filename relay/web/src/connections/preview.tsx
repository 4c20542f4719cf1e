import type { RiskLevel } from '../../../contract/approval-words.js';
import type { TryAnswer } from '../../../contract/connection.js';
import { Facts } from '../details/value';
import type { Schema } from '../details/field-kind';
import { RiskMark } from '../inbox/risk-mark';
import { messages } from '../messages';

const words = messages.connections;

/** The approval as the reviewer would see it, or why there would be none. */
export function Preview({ answer: { ignored, approval } }: { answer: TryAnswer }) {
  if (ignored !== null || !approval)
    return (
      <div className="stack">
        <h3>{words.wouldIgnore}</h3>
        <p>{words.because(ignored ?? '')}</p>
      </div>
    );
  const { summary, action, riskLevel, details, justification, detailsSchema } = approval;
  return (
    <div className="stack">
      <p className="trial-meta">
        <RiskMark level={(riskLevel as RiskLevel | undefined) ?? 'medium'} />
        <span className="dim">
          {words.action}: <code>{String(action)}</code>
        </span>
      </p>
      <h3>{String(summary)}</h3>
      {typeof justification === 'string' && <blockquote>{justification}</blockquote>}
      <Facts details={(details ?? {}) as Record<string, unknown>} schema={detailsSchema as Schema | undefined} />
    </div>
  );
}
