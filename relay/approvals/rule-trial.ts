/** What a drafted rule would do with stored approvals, where it stands among the other rules. */
import type { Approval, Rule } from '../store/records.js';
import { readyRule, rulingOn, type Effect } from './rules.js';

const SHOWN = 20;

export interface Trial {
  looked: number;
  matched: number;
  /** Latest first. */
  examples: Array<{ approval: Approval; does: string[]; overruled: Array<{ effect: string; by: string }> }>;
}

/** `rules` in their order, the draft among them. */
export function createTrial(rules: Rule[], draft: Rule) {
  const ready = rules.map(readyRule);
  const { matches } = readyRule(draft);
  const trial: Trial = { looked: 0, matched: 0, examples: [] };

  return {
    look(approval: Approval): void {
      trial.looked += 1;
      if (!matches(approval)) return;
      trial.matched += 1;
      if (trial.examples.length < SHOWN) trial.examples.push(example(approval));
    },
    result: (): Trial => trial,
  };

  function example(approval: Approval): Trial['examples'][number] {
    const ruling = rulingOn(ready, approval);
    const wanted: Array<Effect | 'settle'> = draft.settle
      ? ['settle']
      : (Object.keys(draft.then) as Effect[]).filter((effect) => draft.then[effect]);
    // A rule above that ends the reading decides all.
    const ending = ruling.matched.includes(draft) ? undefined : ruling.matched.at(-1);
    const overruled = wanted.flatMap((effect) => {
      const by = ending ?? (effect === 'settle' ? draft : ruling.source[effect]);
      return by && by !== draft ? [{ effect, by: by.name }] : [];
    });
    const lost = new Set<string>(overruled.map(({ effect }) => effect));
    return { approval, does: wanted.filter((effect) => !lost.has(effect)), overruled };
  }
}
