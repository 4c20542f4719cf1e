/** Channels in tests, made by the API. */
import type { TestRelay } from '../relay.js';
import { ADMIN } from '../relay.js';
import { CHANNEL, SECRET, TOKEN } from './slack.js';

export const ALICE = 'U0ALICE';

/** Made by default for everything, with Alice known. Gives its id. */
export async function addChannel(relay: TestRelay, kind: string, settings: object, more: object = {}): Promise<string> {
  const people = [{ externalId: ALICE, email: ADMIN.email }];
  const made = await relay.post('/api/channels', {
    kind,
    name: `Our ${kind}`,
    settings,
    people,
    isDefault: true,
    ...more,
  });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  return made.body.id as string;
}

export const addSlack = (relay: TestRelay, more: object = {}, settings: object = {}) =>
  addChannel(relay, 'slack', { botToken: TOKEN, signingSecret: SECRET, channel: CHANNEL, ...settings }, more);

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
export const readChannel = async (relay: TestRelay, id: string): Promise<any> =>
  (await relay.get(`/api/channels/${id}`)).body;
