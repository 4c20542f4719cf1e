/** The customers that Fin tells of. */
import { NotFound } from '../errors.js';
import type { NewId } from '../ids.js';
import type { ChangedUser, NewUser } from '../platforms/fin-helpdesk/bodies.js';
import type { Connection, HelpdeskUser } from '../store/records.js';
import type { Reader, Transaction } from '../store/store.js';
import { idOf } from './objects.js';

type Facts = Partial<Omit<ChangedUser, 'user_id'>> & { photo_url?: string };

const recordId = (connection: Connection, publicId: string): string => idOf('usr', connection.id, publicId);

export async function findUser(
  reader: Pick<Reader, 'get'>,
  connection: Connection,
  publicId: string,
): Promise<HelpdeskUser | undefined> {
  return reader.get('helpdeskUsers', recordId(connection, publicId));
}

/** Throws NotFound. */
export async function getUser(
  reader: Pick<Reader, 'get'>,
  connection: Connection,
  publicId: string,
): Promise<HelpdeskUser> {
  const user = await findUser(reader, connection, publicId);
  if (!user) throw new NotFound(`The user ${publicId}`);
  return user;
}

/** The same `object_id` is the same user. */
export async function createUser(
  tx: Transaction,
  connection: Connection,
  input: NewUser,
  now: Date,
  newId: NewId,
): Promise<HelpdeskUser> {
  const publicId = input.object_id === undefined ? newId('usr') : idOf('usr', connection.id, 'object', input.object_id);
  return (await findUser(tx, connection, publicId)) ?? saveUser(tx, connection, publicId, input, now);
}

const TOLD_AGAIN_MS = 86_400_000;

/**
 * Made if it is not there; what is given replaces what was known, attribute by attribute. That Fin has told of somebody is
 * noted once a day at most.
 */
export async function saveUser(
  tx: Transaction,
  connection: Connection,
  publicId: string,
  facts: Facts,
  now: Date,
): Promise<HelpdeskUser> {
  const before = await findUser(tx, connection, publicId);
  const user: HelpdeskUser = {
    id: recordId(connection, publicId),
    workspaceId: connection.workspaceId,
    connectionId: connection.id,
    publicId,
    name: facts.name ?? before?.name ?? null,
    email: facts.email ?? before?.email ?? null,
    photoUrl: facts.photo_url ?? before?.photoUrl ?? null,
    attributes: { ...before?.attributes, ...facts.attributes },
    createdAt: before?.createdAt ?? now.toISOString(),
    updatedAt: before?.updatedAt,
  };
  const toldAt = before && Date.parse(before.updatedAt ?? before.createdAt);
  const isNews = toldAt === undefined || now.getTime() - toldAt >= TOLD_AGAIN_MS;
  if (before && !isNews && JSON.stringify(user) === JSON.stringify(before)) return before;
  const told = { ...user, updatedAt: now.toISOString() };
  tx.put('helpdeskUsers', told);
  return told;
}
