import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ApprovalView } from '../../../relay/contract/approval.js';
import { DecisionCallback } from '../../../relay/contract/decision-callback.js';
import { InboundAnswer } from '../../../relay/contract/inbound-answer.js';
import { GENERATED_FILES, generatedText } from '../../../relay/contract/generate.js';
import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

test.each(GENERATED_FILES)('%s is what the contract makes of it (else: npm run contract)', async (file) => {
  expect(await readFile(path.resolve(__dirname, '../../..', file), 'utf8')).toBe(generatedText());
});

test('what the relay answers is what its contract says', async () => {
  const relay = await startRelay();
  const asked = await relay.post('/api/webhooks/inbound', {
    action: 'process_refund',
    summary: 'Refund',
    details: { amount: '1.00' },
    webhookUrl: 'https://flows.example.com/',
  });
  InboundAnswer.parse(asked.body);
  ApprovalView.parse((await relay.post(`/api/approvals/${asked.body.id}/decision`, { verdict: 'approve' })).body);
  await relay.clock.idle();
  DecisionCallback.parse(JSON.parse(relay.sentTo('https://flows.example.com/')[0]!.body));
});

describe('the OpenAPI document', () => {
  interface Operation {
    operationId: string;
    summary: string;
    responses: Record<string, unknown>;
  }

  test('describes every address of the API, and no other', async () => {
    const relay = await startRelay();
    const { body } = await relay.get('/openapi.json', {});
    expect(body.openapi).toMatch(/^3\.1/);
    const operations = Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(
      ([to, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), to, operation })),
    );
    expect(operations.length).toBeGreaterThan(15);
    for (const { method, to, operation } of operations) {
      expect(operation.summary).toEqual(expect.any(String));
      const answer = await relay.call(
        method,
        to.replaceAll(/\{\w+\}/g, 'nothing'),
        method === 'POST' ? {} : undefined,
        {},
      );
      // Without a key it is refused, but it is there.
      expect({ method, to, isThere: answer.status !== 405 && answer.body.title !== 'No such address' }).toEqual({
        method,
        to,
        isThere: true,
      });
    }
  });

  test('refers to nothing that it does not hold', async () => {
    const relay = await startRelay();
    const { body } = await relay.get('/openapi.json', {});
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, to]) => to!);
    expect(references.length).toBeGreaterThan(5);
    for (const reference of references) {
      const target = reference.split('/').reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], body);
      expect([reference, target]).toEqual([reference, expect.anything()]);
    }
  });

  test('is shown as a page that loads nothing from elsewhere', async () => {
    const relay = await startRelay();
    const { status, body, headers } = await relay.get('/docs', {});
    expect(status).toBe(200);
    expect(body).not.toMatch(/(src|href)="https?:/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
