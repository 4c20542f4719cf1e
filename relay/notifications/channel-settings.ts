/** The settings that somebody gives a channel, held against what its kind knows. */
import { channelKinds, type AnyChannelKind } from '../channels/registry.js';
import { InvalidRequest } from '../errors.js';
import type { Channel } from '../store/records.js';

export type Settings = Record<string, unknown>;

/** Throws InvalidRequest that names every wrong setting. An empty one is as good as none. */
export function readSettings(name: Channel['kind'], given: Settings): Settings {
  const kind: AnyChannelKind = channelKinds[name];
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const result = kind.settings.strict().safeParse(filled);
  if (result.success) return result.data as Settings;
  const errors = result.error.issues.map((issue) => ({
    path: ['settings', ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new InvalidRequest(errors.map(({ path, message }) => `${path}: ${message}`).join(' '), errors);
}
