import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareQuantities,
  formatQuantity,
  isQuantity,
  milliValue,
  parseQuantity,
  QUANTITY_FORMAT_ERROR,
  QUANTITY_NUMBER_ERROR,
  QUANTITY_SUFFIX_ERROR,
  quantityOf,
  wholeValue,
} from './quantity.js';

describe('a quantity is written back in its canonical form', () => {
  test.each([
    ['500m', '500m'],
    ['0.5', '500m'],
    ['1.5Gi', '1536Mi'],
    ['1024Mi', '1Gi'],
    ['1000M', '1G'],
    ['2e3', '2e3'],
    ['1000e3', '1e6'],
    ['0.5Ki', '512'],
    ['512Ki', '512Ki'],
    ['100.035Ki', '102435840m'],
    ['-1Ki', '-1Ki'],
    ['-0.001Ki', '-1024m'],
    ['+3', '3'],
    ['0Gi', '0'],
    ['1000E', '1000E'],
    ['0.1n', '1n'],
    ['-1.5n', '-2n'],
    ['9Ei', '9223372036854775807'],
  ])('%s is %s', (text, canonical) => {
    expect(formatQuantity(quantityOf(text))).toBe(canonical);
  });

  test('a JSON number is read as its text', () => {
    expect([0.5, 2, 1e21].map((n) => formatQuantity(quantityOf(n)))).toEqual(['500m', '2', '1e21']);
  });

  test('reading what was written gives the same amount', () => {
    const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'E-2');
    fc.assert(
      fc.property(fc.integer(), fc.nat(999), suffix, (whole, fraction, unit) => {
        const quantity = quantityOf(`${whole}.${fraction}${unit}`);
        expect(quantityOf(formatQuantity(quantity)).nano).toBe(quantity.nano);
      }),
      { seed: 1 },
    );
  });
});

test.each([
  ['', QUANTITY_FORMAT_ERROR],
  ['1 Gi', QUANTITY_FORMAT_ERROR],
  ['1.1.1', QUANTITY_FORMAT_ERROR],
  ['٣', QUANTITY_FORMAT_ERROR],
  ['.', QUANTITY_NUMBER_ERROR],
  ['1gi', QUANTITY_FORMAT_ERROR],
  ['1KiB', QUANTITY_FORMAT_ERROR],
  ['1mm', QUANTITY_SUFFIX_ERROR],
  ['1K', QUANTITY_SUFFIX_ERROR],
  ['1e99999999999', QUANTITY_SUFFIX_ERROR],
  [`1${'0'.repeat(2000)}`, QUANTITY_FORMAT_ERROR],
])('%j is no quantity: %s', (text, error) => {
  expect(parseQuantity(text)).toEqual({ error });
});

test('any text is a quantity or an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('0123456789.+-eEKMGiunm ')) }), (text) => {
      const result = parseQuantity(text);
      expect(isQuantity(result) ? typeof result.nano : typeof result.error).toBe(
        isQuantity(result) ? 'bigint' : 'string',
      );
    }),
    { seed: 1 },
  );
});

describe('amounts are compared and added exactly', () => {
  test.each([
    ['10G', '10Gi', -1],
    ['1024Mi', '1Gi', 0],
    ['100m', '0.1', 0],
    ['1n', '0', 1],
  ])('%s against %s is %i', (a, b, order) => {
    expect(compareQuantities(quantityOf(a), quantityOf(b))).toBe(order);
  });

  test('whole and milli values round up', () => {
    expect([milliValue(quantityOf('0.0001')), wholeValue(quantityOf('1.1')), wholeValue(quantityOf('-1.1'))]).toEqual([
      1n,
      2n,
      -2n,
    ]);
  });
});
