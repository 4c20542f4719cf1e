/** Money of many approvals as the inbox adds it up before one verdict on all of them. */
import fc from 'fast-check';
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
        { amount: '1,000.00', currency: 'EUR' },
        { amount: '-0.005', currency: 'EUR' },
      ],
      ['999.995 EUR'],
      0,
    ],
    [
      [
        { amount: '$1,240.00' },
        { amount: 1.5, currency: 'USD' },
        { amount: '1.240,00 €' },
        { amount: '1 240,00', currency: 'EUR' },
        { amount: '$10', currency: 'CAD' },
      ],
      ['1,241.50 USD', '2,480.00 EUR', '10 CAD'],
      0,
    ],
    [[{ amount: '7.00' }, { account: 'acc_1' }, { amount: 'a lot' }], ['7.00'], 2],
    [[], [], 0],
  ])('of %j is exact', (details, sums, without) => {
    expect(of(...details)).toEqual({ sums, without, unclear: [] });
  });

  test('leaves out what can be read in two ways, and says so', () => {
    const unclear = [
      { amount: '1,000', currency: 'EUR' },
      { amount: '1.240' },
      { amount: '40 EUR', currency: 'USD' },
      { amount: '1.000', currency: 'JPY' },
    ];
    expect(of(...unclear, { amount: '1.00', currency: 'EUR' }, { amount: '' }, { amount: 1e21 })).toEqual({
      sums: ['1.00 EUR'],
      without: 2,
      unclear: ['1,000', '1.240', '40 EUR', '1.000'],
    });
  });

  test('is the sum of all cents, however each amount is written', () => {
    const written = fc.record({
      cents: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      style: fc.constantFrom<readonly string[]>([',', '.'], ['.', ','], ['\u00a0', ',']),
    });
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 30 }), (all) => {
        const details = all.map(({ cents, style: [thousands = '', point = ''] }) => {
          const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
          const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, thousands);
          return { amount: `${cents < 0n ? '-' : ''}${whole}${point}${digits.slice(-2)}`, currency: 'EUR' };
        });
        const { sums, without, unclear } = of(...details);
        expect([without, unclear]).toEqual([0, []]);
        const sum = all.reduce((total, { cents }) => total + cents, 0n);
        expect(BigInt((sums[0] ?? '').replace(/[^\d-]/g, ''))).toBe(sum);
      }),
    );
  });
});
