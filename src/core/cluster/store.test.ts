import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyOf, objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { INDEXES, NODE_USAGE } from './indexes.js';
import { ObjectStore } from './store.js';

function aPod(name: string, label: string, node: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels: { app: label } },
    spec: { nodeName: node, containers: [{ name: 'c', resources: { requests: { cpu: '100m', memory: '1Mi' } } }] },
    status: { phase: 'Running' },
  } as unknown as KubeObject;
}

const store = () => new ObjectStore(INDEXES, NODE_USAGE);

describe('the object store', () => {
  test('lists a kind in key order, and the same array until one of that kind changes', () => {
    const objects = store();
    for (const name of ['b', 'a', 'c']) objects.set(objectKey('Pod', 'default', name), aPod(name, 'x', 'n'));
    const before = objects.list('Pod');
    expect(before.map((one) => one.metadata.name)).toEqual(['a', 'b', 'c']);
    objects.set(objectKey('Node', undefined, 'n'), { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } });
    expect(objects.list('Pod')).toBe(before);
    objects.set(objectKey('Pod', 'default', 'b'), undefined);
    expect(objects.list('Pod', 'default').map((one) => one.metadata.name)).toEqual(['a', 'c']);
    expect(objects.list('Pod', 'other')).toEqual([]);
  });

  test('its indexes and sums are what a full scan would find, after any changes', () => {
    const change = fc.record({
      name: fc.constantFrom('a', 'b', 'c', 'd'),
      label: fc.constantFrom('x', 'y', '__proto__'),
      node: fc.constantFrom('n', 'm'),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const objects = store();
        for (const { name, label, node, gone } of changes) {
          const object = aPod(name, label, node);
          objects.set(keyOf(object), gone ? undefined : object);
        }
        const all = objects.list<KubeObject & { spec: { nodeName: string } }>('Pod');
        for (const label of ['x', 'y', '__proto__']) {
          const expected = all.filter((pod) => pod.metadata.labels?.['app'] === label).map(keyOf);
          expect(objects.find('pod-label', `default|app=${label}`)).toEqual(expected);
        }
        for (const node of ['n', 'm']) {
          const expected = all.filter((pod) => pod.spec.nodeName === node);
          expect(objects.find('pod-node', node)).toEqual(expected.map(keyOf));
          expect(objects.sums(node)?.[0] ?? 0).toBe(100 * expected.length);
        }
      }),
      { seed: 8 },
    );
  });
});
