/**
 * What the rules say about one approval, as a pure function. They are read from top to bottom; every rule that matches has
 * its say, and of two that say something about the same thing the upper one is heard. A policy, or a rule that says so, ends it.
 */
import type { Effects } from '../contract/rule.js';
import type { Approval, Rule } from '../store/records.js';
import { matcher, type Matches } from './rule-conditions.js';

export type Effect = keyof Effects;
export type NamedRule = Pick<Rule, 'id' | 'name'>;

/** A rule with its conditions made ready. */
export interface ReadyRule {
  rule: Rule;
  matches: Matches;
}

export interface Ruling {
  /** All that matched, in order. */
  matched: Rule[];
  effects: Effects;
  /** Which rule decided each effect. */
  source: Partial<Record<Effect, Rule>>;
  /** The policy that settles it, which asks nobody. */
  policy: Rule | null;
}

const ready = new WeakMap<Rule, ReadyRule>();

/** Made once for each record; a rule that is changed is another record. */
export function readyRule(rule: Rule): ReadyRule {
  let made = ready.get(rule);
  if (!made) {
    made = { rule, matches: matcher(rule.when) };
    ready.set(rule, made);
  }
  return made;
}

export function inOrder(rules: Rule[]): Rule[] {
  return [...rules].sort((one, other) => one.position - other.position);
}

/** `rules` in their order. Those that are switched off say nothing. */
export function rulingOn(rules: ReadyRule[], approval: Approval): Ruling {
  const ruling: Ruling = { matched: [], effects: {}, source: {}, policy: null };
  for (const { rule, matches } of rules) {
    if (!rule.enabled || !matches(approval)) continue;
    ruling.matched.push(rule);
    if (rule.settle) {
      ruling.policy = rule;
      break;
    }
    hear(ruling, rule);
    if (rule.stop) break;
  }
  return ruling;
}

function hear(ruling: Ruling, rule: Rule): void {
  for (const effect of Object.keys(rule.then) as Effect[]) {
    const value = rule.then[effect];
    if (value === undefined || value === false || effect in ruling.source) continue;
    Object.assign(ruling.effects, { [effect]: value });
    ruling.source[effect] = rule;
  }
}
