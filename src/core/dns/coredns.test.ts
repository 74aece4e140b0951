import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import { aNamespace, aPod, aService, aSlice, aView, settings } from '../network/testing/objects.js';
import { answer, explainAnswer, loadBalance } from './coredns.js';
import { kubeadmCorefile } from './corefile.js';
import type { CoreDnsConfig, DnsType } from './types.js';

const pets = ['10.244.1.5', '10.244.2.6'].map((ip, i) => aPod(`pet-${i}`, { ip, node: `worker-${i + 1}` }));
const petSlice = aSlice('pets', pets, [{ name: 'db', protocol: 'TCP', port: 5432 }]);
const view = aView([
  aNamespace('default'),
  aNamespace('shop'),
  ...pets,
  aService('web', '10.96.0.20', [
    { name: 'http', port: 80 },
    { name: 'https', port: 443 },
  ]),
  aSlice('web', pets, [{ name: 'http', protocol: 'TCP', port: 8080 }]),
  aService('empty', '10.96.0.21', [{ port: 80 }]),
  aService('pets', 'None', [{ name: 'db', port: 5432 }]),
  { ...petSlice, endpoints: petSlice.endpoints.map((one, i) => (i === 0 ? { ...one, hostname: 'first' } : one)) },
  aService('lonely', 'None', [{ port: 80 }]),
  aService('out', '', [{ port: 80 }], { spec: { type: 'ExternalName', externalName: 'example.com' } }),
  aService('alias', '', [], { spec: { type: 'ExternalName', externalName: 'web.default.svc.cluster.local' } }),
  aService('dangling', '', [], { spec: { type: 'ExternalName', externalName: 'gone.default.svc.cluster.local' } }),
  aService('circle', '', [], { spec: { type: 'ExternalName', externalName: 'circle.default.svc.cluster.local' } }),
  aService('number', '', [], { spec: { type: 'ExternalName', externalName: '192.0.2.1' } }),
  aService('kube-dns', '10.96.0.10', [{ name: 'dns', port: 53, protocol: 'UDP' }], { namespace: 'kube-system' }),
]);
const corefile = kubeadmCorefile(settings);
const ask = (name: string, type: DnsType = 'A', config: CoreDnsConfig = corefile) => {
  const { rcode, answers } = answer(view, { name, type }, config);
  return [rcode, ...answers.map((one) => `${one.type} ${one.data}`)];
};
const zone = 'svc.cluster.local.';

describe('forward names', () => {
  test.each<[string, DnsType, readonly string[]]>([
    [`web.default.${zone}`, 'A', ['NOERROR', 'A 10.96.0.20']],
    [`web.default.${zone}`, 'AAAA', ['NOERROR']],
    [`web.shop.${zone}`, 'A', ['NXDOMAIN']],
    [`web.nowhere.${zone}`, 'A', ['NXDOMAIN']],
    [`empty.default.${zone}`, 'A', ['NOERROR', 'A 10.96.0.21']],
    [`default.${zone}`, 'A', ['NOERROR']],
    [zone, 'A', ['NOERROR']],
    ['pod.cluster.local.', 'A', ['NOERROR']],
    ['cluster.local.', 'A', ['NOERROR']],
    ['cluster.local.', 'NS', ['NOERROR', 'NS kube-dns.kube-system.svc.cluster.local.']],
    ['cluster.local.', 'SOA', ['NOERROR', 'SOA ns.dns.cluster.local. hostmaster.cluster.local. 60 7200 1800 86400 30']],
    [`web.default.${zone}`, 'SOA', ['NOERROR']],
    ['x.cluster.local.', 'A', ['NXDOMAIN']],
    [`pets.default.${zone}`, 'A', ['NOERROR', 'A 10.244.1.5', 'A 10.244.2.6']],
    [`first.pets.default.${zone}`, 'A', ['NOERROR', 'A 10.244.1.5']],
    [`10-244-2-6.pets.default.${zone}`, 'A', ['NOERROR', 'A 10.244.2.6']],
    [`10-244-1-5.pets.default.${zone}`, 'A', ['NXDOMAIN']],
    [`10-244-2-6.web.default.${zone}`, 'A', ['NOERROR', 'A 10.244.2.6']],
    [`lonely.default.${zone}`, 'A', ['NXDOMAIN']],
    [`out.default.${zone}`, 'A', ['NOERROR', 'CNAME example.com.', 'A 203.0.113.10']],
    [`out.default.${zone}`, 'CNAME', ['NOERROR', 'CNAME example.com.']],
    [`x.out.default.${zone}`, 'A', ['NXDOMAIN']],
    [`alias.default.${zone}`, 'A', ['NOERROR', 'CNAME web.default.svc.cluster.local.', 'A 10.96.0.20']],
    [`dangling.default.${zone}`, 'A', ['NOERROR']],
    [`circle.default.${zone}`, 'A', ['NOERROR']],
    [`number.default.${zone}`, 'A', ['NXDOMAIN']],
    ['dns-version.cluster.local.', 'TXT', ['NOERROR', 'TXT 1.1.0']],
    ['dns-version.x.cluster.local.', 'TXT', ['NOERROR']],
    ['example.com.', 'A', ['NOERROR', 'A 203.0.113.10']],
    ['example.com.', 'AAAA', ['NOERROR', 'AAAA 2001:db8::10']],
    ['example.com', 'SRV', ['NOERROR']],
    ['nothing.example.', 'A', ['NXDOMAIN']],
  ])('%s %s', (name, type, expected) => expect(ask(name, type)).toEqual(expected));

  test('NXDOMAIN and NODATA carry the SOA of the zone, an answer does not', () => {
    const soa = (name: string) => answer(view, { name, type: 'A' }, corefile).authority.map((one) => one.data);
    expect(soa(`gone.default.${zone}`)).toEqual([
      'ns.dns.cluster.local. hostmaster.cluster.local. 60 7200 1800 86400 30',
    ]);
    expect(soa(zone)).toHaveLength(1);
    expect(soa(`web.default.${zone}`)).toEqual([]);
  });

  test('the case of the question is kept', () => {
    expect(answer(view, { name: 'WEB.Default.svc.Cluster.LOCAL.', type: 'A' }, corefile).answers).toEqual([
      { name: 'WEB.Default.svc.Cluster.LOCAL.', ttl: 30, type: 'A', data: '10.96.0.20' },
    ]);
  });
});

