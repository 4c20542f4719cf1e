/** Money of many approvals as the inbox adds it up before one verdict on all of them. */
import type { ApprovalView } from '../../relay/contract/approval.js';
import { totalsOf } from '../../relay/web/src/inbox/totals';

const of = (...details: object[]) =>
  totalsOf(details.map((each) => ({ effectiveDetails: each, detailsSchema: null }) as unknown as ApprovalView));

describe('the total of approvals', () => {
  test.each([
    [
      [
        { amount: '0.10', currency: 'EUR' },
        { amount: '0.20', currency: 'EUR' },
      ],
      ['0.30 EUR'],
      0,
    ],
    [
      [
        { amount: '1,240.00', currency: 'EUR' },
        { amount: '1 240,00', currency: 'eur' },
      ],
      ['2,480.00 EUR'],
      0,
    ],
    [
      [
        { amount: '9007199254740993', currency: 'JPY' },
        { amount: '1', currency: 'JPY' },
      ],
      ['9,007,199,254,740,994 JPY'],
      0,
    ],
    [
      [
        { amount: 15, currency: 'USD' },
        { amount: '4.5', currency: 'EUR' },
      ],
      ['15 USD', '4.5 EUR'],
      0,
    ],
    [
      [
        { amount: '1,000', currency: 'EUR' },
        { amount: '-0.005', currency: 'EUR' },
      ],
      ['999.995 EUR'],
      0,
    ],
    [[{ amount: '7.00' }, { account: 'acc_1' }, { amount: 'a lot' }], ['7.00'], 2],
    [[], [], 0],
  ])('of %j is exact', (details, sums, without) => {
    expect(of(...details)).toEqual({ sums, without });
  });
});
