/** How a quantity was written, which decides how it is written back: `12M`, `12Mi`, `12e6`. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** An exact amount in billionths (`nano`), the finest that Kubernetes keeps. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: QuantityFormat;
}

/** The API server's words for a text that is no quantity. */
export const QUANTITY_FORMAT_ERROR =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
export const QUANTITY_NUMBER_ERROR = 'unable to parse numeric part of quantity';
export const QUANTITY_SUFFIX_ERROR = "unable to parse quantity's suffix";

const SHAPE = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const NANO = 1_000_000_000n;
const MAX_BINARY = (2n ** 63n - 1n) * NANO;
/** Texts longer than this, or with a larger exponent, are no amount of anything; refusing them keeps parsing fast. */
const MAX_LENGTH = 1000;
const MAX_EXPONENT = 1000n;

const DECIMAL_SUFFIX: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY_SUFFIX: ReadonlyMap<string, bigint> = new Map(
  ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((suffix, i) => [suffix, 1024n ** BigInt(i + 1)]),
);

/**
 * Reads a quantity (`100m`, `1.5Gi`, `12e6`; a number of JSON counts as its text), exactly. Gives the API server's reason when it is none.
 * What is finer than a billionth rounds away from zero; binary amounts stop at 2^63-1.
 * Models `ParseQuantity` of k8s.io/apimachinery/pkg/api/resource/quantity.go.
 */
export function parseQuantity(value: string | number): Quantity | { readonly error: string } {
  const text = typeof value === 'number' ? String(value) : value;
  const parts = text.length <= MAX_LENGTH ? SHAPE.exec(text) : null;
  if (parts === null || text === '') return { error: QUANTITY_FORMAT_ERROR };
  const [, sign = '', whole = '', fraction = '', suffix = ''] = parts;
  const scale = readSuffix(suffix);
  if (scale === undefined) return { error: QUANTITY_SUFFIX_ERROR };
  if (whole === '' && fraction === '') return { error: QUANTITY_NUMBER_ERROR };

  // amount = digits * multiplier * 10^exponent, with the exponent counted in nanos.
  const digits = BigInt(`${whole}${fraction}`) * scale.multiplier;
  const exponent = scale.exponent + 9 - fraction.length;
  const power = 10n ** BigInt(Math.abs(exponent));
  let nano = exponent >= 0 ? digits * power : (digits + power - 1n) / power;
  let { format } = scale;
  if (format === 'BinarySI') {
    if (nano > MAX_BINARY) nano = MAX_BINARY;
    if (nano > 0n && nano < NANO) format = 'DecimalSI';
  }
  return { nano: sign === '-' ? -nano : nano, format };
}

function readSuffix(suffix: string): { multiplier: bigint; exponent: number; format: QuantityFormat } | undefined {
  const exponent = DECIMAL_SUFFIX.get(suffix);
  if (exponent !== undefined) return { multiplier: 1n, exponent, format: 'DecimalSI' };
  const multiplier = BINARY_SUFFIX.get(suffix);
  if (multiplier !== undefined) return { multiplier, exponent: 0, format: 'BinarySI' };
  const written = /^[eE]([+-]?)([0-9]+)$/.exec(suffix);
  if (written === null) return undefined;
  const size = BigInt(written[2] ?? '0');
  if (size > MAX_EXPONENT) return undefined;
  return { multiplier: 1n, exponent: Number(written[1] === '-' ? -size : size), format: 'DecimalExponent' };
}

/** True for the result of {@link parseQuantity} that is an amount. */
export function isQuantity(result: Quantity | { readonly error: string }): result is Quantity {
  return 'nano' in result;
}

/** The amount of a text that was validated before; zero for anything else. */
export function quantityOf(value: string | number | undefined): Quantity {
  const result = value === undefined ? undefined : parseQuantity(value);
  return result !== undefined && isQuantity(result) ? result : ZERO_QUANTITY;
}

const ZERO_QUANTITY: Quantity = { nano: 0n, format: 'DecimalSI' };

/** -1, 0 or 1, whatever the formats: `1024Mi` equals `1Gi`. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** In thousandths, rounded up: what the scheduler counts CPU in. Models `Quantity.MilliValue`. */
export function milliValue(quantity: Quantity): bigint {
  return divideUp(quantity.nano, 1_000_000n);
}

/** In whole units, rounded up: bytes of memory, numbers of pods. Models `Quantity.Value`. */
export function wholeValue(quantity: Quantity): bigint {
  return divideUp(quantity.nano, NANO);
}

function divideUp(value: bigint, by: bigint): bigint {
  const rest = value % by;
  if (rest === 0n) return value / by;
  return value / by + (value > 0n ? 1n : -1n);
}

/**
 * The canonical text: no fraction, the largest suffix that loses nothing (`1024Mi` is `1Gi`, `0.5` is `500m`).
 * Models `Quantity.CanonicalizeBytes`.
 */
export function formatQuantity(quantity: Quantity): string {
  const { nano, format } = quantity;
  if (nano === 0n) return '0';
  const magnitude = nano < 0n ? -nano : nano;
  if (format === 'BinarySI' && magnitude >= 1024n * NANO && nano % NANO === 0n) return formatBinary(nano / NANO);
  return formatDecimal(nano, format === 'DecimalExponent');
}

function formatBinary(units: bigint): string {
  let mantissa = units;
  let steps = 0;
  while (steps < BINARY_SUFFIX.size && mantissa % 1024n === 0n) {
    mantissa /= 1024n;
    steps += 1;
  }
  return `${mantissa}${[...BINARY_SUFFIX.keys()][steps - 1] ?? ''}`;
}

function formatDecimal(nano: bigint, withExponent: boolean): string {
  let mantissa = nano;
  let exponent = -9;
  while (mantissa % 1000n === 0n && (withExponent || exponent < 18)) {
    mantissa /= 1000n;
    exponent += 3;
  }
  if (withExponent) return exponent === 0 ? String(mantissa) : `${mantissa}e${exponent}`;
  const suffix = [...DECIMAL_SUFFIX].find(([, power]) => power === exponent)?.[0] ?? '';
  return `${mantissa}${suffix}`;
}
