/** Who is next, and when, as people say it: a share of the target, and what that comes to. */
import type { EscalationStep, Targets } from '../../../contract/times.js';
import { messages } from '../messages';

const words = messages.times;
const RISKS = ['high', 'medium', 'low'] as const;

/** "at 150 % of the target", or "after 1 h 30 min". */
export function whenOf({ atPercent, afterMinutes = 0 }: EscalationStep): string {
  return atPercent === undefined ? words.afterTime(duration(afterMinutes)) : words.atPercent(atPercent);
}

/** What the other way of counting comes to: for each risk, unless it is the same for all. */
export function comesTo({ atPercent, afterMinutes = 0 }: EscalationStep, targets: Targets): string {
  const isShare = atPercent !== undefined;
  const [all, ...others] = RISKS.map((risk) =>
    isShare
      ? words.afterTime(duration(Math.round((targets[risk] * atPercent) / 100)))
      : `${Math.round((afterMinutes * 100) / targets[risk])} %`,
  );
  const isSame = others.every((each) => each === all);
  const text = isSame
    ? (all ?? '')
    : RISKS.map((risk, index) => `${words.each[risk]} ${[all, ...others][index]}`).join(', ');
  return isShare ? text : words.shareOf(text);
}

function duration(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(' ') || '0 min'
  );
}
