/** Whether an approval is what a rule is about. Made into a function once, because a replay asks it of every decision. */
import { RISK_LEVELS, PRIORITIES } from '../contract/approval-words.js';
import type { Condition, ConditionGroup, Operator, ValueCondition, When } from '../contract/rule.js';
import type { Approval } from '../store/records.js';
import { isWithin } from './rule-times.js';
import { parseQuantity, quantityOf, textOf, valueAt, type Found, type Quantity, type Scalar } from './rule-values.js';

export type Matches = (approval: Approval) => boolean;

/** Looks at what was asked, before any rule changed it, and at when. Never throws, whatever the details hold. */
export function matcher(when: When): Matches {
  const tests = when.conditions.map((each) => ('match' in each ? groupTest(each) : test(each)));
  // Nothing to hold against it: it matches everything, also when any one would be enough.
  if (tests.length === 0) return () => true;
  return combined(when.match, tests);
}

function groupTest({ match, conditions }: ConditionGroup): Matches {
  return combined(match, conditions.map(test));
}

function combined(match: 'all' | 'any', tests: Matches[]): Matches {
  return match === 'all'
    ? (approval) => tests.every((each) => each(approval))
    : (approval) => tests.some((each) => each(approval));
}

function test(condition: Condition): Matches {
  if ('zone' in condition) {
    const wanted = condition.is === 'within';
    return (approval) => isWithin(condition, new Date(approval.createdAt)) === wanted;
  }
  const find = finder(condition.what);
  const { is } = condition;
  if (is === 'exists') return (approval) => isThere(find(approval));
  if (is === 'missing') return (approval) => !isThere(find(approval));
  const holds = comparison(condition.what, is, condition.value);
  return (approval) => {
    const found = find(approval);
    return isThere(found) && holds(found);
  };
}

/** How the values of a subject are put in an order that is not that of numbers. */
const SCALES: Record<string, readonly string[]> = { risk: RISK_LEVELS, priority: PRIORITIES };

function finder(what: string): (approval: Approval) => Found | undefined {
  const dot = what.indexOf('.');
  const [root, path] = [what.slice(0, dot), what.slice(dot + 1)];
  if (dot !== -1) return (approval) => valueAt(root === 'details' ? approval.details : approval.metadata, path);
  return (approval) => ({ value: subject(approval, what), container: NOTHING });
}

const NOTHING = {};

function subject(approval: Approval, what: string): unknown {
  const { asked } = approval;
  if (what === 'risk') return asked?.riskLevel ?? approval.riskLevel;
  if (what === 'priority') return asked?.priority ?? approval.priority;
  if (what === 'group') return asked?.group !== undefined ? asked.group : approval.group;
  if (what === 'agent') return approval.agentName;
  return approval[what as 'platform' | 'action' | 'summary' | 'requestedBy'];
}

function isThere(found: Found | undefined): found is Found {
  return found !== undefined && found.value !== null && found.value !== undefined && found.value !== '';
}

type Holds = (found: Found) => boolean;
type Comparing = Exclude<Operator, 'exists' | 'missing'>;

function comparison(what: string, is: Comparing, value: ValueCondition['value']): Holds {
  const values = (Array.isArray(value) ? value : [value]).filter((each) => each !== undefined);
  const [first = '', second = ''] = values;
  switch (is) {
    case 'is':
      return equals(first);
    case 'isNot': {
      const same = equals(first);
      // An amount in another currency, or one that cannot be read, is not known to be different.
      const isKnown = comparable(first);
      return (found) => isKnown(found) && !same(found);
    }
    case 'oneOf': {
      const each = values.map(equals);
      return (found) => each.some((same) => same(found));
    }
    case 'contains':
      return contains(first);
    case 'between': {
      const [low, high] = [order(what, 'gte', first), order(what, 'lte', second)];
      return (found) => low(found) && high(found);
    }
    default:
      return order(what, is, first);
  }
}

function equals(wanted: Scalar): Holds {
  const text = textOf(wanted);
  const quantity = parseQuantity(wanted);
  // "007" is a name, not a number.
  const isNumber = quantity !== undefined && !/^-?0\d/.test(text ?? '');
  if (isNumber && quantity.currency)
    return (found) => {
      const given = quantityOf(found);
      return given?.currency === quantity.currency && given.amount.eq(quantity.amount);
    };
  return (found) => {
    const given = textOf(found.value);
    if (given === undefined) return false;
    if (given === text) return true;
    if (!isNumber || /^-?0\d/.test(given)) return false;
    return parseQuantity(found.value)?.amount.eq(quantity.amount) ?? false;
  };
}

function comparable(wanted: Scalar): Holds {
  const currency = parseQuantity(wanted)?.currency;
  return currency ? (found) => quantityOf(found)?.currency === currency : ({ value }) => textOf(value) !== undefined;
}

function contains(wanted: Scalar): Holds {
  const text = textOf(wanted) ?? '';
  const same = equals(wanted);
  return ({ value, container }) =>
    Array.isArray(value)
      ? value.some((each: unknown) => same({ value: each, container }))
      : (textOf(value)?.includes(text) ?? false);
}

const IN_ORDER: Record<'gt' | 'gte' | 'lt' | 'lte', (sign: number) => boolean> = {
  gt: (sign) => sign > 0,
  gte: (sign) => sign >= 0,
  lt: (sign) => sign < 0,
  lte: (sign) => sign <= 0,
};

function order(what: string, is: keyof typeof IN_ORDER, wanted: Scalar): Holds {
  const accepts = IN_ORDER[is];
  const scale = SCALES[what];
  if (scale) {
    const place = scale.indexOf(textOf(wanted) ?? '');
    return ({ value }) => place !== -1 && accepts(Math.sign(scale.indexOf(String(value)) - place));
  }
  const quantity = parseQuantity(wanted);
  if (!quantity) return () => false;
  return (found) => {
    const given = quantityOf(found);
    return given !== undefined && isSameUnit(given, quantity) && accepts(given.amount.cmp(quantity.amount));
  };
}

/** A rule that names no currency compares the bare number; one that names it compares nothing else. */
function isSameUnit(given: Quantity, wanted: Quantity): boolean {
  return wanted.currency === null || given.currency === wanted.currency;
}
