import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import type { ContainerPort, Pod } from '../api/pod.js';
import { parseRules } from '../netfilter/ruleset-text.js';
import { bridgeProvider } from './bridge.js';
import { hostPortRules } from './host-ports.js';
import { aNode, aPod, aView } from './testing/objects.js';

function pod(name: string, ip: string, ports: readonly ContainerPort[], more: Partial<Pod['spec']> = {}): Pod {
  const made = aPod(name, { node: 'worker-1', ip, spec: { containers: [{ name: 'app', ports }], ...more } });
  return { ...made, metadata: { ...made.metadata, uid: `0000-${name}` } };
}

const web = { containerPort: 8080, hostPort: 80, protocol: 'TCP' } as const;
const rulesOf = (...pods: Pod[]) => hostPortRules(aView([aNode('worker-1', 1), ...pods]), 'worker-1');
/** Chains of pods are named by a hash: here by the word. */
const named = (lines: readonly string[]) => lines.map((line) => line.replaceAll(/CNI-DN-[0-9a-f]{21}/g, 'CNI-DN-x'));

describe('the rules of hostPorts', () => {
  test('are those of portmap, as iptables-save prints them', () => {
    const { chains, rules } = rulesOf(pod('web', '10.244.1.5', [web]));
    expect(named(chains)).toEqual([
      ':CNI-HOSTPORT-DNAT - [0:0]',
      ':CNI-HOSTPORT-SETMARK - [0:0]',
      ':CNI-HOSTPORT-MASQ - [0:0]',
      ':CNI-DN-x - [0:0]',
      '-A PREROUTING -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT',
      '-A OUTPUT -m addrtype --dst-type LOCAL -j CNI-HOSTPORT-DNAT',
      '-A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j CNI-HOSTPORT-MASQ',
    ]);
    expect(named(rules)).toEqual([
      String.raw`-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \"bridge\" id: \"0000web\"" -m multiport --dports 80 -j CNI-DN-x`,
      '-A CNI-HOSTPORT-MASQ -m mark --mark 0x2000/0x2000 -j MASQUERADE',
      '-A CNI-HOSTPORT-SETMARK -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark 0x2000/0x2000',
      '-A CNI-DN-x -s 10.244.1.0/24 -p tcp -m tcp --dport 80 -j CNI-HOSTPORT-SETMARK',
      '-A CNI-DN-x -s 127.0.0.1/32 -p tcp -m tcp --dport 80 -j CNI-HOSTPORT-SETMARK',
      '-A CNI-DN-x -p tcp -m tcp --dport 80 -j DNAT --to-destination 10.244.1.5:8080',
    ]);
  });

  test.each<[string, Partial<ContainerPort>, string[]]>([
    ['one address of the node', { hostIP: '192.168.0.11' }, ['-d 192.168.0.11/32 -p tcp -m tcp --dport 80']],
    ['every address, written out', { hostIP: '0.0.0.0' }, ['-p tcp -m tcp --dport 80']],
    ['another protocol', { protocol: 'UDP' }, ['-p udp -m udp --dport 80']],
    ['an address of the other family: nothing', { hostIP: 'fd00::1' }, []],
    ['no hostPort: nothing', { hostPort: 0 }, []],
  ])('%s', (_, port, expected) => {
    const dnat = rulesOf(pod('web', '10.244.1.5', [{ ...web, ...port }])).rules.filter((rule) =>
      rule.includes('DNAT --to'),
    );
    expect(named(dnat)).toEqual(
      expected.map((match) => `-A CNI-DN-x ${match} -j DNAT --to-destination 10.244.1.5:8080`),
    );
  });

  test.each([
    [
      'of the host’s network: its ports are the node’s anyway',
      pod('web', '192.168.0.11', [web], { hostNetwork: true }),
    ],
    [
      'that has ended',
      { ...pod('web', '10.244.1.5', [web]), status: { phase: 'Succeeded', podIP: '10.244.1.5' } } as Pod,
    ],
    [
      'of another node',
      { ...aPod('web', { node: 'worker-2', ip: '10.244.2.5', spec: { containers: [{ name: 'app', ports: [web] }] } }) },
    ],
  ])('a pod %s has none', (_, one) => {
    expect(rulesOf(one)).toEqual({ chains: [], rules: [], sources: new Map() });
  });

  test('one jump for each protocol and fifteen ports, which is what multiport takes', () => {
    const many = Array.from({ length: 17 }, (_, i) => ({ ...web, hostPort: 8000 + i }));
    const { rules } = rulesOf(pod('web', '10.244.1.5', [...many, { ...web, protocol: 'UDP' }]));
    const jumps = rules.filter((rule) => rule.startsWith('-A CNI-HOSTPORT-DNAT'));
    expect(
      jumps.map((rule) => [/-p (\w+)/.exec(rule)?.[1], /--dports (\S+)/.exec(rule)?.[1]?.split(',').length]),
    ).toEqual([
      ['tcp', 15],
      ['tcp', 2],
      ['udp', 1],
    ]);
  });
});

test('a node’s rules read back, and each rule of a hostPort names the field that made it', () => {
  const view = aView([
    aNode('worker-1', 1),
    pod('web', '10.244.1.5', [web, { ...web, hostPort: 443, containerPort: 8443 }]),
    pod('dns', '10.244.1.6', [{ containerPort: 53, hostPort: 53, protocol: 'UDP' }]),
  ]);
  const { ruleset, errors } = parseRules(bridgeProvider.rules(view, 'worker-1'));
  expect(errors).toEqual([]);
  const chains = [...(ruleset.tables.get('nat')?.chains.values() ?? [])].filter(({ name }) =>
    /^CNI-(DN|HOSTPORT-DNAT)/.test(name),
  );
  const ports = chains.flatMap(({ name, rules }) =>
    rules.map(({ text }, index) => {
      const cause = bridgeProvider.source(view, 'worker-1', name, index)?.cause;
      const object = cause && view.get(cause.object);
      return [Number(/--dports? (\d+)/.exec(text)?.[1]), object && getField(object, cause.field)];
    }),
  );
  expect(ports).toHaveLength(2 + 3 * 3);
  expect(ports.filter(([inRule, inManifest]) => inRule !== inManifest)).toEqual([]);
});
