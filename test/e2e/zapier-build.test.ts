/** The archive that would be uploaded: made by Zapier's own tool, unzipped, and run by the Node.js that Zapier runs it with. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeRecipes } from '../zapier-app/describe-recipes.js';
import { describeSetUps } from '../zapier-app/describe-set-ups.js';
import { describeShapes } from '../zapier-app/describe-shapes.js';
import { describeSteps } from '../zapier-app/describe-steps.js';
import { describeZaps } from '../zapier-app/describe-zaps.js';
import { brokenRules } from '../support/zapier/publishing-rules.js';
import { buildRuntime } from '../support/zapier/runtime.js';
import { CLI, installZapierCli, node22, unzip, zapierCli } from './support/zapier-cli';
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
describeSetUps('Zaps as people set them up, with that build', runtime);
describeSteps('the steps of that build', runtime);
describeShapes('samples and output fields of that build', runtime);

describe('the five minutes of docs/zapier.md', () => {
  const docs = readFileSync(path.resolve(__dirname, '../../docs/zapier.md'), 'utf8');
  const [, shell = ''] = /```sh\n([\s\S]*?)```/.exec(docs) ?? [];

  test('install the command line that was tested, into a copy that holds all that a push takes', () => {
    expect(shell).toContain(`npm install --global zapier-platform-cli@${CLI}\n`);
    // beforeAll did what these lines say: a copy of its own, its dependencies, and a build of it.
    expect(shell).toMatch(/^cp -r zapier-app (\S+) && cd \1\nnpm install$/m);
  });

  test('name only commands that Zapier’s tool has', () => {
    const named = [...docs.matchAll(/zapier-platform ([a-z]+)/g)];
    const commands = new Set(named.map(([, command]) => command!));
    expect([...commands]).toEqual(expect.arrayContaining(['login', 'register', 'push', 'promote', 'migrate']));
    const help = zapierCli(folder, 'help');
    for (const command of commands) expect(help).toMatch(new RegExp(`^\\s+${command}\\s`, 'm'));
  });
});

test('its definition keeps the published rules', () => {
  const definition = JSON.parse(readFileSync(path.join(unzipped, 'definition.json'), 'utf8'));
  expect(brokenRules(definition)).toEqual([]);
});
