import { describe, expect, test } from 'vitest';
import { aService } from '../network/testing/objects.js';
import type { Service } from '../api/service.js';
import { request, shop } from './testing/shop.js';
import { traced, tracer } from './testing/traced.js';

describe('session affinity', () => {
  const sticky = aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376 }], {
    spec: {
      selector: { app: 'MyApp' },
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
    },
  });

  test('every attempt goes where the first one went', () => {
    const ips = Array.from({ length: 12 }, (_, attempt) => traced({ attempt }, sticky).server?.ip);
    expect(new Set(ips).size).toBe(1);
    const known = traced({ attempt: 5 }, sticky).hops.find((hop) => hop.why.code === 'trace.rule.affinity');
    expect(known?.why.params).toMatchObject({ client: '10.244.1.5', seconds: 10_800 });
    expect(traced({ attempt: 5 }, sticky).hops.some((hop) => hop.why.code === 'trace.rule.affinity')).toBe(true);
    expect(traced({ attempt: 0 }, sticky).hops.some((hop) => hop.why.code === 'trace.rule.affinity')).toBe(false);
  });

  test('also where every Service has it', () => {
    const all = shop(sticky);
    const [kubeDns] = all.list<Service>('Service').filter(({ metadata }) => metadata.name === 'kube-dns');
    const view = shop(sticky, { ...kubeDns, spec: { ...kubeDns?.spec, sessionAffinity: 'ClientIP' } } as Service);
    const ips = Array.from({ length: 12 }, (_, attempt) => tracer.trace(view, request({ attempt })).server?.ip);
    expect(new Set(ips).size).toBe(1);
  });

  test('without it they spread', () => {
    const ips = Array.from({ length: 30 }, (_, attempt) => traced({ attempt }).server?.ip);
    expect(new Set(ips).size).toBe(3);
  });
});
