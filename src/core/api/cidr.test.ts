import { describe, expect, test } from 'vitest';
import {
  cidrAddress,
  cidrContains,
  cidrContainsCidr,
  cidrOffset,
  cidrSize,
  formatCidr,
  parseCidr,
  parseCidrSloppy,
  type Cidr,
} from './cidr.js';
import { formatIp, parseIp, type IpAddress } from './ip.js';

const cidr = (text: string): Cidr => parseCidr(text) ?? expect.fail(`no CIDR: ${text}`);
const ip = (text: string): IpAddress => parseIp(text) ?? expect.fail(`no address: ${text}`);

describe('a CIDR is read as Go reads it', () => {
  test.each([
    ['10.96.0.0/12', '10.96.0.0/12', '10.96.0.0/12'],
    ['10.0.0.7/24', '10.0.0.0/24', '10.0.0.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0', '0.0.0.0/0'],
    ['FD00::/8', 'fd00::/8', 'fd00::/8'],
    ['::ffff:10.0.0.0/104', '::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['010.0.0.0/08', undefined, '10.0.0.0/8'],
    ['10.0.0.0/33', undefined, undefined],
    ['10.0.0.0/+8', undefined, undefined],
    ['10.0.0.0/-8', undefined, undefined],
    ['10.0.0.0', undefined, undefined],
    ['10.0.0.0/8/8', undefined, undefined],
    ['10.0.0.0/', undefined, undefined],
    ['/8', undefined, undefined],
  ])('%s is strictly %s, and in old fields %s', (text, strict, sloppy) => {
    const [a, b] = [parseCidr(text), parseCidrSloppy(text)];
    expect([a && formatCidr(a), b && formatCidr(b)]).toEqual([strict, sloppy]);
  });
});

test('addresses of a block are counted from its first one', () => {
  const block = cidr('10.244.1.0/24');
  const third = cidrAddress(block, 2);
  expect(third && formatIp(third)).toBe('10.244.1.2');
  const [first, last] = [cidrAddress(block, 0), cidrAddress(block, 255)];
  expect([first && formatIp(first), last && formatIp(last)]).toEqual(['10.244.1.0', '10.244.1.255']);
  expect([cidrSize(block), cidrAddress(block, 256), cidrAddress(block, -1)]).toEqual([256n, undefined, undefined]);
  expect([cidrOffset(block, ip('10.244.1.9')), cidrOffset(block, ip('10.244.2.0'))]).toEqual([9n, undefined]);
  expect(cidrSize(cidr('::/0'))).toBe(2n ** 128n);
});

test.each([
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['10.0.0.0/8', '::ffff:10.1.1.1', true],
  ['::/0', '10.0.0.1', false],
  ['0.0.0.0/0', '10.0.0.1', true],
])('%s has %s: %s', (block, address, inside) => {
  expect(cidrContains(cidr(block), ip(address))).toBe(inside);
});

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/9', '10.128.0.0/9', false],
  ['0.0.0.0/0', '::/0', false],
])('%s contains %s: %s', (outer, inner, contains) => {
  expect(cidrContainsCidr(cidr(outer), cidr(inner))).toBe(contains);
});
