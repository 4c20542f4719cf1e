/**
 * Fills a fresh data folder with a history, by the relay's own use cases and store: what is there afterwards is what a
 * relay would have after living through it. Only the waiting for the disk is left out, and nothing is sent to anybody.
 */
import path from 'node:path';
import { pino } from 'pino';
import { createKeys } from '../relay/access/keys.js';
import { hashPassword } from '../relay/access/passwords.js';
import { createSetup } from '../relay/access/setup.js';
import { readApprovalRequest } from '../relay/approvals/approval-request.js';
import { createApprovals } from '../relay/approvals/approvals.js';
import type { Clock } from '../relay/clock.js';
import { randomId } from '../relay/ids.js';
import { createRuleset } from '../relay/approvals/ruleset.js';
import { readMasterKey } from '../relay/master-key.js';
import { createSealer } from '../relay/seal.js';
import { openLowdbStore } from '../relay/store/lowdb.js';
import type { Store } from '../relay/store/store.js';
import { GROUPS, KEYS, PASSWORD, PEOPLE, type Asker } from './cast.js';
import { delivered } from './delivered.js';
import { createGroups } from '../relay/people/groups.js';
import { history, type History, type Moment } from './history.js';
import { makeRules } from './rules.js';
import { patientDisk } from './patient-disk.js';

const DAY_MS = 86_400_000;

export async function seed(folder: string, story: History): Promise<void> {
  const disk = patientDisk();
  const opened = await openLowdbStore({
    folder: path.resolve(folder),
    log: pino({ level: 'silent' }),
    disk,
    compactAtLeast: Infinity,
  });
  const store = delivered(opened);
  let nowMs = story.now.getTime() - 130 * DAY_MS;
  const clock: Clock = { now: () => new Date(nowMs), at: () => () => undefined };
  const approvals = createApprovals({ store, clock, newId: randomId });
  const { workspaceId, keyIds } = await people(store, clock, folder);
  await makeRules(createRuleset({ store, clock, newId: randomId }), workspaceId, PEOPLE[0].email);
  const ids: string[] = [];

  const play = async (moment: Moment): Promise<void> => {
    const id = ids[moment.question] ?? '';
    if (moment.does === 'decide' || moment.does === 'cancel') {
      // A policy was faster.
      if ((await approvals.get(workspaceId, id)).status !== 'PENDING') return;
    }
    switch (moment.does) {
      case 'ask': {
        const { platform } = moment.scene;
        const { request, warnings } = readApprovalRequest(moment.body);
        const requester = { workspaceId, keyId: keyIds[platform], name: KEYS[platform] };
        ids[moment.question] = (await approvals.request(request, warnings, requester)).id;
        return;
      }
      case 'see':
        return approvals.markSeen(workspaceId, id, moment.by);
      case 'comment':
        return void (await approvals.comment(workspaceId, id, moment.text, moment.by));
      case 'decide':
        return void (await approvals.decide(workspaceId, id, moment.verdict, {
          name: moment.by,
          email: moment.by,
          keyId: null,
        }));
      case 'cancel':
        return void (await approvals.cancel(workspaceId, id, moment.note, KEYS.n8n));
      case 'expire':
        return void (await approvals.settleOverdue(await store.overdueApprovals(clock.now(), 100)));
    }
  };
  for (const moment of history(story)) {
    nowMs = moment.atMs;
    await play(moment);
  }
  await disk.flush();
  await store.close();
}

/** The workspace with its people and the keys that ask. */
async function people(store: Store, clock: Clock, folder: string) {
  const keys = createKeys({
    store,
    clock,
    newId: randomId,
    sealer: createSealer(await readMasterKey(undefined, folder)),
  });
  const setup = createSetup({ store, clock, newId: randomId, keys, publicUrl: 'http://localhost' });
  await setup.firstStart({ email: PEOPLE[0].email, password: PASSWORD });
  const [workspace] = await store.list('workspaces');
  if (!workspace) throw new Error('The first start made no workspace');
  const passwordHash = await hashPassword(PASSWORD);
  await store.transaction(async (tx) => {
    tx.put('workspaces', { ...workspace, name: 'Acme' });
    for (const { email, name, role } of PEOPLE) {
      const user = (await tx.findUserByEmail(email)) ?? {
        id: randomId('usr'),
        workspaceId: workspace.id,
        email,
        role,
        passwordHash,
        createdAt: clock.now().toISOString(),
      };
      tx.put('users', { ...user, name });
    }
  });
  const groups = createGroups({ store, clock, newId: randomId });
  for (const { name, timeZone } of GROUPS) {
    const members = PEOPLE.filter(({ group }) => group === name).map(({ email }) => email);
    const workingHours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '20:00' }));
    await groups.create(workspace.id, { name, members, timeZone, workingHours }, PEOPLE[0].email);
  }
  const keyIds = {} as Record<Asker, string>;
  for (const platform of Object.keys(KEYS) as Asker[]) {
    const request = { name: KEYS[platform], scopes: ['request' as const, 'read' as const], cheqpointSignature: false };
    keyIds[platform] = (await keys.create(workspace.id, request, PEOPLE[0].email)).id;
  }
  return { workspaceId: workspace.id, keyIds };
}
