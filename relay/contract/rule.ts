/** Rules: who is asked, how soon and by how many, and what is settled without asking. Read from top to bottom. */
import { z } from 'zod';
import { PRIORITIES, RiskLevel, VERDICTS } from './approval-words.js';
import { ApprovalView } from './approval.js';
import { Quorum } from './votes.js';

export const OPERATORS = [
  'is',
  'isNot',
  'contains',
  'oneOf',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'exists',
  'missing',
] as const;
/** What a condition can look at besides details and metadata. */
export const SUBJECTS = ['platform', 'action', 'risk', 'priority', 'agent', 'group', 'summary', 'requestedBy'] as const;
/** Operators that put values in an order. */
export const ORDERING = ['gt', 'gte', 'lt', 'lte', 'between'] as const;

const Scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time of day as 09:00.');
const TimeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'Use the name of a time zone, such as Europe/Berlin.')
  .meta({ example: 'Europe/Berlin' });

export const ValueCondition = z
  .object({
    what: z
      .string()
      .max(300)
      .regex(
        new RegExp(`^(${SUBJECTS.join('|')}|(details|metadata)\\..+)$`),
        `Use ${SUBJECTS.join(', ')}, or details. or metadata. and a path.`,
      )
      .meta({ title: 'What', description: 'What to look at.', example: 'details.amount' }),
    is: z.enum(OPERATORS).meta({ title: 'Is', description: 'How it must be. What is not there matches nothing.' }),
    value: z
      .union([Scalar, z.array(Scalar).max(100)])
      .optional()
      .meta({
        title: 'Value',
        description:
          'What to compare with: a list for oneOf, two values for between, none for exists and missing. An amount with its currency, such as "100 EUR", is compared exactly and only within that currency.',
        example: '100 EUR',
      }),
  })
  .superRefine(({ is, value }, ctx) => {
    const wrong = wrongValue(is, value);
    if (wrong) ctx.addIssue({ code: 'custom', path: ['value'], message: wrong });
  })
  .meta({ id: 'ValueCondition', title: 'Condition' });

export const TimeCondition = z
  .object({
    what: z.literal('time'),
    is: z.enum(['within', 'outside']),
    zone: TimeZone.meta({ title: 'Time zone' }),
    days: z
      .array(z.int().min(1).max(7))
      .min(1, 'Choose at least one day.')
      .max(7)
      .meta({ title: 'Days', description: '1 is Monday, 7 is Sunday.' }),
    from: TimeOfDay,
    to: TimeOfDay.meta({ description: 'Earlier than from, it is on the next day; the same, it is the whole day.' }),
  })
  .meta({ id: 'TimeCondition', title: 'Condition on when it was asked' });

const Leaf = z.union([TimeCondition, ValueCondition]);
const match = z.enum(['all', 'any']).meta({ title: 'Match', description: 'Whether all must hold, or one is enough.' });
export const ConditionGroup = z
  .object({ match, conditions: z.array(Leaf).min(1, 'Add a condition to the group.').max(20) })
  .meta({ id: 'ConditionGroup', title: 'Group of conditions' });
export const When = z
  .object({ match, conditions: z.array(z.union([ConditionGroup, TimeCondition, ValueCondition])).max(20) })
  .meta({ id: 'When', title: 'When', description: 'With no condition at all it matches everything.' });

const GroupName = z.string().trim().min(1).max(200);
const Email = z.email('Use an e-mail address, such as ana@example.com.').max(320).toLowerCase();

export const Effects = z
  .object({
    group: GroupName.optional().meta({ title: 'Group', description: 'Who is asked.' }),
    assignees: z.array(Email).min(1).max(20).optional().meta({ title: 'Assignees' }),
    leastLoaded: z
      .boolean()
      .optional()
      .meta({ title: 'Least busy', description: 'Assign the member of the group who has the fewest open.' }),
    priority: z.enum(PRIORITIES).optional(),
    risk: RiskLevel.optional(),
    deadlineMinutes: z.int().min(1).max(527_040).optional().meta({
      title: 'Deadline',
      description: 'Minutes after it was asked. Never later than the request itself says.',
    }),
    channels: z.array(z.string().max(100)).min(1).max(20).optional().meta({ title: 'Channels' }),
    quorum: Quorum.optional(),
    separateDuty: z
      .boolean()
      .optional()
      .meta({ title: 'Separation of duty', description: 'Who asked may not approve.' }),
  })
  .meta({ id: 'Effects', title: 'Effects' });

export const Settle = z
  .object({ verdict: z.enum(VERDICTS), note: z.string().trim().max(2000).optional() })
  .meta({ id: 'Settle', title: 'Policy', description: 'Settles what matches without asking anybody.' });

const ruleFields = {
  name: z.string().trim().min(1, 'Give the rule a name.').max(100),
  when: When,
  then: Effects.default({}),
  settle: Settle.nullable().default(null),
  stop: z
    .boolean()
    .default(false)
    .meta({ title: 'Stop here', description: 'Rules further down are not read for what matches this one.' }),
};

