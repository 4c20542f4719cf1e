/** Amounts as people write them: read exactly where there is one way to read them, and never guessed. */
import fc from 'fast-check';
import { parseMoney, readMoney, readMoneyBeside } from '../../../relay/contract/money.js';

test.each([
  ['400', '400', null],
  ['400.00', '400.00', null],
  ['€ 1.234,50', '1234.50', 'EUR'],
  ['1.240,00', '1240.00', null],
  ['1 240,00', '1240.00', null],
  ['1\u202f240,00 €', '1240.00', 'EUR'],
  ['$1,240.00', '1240.00', 'USD'],
  ['-$1,240.00', '-1240.00', 'USD'],
  ['$-5', '-5', 'USD'],
  ['\u22125.00 EUR', '-5.00', 'EUR'],
  ['1,234.50 USD', '1234.50', 'USD'],
  ['$40', '40', 'USD'],
  ['GBP 12', '12', 'GBP'],
  ["CHF 1'200.05", '1200.05', 'CHF'],
  ['CHF 1’200.05', '1200.05', 'CHF'],
  ['12,34,567.00', '1234567.00', null],
  ['12,5', '12.5', null],
  ['-3.10', '-3.10', null],
  ['0.125', '0.125', null],
  ['1234.567', '1234.567', null],
  ['1 234.567', '1234.567', null],
  ['1.234.567', '1234567', null],
  ['90071992547409931234.99', '90071992547409931234.99', null],
])('%s is %s %s', (text, amount, currency) => {
  expect(parseMoney(text)).toEqual({ amount, currency });
});

test.each(['1.234', '1,234', '-12.500', '€1,000', '999,999 EUR'])('%j can be read in two ways', (text) => {
  expect(readMoney(text)).toBe('ambiguous');
  expect(parseMoney(text)).toBeUndefined();
});

test.each([
  ...['', 'about 40', '1,23,45', '1.2.3', '40 or 50', '€ 5 USD', '0x10', '1e3', 'NaN', '12.', '12 40', '1 2345'],
  ...['1,240.00.00', '1.240,00,00', '1,240 000', "1'24", '.', ',5', '٣', '1'.repeat(101)],
])('%j is no amount', (text) => {
  expect(readMoney(text)).toBeUndefined();
});

test.each([
  ['$40', 'CAD', { amount: '40', currency: 'CAD' }],
  ['¥40', 'CNY', { amount: '40', currency: 'CNY' }],
  ['40', 'EUR', { amount: '40', currency: 'EUR' }],
  ['40 EUR', 'EUR', { amount: '40', currency: 'EUR' }],
  ['40 EUR', null, { amount: '40', currency: 'EUR' }],
  ['40 EUR', 'USD', 'ambiguous'],
  ['$40', 'EUR', 'ambiguous'],
  ['€40', 'USD', 'ambiguous'],
  ['a lot', 'EUR', undefined],
])('%s beside %s is %j', (text, beside, expected) => {
  expect(readMoneyBeside(text, beside)).toEqual(expected);
});

/** The ways in which one amount is written: thousands in one mark, the point in another. */
const STYLES = [
  [',', '.'],
  ['.', ','],
  [' ', ','],
  ['\u00a0', ','],
  ['\u202f', '.'],
  ["'", '.'],
] as const;
const FRAMES = [
  (text: string) => text,
  (text: string) => `${text} EUR`,
  (text: string) => `EUR ${text}`,
  (text: string) => `€${text}`,
  (text: string) => `${text}\u00a0€`,
];

test('any amount comes back exactly, however it is grouped and framed', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 30n }),
      fc.integer({ min: 0, max: 99 }),
      fc.boolean(),
      fc.constantFrom(...STYLES),
      fc.constantFrom(...FRAMES),
      (whole, cents, isNegative, [thousands, point], frame) => {
        const fraction = String(cents).padStart(2, '0');
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, thousands);
        const sign = isNegative ? '-' : '';
        expect(parseMoney(frame(`${sign}${grouped}${point}${fraction}`))?.amount).toBe(`${sign}${whole}.${fraction}`);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('nothing is made up: what is read has the digits that were written, in their order', () => {
  const odd = fc.string({ unit: fc.constantFrom(..."0123456789.,' -€$EURx\u00a0"), maxLength: 14 });
  fc.assert(
    fc.property(odd, (text) => {
      const money = parseMoney(text);
      if (!money) return;
      expect(money.amount).toMatch(/^-?\d+(\.\d+)?$/);
      expect(money.amount.replace(/[-.]/g, '')).toBe(text.replace(/\D/g, ''));
      expect(money.amount.startsWith('-')).toBe(text.includes('-'));
    }),
    { numRuns: 5_000 },
  );
});
