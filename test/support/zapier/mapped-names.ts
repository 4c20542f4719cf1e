/** Finds what a recipe maps and no step gives: in Zapier such a field is silently empty. */
import type { Run } from './runner.js';

/** The mappings of the run's steps that lead nowhere. */
export function lostMappings({ zap, outputs, at }: Run): string[] {
  const text = JSON.stringify(zap.zap.steps.slice(0, at + 1).map(({ fields }) => fields));
  const paths = [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, path]) => path!);
  return paths.filter((path) => {
    const [step, ...names] = path.split('__');
    const found = names.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      outputs[Number(step)],
    );
    return found === undefined;
  });
}
