/** Distinguished encoding of ASN.1 (X.690), as far as a certificate needs it: tag, length, content. */
export type Bytes = readonly number[];

export const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
  /** `dNSName` of a GeneralName. */
  dnsName: 0x82,
} as const;

export function der(tag: number, ...parts: readonly Bytes[]): Bytes {
  const content = parts.flat();
  return [tag, ...lengthOf(content.length), ...content];
}

/** Short below 128, else the number of bytes that follow and they. */
function lengthOf(length: number): Bytes {
  if (length < 0x80) return [length];
  const bytes = bigEndian(BigInt(length));
  return [0x80 | bytes.length, ...bytes];
}

export function integer(value: bigint): Bytes {
  const bytes = bigEndian(value);
  // A leading bit would make it negative.
  return der(TAGS.integer, (bytes[0] ?? 0) >= 0x80 ? [0, ...bytes] : bytes);
}

/** Bits in whole bytes: none of the last one is unused. */
export function bits(...parts: readonly Bytes[]): Bytes {
  return der(TAGS.bits, [0], ...parts);
}

export function ascii(text: string): Bytes {
  return Array.from(text, (letter) => letter.charCodeAt(0) & 0x7f);
}

/** The shortest bytes of a number, or `size` of them. */
export function bigEndian(value: bigint, size = 1): Bytes {
  const hex = value.toString(16);
  const whole = hex.padStart(Math.max(size * 2, hex.length + (hex.length % 2)), '0');
  return Array.from({ length: whole.length / 2 }, (_, i) => Number.parseInt(whole.slice(2 * i, 2 * i + 2), 16));
}
