/** The environment as one schema. Everything that is wrong is said at once, with how to mend it. */
import path from 'node:path';
import { z } from 'zod';
import { SigningSecret } from './contract/access.js';
import { parseAllowList } from './deliveries/destination.js';
import { StartupError } from './errors.js';

const AllowList = z.string().transform((text, ctx) => {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  try {
    parseAllowList(entries);
  } catch (error) {
    ctx.addIssue({ code: 'custom', message: (error as Error).message });
  }
  return entries;
});

const Settings = z.object({
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .meta({ description: 'Address to listen on. 0.0.0.0 listens on every network card.' }),
  PORT: z.coerce.number().int().min(1).max(65_535).default(8787).meta({ description: 'Port to listen on.' }),
  COUNTERSIGN_DATA_DIR: z.string().min(1).default('./data').meta({ description: 'Folder of the embedded store.' }),
  COUNTERSIGN_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'Use a full http:// or https:// address.' })
    .optional()
    .meta({
      description: 'Where people and programs reach this relay. Without it, http://HOST:PORT.',
    }),
  COUNTERSIGN_SECRET: z.string().min(32, 'Use at least 32 characters.').optional().meta({
    description: 'Master key for secrets at rest. Without it, one is made and kept in the data folder.',
  }),
  COUNTERSIGN_ALLOW_PRIVATE_HOSTS: AllowList.default([]).meta({
    description:
      'Private hosts that callbacks may reach: names, addresses or CIDRs, separated by commas. Example: n8n,10.0.0.0/8',
  }),
  COUNTERSIGN_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(0).default(6000).meta({
    description: 'Requests a minute for each connection key. 0 is no limit.',
  }),
  COUNTERSIGN_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .meta({ description: 'How much is logged.' }),
  COUNTERSIGN_SETUP_EMAIL: z
    .email('Use an e-mail address.')
    .transform((text) => text.toLowerCase())
    .optional()
    .meta({
      description: 'First start only: e-mail address of the admin to make.',
    }),
  COUNTERSIGN_SETUP_PASSWORD: z.string().min(10, 'Use at least 10 characters.').optional().meta({
    description: 'First start only: password of that admin.',
  }),
  COUNTERSIGN_SETUP_KEY: z.string().min(16, 'Use at least 16 characters.').optional().meta({
    description: 'First start only: a connection key with all scopes.',
  }),
  COUNTERSIGN_SETUP_SIGNING_SECRET: SigningSecret.optional().meta({
    description: 'First start only: signing secret of that key, whsec_…',
  }),
});

export interface Config {
  host: string;
  port: number;
  dataDir: string;
  publicUrl: string;
  secret: string | undefined;
  allowPrivateHosts: string[];
  rateLimitPerMinute: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  setup: { email?: string; password?: string; key?: string; signingSecret?: string };
}

/** Reads the settings. Throws StartupError that names every wrong one. An empty value counts as absent. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = Settings.safeParse(given);
  const problems = result.success
    ? []
    : result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  if (Boolean(given.COUNTERSIGN_SETUP_EMAIL) !== Boolean(given.COUNTERSIGN_SETUP_PASSWORD)) {
    problems.push('  COUNTERSIGN_SETUP_EMAIL and COUNTERSIGN_SETUP_PASSWORD: give both or neither.');
  }
  if (given.COUNTERSIGN_SETUP_SIGNING_SECRET && !given.COUNTERSIGN_SETUP_KEY) {
    problems.push('  COUNTERSIGN_SETUP_SIGNING_SECRET: needs COUNTERSIGN_SETUP_KEY too.');
  }
  if (!result.success || problems.length > 0) {
    throw new StartupError(
      `These settings are not right:\n${problems.join('\n')}\nRun with --help for the list of settings.`,
    );
  }
  const settings = result.data;
  const host = settings.HOST.includes(':') ? `[${settings.HOST}]` : settings.HOST;
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDir: path.resolve(settings.COUNTERSIGN_DATA_DIR),
    publicUrl: (settings.COUNTERSIGN_PUBLIC_URL ?? `http://${host}:${settings.PORT}`).replace(/\/+$/, ''),
    secret: settings.COUNTERSIGN_SECRET,
    allowPrivateHosts: settings.COUNTERSIGN_ALLOW_PRIVATE_HOSTS,
    rateLimitPerMinute: settings.COUNTERSIGN_RATE_LIMIT_PER_MINUTE,
    logLevel: settings.COUNTERSIGN_LOG_LEVEL,
    setup: {
      email: settings.COUNTERSIGN_SETUP_EMAIL,
      password: settings.COUNTERSIGN_SETUP_PASSWORD,
      key: settings.COUNTERSIGN_SETUP_KEY,
      signingSecret: settings.COUNTERSIGN_SETUP_SIGNING_SECRET,
    },
  };
}

/** The list of settings that `npm start -- --help` prints. */
export function describeSettings(): string {
  const lines = Object.entries(Settings.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const shown =
      fallback.success && fallback.data !== undefined && String(fallback.data) !== ''
        ? ` (default ${String(fallback.data)})`
        : '';
    return `  ${name}${shown}\n      ${schema.meta()?.description ?? ''}`;
  });
  return `Countersign relay\n\nSettings are environment variables:\n\n${lines.join('\n')}\n`;
}
