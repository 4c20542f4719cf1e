import type { Scenario } from '../scenario';

const SHEET = 'sheets.googleapis.com/v4/spreadsheets/YOUR_SPREADSHEET_ID';
const HEAD = ['id', 'customer', 'chargeId', 'amount', 'currency', 'status', 'note'];
const row = (id: string, amount: string, status = '') => [id, `${id}@example.com`, `ch_${id}`, amount, 'EUR', status];
const sheet = (...rows: string[][]): Scenario['clouds'] => ({
  [`GET ${SHEET}/values`]: { values: [HEAD, ...rows] },
  [`GET ${SHEET}`]: { sheets: [{ properties: { sheetId: 0, title: 'Refunds' } }] },
});
const WRITE = `POST ${SHEET}/values:batchUpdate`;
const STRIPE = 'POST api.stripe.com/v1/refunds';
const template = 'spreadsheet-refunds';

export const spreadsheet: Scenario[] = [
  {
    template,
    outcome: 'Each row its own way',
    shows: 'One row refunded, one refunded with another amount, one rejected; a row with a status is left alone',
    clouds: sheet(row('r1', '10.00'), row('r2', '20.00'), row('r3', '30.00'), row('r4', '40.00', 'refunded 40.00')),
    steps: [
      { run: 'By hand' },
      { decide: 'reject', about: 'r2@example.com', note: 'Not ours' },
      { decide: 'approve', about: 'r3@example.com', change: { amount: '3.00' } },
      { decide: 'approve', about: 'r1@example.com' },
    ],
    calls: [
      [STRIPE, { charge: 'ch_r1', amount: '1000' }],
      [STRIPE, { charge: 'ch_r3', amount: '300' }],
      [
        WRITE,
        { data: [{ range: 'Refunds!F2' }, { range: 'Refunds!G2' }, { range: 'Refunds!F4' }, { range: 'Refunds!G4' }] },
      ],
      [
        WRITE,
        {
          data: [
            { range: 'Refunds!F3', values: [['rejected']] },
            { range: 'Refunds!G3', values: [['Not ours']] },
          ],
        },
      ],
    ],
  },
  {
    template,
    outcome: 'Nothing to ask',
    shows: 'Nobody is asked',
    clouds: sheet(row('r4', '40.00', 'refunded 40.00')),
    steps: [{ run: 'By hand' }],
    calls: [],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'The row says so; nothing is paid',
    hurry: 3,
    clouds: sheet(row('r5', '50.00')),
    steps: [{ run: 'By hand' }],
    calls: [[WRITE, { data: [{ range: 'Refunds!F2', values: [['timed out']] }] }]],
  },
];
