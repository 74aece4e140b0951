import { describe, expect, test } from 'vitest';
import { aPod, aView } from '../network/testing/objects.js';
import { parseResolvConf } from './kubelet.js';
import { fittingSearches, podResolvConf, resolvConf, type KubeletDns } from './resolv-conf.js';

const kubelet: KubeletDns = {
  clusterDns: ['10.96.0.10'],
  clusterDomain: 'cluster.local',
  host: { nameservers: ['192.0.2.53'], searches: ['corp.example'], options: [] },
};

test('a pod of the cluster asks the tenth address of the Service CIDR, with three search names and ndots:5', () => {
  expect(resolvConf(aView([]), aPod('web', { namespace: 'shop' }))).toEqual({
    nameservers: ['10.96.0.10'],
    searches: ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
    options: ['ndots:5'],
    warnings: [],
  });
});

describe('dnsPolicy', () => {
  test.each([
    [
      'ClusterFirst',
      false,
      ['10.96.0.10'],
      ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local', 'corp.example'],
    ],
    ['ClusterFirst', true, ['192.0.2.53'], ['corp.example']],
    [
      'ClusterFirstWithHostNet',
      true,
      ['10.96.0.10'],
      ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local', 'corp.example'],
    ],
    ['Default', false, ['192.0.2.53'], ['corp.example']],
    ['None', false, [], []],
  ] as const)('%s, hostNetwork %s', (dnsPolicy, hostNetwork, nameservers, searches) => {
    const pod = aPod('web', { hostNetwork, spec: { dnsPolicy } });
    expect(podResolvConf(pod, kubelet)).toMatchObject({ nameservers, searches });
  });
});

test('a kubelet without a cluster domain adds no search names of its own', () => {
  expect(podResolvConf(aPod('web'), { ...kubelet, clusterDomain: '' }).searches).toEqual(['corp.example']);
});

test('dnsConfig is added, and its options replace those of the same name', () => {
  const dnsConfig = {
    nameservers: ['10.96.0.10', '192.0.2.1'],
    searches: ['x.example'],
    options: [{ name: 'ndots', value: '2' }, { name: 'debug' }],
  };
  const conf = podResolvConf(aPod('web', { spec: { dnsConfig } }), kubelet);
  expect(conf.nameservers).toEqual(['10.96.0.10', '192.0.2.1']);
  expect(conf.searches.at(-1)).toBe('x.example');
  expect(conf.options).toEqual(['ndots:2', 'debug']);
});

test('with dnsPolicy Default, options of the node stay, but for those that dnsConfig names', () => {
  const host = { nameservers: ['192.0.2.53'], searches: [], options: ['timeout:3', 'rotate', 'ndots:7'] };
  const options = (more: readonly { name: string; value?: string }[]) =>
    podResolvConf(aPod('web', { spec: { dnsPolicy: 'Default', dnsConfig: { options: more } } }), { ...kubelet, host })
      .options;
  expect(options([{ name: 'ndots', value: '2' }])).toEqual(['timeout:3', 'rotate', 'ndots:2']);
  expect(options([{ name: 'timeout' }])).toEqual(['timeout', 'rotate', 'ndots:7']);
});

test('a fourth nameserver is left out, with the Warning the kubelet writes', () => {
  const dnsConfig = { nameservers: ['192.0.2.1', '192.0.2.2', '192.0.2.3'] };
  const conf = podResolvConf(aPod('web', { spec: { dnsConfig } }), kubelet);
  expect(conf.nameservers).toEqual(['10.96.0.10', '192.0.2.1', '192.0.2.2']);
  expect(conf.warnings).toEqual([
    'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 192.0.2.1 192.0.2.2',
  ]);
});

test.each([
  ['33 names', Array.from({ length: 33 }, (_, i) => `d${i}`), 32],
  ['a name longer than 253', ['a', 'b'.repeat(254), 'c'], 2],
  ['2048 characters fit', [...Array.from({ length: 8 }, () => 'a'.repeat(253)), 'a'.repeat(16)], 9],
  ['2049 do not', [...Array.from({ length: 8 }, () => 'a'.repeat(253)), 'a'.repeat(17)], 8],
])('search list: %s', (_, searches, kept) => expect(fittingSearches(searches)).toHaveLength(kept));

test.each([
  ['', { nameservers: [], searches: [], options: [] }],
  [
    '# x\nnameserver 192.0.2.1 # y\nsearch a. b\nsearch c\noptions ndots:2 debug',
    { nameservers: ['192.0.2.1'], searches: ['c'], options: ['ndots:2', 'debug'] },
  ],
  ['search a. .', { nameservers: [], searches: ['a', '.'], options: [] }],
  ['nameserver', null],
])('reads %j', (text, conf) => expect(parseResolvConf(text)).toEqual(conf));

// pkg/kubelet/network/dns/dns.go, GetPodDNS: with no file for the node, the pod is pointed at itself and searches the root.
test.each([
  ['Default', ['127.0.0.1'], ['.']],
  ['ClusterFirst', ['10.96.0.10'], ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local']],
] as const)('%s, on a node without a resolv.conf', (dnsPolicy, nameservers, searches) => {
  const { host: _, ...without } = kubelet;
  expect(podResolvConf(aPod('web', { spec: { dnsPolicy } }), { ...without, host: null })).toMatchObject({
    nameservers,
    searches,
  });
});
