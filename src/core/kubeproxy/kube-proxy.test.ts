import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import { parseRules, printRules } from '../netfilter/ruleset-text.js';
import type { TableName } from '../netfilter/types.js';
import { createKubeProxy } from './kube-proxy.js';
import type { KubeProxyOptions } from './options.js';
import { endpointOf, nodeOf, serviceOf, sliceOf } from './testing/objects.js';
import { chain, named } from './testing/rules.js';
import { viewOf } from './testing/view.js';
import type { NodeRules } from './types.js';

const NODE = nodeOf('worker-1', '192.168.64.11');

function rulesFor(objects: readonly KubeObject[], options: Partial<KubeProxyOptions> = {}): NodeRules {
  return createKubeProxy(options).rules(viewOf([NODE, ...objects]), 'worker-1');
}

describe('a Service with three endpoints', () => {
  const rules = rulesFor([serviceOf('my-service'), sliceOf('my-service', ['10.244.1.3', '10.244.2.4', '10.244.2.10'])]);
  const [svc = ''] = named(rules, 'KUBE-SVC-');
  const seps = named(rules, 'KUBE-SEP-');

  test('is recognised by its ClusterIP, before the NodePorts', () => {
    expect(chain(rules, 'nat', 'KUBE-SERVICES')).toEqual([
      `-m comment --comment "default/my-service cluster IP" -m tcp -p tcp -d 10.96.0.10 --dport 80 -j ${svc}`,
      '-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS',
    ]);
    expect(chain(rules, 'filter', 'KUBE-SERVICES')).toEqual([]);
  });

  test('marks what does not come from a pod, then rolls the dice: 1/3, 1/2, the rest; endpoints sorted as text', () => {
    const comment = '-m comment --comment "default/my-service';
    expect(chain(rules, 'nat', svc)).toEqual([
      `${comment} cluster IP" -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ`,
      `${comment} -> 10.244.1.3:9376" -m statistic --mode random --probability 0.3333333333 -j ${seps[0]}`,
      `${comment} -> 10.244.2.10:9376" -m statistic --mode random --probability 0.5000000000 -j ${seps[1]}`,
      `${comment} -> 10.244.2.4:9376" -j ${seps[2]}`,
    ]);
  });

  test('each endpoint marks itself coming back, and is the new destination of all others', () => {
    expect(chain(rules, 'nat', seps[0] ?? '')).toEqual([
      '-m comment --comment default/my-service -s 10.244.1.3 -j KUBE-MARK-MASQ',
      '-m comment --comment default/my-service -m tcp -p tcp -j DNAT --to-destination 10.244.1.3:9376',
    ]);
  });

  test('the printed text is the program: it reads back as the same rules', () => {
    const text = printRules(rules.ruleset);
    const read = parseRules(text);
    expect(read.errors).toEqual([]);
    expect(printRules(read.ruleset)).toBe(text);
    for (const [name, table] of rules.ruleset.tables)
      for (const [chainName, ours] of table.chains)
        expect(read.ruleset.tables.get(name)?.chains.get(chainName)?.rules).toStrictEqual(ours.rules);
  });

  test('a chain can be looked up by name in any order, also that of an endpoint', () => {
    const fresh = rulesFor([
      serviceOf('my-service'),
      sliceOf('my-service', ['10.244.1.3', '10.244.2.4', '10.244.2.10']),
    ]);
    const nat = fresh.ruleset.tables.get('nat')?.chains;
    expect(nat?.get(seps[1] ?? '')?.rules).toHaveLength(2);
    expect([nat?.has('KUBE-SVC-NOSUCHCHAINATALL'), nat?.get('KUBE-SEP-NOSUCHCHAINATALL')]).toEqual([false, undefined]);
    expect([...(nat?.keys() ?? [])]).toEqual([...(rules.ruleset.tables.get('nat')?.chains.keys() ?? [])]);
  });
});

