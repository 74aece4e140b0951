/** A set of small numbers, one bit each. All sets that meet have the same size. */
export type Bits = Uint32Array;

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** Every number below `size`. */
export function allBits(size: number): Bits {
  const bits = noBits(size);
  for (let i = 0; i < size; i++) addBit(bits, i);
  return bits;
}

export function addBit(bits: Bits, i: number): void {
  const word = i >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (i & 31));
}

export function hasBit(bits: Bits, i: number): boolean {
  return (((bits[i >>> 5] ?? 0) >>> (i & 31)) & 1) === 1;
}

/** Adds to `into` what is in `a`, or in both `a` and `b` when there is a `b`. */
export function addBits(into: Bits, a: Bits, b?: Bits): void {
  for (let w = 0; w < into.length; w++) into[w] = (into[w] ?? 0) | ((a[w] ?? 0) & (b ? (b[w] ?? 0) : -1));
}
