/** How every error of the API looks (RFC 9457). */
import { z } from 'zod';

export const Problem = z
  .object({
    type: z.string().meta({ example: 'about:blank' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; branch on this.', example: 'invalid_request' }),
    detail: z.string().meta({ description: 'What is wrong, where, and how to mend it.' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Each wrong field with its path.' }),
  })
  .loose()
  .meta({ id: 'Problem', title: 'Problem' });

export type Problem = z.infer<typeof Problem>;
