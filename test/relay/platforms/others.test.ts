/** HubSpot, Freshdesk, Salesforce, and anything with a webhook. */
import { createHmac } from 'node:crypto';
import vectors from '../../fixtures/hubspot/signature_vectors_v1_v2.json';
import { hubspot } from '../../../relay/platforms/hubspot.js';
import { connect, playCloud } from '../../support/connect.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);
const approvalOf = async (relay: TestRelay, id: string) => (await relay.get(`/api/approvals/${id}`)).body;
const decide = async (relay: TestRelay, id: string, verdict: object): Promise<void> => {
  await relay.post(`/api/approvals/${id}/decision`, verdict);
  await relay.clock.idle();
};

describe('HubSpot', () => {
  const call = (more: object) => ({ method: 'POST', url: '', headers: {}, query: {}, body: Buffer.from(''), ...more });

  test.each(vectors.map((vector) => [vector.version, vector.requestBody.slice(0, 20), vector] as const))(
    'signs as in the published vector %s %s',
    (_version, _body, vector) => {
      const { clientSecret, signature, requestBody } = vector;
      const { url = '', method = 'POST' } = vector as { url?: string; method?: string };
      const check = (body: string) =>
        hubspot.verify(
          call({
            url,
            method,
            body: Buffer.from(body),
            headers: { 'x-hubspot-signature': signature, 'x-hubspot-signature-version': vector.version },
          }),
          { clientSecret } as never,
          new Date(),
        );
      expect(check(requestBody)).toBeUndefined();
      expect(check(`${requestBody} `)).toEqual(expect.any(String));
    },
  );

  test('signs by its third version over the public address, for five minutes', () => {
    const now = new Date('2026-03-02T09:00:00Z');
    const timestamp = String(now.getTime());
    const url = 'https://relay.example.com/in/con_1?action=x';
    const signature = createHmac('sha256', 'secret').update(`POST${url}{}${timestamp}`).digest('base64');
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': timestamp };
    const check = (at: Date, more: object = {}) =>
      hubspot.verify(call({ url, headers, body: Buffer.from('{}'), ...more }), { clientSecret: 'secret' } as never, at);
    expect(check(now)).toBeUndefined();
    expect(check(new Date(now.getTime() + 301_000))).toMatch(/five minutes/);
    expect(check(now, { url: 'https://other.example.com/' })).toMatch(/wrong/);
  });

  test('sends a record as its API gives it, and gets a property and a note', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, 'https://api.hubapi.com', () => ({ status: 201, body: { id: '1' } }));
    const { inboundUrl } = await connect(relay, 'hubspot', {
      accessToken: 'pat',
      objectType: 'deals',
      statusProperty: 'approval',
      summary: 'Discount for {{firstname}} {{lastname}}',
    });
    const { body } = await relay.post(
      `${new URL(inboundUrl).pathname}?action=discount`,
      {
        vid: 51,
        properties: {
          firstname: { value: 'Ana', versions: [] },
          lastname: { value: 'Lima' },
          amount: { value: '1,200.50' },
        },
      },
      {},
    );
    expect(await approvalOf(relay, body.id)).toMatchObject({
      action: 'discount',
      summary: 'Discount for Ana Lima',
      details: { objectId: '51', firstname: 'Ana', amount: '1200.50' },
    });
    await decide(relay, body.id, { verdict: 'reject', note: '<i>No</i>' });
    expect(cloud.changes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PATCH /crm/v3/objects/deals/51',
      'POST /crm/v3/objects/notes',
    ]);
    expect(cloud.changes()[0]!.body).toEqual({ properties: { approval: 'rejected' } });
    expect(cloud.changes()[1]!.body.properties.hs_note_body).toContain('&lt;i&gt;No&lt;/i&gt;');
  });
});

