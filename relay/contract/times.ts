/** How long people have: targets, reminders, who is next, and when an approval settles by itself. */
import { z } from 'zod';
import { DEFAULT_EXPIRY_HOURS } from './approval-request.js';

const Minutes = z.int('Give whole minutes.').min(1, 'Give at least 1 minute.').max(527_040);

export const Targets = z
  .object({
    low: Minutes.meta({ title: 'Low risk' }),
    medium: Minutes.meta({ title: 'Medium risk' }),
    high: Minutes.meta({ title: 'High risk' }),
  })
  .meta({ id: 'Targets', title: 'Targets', description: 'Minutes within which a decision should be made.' });

export const EscalationStep = z
  .object({
    afterMinutes: Minutes.optional().meta({ title: 'After (minutes)', description: 'Counted from the request.' }),
    atPercent: z.int('Give a whole percentage.').min(1, 'Give at least 1 %.').max(10_000).optional().meta({
      title: 'At (percent)',
      description: 'Share of the target, instead of minutes; 100 is the target itself.',
    }),
    to: z.object({
      kind: z.enum(['group', 'person', 'channel']),
      id: z.string().trim().min(1, 'Choose to whom.').max(320).meta({
        description: 'Name of a group, e-mail address of a person, or id of a channel.',
      }),
    }),
  })
  .refine(({ afterMinutes, atPercent }) => (afterMinutes === undefined) !== (atPercent === undefined), {
    path: ['afterMinutes'],
    message: 'Say when: either afterMinutes or atPercent.',
  })
  .meta({ id: 'EscalationStep', title: 'Escalation step' });
const Escalation = z.array(EscalationStep).max(10);

export const GroupTimes = z
  .object({
    group: z.string().trim().min(1).max(200).meta({ description: 'Name of the review group.' }),
    targets: Targets.nullable().default(null).meta({ description: 'null: as in the workspace.' }),
    escalation: Escalation.nullable().default(null).meta({ description: 'null: as in the workspace.' }),
  })
  .meta({ id: 'GroupTimes', title: 'Times of a group' });

export const GroupTimesChange = z
  .object({ targets: Targets.nullable(), escalation: Escalation.nullable() })
  .partial()
  .meta({ id: 'GroupTimesChange', title: 'Change of a group’s times' });

const TimesFields = z.object({
  targets: Targets,
  expiryMinutes: Minutes.meta({
    title: 'Deadline (minutes)',
    description:
      'When an approval settles by itself, unless the request names a deadline. Always counted on the clock.',
  }),
  reassign: z.boolean().meta({
    title: 'Reassign',
    description: 'At half of the target, give it to another member of the group who is there: who has the least open.',
  }),
  remindAtPercent: z
    .array(z.int().min(1).max(99))
    .max(5)
    .meta({ title: 'Reminders', description: 'Percentages of the target at which reviewers are reminded.' }),
  escalation: Escalation.meta({ title: 'Escalation', description: 'Who is told next while nobody decides.' }),
  groups: z.array(GroupTimes).max(200).meta({ description: 'Groups with times of their own.' }),
});

export const TimesView = TimesFields.extend({
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
}).meta({ id: 'Times', title: 'Times' });
export const TimesChange = TimesFields.partial().meta({ id: 'TimesChange', title: 'Change of times' });

export type Targets = z.infer<typeof Targets>;
export type EscalationStep = z.infer<typeof EscalationStep>;
export type GroupTimes = z.infer<typeof GroupTimes>;
export type GroupTimesChange = z.infer<typeof GroupTimesChange>;
export type TimesView = z.infer<typeof TimesView>;
export type TimesChange = z.infer<typeof TimesChange>;
export type TimesFields = z.infer<typeof TimesFields>;

/** As long as nobody has said otherwise. */
export const TIMES: TimesFields = {
  targets: { low: 120, medium: 120, high: 120 },
  expiryMinutes: DEFAULT_EXPIRY_HOURS * 60,
  reassign: true,
  remindAtPercent: [75],
  escalation: [],
  groups: [],
};
