import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import type { KubeObject } from '../api/meta.js';
import type { Service } from '../api/service.js';
import type { TableName } from '../netfilter/types.js';
import { createKubeProxy } from './kube-proxy.js';
import { endpointOf, nodeOf, serviceOf, sliceOf } from './testing/objects.js';
import { named } from './testing/rules.js';
import { viewOf } from './testing/view.js';

const NODE = nodeOf('worker-1', '192.168.64.11');

describe('origins', () => {
  const manual = { ...serviceOf('manual', { clusterIP: '10.96.0.11', clusterIPs: ['10.96.0.11'] }) };
  const { selector: _, ...withoutSelector } = manual.spec;
  const objects: KubeObject[] = [
    NODE,
    serviceOf(
      'web',
      {
        type: 'LoadBalancer',
        externalTrafficPolicy: 'Local',
        healthCheckNodePort: 30_000,
        externalIPs: ['192.0.2.7'],
        loadBalancerSourceRanges: ['203.0.113.0/25'],
        sessionAffinity: 'ClientIP',
        ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 9376, nodePort: 30_080 }],
      },
      [{ ip: '1.2.3.4' }],
    ),
    {
      ...sliceOf('web', ['10.244.1.3', endpointOf('10.244.2.4', { nodeName: 'worker-2' })]),
      ports: [{ name: 'http', port: 9376, protocol: 'TCP' }],
    } as KubeObject,
    { ...manual, spec: withoutSelector } as Service,
    sliceOf('manual', ['192.0.2.50', '192.0.2.51']),
    serviceOf('empty', { clusterIP: '10.96.0.12', clusterIPs: ['10.96.0.12'] }),
  ];
  const view = viewOf(objects);
  const rules = createKubeProxy().rules(view, 'worker-1');

  test('every rule has one, and its field exists', () => {
    let seen = 0;
    for (const [table, { chains }] of rules.ruleset.tables)
      for (const [name, { rules: lines }] of chains)
        for (const [i, rule] of lines.entries()) {
          const origin = rules.origin(table, name, i);
          expect(origin, rule.text).toBeDefined();
          if (origin === undefined) continue;
          expect(getField(view.get(origin.cause.object), origin.cause.field), rule.text).toBeDefined();
          seen++;
        }
    expect(seen).toBeGreaterThan(50);
  });

  const fieldOf = (table: TableName, name: string, pattern: RegExp): string | undefined => {
    const found = rules.ruleset.tables.get(table)?.chains.get(name)?.rules ?? [];
    const origin = rules.origin(
      table,
      name,
      found.findIndex((rule) => pattern.test(rule.text)),
    );
    return origin && `${origin.cause.object} ${origin.cause.field.join('.')}`;
  };

  test.each<[TableName, string, RegExp, string]>([
    ['nat', 'KUBE-SERVICES', /web:http cluster IP/, 'Service/default/web spec.clusterIP'],
    ['nat', 'KUBE-SERVICES', /external IP/, 'Service/default/web spec.externalIPs.0'],
    ['nat', 'KUBE-SERVICES', /loadbalancer IP/, 'Service/default/web status.loadBalancer.ingress.0.ip'],
    ['nat', 'KUBE-NODEPORTS', /30080/, 'Service/default/web spec.ports.0.nodePort'],
    ['filter', 'KUBE-NODEPORTS', /30000/, 'Service/default/web spec.healthCheckNodePort'],
    ['filter', 'KUBE-PROXY-FIREWALL', /1\.2\.3\.4/, 'Service/default/web spec.loadBalancerSourceRanges'],
    ['filter', 'KUBE-SERVICES', /has no endpoints/, 'Service/default/empty spec.selector'],
    ['nat', 'KUBE-POSTROUTING', /MASQUERADE/, 'Node//worker-1 metadata.name'],
  ])('%s %s %s', (table, name, pattern, expected) => {
    expect(fieldOf(table, name, pattern)).toBe(expected);
  });

  test('in the chain of a Service the mark is of its cluster IP, and who is known again goes by sessionAffinity to an endpoint', () => {
    const chains = rules.ruleset.tables.get('nat')?.chains;
    const svc = named(rules, 'KUBE-SVC-').find((name) =>
      chains?.get(name)?.rules[0]?.text.includes('default/web:http'),
    );
    const told = (chains?.get(svc ?? '')?.rules ?? []).map(({ text }, i) => {
      const origin = rules.origin('nat', svc ?? '', i);
      const kind = text.includes('KUBE-MARK-MASQ') ? 'mark' : text.includes('--rcheck') ? 'known' : 'dice';
      return [kind, origin?.cause.field.join('.'), origin?.endpoint !== undefined];
    });
    expect(told).toEqual([
      ['mark', 'spec.clusterIP', false],
      ['known', 'spec.sessionAffinity', true],
      ['known', 'spec.sessionAffinity', true],
      ['dice', 'spec.selector', true],
      ['dice', 'spec.selector', true],
    ]);
  });

  test("dice are the selector's doing, DNAT that of targetPort; endpoints written by hand are that of their slice", () => {
    const origins = named(rules, 'KUBE-SEP-').map((name) => rules.origin('nat', name, 1));
    expect(origins.map((origin) => `${origin?.cause.object} ${origin?.cause.field.join('.')}`)).toEqual([
      'EndpointSlice/default/manual-abcde endpoints.0.addresses.0',
      'EndpointSlice/default/manual-abcde endpoints.1.addresses.0',
      'Service/default/web spec.ports.0.targetPort',
      'Service/default/web spec.ports.0.targetPort',
    ]);
    expect(origins[2]).toMatchObject({
      portName: 'http',
      endpoint: { ip: '10.244.1.3', port: 9376, pod: 'Pod/default/pod-3' },
    });
  });
});
