import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { familyOf, formatIp, isMappedIp, parseIp, parseIpSloppy, specialRangeOf } from './ip.js';

const print = (text: string, parse: typeof parseIp) => {
  const ip = parse(text);
  return ip === undefined ? undefined : formatIp(ip);
};

describe('addresses are read as Go reads them', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1', '10.0.0.1'],
    ['2001:DB8:0:0::1', '2001:db8::1', '2001:db8::1'],
    ['::', '::', '::'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3', '1:0:0:2::3'],
    ['::1.2.3.4', '::102:304', '::102:304'],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.1', '10.0.0.1'],
    ['010.0.0.1', undefined, '10.0.0.1'],
    ['00001::2', undefined, '1::2'],
    ['10.0.0', undefined, undefined],
    ['0x0a000001', undefined, undefined],
    ['10.0.0.256', undefined, undefined],
    ['10.0.0.1 ', undefined, undefined],
    ['fe80::1%eth0', undefined, undefined],
    ['1:2:3:4:5:6:7', undefined, undefined],
    ['1::2::3', undefined, undefined],
    [':::', undefined, undefined],
    ['::1.2.3.400', undefined, undefined],
    ['', undefined, undefined],
  ])('%j is strictly %s, and in old fields %s', (text, strict, sloppy) => {
    expect([print(text, parseIp), print(text, parseIpSloppy)]).toEqual([strict, sloppy]);
  });

  test('what was printed is read back as the same address', () => {
    const ip = fc.oneof(
      fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((value) => ({ family: 'IPv4' as const, value })),
      fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => ({ family: 'IPv6' as const, value })),
    );
    fc.assert(
      fc.property(ip, (address) => {
        expect(parseIp(formatIp(address))).toEqual(address);
      }),
      { seed: 1 },
    );
  });
});

test('a text of any length is refused without reading it', () => {
  expect(parseIp('9'.repeat(100_000))).toBeUndefined();
});

test('an IPv4-mapped address is IPv6 until old fields read it', () => {
  const ip = parseIp('::ffff:1.2.3.4');
  expect(ip && [ip.family, isMappedIp(ip)]).toEqual(['IPv6', true]);
  expect([familyOf('::ffff:1.2.3.4'), familyOf('fd00::/8'), familyOf('10.0.0.0/8'), familyOf('web')]).toEqual([
    'IPv4',
    'IPv6',
    'IPv4',
    undefined,
  ]);
});

test.each([
  ['0.0.0.0', 'unspecified'],
  ['::', 'unspecified'],
  ['127.8.9.10', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['169.254.169.254', 'link-local unicast'],
  ['febf::1', 'link-local unicast'],
  ['fec0::1', undefined],
  ['224.0.0.251', 'link-local multicast'],
  ['ff32::1', 'link-local multicast'],
  ['224.0.1.1', undefined],
  ['10.0.0.1', undefined],
])('%s is %s', (text, range) => {
  const ip = parseIp(text);
  expect(ip && specialRangeOf(ip)).toBe(range);
});
