/** One's own account: sessions, password, second factor. */
import { z } from 'zod';
import { Password } from './access.js';
import { Away } from './people.js';

const Current = z.string().max(200).meta({ description: 'The present password, to make sure that it is you.' });
const Code = z.string().trim().min(1, 'Write the code.').max(40);

export const AccountChange = z
  .object({
    name: z.string().trim().min(1, 'Write your name.').max(100).optional(),
    away: Away.nullable().optional(),
  })
  .meta({ id: 'AccountChange', title: 'Change of one’s own account' });

export const PasswordChange = z
  .object({ current: Current, password: Password })
  .meta({ id: 'PasswordChange', title: 'New password' });

export const PasswordCheck = z.object({ current: Current }).meta({ id: 'PasswordCheck', title: 'Present password' });

export const CodeCheck = z.object({ code: Code }).meta({ id: 'CodeCheck', title: 'Code of an authenticator app' });

export const SecondFactorSetup = z
  .object({
    secret: z.string().meta({ description: 'To type into an authenticator app that cannot read the picture.' }),
    uri: z.string(),
    qr: z.string().meta({ description: 'The same as a QR code: an SVG picture.' }),
  })
  .meta({ id: 'SecondFactorSetup', title: 'Second factor to set up' });

export const RecoveryCodes = z
  .object({ codes: z.array(z.string()).meta({ description: 'Each works once. Shown this once.' }) })
  .meta({ id: 'RecoveryCodes', title: 'Recovery codes' });

export const SessionView = z
  .object({
    id: z.string(),
    device: z.string().meta({ example: 'Firefox on Linux' }),
    isThis: z.boolean(),
    createdAt: z.string(),
    lastSeenAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: 'Session', title: 'Session' });

export const AccountView = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    away: z.object({ from: z.string(), until: z.string(), delegate: z.string().nullable() }).nullable(),
    secondFactor: z.object({ since: z.string(), recoveryCodesLeft: z.int() }).nullable(),
  })
  .meta({ id: 'Account', title: 'Account' });

export const WorkspaceChange = z
  .object({ requireSecondFactor: z.boolean().meta({ description: 'Whether everybody needs a second factor.' }) })
  .meta({ id: 'WorkspaceChange', title: 'Change of the workspace' });

export type AccountChange = z.infer<typeof AccountChange>;
export type SecondFactorSetup = z.infer<typeof SecondFactorSetup>;
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
export type SessionView = z.infer<typeof SessionView>;
export type AccountView = z.infer<typeof AccountView>;
