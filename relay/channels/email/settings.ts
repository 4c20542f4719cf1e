import { z } from 'zod';

const Address = z.email('Use an e-mail address.').max(320);

export const EmailSettings = z.object({
  host: z
    .string()
    .trim()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'Only the name of the mail server, such as smtp.example.com.')
    .max(253)
    .optional()
    .meta({ title: 'Mail server', description: 'Such as smtp.example.com.' }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .default(587)
    .meta({ title: 'Port', description: 'Mostly 587, or 465 with TLS from the start.' }),
  security: z.enum(['starttls', 'tls', 'none']).default('starttls').meta({
    title: 'Encryption',
    description: 'starttls for port 587, tls for port 465, none only for a server of your own.',
  }),
  user: z.string().trim().max(320).optional().meta({ title: 'User name' }),
  password: z.string().max(500).optional().meta({ title: 'Password' }),
  from: Address.optional().meta({ title: 'Sender', description: 'Address from which the messages come.' }),
  to: z
    .array(Address.transform((text) => text.toLowerCase()))
    .max(100)
    .default([])
    .meta({ title: 'Recipients', description: 'Who is written to when an approval names neither people nor a group.' }),
});
export type EmailSettings = z.infer<typeof EmailSettings>;
