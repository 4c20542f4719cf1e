/** Set-up platform accounts. What is secret in their settings is sealed at rest and never shown again. */
import { randomBytes } from 'node:crypto';
import type { Keys } from '../access/keys.js';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type {
  ConnectionChange,
  ConnectionRequest,
  ConnectionView,
  NewConnection,
  SetUpView,
} from '../contract/connection.js';
import { InvalidRequest, RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import { NotSent } from '../outbound.js';
import { KEY_PLACEHOLDER, SetUpFailed, type Request, type SetUpAddress } from '../platforms/platform.js';
import { platforms, type AnyPlatform } from '../platforms/registry.js';
import type { Sealer } from '../seal.js';
import { own } from '../store/own.js';
import type { Connection } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

export interface ConnectionsDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  keys: Pick<Keys, 'create' | 'revoke'>;
  publicUrl: string;
}
export type Connections = ReturnType<typeof createConnections>;
type Settings = Record<string, unknown>;

export function createConnections({ store, clock, newId, sealer, keys, publicUrl }: ConnectionsDeps) {
  return {
    /** Throws InvalidRequest that names every wrong setting. */
    async create(workspaceId: string, request: ConnectionRequest, by: string): Promise<NewConnection> {
      const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
      const given = readSettings(request.platform, request.settings);
      const generated = (platforms[request.platform].generate?.(given) ?? {}) as Record<string, string>;
      const connection: Connection = {
        id: newId('con'),
        workspaceId,
        platform: request.platform,
        name: request.name,
        riskLevel: request.riskLevel ?? null,
        group: request.group ?? null,
        ...sealed(request.platform, { ...given, ...generated }),
        sealedSigningSecret: sealer.seal(signingSecret),
        createdAt: clock.now().toISOString(),
      };
      await store.transaction(async (tx) => {
        tx.put('connections', connection);
        note(tx, 'connection.created', connection, by);
      });
      return { ...view(connection), signingSecret, generated };
    },

    async list(workspaceId: string): Promise<ConnectionView[]> {
      return (await store.list('connections', workspaceId)).map(view);
    },

    async get(workspaceId: string, id: string): Promise<ConnectionView> {
      return view(own(await store.get('connections', id), workspaceId, id));
    },

    /** Settings that are left out stay as they are; one that is null is taken away. */
    async change(workspaceId: string, id: string, change: ConnectionChange, by: string): Promise<ConnectionView> {
      return store.transaction(async (tx) => {
        const before = own(await tx.get('connections', id), workspaceId, id);
        const given = Object.entries({ ...openSettings(before), ...change.settings });
        const settings = Object.fromEntries(given.filter(([, value]) => value !== null));
        const after: Connection = {
          ...before,
          name: change.name ?? before.name,
          riskLevel: change.riskLevel === undefined ? before.riskLevel : change.riskLevel,
          group: change.group === undefined ? before.group : change.group,
          ...sealed(before.platform, readSettings(before.platform, settings)),
        };
        tx.put('connections', after);
        note(tx, 'connection.changed', after, by);
        return view(after);
      });
    },

    /** Its address answers 404 from now on. What it brought in stays. */
    async remove(workspaceId: string, id: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const removed = own(await tx.get('connections', id), workspaceId, id);
        tx.remove('connections', id);
        note(tx, 'connection.removed', removed, by);
      });
    },

    /** What to do in the platform by hand. */
    async setUpSteps(workspaceId: string, id: string): Promise<SetUpView> {
      const connection = own(await store.get('connections', id), workspaceId, id);
      const { setUp } = platforms[connection.platform];
      const steps = setUp?.steps(address(connection), openSettings(connection)) ?? [
        {
          title: 'Send its webhooks here',
          text: 'Use this address wherever the platform can send a web request:',
          paste: address(connection).inboundUrl,
        },
      ];
      return {
        steps: steps.map((step) => ({ part: null, ...step })),
        automatic: setUp?.run !== undefined,
        automaticPart: setUp?.runs ?? null,
        keyPlaceholder: steps.some(({ paste }) => paste?.includes(KEY_PLACEHOLDER)) ? KEY_PLACEHOLDER : null,
      };
    },

    /** Does it through the platform's API, with a key of its own if it needs one, and keeps what came of it. Throws a 422 in the platform's own words. */
    async setUp(workspaceId: string, id: string, request: Request, by: string): Promise<ConnectionView> {
      const connection = own(await store.get('connections', id), workspaceId, id);
      const { run, needsKey } = platforms[connection.platform].setUp ?? {};
      if (!run) throw new InvalidRequest('This platform cannot be set up from here. Follow the steps by hand.');
      const key = needsKey
        ? await keys.create(
            workspaceId,
            { name: connection.name, scopes: ['request', 'read'], cheqpointSignature: false },
            by,
          )
        : undefined;
      try {
        const found = await run({ ...address(connection), key: key?.key }, openSettings(connection), request);
        return await this.change(workspaceId, id, { settings: found }, by);
      } catch (error) {
        if (key) await keys.revoke(workspaceId, key.id, by);
        if (error instanceof SetUpFailed || error instanceof NotSent)
          throw new RelayError(422, 'set_up_failed', 'The set-up did not work', error.message);
        throw error;
      }
    },

    openSettings,
  };

  function note(tx: Transaction, event: string, { workspaceId, id, name, platform }: Connection, by: string): void {
    const at = clock.now().toISOString();
    audit(tx, { workspaceId, at, event, by, subject: id, text: `${name} (${platform})` });
  }

  function address({ id, name, platform }: Connection): SetUpAddress {
    return { inboundUrl: `${publicUrl}/${platforms[platform].address ?? 'in'}/${id}`, publicUrl, name, id };
  }

  function openSettings(connection: Connection): Settings {
    return { ...connection.settings, ...(JSON.parse(sealer.open(connection.sealedSecrets)) as Settings) };
  }

  function sealed(
    platform: Connection['platform'],
    settings: Settings,
  ): Pick<Connection, 'settings' | 'sealedSecrets'> {
    const { secrets } = platforms[platform];
    const isSecret = ([name]: [string, unknown]) => secrets.includes(name);
    const entries = Object.entries(settings);
    return {
      settings: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
      sealedSecrets: sealer.seal(JSON.stringify(Object.fromEntries(entries.filter(isSecret)))),
    };
  }

  function view(connection: Connection): ConnectionView {
    const { id, platform, name, riskLevel, group, settings, createdAt } = connection;
    const secretsSet = Object.keys(JSON.parse(sealer.open(connection.sealedSecrets)) as Settings);
    return {
      id,
      platform,
      name,
      riskLevel,
      group,
      settings,
      secretsSet,
      inboundUrl: address(connection).inboundUrl,
      createdAt,
    };
  }
}

/** Settings as the platform's own schema has them. Throws InvalidRequest. */
export function readSettings(name: Connection['platform'], given: Settings): Settings {
  const platform: AnyPlatform = platforms[name];
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const result = platform.settings.strict().safeParse(filled);
  if (result.success) return result.data as Settings;
  const errors = result.error.issues.map((issue) => ({
    path: ['settings', ...issue.path].join('.'),
    message: issue.message,
  }));
  throw new InvalidRequest(errors.map(({ path, message }) => `${path}: ${message}`).join(' '), errors);
}
