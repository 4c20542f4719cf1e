import { readFileSync } from 'node:fs';
import path from 'node:path';
import { guide } from '../../zapier-app/tools/guide.js';
import { sourceRuntime } from '../support/zapier/runtime.js';
import { describeRecipes, FOLDER, readRecipe, recipeFiles } from './describe-recipes.js';

describeRecipes('the recipes', sourceRuntime);

test.each(recipeFiles)('the guide of %s is what the recipe makes of it (else: npm run guides)', async (file) => {
  const written = readFileSync(path.join(FOLDER, file.replace('.recipe.json', '.md')), 'utf8');
  expect(written).toBe(guide(readRecipe(file), file));
});

test.each(recipeFiles)('%s has a title and a description that Zapier would take for a template', (file) => {
  const { title, description } = readRecipe(file);
  const sentences = description.split(/(?<=\.)\s/);
  expect(sentences.length).toBeGreaterThanOrEqual(2);
  expect(sentences.length).toBeLessThanOrEqual(4);
  expect(`${title} ${description}`).not.toMatch(/https?:|Zapier/);
  expect(title).not.toMatch(/\.$/);
});