describe('Freshdesk', () => {
  const settings = { domain: 'acme', apiKey: 'fd_key', sharedSecret: 'a shared secret', approvedStatus: 4 };
  const headers = { 'x-countersign-secret': 'a shared secret' };
  const BASE = 'https://acme.freshdesk.com/api/v2';

  test('asks by its simple and its advanced body, with the secret that its author set', async () => {
    const relay = await startRelay();
    const freshdesk = await connect(relay, 'freshdesk', settings);
    const simple = await freshdesk.post(
      {
        freshdesk_webhook: { ticket_id: 17, ticket_subject: 'Refund', ticket_priority: 'Urgent', amount: '12,50 EUR' },
      },
      headers,
    );
    expect(await approvalOf(relay, simple.body.id)).toMatchObject({
      summary: 'Refund (ticket #17)',
      riskLevel: 'high',
      details: { amount: '12.50', currency: 'EUR' },
    });
    const advanced = await freshdesk.post(
      { action: 'refund', summary: 'By hand', details: { ticketId: '#18' } },
      headers,
    );
    expect(await approvalOf(relay, advanced.body.id)).toMatchObject({ action: 'refund', summary: 'By hand' });
    expect((await freshdesk.post({ ticket_id: 1 })).status).toBe(401);
  });

  test('gets a reply and a status when approved, a private note when rejected, and neither twice', async () => {
    const relay = await startRelay();
    const said: object[] = [];
    const cloud = playCloud(relay, BASE, ({ method, path, body }) => {
      if (method === 'GET') return { body: said };
      if (/reply|notes/.test(path)) said.push(body);
      return path === '/tickets/17' && said.length === 1 && cloud.changes().length === 2
        ? { status: 503 }
        : { body: {} };
    });
    const freshdesk = await connect(relay, 'freshdesk', settings);
    const { body } = await freshdesk.post({ ticket_id: 17 }, headers);
    await decide(relay, body.id, { verdict: 'approve' });
    await relay.clock.advance(10_000);
    expect(cloud.changes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /tickets/17/reply',
      'PUT /tickets/17',
      'PUT /tickets/17',
    ]);
    expect(cloud.changes().at(-1)!.body).toEqual({ status: 4 });
    said.length = 0;
    const second = await freshdesk.post({ ticket_id: 17 }, headers);
    await decide(relay, second.body.id, { verdict: 'reject', note: 'No' });
    expect(cloud.changes().at(-1)).toMatchObject({ path: '/tickets/17/notes', body: { private: true } });
  });
});

describe('Salesforce', () => {
  const settings = {
    organizationId: '00D000000000001',
    instanceUrl: 'https://acme.my.salesforce.com',
    accessToken: 'sf',
    noteField: 'Note__c',
  };
  const soap = (organization: string, id = '04l000000000001') => `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
<notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>${organization}</OrganizationId><ActionId>1</ActionId>
<Notification><Id>${id}</Id><sObject xsi:type="sf:Case" xmlns:xsi="x" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
<sf:Id>500000000000001AAA</sf:Id><sf:CaseNumber>00001026</sf:CaseNumber><sf:Subject>Refund</sf:Subject></sObject></Notification>
</notifications></soapenv:Body></soapenv:Envelope>`;
  const xml = { 'content-type': 'text/xml; charset=utf-8' };

  test('sends an outbound message until it reads the acknowledgement', async () => {
    const relay = await startRelay();
    const salesforce = await connect(relay, 'salesforce', settings);
    const answer = await salesforce.post(soap('00D000000000001AAA'), xml);
    expect(answer.headers.get('content-type')).toContain('text/xml');
    expect(answer.body).toContain('<Ack>true</Ack>');
    await salesforce.post(soap('00D000000000001AAA'), xml);
    const [event, ...more] = await salesforce.events();
    expect([event.repeats, more.length]).toEqual([1, 0]);
    expect(await approvalOf(relay, event.approvalId)).toMatchObject({
      summary: 'Salesforce asks about Case 00001026',
      details: { Id: '500000000000001AAA', CaseNumber: '00001026' },
    });
    expect((await salesforce.post(soap('00D999999999999'), xml)).status).toBe(401);
  });

  test.each(['<not xml', '<a/>', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])('cannot be asked by %s', async (text) => {
    const relay = await startRelay();
    const salesforce = await connect(relay, 'salesforce');
    expect((await salesforce.post(text, xml)).status).toBe(422);
  });

  test('gets the decision in the record’s fields', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, 'https://acme.my.salesforce.com', () => ({ status: 204, body: '' }));
    const salesforce = await connect(relay, 'salesforce', settings);
    const { body } = await salesforce.post({ summary: 'From a flow', details: { recordId: '500A', amount: '40' } });
    expect(body).toEqual({});
    const [event] = await salesforce.events();
    await decide(relay, event.approvalId, { verdict: 'approve', note: 'Fine' });
    expect(cloud.changes()).toEqual([
      expect.objectContaining({
        method: 'PATCH',
        path: '/services/data/v60.0/sobjects/Case/500A',
        body: { Approval_Status__c: 'APPROVED', Note__c: 'Fine' },
      }),
    ]);
  });
});

