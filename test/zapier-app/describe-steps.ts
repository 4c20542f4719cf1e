/** Each step by itself, executed by Zapier's runtime against a real relay, whichever way the app is run. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEY, SIGNING_SECRET } from '../support/relay.js';
import { AppFailure, type Runtime } from '../support/zapier/runtime.js';
import { settingForEach } from './setting.js';

export function describeSteps(name: string, makeRuntime: () => Runtime): void {
  describe(name, () => {
    const setting = settingForEach(makeRuntime);

    const run = async (method: string, inputData: object = {}, meta: object = {}) =>
      (await setting.runner.execute(method, { inputData, meta })).results;
    const create = (key: string, inputData: object) => run(`creates.${key}.operation.perform`, inputData);
    const search = (key: string, inputData: object) => run(`searches.${key}.operation.perform`, inputData);
    const failure = async (work: Promise<unknown>): Promise<AppFailure> => {
      const error = await work.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error instanceof AppFailure) return error;
      throw error ?? new Error('It did not fail');
    };
    const asked = { action: 'process_refund', summary: 'Refund', details: { amount: '400.00' } };

    describe('the connection', () => {
      const test_ = () => run('authentication.test', {}, { isTestingAuth: true });

      test('is labelled by its workspace and host', async () => {
        const { host } = new URL(setting.relay.url);
        expect(await test_()).toEqual({
          id: expect.stringMatching(/^wsp_/),
          workspace: expect.any(String),
          host,
          key: expect.any(String),
        });
      });

      test.each([
        ['http://approvals.example.com', /begin with https/],
        ['https://user:pass@approvals.example.com', /user name or password/],
        ['https://approvals.example.com/?key=1', /question mark/],
        ['approvals.example.com', /no full address/],
        ['http://127.0.0.1.example.com', /begin with https/],
      ])('to %s is refused', async (baseUrl, message) => {
        setting.runner.connect({ baseUrl });
        expect(await failure(test_())).toMatchObject({ name: 'AppError', message: expect.stringMatching(message) });
      });

      test('with a wrong key says that the key is wrong', async () => {
        setting.runner.connect({ apiKey: 'cs_live_wrong' });
        expect(await failure(test_())).toMatchObject({
          name: 'ExpiredAuthError',
          message: expect.stringContaining('wrong or was revoked'),
        });
      });

      test('without a whole signing secret is refused before anything is sent', async () => {
        setting.runner.connect({ signingSecret: SIGNING_SECRET.slice(6) });
        expect((await failure(test_())).message).toContain('begins with whsec_');
      });

      test('with a key that may not ask says which scope is missing', async () => {
        const key = (await setting.relay.post('/api/keys', { name: 'Reader', scopes: ['read'] })).body;
        setting.runner.connect({ apiKey: key.key, signingSecret: key.signingSecret });
        expect((await failure(test_())).message).toContain('"Reader" lacks the scope "request"');
      });

      test('does not take the key along to where the relay’s address redirects', async () => {
        const keys: unknown[] = [];
        const other = await listen((request, response) => {
          keys.push(request.headers['x-api-key']);
          response.end('{}');
        });
        const redirecting = await listen((_request, response) => {
          response.writeHead(302, { location: `${other.url}/api/me` }).end();
        });
        setting.runner.connect({ baseUrl: redirecting.url });
        expect((await failure(test_())).message).toContain(`redirects to ${other.url}/api/me`);
        expect(keys).toEqual([]);
        await Promise.all([other.close(), redirecting.close()]);
      });

      test('to something that is no relay says so', async () => {
        const page = await listen((_request, response) => response.end('<h1>Hello</h1>'));
        setting.runner.connect({ baseUrl: page.url });
        expect((await failure(test_())).message).toContain('not as a Countersign relay does');
        await page.close();
      });
    });

    describe('Request Approval', () => {
      test('takes details from the list, the JSON and the form, each with its type', async () => {
        const approval = await create('request_approval', {
          ...asked,
          details: { amount: '400.00', count: '3', zip: '007', vip: 'true' },
          convertValues: true,
          detailsJson: '{"count": 4, "lines": [{"sku": "a"}], "customer": {"email": "ana@example.com"}}',
          detail_approved_before: false,
          reviewers: 'alice@example.com, bob@example.com',
          metadata: { zap: 'Refunds' },
        });
        const { details, reviewers, platform, metadata } = (await setting.relay.get(`/api/approvals/${approval.id}`))
          .body;
        expect(details).toEqual({
          amount: '400.00',
          count: 4,
          zip: '007',
          vip: true,
          lines: [{ sku: 'a' }],
          customer: { email: 'ana@example.com' },
          approved_before: false,
        });
        expect({ reviewers, platform, metadata }).toEqual({
          reviewers: ['alice@example.com', 'bob@example.com'],
          platform: 'zapier',
          metadata: { zap: 'Refunds' },
        });
        expect(approval).toMatchObject({
          outcome: 'pending',
          detail_count: 4,
          detail_customer_email: 'ana@example.com',
          detail_lines: [{ sku: 'a' }],
        });
      });

      test('gives what its sample and its output fields say', async () => {
        const approval = await create('request_approval', asked);
        const { creates } = (await setting.runtime.execute({ command: 'definition' })).results;
        const { sample, outputFields } = creates.request_approval.operation;
        const known = new Set(outputFields.map(({ key }: { key?: string }) => key));
        const fixed = (keys: string[]) => keys.filter((key) => !key.startsWith('detail_')).sort();
        expect(fixed(Object.keys(approval))).toEqual(fixed(Object.keys(sample)));
        expect(fixed(Object.keys(approval)).filter((key) => !known.has(key))).toEqual([]);
      });

      test('with the same idempotency key gives the same approval, as it stands now', async () => {
        const keyed = { ...asked, idempotencyKey: 'ticket-1' };
        const first = await create('request_approval', keyed);
        await setting.relay.post(`/api/approvals/${first.id}/decision`, { verdict: 'approve' });
        expect(await create('request_approval', keyed)).toMatchObject({ id: first.id, outcome: 'approved' });
      });

      test.each([
        [{ detailsJson: '{"amount": }' }, /^Details as JSON is not valid JSON/],
        [{ detailsJson: '[1]' }, /must be a JSON object/],
        [{ detailsJson: '{"account": 12345678901234567}' }, /too long to arrive unchanged/],
        [{ expiresAt: 'tomorrow' }, /ISO 8601/],
        [{ expiresAt: '2026-03-04T09:00:00Z', expiresInMinutes: 5 }, /not both/],
      ])('with %j says what is wrong', async (fields, message) => {
        expect(await failure(create('request_approval', { ...asked, ...fields }))).toMatchObject({
          name: 'AppError',
          message: expect.stringMatching(message),
        });
      });

      test('carries text that looks like Zapier’s own placeholders', async () => {
        const approval = await create('request_approval', { ...asked, summary: 'I typed {{bundle.authData.apiKey}}' });
        expect(approval.summary).toBe('I typed {{bundle.authData.apiKey}}');
      });

      test('that comes too often is tried again by Zapier when the relay says', async () => {
        await setting.startAnew({ rateLimitPerMinute: 1 });
        expect(await failure(create('request_approval', asked))).toMatchObject({
          name: 'ThrottledError',
          delaySeconds: expect.any(Number),
          message: expect.stringContaining('too many requests'),
        });
      });
    });

    describe('Decide Approval', () => {
      const details = { amount: 400, currency: 'EUR', vip: false };
      const pending = () => setting.relay.request({ details });

      test('approves with changes that keep the types of the details', async () => {
        const approvalId = await pending();
        const decided = await create('decide_approval', {
          approvalId,
          verdict: 'approve',
          note: 'Less',
          changes: { amount: '40' },
          changesJson: '{"vip": true}',
        });
        expect(decided).toMatchObject({
          outcome: 'approved',
          decisionNote: 'Less',
          effectiveDetails: { amount: 40, currency: 'EUR', vip: true },
        });
      });

      test('gives its own decision again when it is replayed, and stops at somebody else’s', async () => {
        const approvalId = await pending();
        const verdict = { approvalId, verdict: 'approve', note: 'Fine', changes: { amount: '40' } };
        const first = await create('decide_approval', verdict);
        expect(await create('decide_approval', verdict)).toEqual(first);
        const other = await failure(create('decide_approval', { approvalId, verdict: 'reject' }));
        expect(other).toMatchObject({ name: 'HaltedError', message: expect.stringContaining('That decision stands') });
      });

      test('says which scope the key lacks', async () => {
        const approvalId = await pending();
        const key = (await setting.relay.post('/api/keys', { name: 'Zapier' })).body;
        setting.runner.connect({ apiKey: key.key });
        expect(await failure(create('decide_approval', { approvalId, verdict: 'approve' }))).toMatchObject({
          name: 'AppError',
          message: expect.stringContaining('scope "decide"'),
        });
      });

      test('of an approval that is not there says so', async () => {
        expect(await failure(create('decide_approval', { approvalId: 'req_none', verdict: 'approve' }))).toMatchObject({
          name: 'AppError',
          message: expect.stringContaining('not found'),
        });
      });
    });

    describe('Cancel Approval', () => {
      test('takes it back, once and again, but not when it is decided', async () => {
        const approvalId = await setting.relay.request();
        expect(await create('cancel_approval', { approvalId, note: 'Withdrawn' })).toMatchObject({
          outcome: 'cancelled',
          decisionNote: 'Withdrawn',
        });
        expect(await create('cancel_approval', { approvalId })).toMatchObject({ outcome: 'cancelled' });
        const decided = await setting.relay.request();
        await setting.relay.post(`/api/approvals/${decided}/decision`, { verdict: 'approve' });
        expect((await failure(create('cancel_approval', { approvalId: decided }))).name).toBe('HaltedError');
      });
    });

    describe('Add Comment', () => {
      test('says it once, also when it is replayed', async () => {
        const approvalId = await setting.relay.request();
        const comment = await create('add_comment', { approvalId, text: 'The customer called.' });
        expect(comment).toMatchObject({ approvalId, text: 'The customer called.', by: expect.any(String) });
        expect(await create('add_comment', { approvalId, text: 'The customer called.' })).toEqual(comment);
        await create('add_comment', { approvalId, text: 'Twice.' });
        const { items } = (await setting.relay.get(`/api/approvals/${approvalId}/timeline`)).body;
        expect(items.filter(({ event }: { event: string }) => event === 'approval.commented')).toHaveLength(2);
      });
    });

    describe('the searches', () => {
      const ids = (found: Array<{ id: string }>) => found.map(({ id }) => id);

      test('find one approval by its ID, or the newest by words, action and status', async () => {
        const first = await setting.relay.request({ summary: 'Refund for Ana' });
        await setting.relay.clock.advance(1_000);
        const second = await setting.relay.request({ summary: 'Another for Ana' });
        expect(ids(await search('find_approval', { id: first }))).toEqual([first]);
        expect(await search('find_approval', { id: 'req_none' })).toEqual([]);
        expect(ids(await search('find_approval', { words: 'ana' }))).toEqual([second, first]);
        expect(ids(await search('find_approval', { action: 'process_refund', status: 'APPROVED' }))).toEqual([]);
        expect((await failure(search('find_approval', {}))).message).toContain('Say what to look for');
      });

      test.each([
        ['zendesk_ticket', '#9921', { ticket_id: '9921' }, { ticket_id: '99210', amount: '9921' }],
        ['intercom_conversation', '215468', { conversation: { id: 215468 } }, { order: '215468' }],
        ['customer', 'Ana@example.com', { requester: 'ana@example.com' }, { note: 'ana@example.com' }],
      ])('find what is about a %s, and not what only holds the same text', async (subject, value, about, other) => {
        const wanted = await setting.relay.request({ details: about });
        await setting.relay.request({ details: other });
        expect(ids(await search('find_approvals', { subject, value }))).toEqual([wanted]);
        expect(await search('find_approvals', { subject, value, status: 'APPROVED' })).toEqual([]);
      });

      test('find nothing and then ask, without a callback, as find-or-request does', async () => {
        const look = () => search('find_approval', { words: 'order-77' });
        expect(await look()).toEqual([]);
        const inputData = { ...asked, details: { order: 'order-77' } };
        const { results, status } = await setting.runner.execute('creates.request_approval.operation.perform', {
          inputData,
        });
        expect(status).toBe('SUCCESS');
        expect(ids(await look())).toEqual([results.id]);
      });

      test('find beyond the first page', async () => {
        const all = [];
        for (let index = 0; index < 104; index += 1)
          all.push(await setting.relay.request({ details: { ticketId: '7' } }));
        expect(await search('find_approvals', { subject: 'zendesk_ticket', value: '7' })).toHaveLength(104);
      });
    });

    describe('the drop-downs and the fields of an action’s form', () => {
      interface Choice {
        key: string;
        type?: string;
        label?: string;
        choices?: unknown;
      }
      const choices = async (part: string, key: string, meta: object = {}) => {
        const { inputFields } = (await setting.runtime.execute({ command: 'definition' })).results.creates[part]
          .operation;
        const index = inputFields.findIndex((field: Choice) => field.key === key);
        return run(
          `creates.${part}.operation.inputFields.${index}.choices.perform`,
          {},
          { isFillingDynamicDropdown: true, ...meta },
        );
      };

      test('offer groups, reviewers and reasons of the workspace', async () => {
        await setting.relay.request({ group: 'Support' });
        expect((await choices('request_approval', 'group')).results).toEqual([{ id: 'Support', label: 'Support' }]);
        expect((await choices('request_approval', 'reviewers')).results).toMatchObject([{ id: 'alice@example.com' }]);
        expect((await choices('decide_approval', 'reasonCode')).results).toContainEqual({
          id: 'goodwill',
          label: 'Goodwill',
        });
      });

      test('offer the approvals that wait, page by page', async () => {
        for (let index = 0; index < 51; index += 1) await setting.relay.request({ summary: `Refund ${index}` });
        const first = await choices('decide_approval', 'approvalId');
        const second = await choices('decide_approval', 'approvalId', { paging_token: first.paging_token });
        expect([first.results.length, second.results.length, second.paging_token]).toEqual([50, 1, null]);
      });

      test('follow the schema that the action was last asked with, else its values', async () => {
        const formOf = async (action: string) =>
          ((await run('creates.request_approval.operation.inputFields', { action })) as Choice[]).filter(({ key }) =>
            key.startsWith('detail_'),
          );
        expect(await formOf('new_action')).toEqual([]);
        await setting.relay.request({
          action: 'plain',
          details: { amount: 40, urgent: true, ticketId: '1', nested: {} },
        });
        expect((await formOf('plain')).map(({ key, type, label }) => [key, type, label])).toEqual([
          ['detail_amount', 'number', 'Amount'],
          ['detail_urgent', 'boolean', 'Urgent'],
          ['detail_ticketId', 'string', 'Ticket ID'],
        ]);
        const properties = {
          amount: { type: 'integer', title: 'Amount in cents' },
          plan: { type: 'string', enum: ['basic', 'pro'] },
          due: { type: 'string', format: 'date-time' },
        };
        await setting.relay.request({
          action: 'formed',
          details: { amount: 1 },
          detailsSchema: { type: 'object', properties },
        });
        expect(await formOf('formed')).toMatchObject([
          { key: 'detail_amount', type: 'integer', label: 'Amount In Cents' },
          { key: 'detail_plan', choices: [{ value: 'basic' }, { value: 'pro' }] },
          { key: 'detail_due', type: 'datetime' },
        ]);
        const outputs = (await run('creates.request_approval.operation.outputFields', { action: 'plain' })) as Choice[];
        expect(outputs).toContainEqual(expect.objectContaining({ key: 'detail_amount', label: 'Amount' }));
      });

      test('that cannot be filled say why at once', async () => {
        setting.runner.connect({ apiKey: KEY, baseUrl: 'http://127.0.0.1:1' });
        expect(await failure(choices('request_approval', 'group'))).toMatchObject({
          name: 'AppError',
          message: expect.stringContaining('cannot be reached'),
        });
      }, 15_000);
    });
  });
}

async function listen(handler: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
