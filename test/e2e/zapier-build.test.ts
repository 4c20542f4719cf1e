/** The archive that would be uploaded: made by Zapier's own tool, unzipped, and run by the Node.js that Zapier runs it with. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeRecipes } from '../zapier-app/describe-recipes.js';
import { describeZaps } from '../zapier-app/describe-zaps.js';
import { brokenRules } from '../support/zapier/publishing-rules.js';
import { buildRuntime } from '../support/zapier/runtime.js';
import { installZapierCli, node22, unzip, zapierCli } from './support/zapier-cli';
import { npm } from './support/install-once';

const APP = path.resolve(__dirname, '../../zapier-app');
const top = mkdtempSync(path.join(tmpdir(), 'countersign-zapier-'));
const folder = path.join(top, 'app');
const unzipped = path.join(top, 'build');

beforeAll(() => {
  installZapierCli();
  // By itself, as somebody has it who pushes it: not within this repository's node_modules.
  cpSync(APP, folder, { recursive: true, filter: (file) => !/(node_modules|dist|build)$/.test(file) });
  npm(folder, process.env, 'install');
  zapierCli(folder, 'validate', '--without-style');
  zapierCli(folder, 'build', '--skip-validation');
  unzip(path.join(folder, 'build', 'build.zip'), unzipped);
}, 300_000);
afterAll(() => rmSync(top, { recursive: true, force: true }));

const runtime = () => buildRuntime(unzipped, node22);
describeZaps('the Zapier app from the build that would be uploaded', runtime);
describeRecipes('the recipes with that build', runtime);

test('its definition keeps the published rules', () => {
  const definition = JSON.parse(readFileSync(path.join(unzipped, 'definition.json'), 'utf8'));
  expect(brokenRules(definition)).toEqual([]);
});
