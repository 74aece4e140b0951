import { describe, expect, test } from 'vitest';
import type { Ingress } from '../api/networking.js';
import type { KubeObject } from '../api/meta.js';
import { aService, aView } from '../network/testing/objects.js';
import { OUTSIDE_NAMES } from './outside.js';
import { publishedAt, publishedNames, worldFor } from './published.js';

const HOSTNAME = 'external-dns.alpha.kubernetes.io/hostname';

function ingress(name: string, hosts: readonly string[], addresses: readonly object[]): Ingress {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default' },
    spec: { rules: hosts.map((host) => ({ host })) },
    status: { loadBalancer: { ingress: addresses } },
  };
}

function balanced(name: string, hostnames: string, ip: string): KubeObject {
  const service = aService(name, '10.96.0.9', [{ port: 80 }], { spec: { type: 'LoadBalancer' } });
  return {
    ...service,
    metadata: { ...service.metadata, annotations: { [HOSTNAME]: hostnames } },
    status: { loadBalancer: { ingress: [{ ip }] } },
  } as KubeObject;
}

function withExternalIPs(name: string, hostname: string, externalIPs: readonly string[]): KubeObject {
  const service = aService(name, '10.96.0.8', [{ port: 80 }], { spec: { externalIPs } });
  return {
    ...service,
    metadata: { ...service.metadata, annotations: { [HOSTNAME]: hostname } },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.8' }] } },
  } as KubeObject;
}

describe('names that the cluster puts into the world’s DNS', () => {
  const view = aView([
    ingress('a', ['foo.bar.com', '*.wild.example'], [{ ip: '203.0.113.1' }]),
    ingress('b', ['foo.bar.com', 'Upper.Example'], [{ ip: '203.0.113.2' }]),
    ingress('pending', ['pending.example'], []),
    ingress('named', ['named.example'], [{ hostname: 'lb.example' }]),
    ingress('taken', ['example.com'], [{ ip: '203.0.113.9' }]),
    balanced('svc', 'one.example, two.example', '203.0.113.3'),
    withExternalIPs('own', 'own.example', ['198.51.100.80', '198.51.100.81']),
  ]);
  test.each([
    ['foo.bar.com', ['203.0.113.1'], 'Ingress/default/a'],
    ['FOO.bar.com.', ['203.0.113.1'], 'Ingress/default/a'],
    ['x.wild.example', ['203.0.113.1'], 'Ingress/default/a'],
    ['x.y.wild.example', undefined, undefined],
    ['upper.example', ['203.0.113.2'], 'Ingress/default/b'],
    ['pending.example', undefined, undefined],
    ['named.example', undefined, undefined],
    ['example.com', undefined, undefined],
    ['two.example', ['203.0.113.3'], 'Service/default/svc'],
    ['own.example', ['198.51.100.80', '198.51.100.81'], 'Service/default/own'],
  ])('%s', (name, addresses, object) => {
    const found = publishedAt(view, name);
    expect([found?.addresses, found?.cause.object]).toEqual([addresses, object]);
    expect(worldFor(view, name).get(`${name.toLowerCase().replace(/\.$/, '')}.`)).toEqual(
      name === 'example.com' ? OUTSIDE_NAMES.get('example.com.') : addresses,
    );
  });
  test('are there as the ends of aliases too, whatever name is asked', () => {
    expect(worldFor(view, 'elsewhere.example').get('two.example.')).toEqual(['203.0.113.3']);
  });
  test('without any the world is what it was', () => {
    expect(worldFor(aView([]), 'foo.bar.com')).toBe(OUTSIDE_NAMES);
    expect(publishedNames(aView([])).size).toBe(0);
  });
});
