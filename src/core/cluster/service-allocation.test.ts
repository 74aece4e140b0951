import { describe, expect, test } from 'vitest';
import { formatFieldError } from '../api/field-error.js';
import type { Service } from '../api/service.js';
import { serviceRange } from './address-range.js';
import { allocateService, type Allocations } from './service-allocation.js';

type Port = Partial<NonNullable<Service['spec']['ports']>[number]>;

function aService(spec: Partial<Service['spec']>, ports: readonly Port[] = [{ port: 80 }]): Service {
  const whole = ports.map((port) => ({ protocol: 'TCP', targetPort: port.port ?? 0, ...port }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { type: 'ClusterIP', sessionAffinity: 'None', ports: whole, ...spec },
    status: { loadBalancer: {} },
  } as Service;
}

const free: Allocations = {
  range: serviceRange('10.96.0.0/12'),
  rangeText: '10.96.0.0/12',
  seed: 42,
  isIpTaken: () => false,
  isPortTaken: () => false,
};

function allocated(service: Service, old?: Service, allocations = free): Service['spec'] {
  const result = allocateService(service, old, allocations);
  if ('error' in result) throw new Error(formatFieldError(result.error));
  return result.service.spec;
}
const nodePorts = (spec: Service['spec']) => spec.ports?.map((port) => port.nodePort);

describe('a clusterIP', () => {
  test('is given, kept, or not needed', () => {
    const first = allocated(aService({}));
    expect(first.clusterIP).toMatch(/^10\./);
    expect(first.clusterIPs).toEqual([first.clusterIP]);
    expect(allocated(aService({}), { ...aService({}), spec: first }).clusterIP).toBe(first.clusterIP);
    expect(allocated(aService({ clusterIP: 'None' })).clusterIP).toBe('None');
    expect(allocated(aService({ type: 'ExternalName' })).clusterIP).toBeUndefined();
  });

  test('depends on the seed and the name, not on who came before', () => {
    const other = allocated(aService({}), undefined, { ...free, seed: 43 });
    expect(other.clusterIP).not.toBe(allocated(aService({})).clusterIP);
  });

  test('is refused when none is left', () => {
    const result = allocateService(aService({}), undefined, {
      ...free,
      range: serviceRange('10.0.0.0/30'),
      isIpTaken: () => true,
    });
    expect('error' in result && formatFieldError(result.error)).toContain('range is full');
  });
});

describe('node ports', () => {
  test('are given to NodePort and LoadBalancer Services only', () => {
    expect(nodePorts(allocated(aService({})))).toEqual([undefined]);
    for (const type of ['NodePort', 'LoadBalancer'] as const) {
      const [port = 0] = nodePorts(allocated(aService({ type }))) ?? [];
      expect(port).toBeGreaterThanOrEqual(30_086);
    }
    expect(nodePorts(allocated(aService({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false })))).toEqual([
      undefined,
    ]);
  });

  test('are shared by TCP and UDP of one port number when one of them names it, and never twice by one protocol', () => {
    const both = [
      { name: 'a', port: 53, nodePort: 30053 },
      { name: 'b', port: 53, protocol: 'UDP' as const },
    ];
    expect(nodePorts(allocated(aService({ type: 'NodePort' }, both)))).toEqual([30053, 30053]);
    const [one, two] =
      nodePorts(
        allocated(
          aService({ type: 'NodePort' }, [
            { name: 'a', port: 80 },
            { name: 'b', port: 81 },
          ]),
        ),
      ) ?? [];
    expect(one).not.toBe(two);
  });

  test('go when the Service becomes a ClusterIP', () => {
    const old = aService({ type: 'NodePort' }, [{ port: 80, nodePort: 30080 }]);
    expect(nodePorts(allocated(aService({}, [{ port: 80, nodePort: 30080 }]), old))).toEqual([undefined]);
  });

  test('stay when no more are to be given to a LoadBalancer, as the API’s documentation says', () => {
    const old = aService({ type: 'LoadBalancer' }, [{ port: 80, nodePort: 30080 }]);
    const without = aService({ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }, [
      { port: 80 },
      { port: 81 },
    ]);
    expect(nodePorts(allocated(without, old))).toEqual([30080, undefined]);
  });

  test('the health check of externalTrafficPolicy Local has one of its own', () => {
    const spec = allocated(aService({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }));
    expect(spec.healthCheckNodePort).toBeGreaterThanOrEqual(30_086);
    expect(spec.healthCheckNodePort).not.toBe(spec.ports?.[0]?.nodePort);
  });
});
