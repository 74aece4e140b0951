import {
  compareQuantities,
  formatQuantity,
  isQuantity,
  parseQuantity,
  type Quantity,
} from '../../../src/core/index.js';
import { compare, filesOf, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface QuantityFile {
  readonly parse: readonly { readonly in: string; readonly value: string; readonly format: string }[];
  readonly invalid: readonly string[];
  readonly canonical: readonly { readonly in: string; readonly canonical: string }[];
  readonly compare: readonly { readonly x: string; readonly y: string; readonly cmp: number }[];
}

/** The exact number as a decimal text, as the cases have it. */
function decimal({ nano }: Quantity): string {
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, '0');
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '');
  return `${nano < 0n ? '-' : ''}${text}`;
}

function parsed(text: string): { value: string; format: string } | { error: string } {
  const quantity = parseQuantity(text);
  return isQuantity(quantity) ? { value: decimal(quantity), format: quantity.format } : quantity;
}

function negative(value: string): string {
  return value === '0' ? '0' : `-${value}`;
}

function runFile(dir: string, file: string): CaseResult[] {
  const tables = readJson<QuantityFile>(dir, file);
  return [
    // Every row may also have a sign in front.
    ...tables.parse.map((row, i) =>
      compare(
        rowName(file, 'parse', i, row.in),
        ['', '+', '-'].map((sign) => ({
          value: sign === '-' ? negative(row.value) : row.value,
          format: row.format,
        })),
        ['', '+', '-'].map((sign) => parsed(`${sign}${row.in}`)),
      ),
    ),
    ...tables.invalid.map((text, i) => {
      const quantity = parseQuantity(text);
      const ok = !isQuantity(quantity);
      return { case: rowName(file, 'invalid', i, text), ok, expected: 'an error', actual: parsed(text) };
    }),
    ...tables.canonical.map((row, i) => {
      const quantity = parseQuantity(row.in);
      const actual = isQuantity(quantity) ? formatQuantity(quantity) : quantity.error;
      return compare(rowName(file, 'canonical', i, row.in), row.canonical, actual);
    }),
    ...tables.compare.map((row, i) => {
      const [x, y] = [parseQuantity(row.x), parseQuantity(row.y)];
      const actual = isQuantity(x) && isQuantity(y) ? compareQuantities(x, y) : 'an error';
      return compare(rowName(file, 'compare', i, `${row.x} ${row.y}`), row.cmp, actual);
    }),
  ];
}

/** Quantities, read exactly and written back canonically. */
export const quantity: Suite = {
  name: 'quantity',
  run: (dir) => ({ cases: filesOf(dir, '.json').flatMap((file) => runFile(dir, file)) }),
};
