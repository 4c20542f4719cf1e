/** Zaps as people set them up: from drop-downs and the action's form, with deadlines, filters, and a Zap that is switched off. */
import { zapOf } from '../support/zapier/recipe.js';
import type { Runtime } from '../support/zapier/runtime.js';
import { refundZap, settingForEach, waitingRefund } from './setting.js';

export function describeSetUps(name: string, makeRuntime: () => Runtime): void {
  describe(name, () => {
    const setting = settingForEach(makeRuntime);

    const { decide } = setting;
    const choose = async (key: string): Promise<string> => {
      const { inputFields } = (await setting.runtime.execute({ command: 'definition' })).results.creates
        .request_approval_and_wait.operation as { inputFields: Array<{ key?: string }> };
      const index = inputFields.findIndex((field) => field.key === key);
      const method = `creates.request_approval_and_wait.operation.inputFields.${index}.choices.perform`;
      const { results } = await setting.runner.execute(method, { meta: { isFillingDynamicDropdown: true } });
      return results.results[0].id;
    };

    test('a Zap made of drop-downs, the action’s form and JSON asks with types and goes on with them', async () => {
      const properties = {
        amountCents: { type: 'integer' },
        share: { type: 'number' },
        goodwill: { type: 'boolean' },
        plan: { type: 'string', enum: ['basic', 'pro'] },
      };
      const before = await setting.relay.request({
        action: 'give_credit',
        group: 'Billing',
        details: { amountCents: 1 },
        detailsSchema: { type: 'object', properties },
      });
      await decide(before, { verdict: 'approve' });
      const fields = {
        action: 'give_credit',
        summary: 'Credit for ticket #{{1__id}}',
        group: await choose('group'),
        reviewers: [await choose('reviewers')],
        details: { ticketId: '{{1__id}}', note: 'as {{1__subject}}' },
        detailsJson: '{"lines": [{"sku": "a", "count": 2}], "customer": {"email": "{{1__requester__email}}"}}',
        detail_amountCents: '4000',
        detail_share: '0.25',
        detail_goodwill: 'true',
        detail_plan: 'pro',
      };
      const { run, id } = await waitingRefund(setting, fields);
      const asked = (await setting.relay.get(`/api/approvals/${id}`)).body;
      expect(asked).toMatchObject({ group: 'Billing', reviewers: ['alice@example.com'] });
      expect(asked.details).toEqual({
        ticketId: '9921',
        note: 'as Refund please',
        lines: [{ sku: 'a', count: 2 }],
        customer: { email: 'ana@example.com' },
        amountCents: 4000,
        share: 0.25,
        goodwill: true,
        plan: 'pro',
      });
      await decide(id, { verdict: 'approve', modifiedDetails: { ...asked.details, amountCents: 1000, plan: 'basic' } });
      await setting.settle(() => run.state === 'success');
      expect(run.outputs[2]).toMatchObject({
        detail_amountCents: 1000,
        detail_share: 0.25,
        detail_goodwill: true,
        detail_plan: 'basic',
        detail_customer_email: 'ana@example.com',
        detail_lines: [{ sku: 'a', count: 2 }],
        changedFields: ['amountCents', 'plan'],
      });
    });

    test('a deadline that is given as a time is capped at 29 days, too, and a nearer one stays', async () => {
      const after = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
      const far = await waitingRefund(setting, { expiresAt: after(200) });
      const { createdAt, expiresAt } = (await setting.relay.get(`/api/approvals/${far.id}`)).body;
      expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(29 * 86_400_000);
      await decide(far.id, { verdict: 'reject' });
      const wanted = after(28);
      const near = await waitingRefund(setting, { expiresAt: wanted });
      expect((await setting.relay.get(`/api/approvals/${near.id}`)).body.expiresAt).toBe(wanted);
    });

    test('a late replay finds its request, though its deadline need not be shortened any more', async () => {
      const after = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
      const keyed = (more: object) => refundZap({ idempotencyKey: 'zendesk-{{1__id}}', ...more });
      const { id } = await waitingRefund(setting, { idempotencyKey: 'zendesk-{{1__id}}', expiresAt: after(30) });
      const again = await setting.runner.fire(await setting.runner.turnOn(keyed({ expiresAt: after(28) })));
      expect(again).toMatchObject({ state: 'waiting', outputs: { 2: { id } } });
      const other = await setting.runner.fire(
        await setting.runner.turnOn(keyed({ expiresAt: after(28), riskLevel: 'low' })),
      );
      expect(other).toMatchObject({ state: 'halted', message: expect.stringContaining('used before') });
      expect((await setting.relay.get('/api/approvals')).body.total).toBe(1);
    });

    test.each([
      ['cancelled', (id: string) => setting.relay.post(`/api/approvals/${id}/cancel`, {})],
      ['expired', () => setting.relay.clock.advance(121 * 60_000)],
    ])('a run that continues in any case goes on when its request is %s', async (outcome, end) => {
      const { run, id } = await waitingRefund(setting, { ifNotApproved: 'continue', expiresInMinutes: '120' });
      await end(id);
      await setting.settle(() => run.state === 'success');
      expect(run.outputs[2]).toMatchObject({ outcome, approved: false });
    });

    test('a request that approves itself on expiry lets the run go on as approved', async () => {
      const { run } = await waitingRefund(setting, { expiresInMinutes: '120', onExpiry: 'approve' });
      await setting.relay.clock.advance(121 * 60_000);
      await setting.settle(() => run.state === 'success');
      expect(run.outputs[2]).toMatchObject({ outcome: 'approved', autoDecided: true, decisionReasonCode: 'expired' });
    });

    test('a Zap that was switched off while it waited is told once, and the relay says that nobody listened', async () => {
      const { run, id } = await waitingRefund(setting);
      run.zap.on = false;
      await decide(id, { verdict: 'approve' });
      await setting.settle(() => setting.relay.sentTo(run.callbackUrl!).length === 1);
      await setting.relay.clock.advance(24 * 3_600_000);
      expect(setting.relay.sentTo(run.callbackUrl!)).toHaveLength(1);
      const { items } = (await setting.relay.get('/api/deliveries?status=failed')).body;
      expect(items).toMatchObject([{ approvalId: id, attempts: [{ status: 410 }], advice: expect.any(String) }]);
      expect(setting.runner.deeds).toEqual([]);
    });

    const TRIGGERS = ['approval_requested', 'approval_decided', 'approval_expired', 'delivery_failed'];
    const starting = (event: string, fields: Record<string, unknown> = {}) =>
      setting.runner.turnOn(
        zapOf(
          { app: 'Countersign', kind: 'trigger', event, fields },
          { app: 'Slack', kind: 'action', event: 'Send Channel Message', fields: { Text: '{{1__id}}' } },
        ),
      );

    test.each(TRIGGERS)('%s starts nothing on what its relay has not signed', async (event) => {
      const live = await starting(event);
      const type = event.replace('_', '.');
      const data = { id: 'req_forged', details: {}, effectiveDetails: {}, attempts: [] };
      const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1772442000', 'webhook-signature': 'v1,Zm9yZ2Vk' };
      const body = JSON.stringify({ type, timestamp: '2026-03-02T09:00:00Z', data });
      await fetch(live.hookUrl, { method: 'POST', body, headers });
      await setting.runner.idle();
      expect(live.runs.map(({ state }) => state)).toEqual(['halted']);
      expect(setting.runner.deeds).toEqual([]);
    });

    test.each(TRIGGERS)('%s starts, and shows examples, only of what its filter lets through', async (event) => {
      setting.relay.answers.set('https://flows.example.com/', () => ({ status: 410, headers: {}, body: '' }));
      const narrow = await starting(event, { action: 'wanted', riskLevel: 'high', group: 'Support' });
      const asked = {
        webhookUrl: 'https://flows.example.com/',
        expiresInMinutes: 60,
        action: 'wanted',
        group: 'Support',
      };
      const wanted = await setting.relay.request(asked);
      const others = [
        await setting.relay.request({ ...asked, action: 'other' }),
        await setting.relay.request({ ...asked, riskLevel: 'low' }),
        await setting.relay.request({ ...asked, group: 'Billing' }),
      ];
      if (event !== 'approval_requested' && event !== 'approval_expired')
        for (const id of [...others, wanted]) await decide(id, { verdict: 'approve' });
      if (event === 'approval_expired') await setting.relay.clock.advance(61 * 60_000);
      await setting.settle(() => narrow.runs.length > 0);
      await setting.relay.clock.advance(60_000);
      await setting.runner.idle();
      const about = (values: unknown) => {
        const { id, approvalId = id } = values as { id: string; approvalId?: string };
        return approvalId;
      };
      expect(narrow.runs.map(({ outputs }) => about(outputs[1]))).toEqual([wanted]);
      // The relay's list of failed deliveries cannot be asked by approval: its examples are all there are.
      if (event !== 'delivery_failed') expect((await setting.runner.examples(narrow)).map(about)).toEqual([wanted]);
    });

    test('the search with a create inside never waits for a callback', async () => {
      const { searchOrCreates, searches, creates } = (await setting.runtime.execute({ command: 'definition' })).results;
      for (const { search, create } of Object.values<{ search: string; create: string }>(searchOrCreates)) {
        expect(searches).toHaveProperty(search);
        expect(creates[create].operation).not.toHaveProperty('performResume');
        const inputData = { action: 'process_refund', summary: 'Refund', details: { order: '77' } };
        const made = await setting.runner.execute(`creates.${create}.operation.perform`, { inputData });
        expect(made.status).toBe('SUCCESS');
      }
    });

    test('a Zap asks anew for each ticket, and once for a ticket that fires twice', async () => {
      const zap = await setting.runner.turnOn(refundZap({ idempotencyKey: 'refund-{{1__id}}' }));
      const ticket = (id: string) => ({ id, subject: 'Refund', requester: { email: 'a@example.com' }, amount: '1.00' });
      for (const id of ['1', '2', '1']) await setting.runner.fire(zap, ticket(id));
      expect(zap.runs.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
      const { items, total } = (await setting.relay.get('/api/approvals')).body;
      expect(total).toBe(2);
      for (const { id } of items) await decide(id, { verdict: 'approve' });
      await setting.settle(() => zap.runs.every(({ state }) => state === 'success'));
    });
  });
}
