/** Whatever comes in, from whomever: an adapter reads it, ignores it or says why it cannot; it neither breaks nor invents. */
import fc from 'fast-check';
import { platforms } from '../../../relay/platforms/registry.js';
import { Unreadable, type InboundCall } from '../../../relay/platforms/platform.js';
import { readJson } from '../../../relay/platforms/read-json.js';

const types = ['application/json', 'application/x-www-form-urlencoded', 'text/xml', '', 'application/octet-stream'];
const call = (body: Uint8Array | string, type: string): InboundCall => ({
  method: 'POST',
  url: 'https://relay.example.com/in/con_1',
  headers: { 'content-type': type },
  query: {},
  body: Buffer.from(body),
});

describe.each(Object.entries(platforms))('%s', (_name, platform) => {
  const settings = platform.settings.parse({});
  const survives = async (body: Uint8Array | string, type: string): Promise<void> => {
    try {
      const incoming = platform.read(call(body, type), settings);
      platform.lookUp?.(incoming, settings);
      const translation = await platform.translate(incoming, settings);
      expect('ignored' in translation || 'proposal' in translation).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(Unreadable);
    }
  };

  test('survives any bytes', () =>
    fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...types), survives), {
      numRuns: 200,
    }));

  test('survives any JSON', () =>
    fc.assert(fc.asyncProperty(fc.json(), fc.constantFrom(...types), survives), { numRuns: 300 }));

  test('survives its own words with anything behind them', () => {
    const words = [
      'type',
      'topic',
      'data',
      'item',
      'detail',
      'event',
      'ticket',
      'details',
      'tags',
      'properties',
      'freshdesk_webhook',
      'custom_fields',
      'id',
      'conversation',
      'source',
      'contacts',
      'attributes_to_collect',
      'toString',
      'user',
      'initial_message',
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.constantFrom(
          'zen:event-type:ticket.created',
          'procedure.hitl_notification.created',
          'conversation',
          'contact_tag',
          'approval_requested',
        ),
        fc.dictionary(fc.constantFrom(...words), tie('any')),
        fc.array(tie('any'), { maxLength: 3 }),
      ),
    })).any;
    return fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...words), value), (body) =>
        survives(JSON.stringify(body), 'application/json'),
      ),
      { numRuns: 400 },
    );
  });
});

test('no text that a customer writes can become a field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      // As a template does that does not escape what it puts in.
      const body = `{"amount":"400","note":"${text}"}`;
      let value: unknown;
      try {
        value = readJson(Buffer.from(body));
      } catch (error) {
        return expect(error).toBeInstanceOf(Unreadable);
      }
      expect(value).toMatchObject({ amount: '400' });
    }),
    { numRuns: 2_000 },
  );
});
