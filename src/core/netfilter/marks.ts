import type { Target } from './types.js';

/**
 * The new mark after `-j MARK`, in unsigned 32-bit arithmetic. All forms are `(mark & ~mask) ^ value` in the kernel
 * (net/netfilter/xt_mark.c); `--set-mark v/m` widens the mask by v, so that the bits of v end up set.
 */
export function markedWith(mark: number, target: Extract<Target, { kind: 'MARK' }>): number {
  const { value } = target;
  const mask = target.mask ?? 0xffffffff;
  switch (target.op) {
    case 'or':
      return (mark | value) >>> 0;
    case 'and':
      return (mark & value) >>> 0;
    case 'xor':
      return (mark ^ value) >>> 0;
    case 'set':
      return ((mark & ~(mask | value)) ^ value) >>> 0;
    case 'xset':
      return ((mark & ~mask) ^ value) >>> 0;
  }
}
