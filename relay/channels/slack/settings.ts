import { z } from 'zod';

export const SlackSettings = z.object({
  channel: z
    .string()
    .trim()
    .regex(
      /^[CGDUW][A-Z0-9]{2,20}$/,
      'Use the id of a channel or person, such as C012AB3CD: open it in Slack, then About.',
    )
    .optional()
    .meta({
      title: 'Channel id',
      description: 'Such as C012AB3CD. Slack shows it at the bottom of the channel’s About.',
    }),
  botToken: z
    .string()
    .trim()
    .regex(/^xoxb-/, 'A bot token begins with xoxb-.')
    .max(300)
    .optional()
    .meta({ title: 'Bot token', description: 'Shown by Slack under OAuth & Permissions when the app is installed.' }),
  signingSecret: z
    .string()
    .trim()
    .min(8)
    .max(200)
    .optional()
    .meta({ title: 'Signing secret', description: 'Shown by Slack under Basic Information. It proves who pressed.' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({ title: 'API address', description: 'Only if it is not https://slack.com/api.' }),
});
export type SlackSettings = z.infer<typeof SlackSettings>;

export const slackApi = ({ apiUrl }: SlackSettings): string => apiUrl?.replace(/\/+$/, '') ?? 'https://slack.com/api';
