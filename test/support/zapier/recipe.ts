/** A recipe of templates/zapier: what a person would click together, as data. Our own format; Zapier cannot import it. */
import type { Recipe, Step } from '../../../zapier-app/tools/recipe.js';

export type { Recipe, Step, Zap } from '../../../zapier-app/tools/recipe.js';

/** A Zap of one step of ours, for tests that are about that step. */
export function zapOf(...steps: Array<Omit<Step, 'id'>>): Recipe['zaps'][number] {
  return { name: 'Test', steps: steps.map((step, index) => ({ ...step, id: index + 1 })) };
}
