import { decisionOf, endingOf, route } from '../../nodes/Countersign/wait/route';

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
const parked = (fields: object) => ({ nonce: 'n', batchId: 'bat_1', itemOf: [0], failed: [], ...fields });

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

test('every item comes out once, with its pairing, its files and, if wanted, what went in', () => {
  const items = [
    { json: { n: 0 } },
    { json: { n: 1 }, binary: { photo: { data: '', mimeType: 'image/png' } } },
    { json: { n: 2 } },
  ];
  const outputs = route({
    items,
    parked: parked({
      itemOf: [0, 2],
      approvals: [settled({ status: 'REJECTED' }), settled({ id: 'req_2' })],
      failed: [{ item: 1, error: 'summary: Required' }],
    }),
    includeInput: (item) => item !== 0,
  });
  expect(outputs.map((output) => output.map(({ pairedItem, json }) => [pairedItem, json.input, json.error]))).toEqual([
    [],
    [[{ item: 2 }, { n: 2 }, undefined]],
    [
      [{ item: 0 }, undefined, undefined],
      [{ item: 1 }, { n: 1 }, 'summary: Required'],
    ],
  ]);
  expect(outputs[2]![1]!.binary).toEqual(items[1]!.binary);
});
