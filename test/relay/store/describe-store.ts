/** What every store must do. A store joins by calling `describeStore` with a way to open itself, empty and again. */
import type { Store } from '../../../relay/store/store.js';
import { approval, delivery } from './records.js';

export interface Opener {
  open(): Promise<Store>;
  /** Removes all that was stored. */
  clear(): Promise<void>;
}

const NOW = new Date('2026-03-02T10:00:00.000Z');
const LEASE = new Date('2026-03-02T10:02:00.000Z');

export function describeStore(name: string, makeOpener: () => Promise<Opener>): void {
  describe(name, () => {
    let opener: Opener;
    let store: Store;

    beforeEach(async () => {
      opener = await makeOpener();
      store = await opener.open();
    });
    afterEach(async () => {
      await store.close();
      await opener.clear();
    });

    const save = (...records: Array<ReturnType<typeof approval>>) =>
      store.transaction(async (tx) => {
        for (const record of records) tx.put('approvals', record);
      });
    const queue = (...records: Array<ReturnType<typeof delivery>>) =>
      store.transaction(async (tx) => {
        for (const record of records) tx.put('deliveries', record);
      });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await opener.open();
    };
    const list = async (query: object = {}) => {
      const page = await store.listApprovals({ workspaceId: 'ws_1', sort: 'newest', limit: 50, ...query });
      return page.items.map(({ id }) => id);
    };
    const claim = async (more: object = {}) =>
      (await store.claimDeliveries({ now: NOW, limit: 50, leaseUntil: LEASE, perOrigin: 2, ...more })).map(
        ({ id }) => id,
      );

    test('gives back what was saved, after a restart too', async () => {
      const saved = approval({ id: 'req_1', details: { amount: '400.00', note: 'ü „quoted“ \u2028 line' } });
      await save(saved);
      expect(await store.get('approvals', 'req_1')).toEqual(saved);
      await reopen();
      expect(await store.get('approvals', 'req_1')).toEqual(saved);
    });

    test('saves all of a transaction or, when it throws, nothing', async () => {
      await expect(
        store.transaction(async (tx) => {
          tx.put('approvals', approval({ id: 'req_1' }));
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(await store.get('approvals', 'req_1')).toBeUndefined();
      await store.transaction(async (tx) => {
        tx.put('approvals', approval({ id: 'req_2' }));
        tx.put('deliveries', delivery({ id: 'msg_2' }));
      });
      await reopen();
      expect(await Promise.all([store.get('approvals', 'req_2'), store.get('deliveries', 'msg_2')])).not.toContain(
        undefined,
      );
    });

    test('runs transactions as if one after the other: what one has read, no other has changed', async () => {
      await save(approval({ id: 'req_1', metadata: { count: 0 } }));
      await Promise.all(
        Array.from({ length: 50 }, () =>
          store.transaction(async (tx) => {
            const found = (await tx.get('approvals', 'req_1'))!;
            tx.put('approvals', { ...found, metadata: { count: (found.metadata.count as number) + 1 } });
          }),
        ),
      );
      expect((await store.get('approvals', 'req_1'))!.metadata).toEqual({ count: 50 });
    });

    test('lets a transaction see what it has done itself', async () => {
      const seen = await store.transaction(async (tx) => {
        tx.put('approvals', approval({ id: 'req_1', idempotencyKey: 'order-1' }));
        const byKey = await tx.findApprovalByIdempotencyKey('ws_1', 'order-1');
        tx.remove('approvals', 'req_1');
        return [byKey?.id, await tx.get('approvals', 'req_1')];
      });
      expect(seen).toEqual(['req_1', undefined]);
      expect(await store.findApprovalByIdempotencyKey('ws_1', 'order-1')).toBeUndefined();
    });

    test('finds an approval by its idempotency key in its own workspace only', async () => {
      await save(approval({ id: 'req_1', idempotencyKey: 'order-1' }));
      expect((await store.findApprovalByIdempotencyKey('ws_1', 'order-1'))?.id).toBe('req_1');
      expect(await store.findApprovalByIdempotencyKey('ws_2', 'order-1')).toBeUndefined();
    });

    test('lists by every filter, and counts all that match', async () => {
      await save(
        approval({ id: 'req_1', createdAt: '2026-03-02T09:00:01.000Z', action: 'cancel_plan', riskLevel: 'low' }),
        approval({ id: 'req_2', createdAt: '2026-03-02T09:00:02.000Z', platform: 'zendesk', group: 'billing' }),
        approval({ id: 'req_3', createdAt: '2026-03-02T09:00:03.000Z', status: 'APPROVED', summary: 'Über 50 EUR' }),
        approval({ id: 'req_4', createdAt: '2026-03-02T09:00:04.000Z', details: { mail: 'Ana@Example.com' } }),
        approval({ id: 'req_5', workspaceId: 'ws_2' }),
      );
      expect(await list()).toEqual(['req_4', 'req_3', 'req_2', 'req_1']);
      expect(await list({ statuses: ['APPROVED'] })).toEqual(['req_3']);
      expect(await list({ statuses: ['PENDING', 'APPROVED'], risks: ['high'] })).toEqual(['req_4', 'req_3', 'req_2']);
      expect(await list({ actions: ['cancel_plan'] })).toEqual(['req_1']);
      expect(await list({ platforms: ['zendesk'], groups: ['billing'] })).toEqual(['req_2']);
      expect(await list({ from: '2026-03-02T09:00:02.000Z', to: '2026-03-02T09:00:03.001Z' })).toEqual([
        'req_3',
        'req_2',
      ]);
      expect(await list({ words: ['über', 'eur'] })).toEqual(['req_3']);
      expect(await list({ words: ['ana@example.com'] })).toEqual(['req_4']);
      const { total } = await store.listApprovals({ workspaceId: 'ws_1', sort: 'newest', limit: 1 });
      expect(total).toBe(4);
    });

    test('finds words wherever they are said, however many say them, and in what is asked after the first look', async () => {
      const many = Array.from({ length: 2_400 }, (_, index) =>
        approval({ id: `req_${index + 1_000}`, summary: index % 2 === 0 ? `Lamp ${index}` : `Chair ${index}` }),
      );
      await save(...many);
      expect(await list({ words: ['lamp', '2368'] })).toEqual(['req_3368', 'req_2368']);
      expect(await list({ words: ['lampchair'] })).toEqual([]);
      const first = await store.listApprovals({ workspaceId: 'ws_1', words: ['lamp'], sort: 'newest', limit: 2 });
      expect([first.total, ...first.items.map(({ id }) => id)]).toEqual([1_200, 'req_3398', 'req_3396']);
      expect(await list({ words: ['lamp'], limit: 2, cursor: first.nextCursor })).toEqual(['req_3394', 'req_3392']);

      await save(
        approval({ id: 'req_new', summary: 'A lamp for ЮЛИЯ' }),
        approval({ id: 'req_1001', summary: 'Sofa' }),
      );
      await save(
        approval({ id: 'req_3398', summary: 'Lamp 2398', status: 'APPROVED', decidedAt: '2026-03-02T09:30:00.000Z' }),
      );
      expect(await list({ words: ['юлия', 'lamp'] })).toEqual(['req_new']);
      expect(await list({ words: ['sofa'] })).toEqual(['req_1001']);
      expect(await list({ words: ['amp'], statuses: ['APPROVED'], sort: 'decided' })).toEqual(['req_3398']);
    });

    test('gives every approval on exactly one page, also while new ones come in', async () => {
      await save(...Array.from({ length: 25 }, (_, index) => approval({ id: `req_${index}` })));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.listApprovals({ workspaceId: 'ws_1', sort: 'newest', limit: 10, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
        await save(approval({ id: `req_new_${seen.length}`, createdAt: '2026-03-02T11:00:00.000Z' }));
      } while (cursor);
      expect(seen).toHaveLength(25);
      expect(new Set(seen).size).toBe(25);
    });

    test('sorts by deadline and by decision', async () => {
      await save(
        approval({ id: 'req_1', expiresAt: '2026-03-02T12:00:00.000Z' }),
        approval({ id: 'req_2', expiresAt: '2026-03-02T11:00:00.000Z' }),
        approval({ id: 'req_3', status: 'REJECTED', decidedAt: '2026-03-02T09:30:00.000Z' }),
        approval({ id: 'req_4', status: 'APPROVED', decidedAt: '2026-03-02T09:10:00.000Z' }),
      );
      expect(await list({ statuses: ['PENDING'], sort: 'deadline' })).toEqual(['req_2', 'req_1']);
      expect(await list({ statuses: ['APPROVED', 'REJECTED'], sort: 'decided' })).toEqual(['req_3', 'req_4']);
    });

    test('knows what is overdue and when the next deadline is', async () => {
      await save(
        approval({ id: 'req_1', expiresAt: '2026-03-02T10:00:00.000Z' }),
        approval({ id: 'req_2', expiresAt: '2026-03-02T10:00:00.001Z' }),
        approval({ id: 'req_3', expiresAt: '2026-03-02T09:00:00.000Z', status: 'APPROVED' }),
      );
      expect((await store.overdueApprovals(NOW, 10)).map(({ id }) => id)).toEqual(['req_1']);
      expect(await store.nextDeadline()).toEqual(NOW);
      await reopen();
      expect(await store.nextDeadline()).toEqual(NOW);
    });

    test('claims what is due, once, until it is given back or the lease runs out', async () => {
      await queue(
        delivery({ id: 'msg_1' }),
        delivery({ id: 'msg_2', url: 'https://a.example', dueAt: LEASE.toISOString() }),
      );
      expect(await claim()).toEqual(['msg_1']);
      expect(await claim()).toEqual([]);
      expect(await store.nextDelivery()).toEqual(LEASE);
      store.releaseDelivery('msg_1');
      expect(await claim()).toEqual(['msg_1']);
      expect((await claim({ now: LEASE })).sort()).toEqual(['msg_1', 'msg_2']);
    });

    test('never gives out two for one address, and is fair between hosts', async () => {
      const many = (host: string, count: number) =>
        Array.from({ length: count }, (_, index) =>
          delivery({ id: `msg_${host}_${index}`, url: `https://${host}.example/${index}` }),
        );
      await queue(...many('slow', 20), ...many('fast', 1));
      await queue(delivery({ id: 'msg_same_1', url: 'https://same.example/x' }));
      await queue(delivery({ id: 'msg_same_2', url: 'https://same.example/x' }));
      const claimed = await claim({ limit: 10 });
      expect(claimed.filter((id) => id.startsWith('msg_slow'))).toHaveLength(2);
      expect(claimed.filter((id) => id.startsWith('msg_fast'))).toHaveLength(1);
      expect(claimed.filter((id) => id.startsWith('msg_same'))).toHaveLength(1);
    });

    test('lets what answers somebody who waits pass by all that is told in the same place', async () => {
      const url = (lane: string) => `https://slack.example/#${lane}`;
      await queue(...[1, 2, 3].map((n) => delivery({ id: `msg_${n}`, url: url(String(n)) })));
      expect(await claim()).toHaveLength(2);
      const told = { channelId: 'chn_1', channelName: 'Slack', to: null, copyId: null, tried: [] };
      const notification = { ...told, purpose: 'reply' as const, reply: { say: 'Noted.' } };
      await queue(delivery({ id: 'msg_reply', url: url('reply'), notification }));
      expect(await claim()).toEqual(['msg_reply']);
    });

    test('lists deliveries of an approval, those of its batch included', async () => {
      await queue(
        delivery({ id: 'msg_1', approvalId: 'req_1' }),
        delivery({ id: 'msg_2', approvalId: null, batchId: 'bat_1', status: 'delivered', dueAt: null }),
        delivery({ id: 'msg_3', approvalId: 'req_3', workspaceId: 'ws_2' }),
      );
      const about = async (id: string, batchId: string | null, more: object = {}) => {
        const page = await store.listDeliveries({ workspaceId: 'ws_1', about: { id, batchId }, limit: 10, ...more });
        return page.items.map((each) => each.id).sort();
      };
      expect(await about('req_1', null)).toEqual(['msg_1']);
      expect(await about('req_1', 'bat_1')).toEqual(['msg_1', 'msg_2']);
      expect(await about('req_1', 'bat_1', { status: 'delivered' })).toEqual(['msg_2']);
      expect(await about('req_3', null)).toEqual([]);
    });

    test('counts by status and by reason', async () => {
      await save(
        approval({ id: 'req_1', status: 'APPROVED', decisionReasonCode: 'goodwill' }),
        approval({ id: 'req_2', status: 'APPROVED', decisionReasonCode: 'goodwill' }),
        approval({ id: 'req_3' }),
      );
      await queue(delivery({ id: 'msg_1' }));
      expect(await store.counts()).toMatchObject({
        approvals: { PENDING: 1, APPROVED: 2, REJECTED: 0, CANCELLED: 0 },
        deliveries: { queued: 1, delivered: 0 },
      });
      expect(await store.reasonCodeUses('ws_1')).toEqual(new Map([['goodwill', 2]]));
    });

    test('counts the groups that approvals name, in each workspace for itself', async () => {
      await save(
        approval({ id: 'req_1', group: 'Support' }),
        approval({ id: 'req_2', group: 'Support', status: 'APPROVED' }),
        approval({ id: 'req_3', group: 'Billing', workspaceId: 'ws_2' }),
        approval({ id: 'req_4' }),
      );
      await reopen();
      expect(await store.groupUses('ws_1')).toEqual(new Map([['Support', 2]]));
    });

    test('tells listeners of what is durable, in order, and no longer when they have left', async () => {
      const told: string[] = [];
      const leave = store.onCommit((changes) => told.push(...changes.map(({ id }) => id)));
      await Promise.all([save(approval({ id: 'req_1' })), save(approval({ id: 'req_2' }))]);
      leave();
      await save(approval({ id: 'req_3' }));
      expect(told).toEqual(['req_1', 'req_2']);
    });
  });
}