describe('SRV', () => {
  test.each<[string, readonly string[]]>([
    [`_http._tcp.web.default.${zone}`, ['NOERROR', 'SRV 0 100 80 web.default.svc.cluster.local.']],
    [
      `web.default.${zone}`,
      ['NOERROR', 'SRV 0 50 80 web.default.svc.cluster.local.', 'SRV 0 50 443 web.default.svc.cluster.local.'],
    ],
    [
      `_db._tcp.pets.default.${zone}`,
      [
        'NOERROR',
        'SRV 0 50 5432 first.pets.default.svc.cluster.local.',
        'SRV 0 50 5432 10-244-2-6.pets.default.svc.cluster.local.',
      ],
    ],
    [`_db._udp.pets.default.${zone}`, ['NXDOMAIN']],
    [`_x._tcp.web.default.${zone}`, ['NXDOMAIN']],
  ])('%s', (name, expected) => expect(ask(name, 'SRV')).toEqual(expected));

  test('the addresses of the targets come along', () => {
    const { additional } = answer(view, { name: `_db._tcp.pets.default.${zone}`, type: 'SRV' }, corefile);
    expect(additional.map((one) => `${one.name} ${one.data}`)).toEqual([
      'first.pets.default.svc.cluster.local. 10.244.1.5',
      '10-244-2-6.pets.default.svc.cluster.local. 10.244.2.6',
    ]);
  });
});

describe('pod names', () => {
  const pod = '10-244-1-5.default.pod.cluster.local.';
  const nobody = '10-244-9-9.default.pod.cluster.local.';
  test.each([
    ['disabled', ['NXDOMAIN'], ['NXDOMAIN']],
    ['insecure', ['NOERROR', 'A 10.244.1.5'], ['NOERROR', 'A 10.244.9.9']],
    ['verified', ['NOERROR', 'A 10.244.1.5'], ['NXDOMAIN']],
  ] as const)('pods %s', (pods, real, invented) => {
    expect([ask(pod, 'A', { ...corefile, pods }), ask(nobody, 'A', { ...corefile, pods })]).toEqual([real, invented]);
  });
});

describe('reverse names', () => {
  test.each<[string, readonly string[]]>([
    ['20.0.96.10.in-addr.arpa.', ['NOERROR', 'PTR web.default.svc.cluster.local.']],
    [
      '5.1.244.10.in-addr.arpa.',
      ['NOERROR', 'PTR first.pets.default.svc.cluster.local.', 'PTR 10-244-1-5.web.default.svc.cluster.local.'],
    ],
    ['1.2.0.192.in-addr.arpa.', ['NXDOMAIN']],
  ])('%s', (name, expected) => expect(ask(name, 'PTR')).toEqual(expected));

  test.each([
    ['20.0.96.10.in-addr.arpa.', 'Service/default/web', ['spec', 'clusterIP']],
    ['5.1.244.10.in-addr.arpa.', 'EndpointSlice/default/pets-abcde', ['endpoints', 0, 'addresses', 0]],
    ['6.2.244.10.in-addr.arpa.', 'EndpointSlice/default/pets-abcde', ['endpoints', 1, 'addresses', 0]],
  ])('%s is put down to %s', (name, object, field) => {
    expect(explainAnswer(view, { name, type: 'PTR' }, corefile).cause).toEqual({ object, field });
  });

  test('the address of a slice that belongs to no Service has no name', () => {
    const slice = aSlice('x', pets, [{ name: '', protocol: 'TCP', port: 80 }]);
    const orphan = { ...slice, metadata: { ...slice.metadata, labels: {} } };
    const alone = aView([aNamespace('default'), aService('undefined', 'None', [{ port: 80 }]), orphan]);
    expect(answer(alone, { name: '5.1.244.10.in-addr.arpa.', type: 'PTR' }, corefile).rcode).toBe('NXDOMAIN');
    expect(answer(alone, { name: `undefined.default.${zone}`, type: 'A' }, corefile).rcode).toBe('NXDOMAIN');
  });
});

