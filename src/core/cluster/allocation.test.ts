import { describe, expect, test } from 'vitest';
import { checkServiceIp, nextServiceIp, serviceRange } from './address-range.js';
import { checkPodIp, nextPodIp, podRange, rangeText } from './host-local.js';
import { nextNodeCidr, nodeCidr } from './node-cidr.js';
import { checkPort, nextPort, NODE_PORTS } from './port-range.js';

const none = () => false;
const range = (cidr: string) => serviceRange(cidr) ?? expect.fail(`${cidr} is a CIDR`);
const subnet = (cidr: string) => podRange(cidr) ?? expect.fail(`${cidr} is a CIDR`);

describe('Service addresses', () => {
  test.each([
    ['10.96.0.0/12', 1_048_574, 256],
    ['10.0.0.0/24', 254, 16],
    ['10.0.0.0/28', 14, 0],
    ['10.0.0.0/32', 0, 0],
    ['fd00::/112', 65_535, 256],
  ])('%s has %i addresses, the first %i for those who ask', (cidr, size, staticBand) => {
    expect(range(cidr)).toMatchObject({ size, staticBand });
  });

  test('the upper band is used up before the static one is touched', () => {
    const taken = new Set<string>();
    const given: string[] = [];
    for (let ip = nextServiceIp(range('10.0.0.0/27'), 5, (one) => taken.has(one)); ip;) {
      taken.add(ip);
      given.push(ip);
      ip = nextServiceIp(range('10.0.0.0/27'), 5, (one) => taken.has(one));
    }
    expect(given).toHaveLength(30);
    const numbers = given.map((ip) => Number(ip.split('.')[3]));
    expect(Math.min(...numbers.slice(0, 14))).toBe(17);
    expect(numbers.slice(14).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  });

  test.each([
    ['10.0.0.0', 'ErrNotInRange'],
    ['10.0.0.255', 'ErrNotInRange'],
    ['10.0.1.1', 'ErrNotInRange'],
    ['fd00::1', 'ErrNotInRange'],
    ['10.0.0.9', 'ErrAllocated'],
    ['10.0.0.10', undefined],
  ])('asking for %s: %s', (ip, problem) => {
    expect(checkServiceIp(range('10.0.0.0/24'), ip, (one) => one === '10.0.0.9')).toBe(problem);
  });
});

describe('node ports', () => {
  test('the first 86 of the default range are left to those who ask', () => {
    expect(NODE_PORTS).toEqual({ first: 30000, size: 2768, staticBand: 86 });
    expect(nextPort(NODE_PORTS, 0, none)).toBe(30086);
    expect(nextPort(NODE_PORTS, 0, (port) => port >= 30086)).toBe(30000);
    expect(nextPort(NODE_PORTS, 0, () => true)).toBeUndefined();
  });

  test.each([
    [29_999, 'ErrNotInRange'],
    [32_768, 'ErrNotInRange'],
    [30_000, undefined],
    [32_767, 'ErrAllocated'],
  ])('asking for %i: %s', (port, problem) => {
    expect(checkPort(NODE_PORTS, port, (one) => one === 32_767)).toBe(problem);
  });
});

describe('pod addresses', () => {
  test.each([
    ['the first is .2, as .1 is the gateway', [], undefined, '10.244.1.2'],
    ['the next is the one after the last', [], '10.244.1.9', '10.244.1.10'],
    ['taken ones are passed over', ['10.244.1.10', '10.244.1.11'], '10.244.1.9', '10.244.1.12'],
    ['after the last comes the first, without network, gateway and broadcast', [], '10.244.1.254', '10.244.1.2'],
    ['a last address of another range means the beginning', [], '10.9.9.9', '10.244.1.2'],
  ])('%s', (_, taken, last, expected) => {
    const ip = nextPodIp([subnet('10.244.1.0/24')], last, (one) => (taken as string[]).includes(one));
    expect(ip).toBe(expected);
  });

  test('run out', () => {
    expect(nextPodIp([subnet('10.0.0.0/30')], undefined, () => true)).toBeUndefined();
    expect(nextPodIp([subnet('10.0.0.0/31')], undefined, none)).toBeUndefined();
    expect(rangeText([subnet('10.0.0.0/30')])).toBe('10.0.0.1-10.0.0.2');
  });

  test('one that is asked for is the gateway, taken, elsewhere, or given', () => {
    const ranges = [subnet('10.0.0.0/29')];
    expect(checkPodIp(ranges, '10.0.0.1', none)).toBe("requested ip 10.0.0.1 is subnet's gateway");
    expect(checkPodIp(ranges, '10.0.0.2', () => true)).toBe(
      'requested IP address 10.0.0.2 is not available in range set 10.0.0.1-10.0.0.6',
    );
    expect(checkPodIp(ranges, '10.0.9.2', none)).toBe('IP 10.0.9.2 not in range set');
    expect(checkPodIp(ranges, '10.0.0.3', none)).toBeUndefined();
  });
});

describe('the pod CIDR of a node', () => {
  test.each([
    ['10.244.0.0/16', 24, 0, '10.244.0.0/24'],
    ['10.244.0.0/16', 24, 255, '10.244.255.0/24'],
    ['10.244.0.0/16', 24, 256, undefined],
    ['10.244.0.0/16', 8, 0, undefined],
    ['fd00:10::/56', 64, 3, 'fd00:10:0:3::/64'],
    ['nonsense', 24, 0, undefined],
  ])('%s /%i #%i is %s', (cluster, mask, index, expected) => {
    expect(nodeCidr(cluster, mask, index)).toBe(expected);
  });

  test('a block that was given back is used again when its turn comes', () => {
    const taken = new Set(['10.0.0.0/25', '10.0.0.128/25']);
    expect(nextNodeCidr('10.0.0.0/24', 25, 0, (one) => taken.has(one))).toBeUndefined();
    taken.delete('10.0.0.0/25');
    expect(nextNodeCidr('10.0.0.0/24', 25, 1, (one) => taken.has(one))).toEqual({ cidr: '10.0.0.0/25', next: 1 });
  });
});
