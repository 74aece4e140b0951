import { expect, test } from 'vitest';
import { canonicalAddress } from './addresses.js';

test.each([
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['10.244.1.5', '10.244.1.5'],
  ['no:address', 'no:address'],
])('%s is spelled %s', (text, spelled) => expect(canonicalAddress(text)).toBe(spelled));