test('the jumps from the built-in chains stand as on a real node', () => {
  const rules = rulesFor([]);
  const jumps = (table: TableName, hook: string): string[] =>
    chain(rules, table, hook).map((text) => text.replace(/-m comment --comment "[^"]*" /, ''));
  const onlyNew = '-m conntrack --ctstate NEW';
  expect(jumps('filter', 'INPUT')).toEqual([
    `${onlyNew} -j KUBE-PROXY-FIREWALL`,
    '-j KUBE-NODEPORTS',
    `${onlyNew} -j KUBE-EXTERNAL-SERVICES`,
    '-j KUBE-FIREWALL',
  ]);
  expect(jumps('filter', 'FORWARD')).toEqual([
    `${onlyNew} -j KUBE-PROXY-FIREWALL`,
    '-j KUBE-FORWARD',
    `${onlyNew} -j KUBE-SERVICES`,
    `${onlyNew} -j KUBE-EXTERNAL-SERVICES`,
  ]);
  expect(jumps('filter', 'OUTPUT')).toEqual([
    `${onlyNew} -j KUBE-PROXY-FIREWALL`,
    `${onlyNew} -j KUBE-SERVICES`,
    '-j KUBE-FIREWALL',
  ]);
  expect(['PREROUTING', 'OUTPUT', 'POSTROUTING', 'INPUT'].map((hook) => jumps('nat', hook))).toEqual([
    ['-j KUBE-SERVICES'],
    ['-j KUBE-SERVICES'],
    ['-j KUBE-POSTROUTING'],
    [],
  ]);
  expect(chain(rules, 'nat', 'KUBE-POSTROUTING')).toEqual([
    '-m mark ! --mark 0x4000/0x4000 -j RETURN',
    '-j MARK --xor-mark 0x4000',
    '-m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully',
  ]);
  expect([...(rules.ruleset.tables.get('mangle')?.chains.keys() ?? [])].slice(-2)).toEqual([
    'KUBE-KUBELET-CANARY',
    'KUBE-PROXY-CANARY',
  ]);
});

// pkg/proxy/iptables/proxier.go: what is forwarded already goes on, and what conntrack takes for no connection is dropped.
test.each<[string, Partial<KubeProxyOptions>, string, readonly string[]]>([
  [
    'forwarding',
    {},
    'KUBE-FORWARD',
    [
      '-m conntrack --ctstate INVALID -j DROP',
      '-m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT',
      '-m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ],
  ],
  [
    'forwarding, with a liberal conntrack',
    { conntrackTcpLiberal: true },
    'KUBE-FORWARD',
    [
      '-m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT',
      '-m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
    ],
  ],
  [
    'martians to the loopback',
    {},
    'KUBE-FIREWALL',
    [
      '-m comment --comment "block incoming localnet connections" -d 127.0.0.0/8 ! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP',
    ],
  ],
  ['martians, where node ports do not answer on the loopback', { localhostNodePorts: false }, 'KUBE-FIREWALL', []],
])('%s', (_, options, name, lines) => expect(chain(rulesFor([], options), 'filter', name)).toEqual(lines));

test('every table that kubelet and kube-proxy write has their canaries', () => {
  const { tables } = rulesFor([]).ruleset;
  const canaries = (table: TableName) =>
    [...(tables.get(table)?.chains.keys() ?? [])].filter((name) => /CANARY|HINT/.test(name)).toSorted();
  const both = ['KUBE-KUBELET-CANARY', 'KUBE-PROXY-CANARY'];
  expect((['mangle', 'nat', 'filter'] as const).map(canaries)).toEqual([['KUBE-IPTABLES-HINT', ...both], both, both]);
});

test('with internalTrafficPolicy Local the cluster IP leads to the endpoints of this node, and to no other', () => {
  const rules = rulesFor([
    serviceOf('web', { internalTrafficPolicy: 'Local' }),
    sliceOf('web', ['10.244.1.3', endpointOf('10.244.2.4', { nodeName: 'worker-2' })]),
  ]);
  const [svl = ''] = named(rules, 'KUBE-SVL-');
  const [sep = '', ...others] = named(rules, 'KUBE-SEP-');
  expect([named(rules, 'KUBE-SVC-'), others]).toEqual([[], []]);
  expect(chain(rules, 'nat', 'KUBE-SERVICES')[0]).toBe(
    `-m comment --comment "default/web cluster IP" -m tcp -p tcp -d 10.96.0.10 --dport 80 -j ${svl}`,
  );
  expect(chain(rules, 'nat', svl)).toEqual([
    '-m comment --comment "default/web cluster IP" -m tcp -p tcp -d 10.96.0.10 --dport 80 ! -s 10.244.0.0/16 -j KUBE-MARK-MASQ',
    `-m comment --comment "default/web -> 10.244.1.3:9376" -j ${sep}`,
  ]);
});

describe('refusals', () => {
  test('no endpoint at all: REJECT in the filter table and nothing in nat', () => {
    const rules = rulesFor([
      serviceOf('web'),
      sliceOf('web', [endpointOf('10.244.1.3', { conditions: { ready: false, serving: false } })]),
    ]);
    expect(chain(rules, 'filter', 'KUBE-SERVICES')).toEqual([
      '-m comment --comment "default/web has no endpoints" -m tcp -p tcp -d 10.96.0.10 --dport 80 -j REJECT',
    ]);
    expect(named(rules, 'KUBE-SVC-')).toEqual([]);
  });

  test('internalTrafficPolicy Local without a local endpoint: DROP', () => {
    const rules = rulesFor([
      serviceOf('web', { internalTrafficPolicy: 'Local' }),
      sliceOf('web', [endpointOf('10.244.2.3', { nodeName: 'worker-2' })]),
    ]);
    expect(chain(rules, 'filter', 'KUBE-SERVICES')).toEqual([
      '-m comment --comment "default/web has no local endpoints" -m tcp -p tcp -d 10.96.0.10 --dport 80 -j DROP',
    ]);
  });

  test.each([
    ['headless', { clusterIP: 'None', clusterIPs: ['None'] }],
    ['not allocated yet', { clusterIP: '', clusterIPs: [] }],
    ['of the other family', { clusterIP: 'fd00::1', clusterIPs: ['fd00::1'] }],
  ])('a Service that is %s has no rules', (_, spec) => {
    const rules = rulesFor([serviceOf('web', spec), sliceOf('web', ['10.244.1.3'])]);
    expect(chain(rules, 'nat', 'KUBE-SERVICES')).toHaveLength(1);
    expect(chain(rules, 'filter', 'KUBE-SERVICES')).toEqual([]);
  });

  test('a Service that another proxy serves is left alone', () => {
    const service = serviceOf('web');
    const labels = { 'service.kubernetes.io/service-proxy-name': 'mine' };
    const rules = rulesFor([{ ...service, metadata: { ...service.metadata, labels } }, sliceOf('web', ['10.244.1.3'])]);
    expect(chain(rules, 'nat', 'KUBE-SERVICES')).toHaveLength(1);
  });
});

test('session affinity: known clients first, then the dice; the endpoint remembers', () => {
  const sticky = { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } } as const;
  const rules = rulesFor([serviceOf('web', sticky), sliceOf('web', ['10.244.1.3', '10.244.1.4'])]);
  const [svc = ''] = named(rules, 'KUBE-SVC-');
  const [a = '', b = ''] = named(rules, 'KUBE-SEP-');
  expect(
    chain(rules, 'nat', svc)
      .slice(1)
      .map((text) => text.replace(/-m comment --comment "[^"]*" /, '')),
  ).toEqual([
    `-m recent --name ${a} --rcheck --seconds 60 --reap -j ${a}`,
    `-m recent --name ${b} --rcheck --seconds 60 --reap -j ${b}`,
    `-m statistic --mode random --probability 0.5000000000 -j ${a}`,
    `-j ${b}`,
  ]);
  expect(chain(rules, 'nat', a)[1]).toBe(
    `-m comment --comment default/web -m recent --name ${a} --set -m tcp -p tcp -j DNAT --to-destination 10.244.1.3:9376`,
  );
});

test('an address in two slices counts once; a slice of the other family or without a port number does not count', () => {
  const v6 = { ...sliceOf('web', [endpointOf('fd00::3')], 'web-6'), addressType: 'IPv6' as const };
  const anyPort = { ...sliceOf('web', ['10.244.1.9'], 'web-any'), ports: [{ name: '', protocol: 'TCP' as const }] };
  const rules = rulesFor([
    serviceOf('web'),
    sliceOf('web', ['10.244.1.3']),
    sliceOf('web', ['10.244.1.3', '10.244.1.4'], 'web-2'),
    v6,
    anyPort,
  ]);
  expect(named(rules, 'KUBE-SEP-')).toHaveLength(2);
});

// pkg/proxy/endpointslicecache.go: an endpoint that moves from slice to slice may be in both for a while; the one on this node counts.
test('of an address in two slices, the endpoint on this node is taken, whichever slice comes first', () => {
  const local = sliceOf('web', [endpointOf('10.244.1.3')], 'web-1');
  const remote = sliceOf('web', [endpointOf('10.244.1.3', { nodeName: 'worker-2' })], 'web-2');
  for (const slices of [
    [local, remote],
    [{ ...remote, metadata: { ...remote.metadata, name: 'web-0' } }, local],
  ]) {
    const rules = rulesFor([serviceOf('web', { internalTrafficPolicy: 'Local' }), ...slices]);
    expect(named(rules, 'KUBE-SEP-')).toHaveLength(1);
  }
});

test('a slice of no Service belongs to none', () => {
  const { labels: _, ...metadata } = sliceOf('web', []).metadata;
  const orphan = { ...sliceOf('web', ['10.244.1.3']), metadata };
  const odd = {
    ...sliceOf('web', ['10.244.1.3'], 'web-odd'),
    metadata: { ...metadata, name: 'web-odd', labels: { app: 'web' } },
  };
  for (const name of ['web', 'undefined'])
    expect(named(rulesFor([serviceOf(name), orphan, odd]), 'KUBE-SEP-')).toEqual([]);
});

// pkg/proxy/endpointslicecache.go: conditions that are not there mean ready and serving, and not terminating.
test('an endpoint without conditions is ready', () => {
  const bare = endpointOf('10.244.1.3', { conditions: {} });
  expect(named(rulesFor([serviceOf('web'), sliceOf('web', [bare])]), 'KUBE-SEP-')).toHaveLength(1);
});

test.each([
  ['of the node', { forNodes: [{ name: 'worker-1' }] }, { forNodes: [{ name: 'worker-2' }] }],
  ['of the zone', { forZones: [{ name: 'a' }] }, { forZones: [{ name: 'b' }] }],
])('hints %s in a slice keep traffic there', (_, here, there) => {
  const slice = sliceOf('web', [endpointOf('10.244.1.3', { hints: here }), endpointOf('10.244.2.4', { hints: there })]);
  const view = viewOf([nodeOf('worker-1', '192.168.64.11', 'a'), serviceOf('web'), slice]);
  expect(printRules(createKubeProxy().rules(view, 'worker-1').ruleset).match(/--to-destination \S+/g)).toEqual([
    '--to-destination 10.244.1.3:9376',
  ]);
});

// pkg/proxy/util/utils.go, ShouldSkipService: one that was a ClusterIP before may still show its address.
test('an ExternalName Service has no rules, even with an address', () => {
  const rules = rulesFor([
    serviceOf('web', { type: 'ExternalName', externalName: 'example.com' }),
    sliceOf('web', ['10.244.1.3']),
  ]);
  expect(printRules(rules.ruleset)).not.toContain('default/web');
});

test('source ranges are cut to their network; the node itself is let in when a range holds its address', () => {
  const spec = {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Cluster',
    loadBalancerSourceRanges: [' 203.0.113.9/25', '192.168.64.0/24'],
  } as const;
  const rules = rulesFor([serviceOf('web', spec, [{ ip: '1.2.3.4' }]), sliceOf('web', ['10.244.1.3'])]);
  const [fw = ''] = named(rules, 'KUBE-FW-');
  const [ext = ''] = named(rules, 'KUBE-EXT-');
  const comment = '-m comment --comment "default/web loadbalancer IP"';
  expect(chain(rules, 'nat', fw)).toEqual([
    `${comment} -s 203.0.113.0/25 -j ${ext}`,
    `${comment} -s 192.168.64.0/24 -j ${ext}`,
    `${comment} -s 1.2.3.4 -j ${ext}`,
    '-m comment --comment "other traffic to default/web will be dropped by KUBE-PROXY-FIREWALL"',
  ]);
  expect(chain(rules, 'filter', 'KUBE-PROXY-FIREWALL')).toHaveLength(1);
});

describe('options', () => {
  test('masqueradeAll marks every packet to the ClusterIP; without a detector none is marked', () => {
    const objects = [serviceOf('web'), sliceOf('web', ['10.244.1.3'])];
    const first = (options: Partial<KubeProxyOptions>): string => {
      const rules = rulesFor(objects, options);
      return chain(rules, 'nat', named(rules, 'KUBE-SVC-')[0] ?? '')[0] ?? '';
    };
    expect(first({ masqueradeAll: true })).toMatch(/--dport 80 -j KUBE-MARK-MASQ$/);
    expect(first({ detectLocal: 'None' })).toMatch(/-> 10\.244\.1\.3:9376/);
    expect(first({ clusterCIDR: '10.0.0.0/8' })).toMatch(/! -s 10\.0\.0\.0\/8 -j KUBE-MARK-MASQ$/);
  });

  test.each<[string, Partial<KubeProxyOptions>, string]>([
    ['on the loopback too', {}, ''],
    ['not on the loopback', { localhostNodePorts: false }, ' ! -d 127.0.0.0/8'],
  ])('node ports answer %s', (_, options, but) => {
    expect(chain(rulesFor([], options), 'nat', 'KUBE-SERVICES')).toEqual([
      `-m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL${but} -j KUBE-NODEPORTS`,
    ]);
  });

  test('nodePortAddresses name the addresses that answer', () => {
    const tail = (nodePortAddresses: readonly string[]): string[] =>
      chain(rulesFor([], { nodePortAddresses }), 'nat', 'KUBE-SERVICES').map((text) =>
        text.replace(/-m comment --comment "[^"]*" /, ''),
      );
    expect(tail(['192.168.64.0/24', '127.0.0.0/8'])).toEqual([
      '-d 192.168.64.11 -j KUBE-NODEPORTS',
      '-d 127.0.0.1 -j KUBE-NODEPORTS',
    ]);
    expect(tail(['0.0.0.0/0'])).toEqual(['-m addrtype --dst-type LOCAL -j KUBE-NODEPORTS']);
  });
});

test('a firewall that lets one node in lets the others in no more than before, whoever asked first', () => {
  const spec = { type: 'LoadBalancer', loadBalancerSourceRanges: ['192.168.64.12/32'] } as const;
  const view = viewOf([
    NODE,
    nodeOf('worker-2', '192.168.64.12'),
    serviceOf('web', spec, [{ ip: '1.2.3.4' }]),
    sliceOf('web', ['10.244.1.3']),
  ]);
  const proxy = createKubeProxy();
  const letIn = ['worker-1', 'worker-2', 'worker-1'].map((node) => {
    const rules = proxy.rules(view, node);
    return chain(rules, 'nat', named(rules, 'KUBE-FW-')[0] ?? '').some((text) => text.includes('-s 1.2.3.4'));
  });
  expect(letIn).toEqual([false, true, false]);
});

test('of IPv6 the loopback is ::1, where node ports do not work', () => {
  const rules = rulesFor([], { ipFamily: 'IPv6' });
  expect(chain(rules, 'nat', 'KUBE-SERVICES').at(-1)).toMatch(/--dst-type LOCAL ! -d ::1(?:\/128)? -j KUBE-NODEPORTS$/);
});
