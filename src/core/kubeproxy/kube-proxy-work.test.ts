import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import { mergeRules } from '../netfilter/merge.js';
import { printRules } from '../netfilter/ruleset-text.js';
import { hostOf, packetOf, rulesetOf } from '../netfilter/testing/host.js';
import { traverse } from '../netfilter/traverse.js';
import { createKubeProxy } from './kube-proxy.js';
import { endpointOf, nodeOf, serviceOf, sliceOf } from './testing/objects.js';
import { named } from './testing/rules.js';
import { viewOf } from './testing/view.js';
import type { NodeRules } from './types.js';

const NODE = nodeOf('worker-1', '192.168.64.11');

describe('work', () => {
  /** `count` Services with two endpoints each. */
  const cluster = (count: number): KubeObject[] =>
    Array.from({ length: count }, (_, i) => {
      const ip = `10.96.${i >> 8}.${i & 255}`;
      return [
        serviceOf(`s${i}`, { clusterIP: ip, clusterIPs: [ip] }),
        sliceOf(`s${i}`, [`10.244.${i >> 8}.${i & 255}`, `10.245.${i >> 8}.${i & 255}`]),
      ];
    }).flat();
  const walkAll = (rules: NodeRules): number =>
    [...(rules.ruleset.tables.get('nat')?.chains.values() ?? [])].reduce(
      (sum, { rules: lines }) => sum + lines.length,
      0,
    );

  test('nothing changed: the same object', () => {
    const proxy = createKubeProxy();
    const view = viewOf([NODE, ...cluster(5)]);
    expect(proxy.rules(view, 'worker-1')).toBe(proxy.rules(view, 'worker-1'));
  });

  test('one Service of ten thousand costs one rule until a packet walks it, and eight in all', () => {
    const proxy = createKubeProxy();
    const objects = [NODE, ...cluster(10_000)];
    walkAll(proxy.rules(viewOf(objects), 'worker-1'));
    expect(proxy.rulesBuilt).toBe(80_000);
    const changed = objects.map((object) => (object.metadata.name === 's17' ? { ...object } : object));
    const rules = proxy.rules(viewOf(changed), 'worker-1');
    expect(proxy.rulesBuilt).toBe(80_001);
    walkAll(rules);
    expect(proxy.rulesBuilt).toBe(80_008);
  });

  test('a Service that is gone is forgotten, and the others are not', () => {
    const proxy = createKubeProxy();
    const objects = [NODE, ...cluster(10)];
    const work = (present: readonly KubeObject[]): number => {
      const before = proxy.rulesBuilt;
      walkAll(proxy.rules(viewOf([...present]), 'worker-1'));
      return proxy.rulesBuilt - before;
    };
    const without = objects.filter(({ metadata }) => metadata.name !== 's3');
    expect([work(objects), work(without), work(without), work(objects)]).toEqual([80, 0, 0, 8]);
  });

  test("a packet has the chains of its own Service written, and no others, also behind a provider's rules", () => {
    const proxy = createKubeProxy();
    const rules = proxy.rules(viewOf([NODE, ...cluster(1_000)]), 'worker-1');
    const host = rulesetOf('*nat\n-A POSTROUTING -j MASQUERADE\nCOMMIT');
    const merged = mergeRules(rules.ruleset, host);
    const packet = packetOf({ src: '10.244.9.9', dst: '10.96.2.5' });
    const { packet: sent, tested } = traverse(merged, 'nat', 'PREROUTING', packet, hostOf());
    expect([sent.dst, sent.dport]).toEqual(['10.245.2.5', 9376]);
    expect(proxy.rulesBuilt).toBe(1_000 + 7);
    expect(tested).toBe(7);
  });

  test('a changed slice rebuilds its Service only, and what was built stands for every node', () => {
    const proxy = createKubeProxy();
    const objects = [NODE, nodeOf('worker-2', '192.168.64.12'), ...cluster(3)];
    walkAll(proxy.rules(viewOf(objects), 'worker-1'));
    walkAll(proxy.rules(viewOf(objects), 'worker-2'));
    expect(proxy.rulesBuilt).toBe(24);
    const fewer = objects.map((object) =>
      object.metadata.name === 's1-abcde' ? sliceOf('s1', ['10.244.0.1']) : object,
    );
    const rules = proxy.rules(viewOf(fewer), 'worker-2');
    walkAll(rules);
    expect(proxy.rulesBuilt).toBe(24 + 5);
    expect(named(rules, 'KUBE-SEP-')).toHaveLength(5);
  });

  test('a node that moves to another zone has the rules of its hints written anew', () => {
    const proxy = createKubeProxy();
    const others = [
      serviceOf('web'),
      sliceOf('web', [
        endpointOf('10.244.1.3', { hints: { forZones: [{ name: 'a' }] } }),
        endpointOf('10.244.2.4', { hints: { forZones: [{ name: 'b' }] } }),
      ]),
    ];
    const goal = (zone: string) =>
      printRules(proxy.rules(viewOf([nodeOf('worker-1', '192.168.64.11', zone), ...others]), 'worker-1').ruleset).match(
        /--to-destination \S+/g,
      );
    expect([goal('a'), goal('b')]).toEqual([
      ['--to-destination 10.244.1.3:9376'],
      ['--to-destination 10.244.2.4:9376'],
    ]);
  });

  test('a deleted Service leaves no rule behind', () => {
    const proxy = createKubeProxy();
    const objects = [NODE, ...cluster(3)];
    proxy.rules(viewOf(objects), 'worker-1');
    const rules = proxy.rules(viewOf(objects.filter((object) => !object.metadata.name.startsWith('s1'))), 'worker-1');
    expect(printRules(rules.ruleset)).not.toContain('default/s1');
  });

  test('above a thousand endpoints the comments of endpoint rules go, those of Services stay', () => {
    const text = (count: number): string =>
      printRules(createKubeProxy().rules(viewOf([NODE, ...cluster(count)]), 'worker-1').ruleset);
    expect(text(500)).toContain('"default/s1 -> ');
    expect(text(501)).not.toContain('"default/s1 -> ');
    expect(text(501)).toContain('"default/s1 cluster IP"');
  });
});