describe('any webhook', () => {
  const mapping = {
    when: 'type = "refund"',
    action: '"refund_" & kind',
    summary: '"Refund " & $string(order.total) & " for " & customer.name',
    details: '{"amount": $string(order.total), "currency": order.currency, "items": order.lines.sku}',
    riskLevel: 'order.total > 100 ? "high" : "low"',
    idempotencyKey: 'order.id',
  };
  const payload = {
    type: 'refund',
    kind: 'full',
    order: { id: 'o1', total: 120, currency: 'EUR', lines: [{ sku: 'A' }, { sku: 'B' }] },
    customer: { name: 'Ana' },
  };

  test('is mapped by the user’s expressions', async () => {
    const relay = await startRelay();
    const generic = await connect(relay, 'generic', mapping);
    const { body } = await generic.post(payload);
    expect(await approvalOf(relay, body.id)).toMatchObject({
      action: 'refund_full',
      summary: 'Refund 120 for Ana',
      riskLevel: 'high',
      details: { amount: '120', currency: 'EUR', items: ['A', 'B'] },
    });
    expect((await generic.post(payload)).body.id).toBe(body.id);
    expect((await generic.post({ ...payload, type: 'order' })).body.reason).toMatch(/only when/);
  });

  test('without a mapping becomes a useful approval all the same', async () => {
    const relay = await startRelay();
    const generic = await connect(relay, 'generic');
    const { body } = await generic.post({ title: 'Delete account 7', account: 7 });
    expect(await approvalOf(relay, body.id)).toMatchObject({
      action: 'generic_action',
      summary: 'Delete account 7',
      details: { account: 7 },
    });
    const form = await generic.post('subject=By+form&x=1', { 'content-type': 'application/x-www-form-urlencoded' });
    expect((await approvalOf(relay, form.body.id)).summary).toBe('By form');
    const document = await generic.post('<order id="9"><title>By XML</title></order>', {
      'content-type': 'application/xml',
    });
    expect((await approvalOf(relay, document.body.id)).details).toEqual({ order: { id: '9', title: 'By XML' } });
  });

  test('is tried without keeping anything, and a wrong expression is named', async () => {
    const relay = await startRelay();
    const attempt = (settings: object, body: unknown = payload) =>
      relay.post('/api/platforms/try', { platform: 'generic', settings, body: JSON.stringify(body) });
    expect((await attempt(mapping)).body).toMatchObject({ ignored: null, approval: { summary: 'Refund 120 for Ana' } });
    expect((await attempt({ ...mapping, when: 'false' })).body.ignored).toEqual(expect.any(String));
    expect((await attempt({ summary: '"open' })).body.errors[0].path).toBe('settings.summary');
    expect((await attempt({ summary: '$sum("x")' })).body.detail).toContain('summary');
    expect((await relay.get('/api/approvals')).body.total).toBe(0);
  });

  test('cannot be kept busy by an expression that never ends', async () => {
    const relay = await startRelay();
    for (const summary of [
      '($f := function($n) { $f($n + 1) }; $f(0))',
      '($f := function($n) { $f($n + 1) + 1 }; $f(0))',
    ]) {
      const answer = await relay.post('/api/platforms/try', { platform: 'generic', settings: { summary }, body: '{}' });
      expect([answer.status, answer.body.detail]).toEqual([422, expect.stringMatching(/too (deep|long)/)]);
    }
  });
});
