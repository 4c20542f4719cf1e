import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { signatureProblem } from '../../nodes/shared/signature';
import { signedHeaders } from '../../relay/signature.js';
import { SIGNING_SECRET } from '../support/relay.js';

const now = new Date();
const body = '{"id":"req_1","status":"APPROVED","summary":"Grüße"}';
const sign = (more: object = {}) =>
  signedHeaders({ secret: SIGNING_SECRET, id: 'msg_1', now, body, cheqpointSignature: false, ...more });

describe('what the relay signs', () => {
  test('is the example of the Standard Webhooks specification', () => {
    const headers = signedHeaders({
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      now: new Date(1614265330 * 1000),
      body: '{"test": 2432232314}',
      cheqpointSignature: false,
    });
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('is accepted by the specification’s own library, and by the n8n nodes', () => {
    expect(new Webhook(SIGNING_SECRET).verify(body, sign())).toMatchObject({ id: 'req_1' });
    const call = { headers: sign(), rawBody: Buffer.from(body), secret: SIGNING_SECRET, now };
    expect(signatureProblem(call)).toBeUndefined();
  });

  test.each([
    ['a changed body', { rawBody: Buffer.from(body.replace('APPROVED', 'REJECTED')) }],
    ['another secret', { secret: `whsec_${Buffer.alloc(32).toString('base64')}` }],
    ['an old time', { now: new Date(now.getTime() + 301_000) }],
    ['a time to come', { now: new Date(now.getTime() - 301_000) }],
    ['another id', { headers: { ...sign(), 'webhook-id': 'msg_2' } }],
    ['no signature', { headers: {} }],
    ['a signature of another version', { headers: { ...sign(), 'webhook-signature': 'v1a,AAAA' } }],
    ['a signature of another length', { headers: { ...sign(), 'webhook-signature': 'v1,AAAA' } }],
  ])('with %s is refused by the n8n nodes', (_what, change) => {
    const call = { headers: sign(), rawBody: Buffer.from(body), secret: SIGNING_SECRET, now, ...change };
    expect(signatureProblem(call)).toEqual(expect.any(String));
  });

  test('is signed in Cheqpoint’s way too when the key asks for that', () => {
    expect(sign()).not.toHaveProperty('x-cheqpoint-signature');
    expect(sign({ cheqpointSignature: true })['x-cheqpoint-signature']).toBe(
      createHmac('sha256', SIGNING_SECRET).update(body).digest('hex'),
    );
  });
});
