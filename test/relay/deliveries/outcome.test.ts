import { judge, type Verdict } from '../../../relay/deliveries/outcome.js';
import { NotSent } from '../../../relay/outbound.js';

const HTML = { 'content-type': 'text/html; charset=utf-8' };
const MARKER = '{"countersign":"resumed"}';
const PLAIN = 'https://flows.example.com/decision';
const WAITING = 'https://n8n.example.com/webhook-waiting/231?signature=abc';

type Case = [
  what: string,
  verdict: Verdict,
  url: string,
  status: number,
  body?: string,
  headers?: Record<string, string>,
];

describe('an answer from any receiver', () => {
  test.each<Case>([
    ['200', 'delivered', PLAIN, 200],
    ['204', 'delivered', PLAIN, 204],
    ['301', 'retry', PLAIN, 301],
    ['400', 'retry', PLAIN, 400],
    ['404', 'retry', PLAIN, 404],
    ['410', 'final', PLAIN, 410],
    ['429', 'retry', PLAIN, 429],
    ['500', 'retry', PLAIN, 500],
  ])('%s is %s', (_what, verdict, url, status, body = '', headers = {}) => {
    expect(judge({ url, confirmation: 'status' }, { status, headers, body }).verdict).toBe(verdict);
  });
});

describe('an answer from an n8n that waits', () => {
  test.each<Case>([
    ['the node’s own marker', 'delivered', WAITING, 200, MARKER],
    ['200 without the marker', 'retry', WAITING, 200, '{"ok":true}'],
    ['a page of HTML', 'final', WAITING, 200, '<!DOCTYPE html><a href="https://n8n.io">No action required', HTML],
    ['a page that is not n8n’s', 'retry', WAITING, 200, '<!DOCTYPE html><p>Welcome to nginx', HTML],
    ['“running already”', 'retryQuickly', WAITING, 409, '{"message":"The execution \\"231\\" is running already."}'],
    ['“finished already”', 'final', WAITING, 409, '{"message":"The execution \\"231\\" has finished already."}'],
    ['an unknown execution', 'final', WAITING, 404, '{"message":"The execution \\"231\\" does not exist."}'],
    ['a proxy’s own 404', 'retry', WAITING, 404, '<html><h1>404 Not Found</h1></html>', HTML],
    ['a crash', 'retryQuickly', WAITING, 500],
    ['a proxy that cannot reach it', 'retryQuickly', WAITING, 502],
    ['a signature it does not take', 'retry', WAITING, 401, '{"error":"Invalid token"}'],
  ])('%s is %s', (_what, verdict, url, status, body = '', headers = {}) => {
    expect(judge({ url, confirmation: 'marker' }, { status, headers, body }).verdict).toBe(verdict);
  });

  test('to a plain Wait node, which knows no marker, 200 is enough, but not a page', () => {
    const answer = { status: 200, headers: {}, body: '{"message":"Workflow was started"}' };
    expect(judge({ url: WAITING, confirmation: 'status' }, answer).verdict).toBe('delivered');
    expect(
      judge({ url: WAITING, confirmation: 'status' }, { ...answer, headers: HTML, body: '<a href="https://n8n.io">' })
        .verdict,
    ).toBe('final');
  });
});

test('no answer at all is tried again, and said in the words of what went wrong', () => {
  const result = new NotSent('timeout', 'n8n did not answer within 20 seconds.');
  expect(judge({ url: PLAIN, confirmation: 'status' }, result)).toEqual({
    verdict: 'retry',
    error: 'n8n did not answer within 20 seconds.',
  });
});