test('options of the Corefile', () => {
  expect(ask(`empty.default.${zone}`, 'A', { ...corefile, ignoreEmptyService: true })).toEqual(['NXDOMAIN']);
  expect(ask(`web.default.${zone}`, 'A', { ...corefile, namespaces: ['shop'] })).toEqual(['NXDOMAIN']);
  expect(ask(`pet-1.pets.default.${zone}`, 'A', { ...corefile, endpointPodNames: true })).toEqual([
    'NOERROR',
    'A 10.244.2.6',
  ]);
  expect(answer(view, { name: `web.default.${zone}`, type: 'A' }, { ...corefile, ttl: 5 }).answers[0]?.ttl).toBe(5);
  // `fallthrough` without zones hands on every name that the plugin does not have.
  const { plugin } = explainAnswer(
    view,
    { name: `gone.default.${zone}`, type: 'A' },
    { ...corefile, fallthrough: ['.'] },
  );
  expect(plugin).toBe('forward');
});

test.each([
  [`web.default.${zone}`, 'kubernetes', 'cluster-ip', 'Service/default/web', 'spec.clusterIP'],
  [`pets.default.${zone}`, 'kubernetes', 'headless', 'EndpointSlice/default/pets-abcde', 'endpoints.0.addresses.0'],
  [`lonely.default.${zone}`, 'kubernetes', 'no-endpoints', undefined, undefined],
  [`gone.default.${zone}`, 'kubernetes', 'no-service', undefined, undefined],
  ['example.com.', 'forward', 'outside', undefined, undefined],
])('%s is explained', (name, plugin, reason, object, field) => {
  const explained = explainAnswer(view, { name, type: 'A' }, corefile);
  expect([explained.plugin, explained.reason, explained.cause?.object, explained.cause?.field.join('.')]).toEqual([
    plugin,
    reason,
    object,
    field,
  ]);
  const { cause } = explained;
  expect(!cause || getField(view.get(cause.object), cause.field) !== undefined).toBe(true);
});

test.each([
  ['dns-version.cluster.local.', 'TXT', 'schema'],
  ['anything.cluster.local.', 'TXT', 'other-type'],
  ['cluster.local.', 'SOA', 'schema'],
  [`web.default.${zone}`, 'AAAA', 'other-type'],
] as const)('the answer about %s %s is explained as %s', (name, type, reason) => {
  expect(explainAnswer(view, { name, type }, corefile).reason).toBe(reason);
});

test('loadbalance changes the places of addresses, of both families, and leaves aliases first', () => {
  const record = (type: DnsType, data: string) => ({ name: 'x.', ttl: 30, type, data });
  const answers = [record('A', '10.0.0.1'), record('CNAME', 'y.'), record('A', '10.0.0.2'), record('CNAME', 'z.')];
  const reply = { rcode: 'NOERROR' as const, answers, authority: [], additional: [] };
  const rolls = (value: number, all = answers) =>
    loadBalance({ ...reply, answers: all }, () => value).answers.map((one) => one.data);
  expect([rolls(0), rolls(0.99)]).toEqual([
    ['y.', 'z.', '10.0.0.2', '10.0.0.1'],
    ['y.', 'z.', '10.0.0.1', '10.0.0.2'],
  ]);
  expect(rolls(0, [record('AAAA', 'fd00::1'), record('AAAA', 'fd00::2')])).toEqual(['fd00::2', 'fd00::1']);
});

// plugin/backend_lookup.go: a CNAME is not added any more behind more than seven others.
test('eight aliases in a row are followed, nine are not', () => {
  const chain = (length: number) => {
    const links = Array.from({ length }, (_, i) => {
      const externalName = i + 1 < length ? `link-${i + 1}.default.svc.cluster.local` : 'web.default.svc.cluster.local';
      return aService(`link-${i}`, '', [], { spec: { type: 'ExternalName', externalName } });
    });
    const linked = aView([aNamespace('default'), aService('web', '10.96.0.20', [{ port: 80 }]), ...links]);
    return answer(linked, { name: `link-0.default.${zone}`, type: 'A' }, corefile).answers.map((one) => one.type);
  };
  expect(chain(8)).toEqual([...Array.from({ length: 8 }, () => 'CNAME'), 'A']);
  expect(chain(9)).toEqual([]);
});

test('an address has no alias, and the version of the schema lives for eight hours', () => {
  expect(ask(`pets.default.${zone}`, 'CNAME')).toEqual(['NOERROR']);
  const version = answer(view, { name: 'dns-version.cluster.local.', type: 'TXT' }, corefile).answers;
  expect(version.map(({ ttl }) => ttl)).toEqual([28_800]);
});

test('the name server of the zone is there for the address of kube-dns', () => {
  const { cause } = explainAnswer(view, { name: 'cluster.local.', type: 'NS' }, corefile);
  expect(cause).toEqual({ object: 'Service/kube-system/kube-dns', field: ['spec', 'clusterIP'] });
});
