/**
 * Zapier's published checks of an integration, as far as its definition alone decides them. Zapier runs its own when an
 * app is pushed; this finds the same without an account. https://docs.zapier.com/platform/publish/integration-checks-reference
 */
interface Field {
  key: string;
  label?: string;
  helpText?: string;
  choices?: unknown;
  dynamic?: string;
  search?: string;
}
interface Operation {
  type?: string;
  inputFields?: unknown[];
  outputFields?: unknown[];
  sample?: Record<string, unknown>;
  performSubscribe?: unknown;
  performUnsubscribe?: unknown;
  performList?: unknown;
}
interface Part {
  key: string;
  noun: string;
  display: { label: string; description: string; hidden?: boolean };
  operation: Operation;
}
export interface Definition {
  platformVersion: string;
  authentication: { fields: Field[]; connectionLabel?: unknown; test?: unknown };
  triggers: Record<string, Part>;
  creates: Record<string, Part>;
  searches: Record<string, Part>;
  searchOrCreates: Record<string, { search: string; create: string }>;
}

/** Which rules are broken, and where. */
export function brokenRules(definition: Definition): string[] {
  const { triggers, creates, searches } = definition;
  const parts = [...Object.values(triggers), ...Object.values(creates), ...Object.values(searches)];
  return [
    ...connection(definition),
    ...parts.flatMap((part) => [...wording(part), ...fields(part, definition), ...samples(part)]),
    ...Object.values(triggers).flatMap(hooks),
    ...Object.values(definition.searchOrCreates).flatMap(({ search, create }) => [
      ...broken('D005', search in searches, `search "${search}"`),
      ...broken('D005', create in creates, `create "${create}"`),
    ]),
    ...broken('D027', definition.platformVersion === '19.1.0', `core ${definition.platformVersion}`),
    ...bareUrls(definition),
  ];
}

function broken(rule: string, holds: unknown, where: string): string[] {
  return holds ? [] : [`${rule} ${where}`];
}

function connection({ authentication }: Definition): string[] {
  const key = authentication.fields.find((field) => field.key === 'apiKey');
  return [
    ...broken('D002', /\]\(https:/.test(key?.helpText ?? ''), 'the key’s help text has no link'),
    ...broken('D003', /\{\{.+\}\}/.test(String(authentication.connectionLabel)), 'connection label'),
    ...broken('C004', authentication.test, 'connection test'),
  ];
}

const SMALL = new Set(['a', 'an', 'and', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);

function wording({ key, display }: Part): string[] {
  const { label, description } = display;
  const words = label.split(/[\s,()]+/).filter((word) => word !== '');
  const isTitle = words.every((word, index) => (index > 0 && SMALL.has(word)) || /^[A-Z0-9]/.test(word));
  return [
    ...broken('D018', isTitle && label.length <= 60, `label of ${key}`),
    ...broken('D021', /^[A-Z].*\.$/.test(description) && description.length <= 200, `description of ${key}`),
  ];
}

function hooks({ key, display, operation }: Part): string[] {
  return [
    ...broken('D021', /^Triggers when .+\.$/.test(display.description), `description of ${key}`),
    ...broken('D006', operation.performList, `performList of ${key}`),
    ...broken(
      'D017',
      operation.performSubscribe && operation.performUnsubscribe,
      `subscribe and unsubscribe of ${key}`,
    ),
  ];
}

const CREDENTIALS = /^(api_?key|token|secret|password|signing_?secret)$/i;

function fields({ key, operation }: Part, { searches, triggers }: Definition): string[] {
  const all = (operation.inputFields ?? []).filter((field): field is Field => typeof (field as Field).key === 'string');
  return all.flatMap((field) => {
    const where = `${key}.${field.key}`;
    const isId = /_id$|.Id$/.test(field.key);
    return [
      ...broken('D001', !CREDENTIALS.test(field.key), where),
      ...broken('D004', !isId || field.choices || field.dynamic, where),
      ...broken('D005', !field.search || String(field.search.split('.')[0]) in searches, where),
      ...broken('D005', !field.dynamic || String(field.dynamic.split('.')[0]) in triggers, where),
      ...broken('D009', field.label && /^[A-Z]/.test(field.label), `label of ${where}`),
    ];
  });
}

/** Details have names of their own in each action, so a function and no list tells of them. */
const IS_DYNAMIC = /^detail_/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function samples({ key, operation }: Part): string[] {
  const { sample, outputFields = [] } = operation;
  if (!sample) return [`D012 sample of ${key}`];
  const keys = outputFields.flatMap((field) => ((field as Field).key ? [(field as Field).key] : []));
  return [
    ...broken('D010', sample.id, `id in the sample of ${key}`),
    ...Object.keys(sample)
      .filter((name) => !keys.includes(name) && !IS_DYNAMIC.test(name))
      .map((name) => `D024 ${key}: "${name}" is no output field`),
    ...keys.filter((name) => !(name in sample)).map((name) => `D024 ${key}: "${name}" is not in the sample`),
    ...Object.entries(sample)
      .filter(([name, value]) => name.endsWith('At') && value !== null && !TIME.test(String(value)))
      .map(([name]) => `D023 ${key}.${name}`),
  ];
}

/** Addresses in texts for people stand in links or in backticks; those that are called are https. */
function bareUrls(definition: Definition): string[] {
  const texts: string[] = [];
  JSON.stringify(definition, (name, value: unknown) => {
    if ((name === 'helpText' || name === 'description') && typeof value === 'string') texts.push(value);
    return value;
  });
  return texts
    .filter((text) => /https?:/.test(text.replace(/\]\(https:[^)]*\)/g, '').replace(/`[^`]*`/g, '')))
    .map((text) => `D008 "${text}"`)
    .concat(texts.filter((text) => /\]\(http:/.test(text)).map((text) => `D007 "${text}"`));
}
