/** People and their review groups: who belongs where, when they work, and who stands in for whom. */
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { Email, Password, ROLES } from './access.js';
import { DELIVERY_STATUSES } from './delivery.js';

const Instant = z.iso
  .datetime({ offset: true, error: 'Use a time such as 2026-08-31T09:00:00Z.' })
  .transform((text) => new Date(text).toISOString());

export const Away = z
  .object({
    from: Instant.meta({ description: 'From when they are away.' }),
    until: Instant.meta({ description: 'Until when; then they are back by themselves.' }),
    delegate: Email.nullable().default(null).meta({ description: 'Who decides in their stead.' }),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'Choose an end after the beginning.' })
  .meta({ id: 'Away', title: 'Out of office' });

export const PersonView = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    away: z.object({ from: z.string(), until: z.string(), delegate: z.string().nullable() }).nullable(),
    groups: z.array(z.string()).meta({ description: 'Names of their review groups.' }),
    hasSecondFactor: z.boolean(),
    disabledAt: z.string().nullable().meta({ description: 'Since when they may not sign in; null when they may.' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Person', title: 'Person' });

export const PersonChange = z
  .object({
    name: z.string().trim().min(1, 'Write a name.').max(100).optional(),
    role: z.enum(ROLES).optional().meta({ description: 'Only an admin may change it.' }),
    disabled: z.boolean().optional().meta({ description: 'Only for an admin. Their sessions end at once.' }),
    away: Away.nullable().optional(),
  })
  .meta({ id: 'PersonChange', title: 'Change of a person' });

export const InvitationRequest = z
  .object({
    email: Email,
    role: z.enum(ROLES).default('reviewer'),
    mail: z.boolean().default(false).meta({ description: 'Also send the link by the workspace’s e-mail channel.' }),
  })
  .meta({ id: 'InvitationRequest', title: 'Invitation' });

export const InvitationView = z
  .object({
    id: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    invitedBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    isExpired: z.boolean(),
    mail: z
      .object({ status: z.enum(DELIVERY_STATUSES), at: z.string(), error: z.string().nullable() })
      .nullable()
      .meta({ description: 'What came of sending its link by e-mail; null when it was not sent.' }),
  })
  .meta({ id: 'InvitationView', title: 'Invitation that waits' });

export const InvitationList = z
  .object({
    items: z.array(InvitationView),
    sender: z.string().nullable().meta({
      description: 'From which address invitations can be sent; null when no e-mail channel is set up.',
    }),
  })
  .meta({ id: 'InvitationList', title: 'Invitations' });

export const NewInvitation = InvitationView.extend({
  url: z.string().meta({ description: 'The link to hand over. Shown this once; it works once.' }),
}).meta({ id: 'NewInvitation', title: 'Invitation with its link' });

export const InvitationAnswer = z
  .object({
    token: z.string().max(200),
    name: z.string().trim().min(1, 'Write your name.').max(100),
    password: Password,
  })
  .meta({ id: 'InvitationAnswer', title: 'Accepting an invitation' });

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Use a time of day such as 09:00.');

export const WorkingHours = z
  .object({
    day: z.int().min(1).max(7).meta({ description: 'ISO day of the week: 1 is Monday.' }),
    from: TimeOfDay,
    to: TimeOfDay.meta({ description: '24:00 is the end of the day.' }),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Choose an end after the beginning.' })
  .meta({ id: 'WorkingHours', title: 'Working hours' });

const GroupFields = z.object({
  name: z.string().trim().min(1, 'Give the group a name.').max(200),
  members: z
    .array(z.string().trim().max(320))
    .max(500)
    .meta({ description: 'Ids or e-mail addresses of people of this workspace.' }),
  timeZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'Use a time zone such as Europe/Lisbon.')
    .meta({ description: 'IANA name of the time zone in which the working hours are meant.' }),
  workingHours: z
    .array(WorkingHours)
    .max(50)
    .refine((hours) => !hours.some((one, index) => hours.slice(index + 1).some((other) => overlap(one, other))), {
      message: 'Two of these working hours overlap. Join them.',
    })
    .meta({ description: 'Empty means always.' }),
  channels: z.array(z.string().max(60)).max(50).meta({ description: 'Ids of the channels where it is told.' }),
});
export const GroupRequest = GroupFields.partial()
  .required({ name: true })
  .meta({ id: 'GroupRequest', title: 'Review group' });
export const GroupChange = GroupFields.partial().meta({ id: 'GroupChange', title: 'Change of a review group' });

export const GroupView = z
  .object({
    id: z.string().nullable().meta({ description: 'null for one that approvals name but that nobody has set up.' }),
    name: z.string(),
    uses: z.int().meta({ description: 'How many approvals name it.' }),
    members: z.array(z.object({ id: z.string(), email: z.string(), name: z.string() })),
    timeZone: z.string(),
    workingHours: z.array(z.object({ day: z.int(), from: z.string(), to: z.string() })),
    channels: z.array(z.string()),
    createdAt: z.string().nullable(),
  })
  .meta({ id: 'Group', title: 'Review group' });

function overlap(one: WorkingHours, other: WorkingHours): boolean {
  return one.day === other.day && one.from < other.to && other.from < one.to;
}

export type Away = z.infer<typeof Away>;
export type PersonView = z.infer<typeof PersonView>;
export type PersonChange = z.infer<typeof PersonChange>;
export type InvitationRequest = z.infer<typeof InvitationRequest>;
export type InvitationList = z.infer<typeof InvitationList>;
export type InvitationView = z.infer<typeof InvitationView>;
export type NewInvitation = z.infer<typeof NewInvitation>;
export type InvitationAnswer = z.infer<typeof InvitationAnswer>;
export type WorkingHours = z.infer<typeof WorkingHours>;
export type GroupRequest = z.infer<typeof GroupRequest>;
export type GroupChange = z.infer<typeof GroupChange>;
export type GroupView = z.infer<typeof GroupView>;
