/** Every template, imported into a real n8n as it is, and run through each of its outcomes. */
import { scenarios } from './templates/scenarios';
import { play } from './templates/play';
import { readTemplate, startStage, type Stage } from './templates/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
}, 300_000);
afterAll(() => stage?.stop());

const names = [...new Set(scenarios.map(({ template }) => template))];

describe.each(names)('%s', (name) => {
  const own = scenarios.filter(({ template }) => template === name);
  let put: { id: string; hurry: number | undefined } | undefined;

  afterAll(async () => {
    if (put) await stage.takeDown(put.id);
  });

  test.each(own.map((scenario) => [scenario.outcome, scenario] as const))('%s', async (_outcome, scenario) => {
    if (put && put.hurry !== scenario.hurry) {
      await stage.takeDown(put.id);
      put = undefined;
    }
    put ??= { id: await stage.put(readTemplate(name), scenario.hurry), hurry: scenario.hurry };
    await play(stage, scenario, put.id);
  });
});
