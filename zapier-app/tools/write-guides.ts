/** Writes the guides of templates/zapier anew. Run it with `npm run guides`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { guide } from './guide.js';
import type { Recipe } from './recipe.js';

const folder = path.resolve('templates/zapier');
for (const file of readdirSync(folder).filter((name) => name.endsWith('.recipe.json'))) {
  const recipe = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Recipe;
  writeFileSync(path.join(folder, file.replace('.recipe.json', '.md')), guide(recipe, file));
}
