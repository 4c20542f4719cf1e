import { decisionOf, endingOf } from '../../nodes/Countersign/wait/route';

const settled = (fields: object) => ({
  id: 'req_1',
  status: 'APPROVED',
  details: { amount: '400.00', to: 'ana' },
  modifiedDetails: null,
  effectiveDetails: { amount: '400.00', to: 'ana' },
  decisionNote: null,
  decisionReasonCode: null,
  decidedBy: 'alice@example.com',
  autoDecided: false,
  ...fields,
});

test.each([
  ['approved', { status: 'APPROVED' }],
  ['rejected', { status: 'REJECTED' }],
  ['cancelled', { status: 'CANCELLED' }],
  ['timedOut', { status: 'REJECTED', autoDecided: true, decisionReasonCode: 'expired' }],
  // A rule rejects by itself too, and a deadline may approve if the request asks so.
  ['rejected', { status: 'REJECTED', autoDecided: true, decisionReasonCode: 'policy' }],
  ['approved', { status: 'APPROVED', autoDecided: true, decisionReasonCode: 'expired' }],
])('%s is how %j ends', (ending, fields) => {
  expect(endingOf(settled(fields))).toBe(ending);
});

test('an item says what to act on, what was asked, and what was changed', () => {
  const changed = settled({
    modifiedDetails: { amount: '40.00', to: 'ana', fee: '1' },
    effectiveDetails: { amount: '40.00', to: 'ana', fee: '1' },
  });
  expect(decisionOf(changed)).toMatchObject({
    approved: true,
    details: { amount: '40.00', to: 'ana', fee: '1' },
    originalDetails: { amount: '400.00', to: 'ana' },
    changed: ['amount', 'fee'],
  });
  expect(decisionOf(settled({})).changed).toEqual([]);
});

test.each([
  ['the person who approved', {}, ['alice@example.com']],
  [
    'all who did',
    { votes: [{ by: 'ana@example.com' }, { by: 'bo@example.com' }] },
    ['ana@example.com', 'bo@example.com'],
  ],
  ['nobody, by a rule', { autoDecided: true, decidedBy: 'rule: Small' }, []],
  ['nobody, rejected', { status: 'REJECTED', votes: [{ by: 'ana@example.com' }] }, []],
])('the approvers are %s', (_who, fields, approvers) => {
  expect(decisionOf(settled(fields)).approvers).toEqual(approvers);
});
