/** A rule while it is being written. */
import type { Condition, ConditionGroup, RuleRequest, RuleView } from '../../../contract/rule.js';

export type Item = Condition | ConditionGroup;

export const emptyCondition = (): Condition => ({ what: 'action', is: 'is', value: '' });

export const emptyRule = (): RuleRequest => ({
  name: '',
  when: { match: 'all', conditions: [emptyCondition()] },
  then: {},
  settle: null,
  stop: false,
});

export const emptyPolicy = (): RuleRequest => ({
  ...emptyRule(),
  when: { match: 'all', conditions: [emptyCondition(), { what: 'details.amount', is: 'lte', value: '' }] },
  settle: { verdict: 'approve', note: '' },
});

export const requestOf = ({ name, when, then, settle, stop }: RuleView): RuleRequest => ({
  name,
  when,
  then,
  settle,
  stop,
});

/** Without what was left empty, and with a name, so that a draft can be tried before it has one. */
export function tryable(rule: RuleRequest): RuleRequest {
  const then = Object.fromEntries(
    Object.entries(rule.then).filter(([, value]) => value !== undefined && value !== false),
  );
  return { ...rule, name: rule.name.trim() || '…', then: rule.settle ? {} : then };
}

/** Whether every condition says what it compares with. */
export function isFinished(rule: RuleRequest): boolean {
  const leaves = rule.when.conditions.flatMap((each) => ('match' in each ? each.conditions : [each]));
  const says =
    rule.settle !== null ||
    rule.stop ||
    Object.values(rule.then).some((effect) => effect !== undefined && effect !== false);
  return says && leaves.every(isComplete);
}

function isComplete(condition: Condition): boolean {
  if ('zone' in condition) return condition.days.length > 0;
  const { what, is, value } = condition;
  if (what.endsWith('.')) return false;
  if (is === 'exists' || is === 'missing') return true;
  const values = Array.isArray(value) ? value : [value];
  return values.length > 0 && values.every((each) => each !== undefined && String(each).trim() !== '');
}
