/** Can the relay call back? Asked by clients when they are set up, before anything waits in vain. */
import { z } from 'zod';

export const REACH_PROBLEMS = ['private', 'unreachable', 'timeout', 'redirect', 'not_n8n'] as const;

export const ReachabilityRequest = z
  .object({
    url: z
      .url({ protocol: /^https?$/, error: 'Use a full http:// or https:// address.' })
      .max(2000)
      .optional()
      .meta({ description: 'An address of the caller, such as n8n’s /webhook-waiting/. Nothing is changed there.' }),
  })
  .meta({ id: 'ReachabilityRequest', title: 'Check of the way back' });

export const Reachability = z
  .object({
    reachable: z.boolean().nullable().meta({ description: 'null when no address was given.' }),
    problem: z.enum(REACH_PROBLEMS).nullable(),
    detail: z.string().nullable().meta({ description: 'What went wrong, in plain words.' }),
  })
  .meta({ id: 'Reachability', title: 'The way back' });

export type Reachability = z.infer<typeof Reachability>;
