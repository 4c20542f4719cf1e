/** Writes the contract as plain data for the n8n nodes and the Zapier app. Run it with `npm run contract`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { contractData } from './fields.js';

/** Relative to the top of the repository. */
export const GENERATED_FILES = ['nodes/shared/contract.generated.ts', 'zapier-app/src/contract.generated.ts'];

export function generatedText(): string {
  const constants = Object.entries(contractData()).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`,
  );
  return `// Made from relay/contract by \`npm run contract\`. Do not edit.\n\n${constants.join('\n')}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const top = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
  for (const file of GENERATED_FILES) {
    mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
    writeFileSync(path.join(top, file), generatedText());
  }
}
