/** Who may call: connection keys for programs, sessions for people. */
import { z } from 'zod';

export const SCOPES = ['request', 'read', 'decide', 'manage', 'admin'] as const;
export const Scope = z.enum(SCOPES).meta({ id: 'Scope', title: 'Scope' });
/** From the most that a person may do to the least. */
export const ROLES = ['admin', 'lead', 'reviewer', 'viewer'] as const;
/** What each role may do; `admin` includes everything. */
export const SCOPES_OF_ROLE: Record<Role, Scope[]> = {
  admin: ['admin'],
  lead: ['read', 'decide', 'manage'],
  reviewer: ['read', 'decide'],
  viewer: ['read'],
};

export const SigningSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'Use whsec_ followed by 24 to 64 bytes in base64.');

export const KeyRequest = z
  .object({
    name: z.string().trim().min(1, 'Give the key a name that says who uses it.').max(100),
    scopes: z.array(Scope).min(1, 'Choose at least one scope.').default(['request', 'read']),
    cheqpointSignature: z.boolean().default(false).meta({
      description: 'Also sign callbacks with x-cheqpoint-signature, for receivers written for Cheqpoint.',
    }),
  })
  .meta({ id: 'KeyRequest', title: 'New connection key' });

export const KeyView = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(Scope),
    hint: z.string().meta({ description: 'The last four characters, to tell keys apart.' }),
    cheqpointSignature: z.boolean(),
    createdAt: z.string(),
    lastUsedAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'Key', title: 'Connection key' });

/** The one time that the key and its signing secret are shown. */
export const NewKey = KeyView.extend({ key: z.string(), signingSecret: z.string() }).meta({
  id: 'NewKey',
  title: 'Connection key, shown once',
});

export const Email = z
  .email('Use an e-mail address, such as ana@example.com.')
  .max(320)
  .transform((text) => text.toLowerCase());
export const Password = z.string().min(10, 'Use at least 10 characters.').max(200);

export const SignInRequest = z
  .object({
    email: Email,
    password: z.string().max(200),
    code: z.string().trim().max(40).optional().meta({
      description: 'Of the authenticator app, or a recovery code. Needed when the answer without it is code_needed.',
    }),
  })
  .meta({ id: 'SignInRequest', title: 'Sign in' });

export const SetupRequest = z
  .object({
    token: z.string().max(200),
    email: Email,
    name: z.string().trim().min(1, 'Write your name.').max(100),
    password: Password,
  })
  .meta({ id: 'SetupRequest', title: 'First account' });

/** Who is calling: a person with a session, or a program with a connection key. */
export const Me = z
  .object({
    workspace: z.object({ id: z.string(), name: z.string(), requireSecondFactor: z.boolean() }),
    mustSetUpSecondFactor: z
      .boolean()
      .meta({ description: 'Until they have, nothing but their own account is open to them.' }),
    user: z.object({ id: z.string(), email: z.string(), name: z.string(), role: z.enum(ROLES) }).nullable(),
    key: z.object({ id: z.string(), name: z.string(), scopes: z.array(Scope) }).nullable(),
    csrfToken: z
      .string()
      .nullable()
      .meta({ description: 'Send it as x-csrf-token with every request of this session that is not a GET.' }),
  })
  .meta({ id: 'Me', title: 'Who is calling' });

export const WorkspaceRequest = z
  .object({ name: z.string().trim().min(1, 'Give the workspace a name.').max(100) })
  .meta({ id: 'WorkspaceRequest', title: 'New workspace' });

export const NewWorkspace = z
  .object({
    id: z.string(),
    name: z.string(),
    setupUrl: z.string().meta({ description: 'One-time link by which its first admin signs up. Expires.' }),
  })
  .meta({ id: 'NewWorkspace', title: 'Workspace' });

export type Scope = z.infer<typeof Scope>;
export type Role = (typeof ROLES)[number];
export type KeyRequest = z.infer<typeof KeyRequest>;
export type KeyView = z.infer<typeof KeyView>;
export type NewKey = z.infer<typeof NewKey>;
export type SetupRequest = z.infer<typeof SetupRequest>;
export type SignInRequest = z.infer<typeof SignInRequest>;
export type Me = z.infer<typeof Me>;
