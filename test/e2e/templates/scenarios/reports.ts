import type { Scenario } from '../scenario';

const SHEET = 'sheets.googleapis.com/v4/spreadsheets/YOUR_SPREADSHEET_ID';
const HEAD = [
  'approvalId',
  'requestedAt',
  'action',
  'summary',
  'askedBy',
  'status',
  'decidedBy',
  'decidedAt',
  'reasonCode',
  'note',
  'asked',
  'approved',
];
const decisions = (...rows: string[][]): Scenario['clouds'] => ({
  [`GET ${SHEET}/values`]: { values: [HEAD, ...rows] },
  [`GET ${SHEET}`]: { sheets: [{ properties: { sheetId: 0, title: 'Decisions' } }] },
});
const probe = (summary: string) => ({ request: { action: 'probe', summary, details: { amount: '7.00' } } });

export const reports: Scenario[] = [
  {
    template: 'daily-digest',
    outcome: 'Nothing waits',
    shows: 'Nothing is posted',
    steps: [{ clear: true }, { run: 'By hand' }],
    calls: [],
  },
  {
    template: 'daily-digest',
    outcome: 'Two wait',
    shows: 'One message with both, their deadlines and links',
    steps: [
      { clear: true },
      probe('First probe'),
      probe('Second probe'),
      { run: 'By hand' },
      { sees: /probe/ },
      { clear: true },
    ],
    calls: [
      [
        'POST slack.com/api/chat.postMessage',
        { text: /^2 waiting:\n• (First|Second) probe \(until .*\/approvals\/req_[^]*• (First|Second) probe/ },
      ],
    ],
  },
  {
    template: 'audit-export-sheet',
    outcome: 'New decisions',
    shows: 'A row for each, with what was asked and what was approved',
    clouds: decisions(),
    steps: [
      probe('Audit probe'),
      { decide: 'approve', about: 'Audit probe', change: { amount: '5.00' }, note: 'Less' },
      { run: 'By hand' },
    ],
    calls: [
      [`POST ${SHEET}:batchUpdate`],
      [`^PUT ${SHEET}/values/Decisions`, { values: /Audit probe.*APPROVED.*Less.*7\.00.*5\.00/ }],
    ],
  },
];
