/** An approval's story: what happened to it, and what people said about it. */
import { z } from 'zod';
import { Timestamp } from './timestamp.js';

export const Comment = z
  .object({ id: z.string(), at: Timestamp, by: z.string(), text: z.string() })
  .meta({ id: 'Comment', title: 'Comment' });

export const CommentRequest = z
  .object({
    text: z
      .string()
      .trim()
      .min(1, 'Write something.')
      .max(10_000)
      .meta({ title: 'Text', description: 'Plain text, shown to reviewers.' }),
  })
  .meta({ id: 'CommentRequest', title: 'New comment' });

/** One line of an approval's story: who did what, when, and what now if it failed. */
export const TimelineEntry = z
  .object({
    at: Timestamp,
    event: z.string().meta({ example: 'approval.requested' }),
    by: z.string().nullable(),
    text: z.string().nullable(),
    deliveryId: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry', title: 'Timeline entry' });

export const Timeline = z
  .object({
    items: z.array(TimelineEntry),
    warnings: z
      .array(z.string())
      .meta({ description: 'While it waits: why its answer may not arrive, as far as it is known without trying.' }),
  })
  .meta({ id: 'Timeline', title: 'Story of an approval' });

export type Comment = z.infer<typeof Comment>;
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export type Timeline = z.infer<typeof Timeline>;
