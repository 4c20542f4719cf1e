/** The approval request that both asking actions make of their fields. */
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { groups } from '../choices/groups.js';
import { reviewers } from '../choices/reviewers.js';
import { fields } from '../contract.generated.js';
import { input } from '../fields.js';
import { detailsOf, isObject } from './details.js';

/** The relay must have settled it before Zapier forgets the run, which is after 30 days. */
export const LONGEST_WAIT_MINUTES = 29 * 24 * 60;

/** What is asked; the details' own fields stand between these and `requestOptions`. */
export const requestFields: PlainInputField[] = [
  input('action', fields.action, { altersDynamicFields: true }),
  input('summary', fields.summary, { type: 'text' }),
];

export const requestOptions: PlainInputField[] = [
  input('details', fields.details, {
    required: false,
    helpText: `${fields.details.description} Give each a name and map its value. Later steps can map each by its name.`,
  }),
  {
    key: 'convertValues',
    label: 'Recognize Numbers and Yes/No',
    type: 'boolean',
    default: 'false',
    helpText:
      'The list above holds text. Choose yes to send `40` as a number and `true` as a yes; `007` and `40.00` stay text.',
  },
  {
    key: 'detailsJson',
    label: 'Details as JSON',
    type: 'text',
    placeholder: '{"amount": 40, "currency": "EUR"}',
    helpText: 'For numbers, lists and nested values. Wins over the list where both have a name.',
  },
  input('riskLevel', fields.riskLevel),
  input('priority', fields.priority),
  input('justification', fields.justification, { type: 'text' }),
  input('group', fields.group, { choices: { perform: groups } }),
  input('reviewers', fields.reviewers, { choices: { perform: reviewers } }),
  input('agentName', fields.agentName),
  input('expiresInMinutes', fields.expiresInMinutes, {
    placeholder: '120',
    helpText:
      'How long reviewers have, counted by the relay. Without it, 24 hours. Leave it empty if you give a time below.',
  }),
  input('expiresAt', fields.expiresAt, {
    helpText: 'When the approval settles by itself. Leave it empty if you give minutes above.',
  }),
  input('onExpiry', fields.onExpiry, {
    helpText: 'What becomes of a request that nobody answers in time. *Approve* only where a yes does no harm.',
  }),
  input('metadata', fields.metadata, {
    helpText: 'Values of your own that reviewers cannot change. Later steps and triggers get them back as they are.',
  }),
  input('idempotencyKey', fields.idempotencyKey, {
    helpText:
      'Map something that is different for each run and the same when a run is replayed, such as the ID of the ticket. A replay then finds the approval that is there instead of asking again.',
  }),
];

const PASSED_ON = [
  'action',
  'summary',
  'riskLevel',
  'priority',
  'justification',
  'group',
  'agentName',
  'expiresAt',
  'expiresInMinutes',
  'onExpiry',
  'idempotencyKey',
] as const;

export type RequestBody = Record<string, unknown> & { details: Record<string, unknown>; idempotencyKey?: string };

/** The body for the relay. Fields that were left empty are left out. */
export function requestBody(z: ZObject, { inputData }: Bundle): RequestBody {
  const given = PASSED_ON.map((name) => [name, inputData[name]] as const).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const people = listOf(inputData.reviewers);
  return {
    ...Object.fromEntries(given),
    details: detailsOf(z, inputData),
    ...(isObject(inputData.metadata) && { metadata: inputData.metadata }),
    ...(people.length > 0 && { reviewers: people }),
    platform: 'zapier',
  };
}

/** The same with a deadline that comes before Zapier gives up waiting. */
export function withCappedDeadline(body: RequestBody, now: Date): RequestBody {
  const latest = now.getTime() + LONGEST_WAIT_MINUTES * 60_000;
  const isLate = Number(body.expiresInMinutes) > LONGEST_WAIT_MINUTES || Date.parse(String(body.expiresAt)) > latest;
  return isLate ? capped(body) : body;
}

/** The same with the longest deadline of all: so a run has asked whose time was still too far away, and is not any more. */
export function capped({ expiresAt: _expiresAt, ...rest }: RequestBody): RequestBody {
  return { ...rest, expiresInMinutes: LONGEST_WAIT_MINUTES };
}

/** Mapped lists come as one text with commas, those that were picked as a list. */
function listOf(given: unknown): string[] {
  return [given]
    .flat()
    .flatMap((each) => (typeof each === 'string' ? each.split(',') : []))
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
