/** A rule as a sentence. */
import type { Condition, ConditionGroup, RuleView, When } from '../../../contract/rule.js';
import { label } from '../details/label';
import { messages } from '../messages';

const words = messages.rules;
type Rule = Pick<RuleView, 'when' | 'then' | 'settle' | 'stop'>;

export function whenInWords({ match, conditions }: When): string {
  if (conditions.length === 0) return words.always;
  return conditions.map((each) => ('match' in each ? groupInWords(each) : conditionInWords(each))).join(joint(match));
}

export function thenInWords({ then, settle, stop }: Rule): string {
  if (settle) return words.verdictKind[settle.verdict].toLowerCase();
  const { group, assignees, leastLoaded, priority, risk, deadlineMinutes, channels, quorum, separateDuty } = then;
  const parts = [
    group && `ask ${group}`,
    assignees && `assign it to ${assignees.join(', ')}`,
    leastLoaded && 'assign it to the least busy',
    quorum?.kind === 'count' && `let ${quorum.count} people approve`,
    quorum?.kind === 'everyone' && 'let everyone in the group approve',
    quorum?.kind === 'sequence' && `let ${quorum.groups.join(', then ')} approve`,
    separateDuty && 'keep who asked from deciding',
    priority && `set the priority to “${messages.priority[priority]}”`,
    risk && `treat it as ${messages.risk[risk].toLowerCase()}`,
    deadlineMinutes && `decide within ${duration(deadlineMinutes)}`,
    channels && `tell in ${channels.length} channel${channels.length === 1 ? '' : 's'}`,
    stop && words.stopsHere,
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ');
}

function groupInWords({ match, conditions }: ConditionGroup): string {
  return `(${conditions.map(conditionInWords).join(joint(match))})`;
}

function conditionInWords(condition: Condition): string {
  const name = subject(condition.what);
  const what = `${name.charAt(0).toLowerCase()}${name.slice(1)} ${words.operator[condition.is]}`;
  if ('zone' in condition) {
    const { days, from, to, zone } = condition;
    return `${what} ${days.map((day) => words.day[day - 1]).join(', ')} ${from}–${to} (${zone})`;
  }
  const { value } = condition;
  if (value === undefined) return what;
  return `${what} ${Array.isArray(value) ? value.join(condition.is === 'between' ? ' and ' : ', ') : String(value)}`;
}

export function subject(what: string): string {
  return words.subject[what] ?? label(what.replace(/^(details|metadata)\./, ''));
}

function joint(match: 'all' | 'any'): string {
  return match === 'all' ? words.and : words.or;
}

function duration(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
