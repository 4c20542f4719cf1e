/** The workspace's rules: made, changed, put in order, tried and replayed by those who manage it. */
import { createHash } from 'node:crypto';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { RuleRequest, RuleView } from '../contract/rule.js';
import { InvalidRequest, RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import { own } from '../store/own.js';
import type { Approval, Rule } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';
import { createReplay, type Replay } from './rule-replay.js';
import { createTrial, type Trial } from './rule-trial.js';
import { inOrder } from './rules.js';

export interface RulesetDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
}
export type Ruleset = ReturnType<typeof createRuleset>;

const MOST_RULES = 200;
/** Looked at before others get their turn. */
const STRETCH = 1_000;

/** A policy is switched on only as it was when somebody looked at what it would have done. */
export class NotReplayed extends RelayError {
  constructor(name: string) {
    super(
      409,
      'not_replayed',
      'Replay it first',
      `The policy “${name}” settles approvals without asking anybody. Replay it over the stored decisions as it stands, look at the result, and then switch it on.`,
    );
  }
}

export function createRuleset({ store, clock, newId }: RulesetDeps) {
  return {
    /** First to last, as they are read. */
    async list(workspaceId: string): Promise<RuleView[]> {
      return inOrder(await store.list('rules', workspaceId)).map(view);
    },

    async get(workspaceId: string, id: string): Promise<RuleView> {
      return view(own(await store.get('rules', id), workspaceId, id));
    },

    /** Last in the order. A policy is made switched off. */
    async create(workspaceId: string, request: RuleRequest, by: string): Promise<RuleView> {
      return store.transaction(async (tx) => {
        const others = await tx.list('rules', workspaceId);
        if (others.length >= MOST_RULES)
          throw new InvalidRequest(`There are ${MOST_RULES} rules already. Remove one that is not needed any more.`);
        if (request.settle && request.enabled) throw new NotReplayed(request.name);
        const last = others.reduce((most, { position }) => Math.max(most, position), 0);
        const { enabled = request.settle === null, ...fields } = request;
        const at = clock.now().toISOString();
        const made = { enabled, createdAt: at, changedAt: at, changedBy: by, replayed: null };
        const rule = { id: newId('rul'), workspaceId, position: last + 1, ...fields, ...made };
        note(tx, 'rule.made', rule, by);
        return save(tx, rule);
      });
    },

    /** A policy that says something else than before is switched off. Throws NotReplayed. */
    async change(workspaceId: string, id: string, request: RuleRequest, by: string): Promise<RuleView> {
      return store.transaction(async (tx) => {
        const before = own(await tx.get('rules', id), workspaceId, id);
        const { enabled: wanted, ...fields } = request;
        const after = { ...before, ...fields, changedAt: clock.now().toISOString(), changedBy: by };
        const replayed = after.settle && before.replayed?.hash === draftHash(after) ? before.replayed : null;
        const isSame = before.settle !== null && draftHash(before) === draftHash(after);
        const enabled = wanted ?? (after.settle ? isSame && before.enabled : before.enabled);
        if (enabled && after.settle && !replayed) throw new NotReplayed(after.name);
        const rule = { ...after, enabled, replayed };
        note(
          tx,
          rule.enabled === before.enabled ? 'rule.changed' : enabled ? 'rule.switched_on' : 'rule.switched_off',
          rule,
          by,
        );
        return save(tx, rule);
      });
    },

    async remove(workspaceId: string, id: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        note(tx, 'rule.removed', own(await tx.get('rules', id), workspaceId, id), by);
        tx.remove('rules', id);
      });
    },

    /** Throws InvalidRequest unless `ids` are all the rules: somebody else has changed them meanwhile. */
    async reorder(workspaceId: string, ids: string[], by: string): Promise<RuleView[]> {
      return store.transaction(async (tx) => {
        const rules = new Map((await tx.list('rules', workspaceId)).map((rule) => [rule.id, rule]));
        const ordered = ids.map((id) => rules.get(id));
        const isWhole = ordered.length === rules.size && new Set(ids).size === ids.length;
        if (!isWhole || ordered.includes(undefined)) {
          const message = 'These are not all the rules, each once. Load the page again; somebody has changed them.';
          throw new InvalidRequest(message, [{ path: 'ids', message }]);
        }
        audit(tx, {
          workspaceId,
          at: clock.now().toISOString(),
          event: 'rules.reordered',
          by,
          subject: null,
          text: null,
        });
        return ordered.flatMap((rule, index) => (rule ? save(tx, { ...rule, position: index + 1 }) : []));
      });
    },

    /** What a draft would do with the approvals that are stored; `id` is the saved rule that it would replace. */
    async tryOut(workspaceId: string, draft: RuleRequest, id: string | undefined, by: string): Promise<Trial> {
      const rules = inOrder(await store.list('rules', workspaceId));
      const at = clock.now().toISOString();
      const replaced =
        id === undefined
          ? undefined
          : own(
              rules.find((rule) => rule.id === id),
              workspaceId,
              id,
            );
      const drafted: Rule = {
        id: id ?? 'draft',
        workspaceId,
        position: replaced?.position ?? (rules.at(-1)?.position ?? 0) + 1,
        createdAt: at,
        changedAt: at,
        changedBy: by,
        replayed: null,
        ...draft,
        enabled: true,
      };
      const trial = createTrial(inOrder([...rules.filter((rule) => rule.id !== id), drafted]), drafted);
      for await (const approval of pending(workspaceId)) trial.look(approval);
      for await (const approval of settled(workspaceId)) trial.look(approval);
      return trial.result();
    },

    /** What a drafted policy would have done. It is not remembered: only what is saved can be switched on. */
    async replayDraft(workspaceId: string, draft: RuleRequest): Promise<Replay> {
      return replay(workspaceId, draft);
    },

    /** What a saved policy would have done, remembered with it as looked at by `by`, for as long as it stays as it is. */
    async replaySaved(workspaceId: string, id: string, by: string): Promise<{ replay: Replay; rule: Rule }> {
      const rule = own(await store.get('rules', id), workspaceId, id);
      const result = await replay(workspaceId, rule);
      const hash = draftHash(rule);
      await store.transaction(async (tx) => {
        const now = await tx.get('rules', id);
        if (!now || draftHash(now) !== hash) return;
        const { matched, disagreed } = result;
        note(tx, 'rule.replayed', now, by);
        tx.put('rules', { ...now, replayed: { hash, at: clock.now().toISOString(), by, matched, disagreed } });
      });
      return { replay: result, rule };
    },
  };

  function note(tx: Transaction, event: string, { id, workspaceId, name }: Rule, by: string): void {
    audit(tx, { workspaceId, at: clock.now().toISOString(), event, by, subject: id, text: name });
  }

  async function replay(workspaceId: string, { when, settle }: Pick<Rule, 'when' | 'settle'>): Promise<Replay> {
    if (!settle) {
      const message = 'Only a policy can be replayed: a rule that approves or rejects by itself. Try this one instead.';
      throw new InvalidRequest(message, [{ path: 'rule.settle', message }]);
    }
    const counting = createReplay({ when, settle });
    for await (const approval of settled(workspaceId)) counting.look(approval);
    return counting.result();
  }

  /** All decisions, latest first, with room for others in between. */
  async function* settled(workspaceId: string): AsyncGenerator<Approval> {
    let after: Approval | undefined;
    for (;;) {
      const stretch = await store.settledApprovals({ workspaceId, after, limit: STRETCH });
      yield* stretch;
      after = stretch.at(-1);
      if (stretch.length < STRETCH) return;
      await new Promise(setImmediate);
    }
  }

  async function* pending(workspaceId: string): AsyncGenerator<Approval> {
    const page = { workspaceId, statuses: ['PENDING' as const], sort: 'newest' as const, limit: STRETCH };
    yield* (await store.listApprovals(page)).items;
  }
}

/** What a policy does, in short: the part of it that a replay is about. */
function draftHash({ when, settle }: Pick<Rule, 'when' | 'settle'>): string {
  const text = JSON.stringify([when, settle?.verdict]);
  return createHash('sha256').update(text).digest('base64url');
}

function save(tx: Transaction, rule: Rule): RuleView {
  tx.put('rules', rule);
  return view(rule);
}

function view({ workspaceId: _workspace, position: _position, replayed, ...shown }: Rule): RuleView {
  if (!replayed) return { ...shown, replayed };
  const { hash: _hash, ...seen } = replayed;
  return { ...shown, replayed: seen };
}
