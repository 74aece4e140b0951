import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import type { Ingress, IngressClass } from '../api/networking.js';
import { objectKey } from '../api/key.js';
import { createCluster } from '../create-cluster.js';
import { admitIngress } from './ingress-admission.js';
import { mergeApplied } from './merge.js';

const API = 'networking.k8s.io/v1';

function ingress(spec: Partial<Ingress['spec']> = {}, annotations: Readonly<Record<string, string>> = {}): Ingress {
  return {
    apiVersion: API,
    kind: 'Ingress',
    metadata: { name: 'web', namespace: 'default', annotations },
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } }, ...spec },
  };
}

function ingressClass(name: string, isDefault = 'true', creationTimestamp = '2026-01-01T00:00:00Z'): IngressClass {
  const annotations = { 'ingressclass.kubernetes.io/is-default-class': isDefault };
  return {
    apiVersion: API,
    kind: 'IngressClass',
    metadata: { name, annotations, creationTimestamp },
    spec: { controller: 'k8s.io/ingress-nginx' },
  };
}

describe('the class of an Ingress that names none', () => {
  it.each<[string, Ingress, readonly IngressClass[], string | undefined]>([
    ['is the default one', ingress(), [ingressClass('a', 'false'), ingressClass('b')], 'b'],
    ['is none without a default', ingress(), [ingressClass('a', 'false'), ingressClass('b', 'True')], undefined],
    [
      'is the newest of several',
      ingress(),
      [ingressClass('a'), ingressClass('b', 'true', '2026-01-02T00:00:00Z')],
      'b',
    ],
    ['is the first by name of equally old ones', ingress(), [ingressClass('b'), ingressClass('a')], 'a'],
    ['stays the written one', ingress({ ingressClassName: 'x' }), [ingressClass('a')], 'x'],
    ['is left to the annotation', ingress({}, { 'kubernetes.io/ingress.class': 'x' }), [ingressClass('a')], undefined],
  ])('%s', (_name, object, classes, expected) => {
    const admitted = admitIngress(object, () => classes) as Ingress;
    expect(admitted.spec.ingressClassName).toBe(expected);
  });

  it('other kinds stay as they are', () => {
    const other: KubeObject = { apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'a' } };
    expect(admitIngress(other, () => [ingressClass('a')])).toBe(other);
  });
});

describe('an Ingress in the cluster', () => {
  it('gets the class of a document that stands below it, and has no address at first', () => {
    const cluster = createCluster();
    cluster.apply([ingress(), ingressClass('nginx')]);
    const stored = cluster.get<Ingress>(objectKey('Ingress', 'default', 'web'));
    expect(stored?.spec.ingressClassName).toBe('nginx');
    expect(stored?.status).toEqual({ loadBalancer: {} });
  });

  it('has no address because its manifest says so', () => {
    const cluster = createCluster();
    cluster.apply([{ ...ingress(), status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } } as Ingress]);
    expect(cluster.get<Ingress>(objectKey('Ingress', 'default', 'web'))?.status).toEqual({ loadBalancer: {} });
  });

  it('keeps its class and its address when its manifest changes', () => {
    const last = ingress();
    const live: Ingress = {
      ...ingress({ ingressClassName: 'nginx' }),
      status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } },
    };
    const given = ingress({ tls: [{ hosts: ['a.example.com'] }] });
    expect(mergeApplied(last, live, given)).toMatchObject({
      spec: { ingressClassName: 'nginx', tls: [{ hosts: ['a.example.com'] }] },
      status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } },
    });
  });
});
