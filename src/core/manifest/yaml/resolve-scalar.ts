import type { Json } from '../../api/meta.js';

const WORDS = new Map<string, Json | undefined>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w): [string, Json] => [w, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((w): [string, Json] => [
    w,
    false,
  ]),
  ...['', '~', 'null', 'Null', 'NULL'].map((w): [string, Json] => [w, null]),
]);

const NOT_A_JSON_NUMBER = /^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const PREFIXED = /^([-+]?)0(?:([xX])([0-9a-fA-F]+)|([bB])([01]+)|([oO]?)([0-7]+))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

export type Resolved =
  | { readonly ok: true; readonly value: Json }
  /** `.inf` and `.nan` are YAML numbers that JSON cannot say. */
  | { readonly ok: false; readonly why: 'no-json-number' };

/**
 * The value of a plain (unquoted) scalar, as kubectl reads it: YAML 1.1 by the rules of go-yaml 2 (`resolve` in
 * sigs.k8s.io/yaml/goyaml.v2/resolve.go), which are not quite those of the specification: `yes`, `on` and `y` are true, `0644` and `0o17`
 * are octal, `1_000` is a thousand; but base-60 numbers (`22:22`) and timestamps stay strings.
 */
export function resolvePlainScalar(text: string): Resolved {
  if (WORDS.has(text)) return { ok: true, value: WORDS.get(text) ?? null };
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46; // 0-9 + - .
  if (!numeric) return { ok: true, value: text };
  if (NOT_A_JSON_NUMBER.test(text)) return { ok: false, why: 'no-json-number' };
  const plain = first === 46 ? text : text.replaceAll('_', '');
  const value = readNumber(plain);
  return { ok: true, value: value === undefined || !Number.isFinite(value) ? text : value };
}

function readNumber(plain: string): number | undefined {
  if (DECIMAL.test(plain)) return withoutNegativeZero(Number(plain));
  const prefixed = PREFIXED.exec(plain);
  if (prefixed !== null) {
    const [, sign, , hex, , binary, , octal] = prefixed;
    const size = hex !== undefined ? `0x${hex}` : binary !== undefined ? `0b${binary}` : `0o${octal}`;
    return withoutNegativeZero(sign === '-' ? -Number(size) : Number(size));
  }
  return FLOAT.test(plain) ? withoutNegativeZero(Number(plain)) : undefined;
}

/** Go's integers have no negative zero, and neither has the JSON that it writes for them. */
function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}