/** A rule as somebody drafts it. With `settle` it is a policy, and is made switched off. */
export const RuleRequest = z
  .object({ ...ruleFields, enabled: z.boolean().optional() })
  .superRefine(({ settle, then, stop }, ctx) => {
    if (settle && Object.keys(then).length > 0)
      ctx.addIssue({ code: 'custom', path: ['then'], message: 'A policy asks nobody, so it has no other effects.' });
    if (!settle && !stop && Object.values(then).every((effect) => effect === undefined || effect === false))
      ctx.addIssue({ code: 'custom', path: ['then'], message: 'Say what the rule does.' });
  })
  .meta({ id: 'RuleRequest', title: 'Rule' });

export const Amount = z.object({ currency: z.string().nullable(), amount: z.string(), count: z.int() });

export const ReplayResult = z
  .object({
    looked: z.int().meta({ description: 'How many stored decisions were looked at.' }),
    matched: z.int().meta({ description: 'How many of them the policy would have settled.' }),
    verdict: z.enum(VERDICTS),
    sums: z.array(Amount).meta({ description: 'Exact sums of the matched amounts, one a currency.' }),
    withoutAmount: z.int(),
    agreed: z.int().meta({ description: 'People decided the same.' }),
    disagreed: z.int().meta({ description: 'People decided otherwise, or approved with changed details.' }),
    unanswered: z.int().meta({ description: 'Nobody answered in time.' }),
    automatic: z.int().meta({ description: 'Other rules settled these.' }),
    disagreements: z.array(ApprovalView).meta({ description: 'The latest of those, at most 50.' }),
  })
  .meta({ id: 'ReplayResult', title: 'What a policy would have done' });

export const RuleView = z
  .object({
    id: z.string().meta({ example: 'rul_2f1c9a7d4be0583a66c1d2e4' }),
    ...ruleFields,
    enabled: z.boolean(),
    createdAt: z.string(),
    changedAt: z.string(),
    changedBy: z.string(),
    replayed: z.object({ at: z.string(), by: z.string(), matched: z.int(), disagreed: z.int() }).nullable().meta({
      description: 'The last replay of the policy as it stands. Null when there was none since it was changed.',
    }),
  })
  .meta({ id: 'Rule', title: 'Rule' });

export const RuleOrder = z
  .object({ ids: z.array(z.string()).max(500) })
  .meta({ id: 'RuleOrder', title: 'Order', description: 'All the rules, first to last.' });

export const RuleDraft = z
  .object({
    rule: RuleRequest,
    id: z.string().optional().meta({ description: 'The saved rule that the draft would replace.' }),
  })
  .meta({ id: 'RuleDraft', title: 'Drafted rule' });

export const TryResult = z
  .object({
    looked: z.int(),
    matched: z.int(),
    examples: z
      .array(
        z.object({
          approval: ApprovalView,
          does: z.array(z.string()).meta({ description: 'The effects of the draft that would take hold.' }),
          overruled: z
            .array(z.object({ effect: z.string(), by: z.string() }))
            .meta({ description: 'Effects that a rule above decides, or all of them when it stops there.' }),
        }),
      )
      .meta({ description: 'The latest of those that match, at most 20.' }),
  })
  .meta({ id: 'TryResult', title: 'What a rule would do' });

export const ReplayRequest = z
  .union([z.object({ id: z.string().meta({ description: 'A saved policy.' }) }), z.object({ rule: RuleRequest })])
  .meta({ id: 'ReplayRequest', title: 'Replay' });

export type ValueCondition = z.infer<typeof ValueCondition>;
export type TimeCondition = z.infer<typeof TimeCondition>;
export type Condition = ValueCondition | TimeCondition;
export type ConditionGroup = z.infer<typeof ConditionGroup>;
export type When = z.infer<typeof When>;
export type Operator = (typeof OPERATORS)[number];
export type Effects = z.infer<typeof Effects>;
export type Settle = z.infer<typeof Settle>;
export type RuleRequest = z.infer<typeof RuleRequest>;
export type RuleView = z.infer<typeof RuleView>;
export type ReplayResult = z.infer<typeof ReplayResult>;
export type TryResult = z.infer<typeof TryResult>;
export type Amount = z.infer<typeof Amount>;

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function wrongValue(is: Operator, value: unknown): string | undefined {
  const count = Array.isArray(value) ? value.length : undefined;
  if (is === 'exists' || is === 'missing') return value === undefined ? undefined : 'This takes no value.';
  if (is === 'oneOf') return count ? undefined : 'Give a list of values.';
  if (is === 'between') return count === 2 ? undefined : 'Give two values: from and to.';
  if (value === undefined || count !== undefined || value === '') return 'Give a value.';
  return undefined;
}
