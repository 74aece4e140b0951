import { describe, expect, test } from 'vitest';
import { aService } from '../network/testing/objects.js';
import { traced } from './testing/traced.js';

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
    expect(traced({ attempt: 5 }, sticky).hops.some((hop) => hop.why.code === 'trace.rule.affinity')).toBe(true);
    expect(traced({ attempt: 0 }, sticky).hops.some((hop) => hop.why.code === 'trace.rule.affinity')).toBe(false);
  });

  test('without it they spread', () => {
    const ips = Array.from({ length: 30 }, (_, attempt) => traced({ attempt }).server?.ip);
    expect(new Set(ips).size).toBe(3);
  });
});
