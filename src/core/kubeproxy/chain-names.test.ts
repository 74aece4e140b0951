import { expect, test } from 'vitest';
import { endpointChainName, serviceChainNames, servicePortName } from './chain-names.js';
import { probability } from './endpoint-rules.js';

test.each([
  // Names that every kubeadm cluster has.
  ['default', 'kubernetes', 'https', 'tcp', 'KUBE-SVC-NPX46M4PTMTKRN6Y'],
  ['kube-system', 'kube-dns', 'dns', 'udp', 'KUBE-SVC-TCOU7JCQXEZGVUNU'],
  ['kube-system', 'kube-dns', 'dns-tcp', 'tcp', 'KUBE-SVC-ERIFXISQEP7F7OF4'],
  ['kube-system', 'kube-dns', 'metrics', 'tcp', 'KUBE-SVC-JD5MR3NA4I4DYORP'],
  // A port without a name: no colon.
  ['default', 'post', '', 'tcp', 'KUBE-SVC-PWJ6ON65KFPBLMUZ'],
])('%s/%s:%s %s', (namespace, name, port, protocol, chain) => {
  const names = serviceChainNames(servicePortName(namespace, name, port), protocol);
  expect(names.svc).toBe(chain);
  expect([names.svl, names.ext, names.fw].map((other) => other.slice(-16))).toEqual(Array(3).fill(chain.slice(-16)));
});

test('chain names fit into the 28 characters that the kernel allows', () => {
  const { svc, svl, ext, fw } = serviceChainNames('a-long-namespace/a-long-name:a-long-port', 'sctp');
  for (const name of [svc, svl, ext, fw, endpointChainName('n/s', 'tcp', '10.0.0.1:80')])
    expect(name.length).toBeLessThanOrEqual(28);
});

test.each([
  [2, '0.5000000000'],
  [3, '0.3333333333'],
  [7, '0.1428571429'],
  [100_001, '0.0000099999'],
])('1/%i is written %s', (n, text) => {
  expect(probability(n)).toBe(text);
});
