import { describe, expect, test } from 'vitest';
import { canonicalAddress, cidrMatcher, hostOf, parseIPv4, splitHostPort } from './address.js';

test.each([
  ['0.0.0.0', 0],
  ['10.96.0.10', 0x0a60000a],
  ['255.255.255.255', 0xffffffff],
  ['256.0.0.1', undefined],
  ['1.2.3', undefined],
  ['1.2.3.4.5', undefined],
  ['1..2.3', undefined],
  ['1.2.3.', undefined],
  ['.1.2.3', undefined],
  ['1.2.3.4 ', undefined],
  ['0x1.2.3.4', undefined],
  ['', undefined],
])('IPv4 %j', (text, value) => {
  expect(parseIPv4(text)).toBe(value);
});

describe('CIDRs', () => {
  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.7/8', '10.1.1.1', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['128.0.0.0/1', '200.0.0.1', true],
    ['0.0.0.0/0', '255.1.1.1', true],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1/32', '10.0.0.2', false],
    ['0.0.0.0/0', 'fd00::1', false],
    ['::/0', '10.0.0.1', false],
    ['fd00::/8', 'fd12:3456::1', true],
  ])('%s holds %s: %s', (cidr, ip, inside) => {
    expect(cidrMatcher(cidr)?.(ip)).toBe(inside);
  });

  test.each(['10.0.0.0/33', '10.0.0/8', 'fd00::/129', '10.0.0.0/', 'x/8', '/8'])('%s is none', (text) => {
    expect(cidrMatcher(text)).toBeUndefined();
  });

  test('one address: with or without its length, in one spelling', () => {
    expect(['10.0.0.1', '10.0.0.1/32', '10.0.0.1/31', 'FD00:0::1/128'].map(hostOf)).toEqual([
      '10.0.0.1',
      '10.0.0.1',
      undefined,
      'fd00::1',
    ]);
    expect(canonicalAddress('2001:DB8:0::1')).toBe('2001:db8::1');
  });
});

test.each([
  ['10.0.0.1:80', { host: '10.0.0.1', port: 80 }],
  ['10.0.0.1', { host: '10.0.0.1', port: undefined }],
  ['[fd00::1]:80', { host: 'fd00::1', port: 80 }],
  ['fd00::1', { host: 'fd00::1', port: undefined }],
  ['10.0.0.1:65536', undefined],
  ['10.0.0.1:80-90', undefined],
  ['web:80', undefined],
])('NAT target %s', (text, parts) => {
  expect(splitHostPort(text)).toEqual(parts);
});
