/** A recipe as a guide for people: which app and event to pick, and what goes into which field, in Zapier's own words. Pure. */
import type { PlainInputField } from 'zapier-platform-core';
import App from '../src/index.js';
import { titleCase } from '../src/fields.js';
import { OURS, type Recipe, type Step, type Zap } from './recipe.js';

interface Operation {
  display: { label: string };
  operation: { inputFields: unknown[] };
}
const OPERATIONS: Record<Exclude<Step['kind'], 'filter'>, Record<string, Operation>> = {
  trigger: App.triggers as unknown as Record<string, Operation>,
  action: App.creates as unknown as Record<string, Operation>,
  search: App.searches as unknown as Record<string, Operation>,
};
const ROLE: Record<Step['kind'], string> = { trigger: 'Trigger', action: 'Action', search: 'Action', filter: 'Filter' };

/** The whole guide as Markdown. */
export function guide(recipe: Recipe, file: string): string {
  const many = recipe.zaps.length > 1;
  return (
    [
      `# ${recipe.title}`,
      recipe.description,
      `You need:\n\n${recipe.needs.map((need) => `- ${need}`).join('\n')}`,
      `Zapier cannot import this: Zaps are put together in its editor. **[1. ID]** stands for the value _ID_ of step 1, picked there. This guide is made from [${file}](${file}), which the tests of this repository run against a real relay. Names of fields and events of other apps are written as they were known when this was made; Zapier or the app may have renamed them.`,
      ...recipe.zaps.map((zap, index) => zapGuide(zap, many ? `Zap ${index + 1}: ${zap.name}` : zap.name)),
      'Publish the Zap. If a step is replayed later, its idempotency key finds the approval that is there instead of asking again.',
    ].join('\n\n') + '\n'
  );
}

/** The label of a field of ours. */
export function fieldLabel(step: Step, key: string): string {
  const fields = operationOf(step).operation.inputFields as Array<PlainInputField | (() => unknown)>;
  const field = fields.find((each): each is PlainInputField => typeof each === 'object' && each.key === key);
  if (!field?.label) throw new Error(`${step.event} has no field "${key}"`);
  return field.label;
}

function operationOf(step: Step): Operation {
  const found = step.kind === 'filter' ? undefined : OPERATIONS[step.kind][step.event];
  if (!found) throw new Error(`Countersign has no ${step.kind} "${step.event}"`);
  return found;
}

function zapGuide(zap: Zap, heading: string): string {
  return [`## ${heading}`, ...zap.steps.map((step) => stepGuide(step, zap))].join('\n\n');
}

function stepGuide(step: Step, zap: Zap): string {
  const event = step.app === OURS ? operationOf(step).display.label : step.event;
  const rows = Object.entries(step.fields).flatMap(([name, value]) => row(step, zap, name, value));
  return [
    `### ${step.id}. ${ROLE[step.kind]}: ${step.app} → ${event}`,
    rows.length > 0
      ? `| Field | What goes in |\n| --- | --- |\n${rows.join('\n')}`
      : 'Nothing to fill in besides the account.',
    ...(step.note ? [step.note] : []),
  ].join('\n\n');
}

function row(step: Step, zap: Zap, name: string, value: unknown): string[] {
  const label = step.app === OURS ? fieldLabel(step, name) : name;
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([inner, text]) => `| ${label}: \`${inner}\` | ${shown(zap, text)} |`);
  return [`| ${label} | ${shown(zap, choiceLabel(step, name, value))} |`];
}

/** What the drop-down shows for a value. */
function choiceLabel(step: Step, key: string, value: unknown): unknown {
  if (step.app !== OURS) return value;
  const fields = operationOf(step).operation.inputFields as PlainInputField[];
  const field = fields.find((each) => each.key === key);
  if (field?.type === 'boolean') return value === 'true' ? 'Yes' : 'No';
  const choices = Array.isArray(field?.choices) ? field.choices : [];
  const choice = choices.find((each) => typeof each === 'object' && each.value === value);
  return typeof choice === 'object' ? choice.label : value;
}

/** Mapped values in bold, by their step and name as the editor shows them; the rest as it is typed in. */
function shown(zap: Zap, value: unknown): string {
  const text = String(value);
  if (!text.includes('{{')) return `\`${text.replaceAll('|', '\\|')}\``;
  const parts = text.split(/(\{\{[^{}]+\}\})/);
  return parts.map((part) => (part.startsWith('{{') ? mappedName(part.slice(2, -2), zap) : escaped(part))).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\|*_#`[\]<>]/g, (character) => `\\${character}`);
}

/** `2__detail_amount` → **[2. Amount]** */
function mappedName(path: string, zap: Zap): string {
  const [id, ...names] = path.split('__');
  if (!zap.steps.some((step) => step.id === Number(id))) throw new Error(`"${path}" maps a step that is not there`);
  const words = names
    .join(' ')
    .replace(/^detail_/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return `**[${id}. ${titleCase(words)}]**`;
}
