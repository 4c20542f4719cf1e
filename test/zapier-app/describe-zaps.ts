/** What Zaps with the app do, whichever way the app is run: from its source, or from the build that would be uploaded. */
import { KEY, SIGNING_SECRET, startRelay } from '../support/relay.js';
import { zapOf } from '../support/zapier/recipe.js';
import type { Runtime } from '../support/zapier/runtime.js';
import { deliver, refundZap, settingForEach, ticket, waitingRefund } from './setting.js';

export function describeZaps(name: string, makeRuntime: () => Runtime): void {
  describe(name, () => {
    const setting = settingForEach(makeRuntime);

    const { decide } = setting;

    describe('a Zap that waits for an approval', () => {
      test('goes on with what was asked when it is approved', async () => {
        const { run, id } = await waitingRefund(setting);
        expect(setting.runner.deeds).toEqual([]);
        await decide(id, { verdict: 'approve', note: 'Fine' });
        await setting.settle(() => run.state !== 'waiting' && run.state !== 'running');
        expect(run).toMatchObject({ state: 'success', message: '' });
        expect(setting.runner.deeds).toEqual([
          { app: 'Stripe', event: 'Create Refund', fields: { Amount: '400.00', Note: 'approved: Fine' } },
        ]);
        expect(run.outputs[2]).toMatchObject({ id, status: 'APPROVED', approved: true, changedFields: [] });
      });

      test('goes on with what the reviewer made of it', async () => {
        const { run, id } = await waitingRefund(setting);
        const { details } = (await setting.relay.get(`/api/approvals/${id}`)).body;
        await decide(id, { verdict: 'approve', modifiedDetails: { ...details, amount: '40.00' } });
        await setting.settle(() => run.state === 'success');
        expect(run.outputs[2]).toMatchObject({
          detail_amount: '40.00',
          changedFields: ['amount'],
          details: { amount: '400.00' },
        });
        expect(setting.runner.deeds[0]!.fields).toMatchObject({ Amount: '40.00' });
      });

      test('stops with the reason when it is rejected, and nothing is done', async () => {
        const { run, id } = await waitingRefund(setting);
        await decide(id, { verdict: 'reject', note: 'Out of policy' });
        await setting.settle(() => run.state === 'halted');
        expect(run.message).toMatch(/was rejected by .+: Out of policy$/);
        expect(setting.runner.deeds).toEqual([]);
      });

      test('goes on with the outcome when it is rejected, if the step says so', async () => {
        const { run, id } = await waitingRefund(setting, { ifNotApproved: 'continue' });
        await decide(id, { verdict: 'reject', note: 'Out of policy', reasonCode: 'out_of_policy' });
        await setting.settle(() => run.state === 'success');
        expect(run.outputs[2]).toMatchObject({
          outcome: 'rejected',
          approved: false,
          decisionReasonCode: 'out_of_policy',
        });
        expect(setting.runner.deeds[0]!.fields).toMatchObject({ Note: 'rejected: Out of policy' });
      });

      test('stops when the relay’s deadline passes', async () => {
        const { run } = await waitingRefund(setting, { expiresInMinutes: '120' });
        await setting.relay.clock.advance(119 * 60_000);
        expect(run.state).toBe('waiting');
        await setting.relay.clock.advance(60_000);
        await setting.settle(() => run.state === 'halted');
        expect(run.message).toContain('was not answered in time');
      });

      test('has a deadline of at most 29 days, before Zapier forgets it', async () => {
        const { id } = await waitingRefund(setting, { expiresInMinutes: '500000' });
        const { createdAt, expiresAt } = (await setting.relay.get(`/api/approvals/${id}`)).body;
        expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(29 * 24 * 3_600_000);
      });

      test('stops when the request is cancelled', async () => {
        const { run, id } = await waitingRefund(setting);
        await setting.relay.post(`/api/approvals/${id}/cancel`, { note: 'Customer withdrew' });
        await setting.settle(() => run.state === 'halted');
        expect(run.message).toMatch(/was cancelled by .+: Customer withdrew$/);
      });

      test('does nothing on a forged callback, however approved it says it is', async () => {
        const { run, id } = await waitingRefund(setting);
        const forged = {
          id,
          approvalId: id,
          status: 'APPROVED',
          details: { amount: '9999.00' },
          modifiedDetails: { amount: '9999.00' },
        };
        const answer = await fetch(run.callbackUrl!, { method: 'POST', body: JSON.stringify(forged) });
        expect(answer.status).toBe(200);
        await setting.settle(() => run.state === 'halted');
        expect(run.message).toContain('nothing is decided yet');
        expect(setting.runner.deeds).toEqual([]);
        // What was really decided still counts, once the run is replayed.
        await decide(id, { verdict: 'approve' });
        await setting.runner.replay(run);
        expect(run.state).toBe('success');
        expect(setting.runner.deeds).toMatchObject([{ fields: { Amount: '400.00' } }]);
      });

      test('is resumed once, however often the decision is told', async () => {
        const { run, id } = await waitingRefund(setting);
        await decide(id, { verdict: 'approve' });
        await setting.settle(() => run.state === 'success');
        expect((await fetch(run.callbackUrl!, { method: 'POST', body: '{}' })).status).toBe(410);
        expect(setting.runner.deeds).toHaveLength(1);
      });

      test('asks once when Zapier runs the step again', async () => {
        const { run } = await waitingRefund(setting);
        await setting.runner.replay(Object.assign(run, { at: 1 }));
        expect(run.state).toBe('waiting');
        expect((await setting.relay.get('/api/approvals')).body.total).toBe(1);
      });

      test('hears the decision also if it was made before the run had parked', async () => {
        const { run, id } = await waitingRefund(setting);
        setting.relay.answers.set(run.callbackUrl!, () => ({ status: 404, headers: {}, body: '' }));
        await decide(id, { verdict: 'approve' });
        await setting.relay.clock.idle();
        await setting.runner.replay(Object.assign(run, { at: 1 }));
        expect(run.state).toBe('waiting');
        setting.relay.answers.clear();
        await setting.relay.clock.advance(10_000);
        await setting.settle(() => run.state === 'success');
        expect(setting.runner.deeds).toHaveLength(1);
      });

      test('with an idempotency key takes the decision that is there, without waiting', async () => {
        const keyed = { idempotencyKey: 'zendesk-{{1__id}}' };
        const { run, id } = await waitingRefund(setting, keyed);
        await decide(id, { verdict: 'approve' });
        await setting.settle(() => run.state === 'success');
        const again = await setting.runner.fire(await setting.runner.turnOn(refundZap(keyed)));
        expect(again).toMatchObject({ state: 'success', outputs: { 2: { id, outcome: 'approved' } } });
        expect((await setting.relay.get('/api/approvals')).body.total).toBe(1);
      });

      test('stops when the same idempotency key asks for something else', async () => {
        await waitingRefund(setting, { idempotencyKey: 'one' });
        const other = await setting.runner.fire(
          await setting.runner.turnOn(refundZap({ idempotencyKey: 'one', riskLevel: 'low' })),
        );
        expect(other).toMatchObject({
          state: 'halted',
          message: expect.stringContaining('used before with another body'),
        });
      });

      test('asks nobody while it is being set up, and shows what an approval would give', async () => {
        const inputData = {
          action: 'process_refund',
          summary: 'Refund',
          details: { amount: '1.00' },
          ifNotApproved: 'stop',
        };
        const bundle = { inputData, meta: { isLoadingSample: true } };
        const { results, status } = await setting.runner.execute(
          'creates.request_approval_and_wait.operation.perform',
          bundle,
        );
        expect(status).toBe('SUCCESS');
        expect(results).toMatchObject({ outcome: 'approved', summary: 'Refund', detail_amount: '1.00' });
        expect((await setting.relay.get('/api/approvals')).body.total).toBe(0);
      });
    });

    describe('when the connection fails', () => {
      test('a key that was revoked while a run waited holds the run, and a new key lets it go on', async () => {
        const session = await setting.relay.signIn();
        const key = (await setting.relay.post('/api/keys', { name: 'Zapier', scopes: ['request', 'read'] }, session))
          .body;
        setting.runner.connect({ apiKey: key.key, signingSecret: key.signingSecret });
        const { run, id } = await waitingRefund(setting);
        await setting.relay.call('DELETE', `/api/keys/${key.id}`, undefined, session);
        await decide(id, { verdict: 'approve' });
        await setting.settle(() => run.state === 'held');
        expect(run.message).toMatch(/Make a new key .* and reconnect/);
        expect(setting.runner.deeds).toEqual([]);
        setting.runner.connect({ apiKey: KEY, signingSecret: SIGNING_SECRET });
        expect((await setting.runner.replay(run)).state).toBe('success');
        expect(setting.runner.deeds).toHaveLength(1);
      });

      test('a relay that is away makes Zapier try again, and then asks once', async () => {
        const { folder } = setting.relay;
        const port = Number(new URL(setting.relay.url).port);
        const copy = await setting.relay.copyFolder();
        await setting.relay.stop();
        expect(folder).not.toBe(copy);
        const run = await setting.runner.fire(await setting.runner.turnOn(refundZap()));
        expect(run).toMatchObject({
          state: 'scheduled',
          delaySeconds: 60,
          message: expect.stringContaining('cannot be reached'),
        });
        setting.relay = await startRelay({ folder: copy, port, deliver, setup: {} });
        expect((await setting.runner.replay(run)).state).toBe('waiting');
        expect((await setting.relay.get('/api/approvals')).body.total).toBe(1);
      }, 30_000);

      test('a relay that goes away between the callback and the reading of the decision makes Zapier try again', async () => {
        const { run, id } = await waitingRefund(setting);
        setting.relay.answers.set(run.callbackUrl!, () => ({ status: 503, headers: {}, body: '' }));
        await decide(id, { verdict: 'approve' });
        const port = Number(new URL(setting.relay.url).port);
        const copy = await setting.relay.copyFolder();
        await setting.relay.stop();
        await fetch(run.callbackUrl!, { method: 'POST', body: '{}' });
        await setting.settle(() => run.state === 'scheduled');
        expect(setting.runner.deeds).toEqual([]);
        setting.relay = await startRelay({ folder: copy, port, deliver, setup: {} });
        expect((await setting.runner.replay(run)).state).toBe('success');
        expect(setting.runner.deeds).toHaveLength(1);
      }, 30_000);

      test('a relay that was away while a run waited delivers the decision when it is back', async () => {
        const { run, id } = await waitingRefund(setting);
        const port = Number(new URL(setting.relay.url).port);
        const copy = await setting.relay.copyFolder();
        await setting.relay.stop();
        const back = await startRelay({ folder: copy, port, deliver, setup: {} });
        setting.relay = back;
        await back.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
        for (let tries = 0; run.state !== 'success' && tries < 100; tries += 1) {
          await back.clock.idle();
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        expect(run.state).toBe('success');
      });
    });

    describe('a Zap that starts on events of the relay', () => {
      const zap = (event: string, fields: Record<string, unknown> = {}) =>
        zapOf(
          { app: 'Countersign', kind: 'trigger', event, fields },
          {
            app: 'Slack',
            kind: 'action',
            event: 'Send Channel Message',
            fields: { Text: '{{1__id}} {{1__outcome}} {{1__detail_amount}}' },
          },
        );

      test('starts once for each decision that its filter lets through, with what was decided', async () => {
        const live = await setting.runner.turnOn(
          zap('approval_decided', {
            outcome: 'APPROVED',
            action: 'process_refund',
            riskLevel: 'high',
            group: 'Support',
          }),
        );
        const ids = await Promise.all([
          setting.relay.request({ group: 'Support' }),
          setting.relay.request({ group: 'Billing' }),
          setting.relay.request({ group: 'Support', riskLevel: 'low' }),
          setting.relay.request({ group: 'Support', action: 'cancel_plan' }),
          setting.relay.request({ group: 'Support' }),
        ]);
        for (const [index, id] of ids.entries()) await decide(id, { verdict: index === 4 ? 'reject' : 'approve' });
        await setting.settle(() => live.runs.some(({ state }) => state === 'success'));
        await setting.relay.clock.advance(60_000);
        await setting.runner.idle();
        expect(live.runs.map(({ state, outputs }) => [state, (outputs[1] as { id: string }).id])).toEqual([
          ['success', ids[0]],
        ]);
        expect(setting.runner.deeds[0]!.fields).toEqual({ Text: `${ids[0]} approved 400.00` });
      });

      test('sees the same fields in an event as in the examples of the editor', async () => {
        const requested = await setting.runner.turnOn(zap('approval_requested'));
        const decided = await setting.runner.turnOn(zap('approval_decided', { includeExpired: 'true' }));
        const expired = await setting.runner.turnOn(zap('approval_expired'));
        await decide(await setting.relay.request(), { verdict: 'approve' });
        await setting.relay.request({ expiresInMinutes: 1 });
        await setting.relay.clock.advance(61_000);
        await setting.relay.request();
        await setting.settle(
          () => requested.runs.length === 3 && decided.runs.length === 2 && expired.runs.length === 1,
        );
        for (const live of [requested, decided, expired]) {
          const [example] = await setting.runner.examples(live);
          const event = live.runs.find(({ outputs }) => (outputs[1] as { id: string }).id === example.id)!.outputs[1];
          expect(event).toEqual(example);
        }
        expect(expired.runs[0]!.outputs[1]).toMatchObject({ outcome: 'expired', event: 'approval.expired' });
      });

      test('tells of a delivery that the relay gave up, as its list does', async () => {
        const live = await setting.runner.turnOn(zap('delivery_failed'));
        setting.relay.answers.set('https://flows.example.com/', () => ({ status: 410, headers: {}, body: '' }));
        const id = await setting.relay.request({ webhookUrl: 'https://flows.example.com/' });
        await decide(id, { verdict: 'approve' });
        await setting.settle(() => live.runs.length === 1);
        const [example] = await setting.runner.examples(live);
        expect(live.runs[0]!.outputs[1]).toEqual(example);
        expect(example).toMatchObject({
          approvalId: id,
          host: 'flows.example.com',
          lastStatus: 410,
          attemptCount: 1,
          advice: expect.any(String),
        });
      });

      test('starts nothing on a call that the relay did not sign', async () => {
        const live = await setting.runner.turnOn(zap('approval_decided'));
        const body = JSON.stringify({
          type: 'approval.decided',
          timestamp: '2026-03-02T09:00:00Z',
          data: { id: 'req_forged', details: {} },
        });
        const headers = {
          'webhook-id': 'msg_1',
          'webhook-timestamp': '1772442000',
          'webhook-signature': 'v1,Zm9yZ2Vk',
        };
        await fetch(live.hookUrl, { method: 'POST', body });
        await fetch(live.hookUrl, { method: 'POST', body, headers });
        await setting.runner.idle();
        expect(live.runs.map(({ state, message }) => [state, message.split('.')[0]])).toEqual([
          ['halted', 'The event is not signed'],
          ['halted', 'The event was not signed with the signing secret of this connection'],
        ]);
        expect(setting.runner.deeds).toEqual([]);
      });

      test('starts once for an event that is delivered twice', async () => {
        const live = await setting.runner.turnOn(zap('approval_requested'));
        await setting.relay.request();
        await setting.settle(() => live.runs.length === 1);
        const [delivery] = (await setting.relay.get('/api/deliveries')).body.items;
        await setting.relay.post(`/api/deliveries/${delivery.id}/redeliver`);
        await setting.settle(() => setting.relay.sentTo(live.hookUrl).length === 2);
        expect(live.runs).toHaveLength(1);
      });

      test('that is switched off leaves nothing behind; one that has vanished is ended by its 410', async () => {
        const subscriptions = async () =>
          (await setting.relay.get('/api/subscriptions')).body.items as Array<{ disabledAt: string | null }>;
        const live = await setting.runner.turnOn(zap('approval_requested'));
        await setting.runner.turnOff(live);
        expect(await subscriptions()).toEqual([]);
        const vanished = await setting.runner.turnOn(zap('approval_requested'));
        vanished.on = false;
        await setting.relay.request();
        await setting.settle(() => setting.relay.sentTo(vanished.hookUrl).length === 1);
        await setting.relay.clock.idle();
        expect(await subscriptions()).toMatchObject([{ disabledAt: expect.any(String) }]);
        await setting.runner.turnOff(vanished);
        expect(await subscriptions()).toEqual([]);
      });
    });

    test('the connection key and the signing secret are in no log', async () => {
      const { run, id } = await waitingRefund(setting);
      await decide(id, { verdict: 'approve' });
      await setting.settle(() => run.state === 'success');
      expect(setting.runtime.logs()).toContain('/api/approvals/');
      expect(setting.runtime.logs()).toContain(ticket.requester.email);
      expect(setting.runtime.logs()).not.toContain(KEY);
      expect(setting.runtime.logs()).not.toContain(SIGNING_SECRET);
    });
  });
}
