import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../api/meta.js';
import { aPolicy } from '../policy/testing/objects.js';
import { expectCauses } from './testing/expect-causes.js';
import { pod, request, service, shop } from './testing/shop.js';
import { traceText } from './testing/trace-text.js';
import { createTracer } from './tracer.js';
import type { TrafficRequest } from './types.js';

const out = { policyTypes: ['Egress'] as const, podSelector: {} };
const dns = { to: [{ namespaceSelector: {} }], ports: [{ protocol: 'UDP' as const, port: 53 }] };
const fromClients = aPolicy('from-clients', {
  podSelector: { matchLabels: { app: 'MyApp' } },
  ingress: [{ from: [{ podSelector: { matchLabels: { access: 'true' } } }], ports: [{ protocol: 'TCP', port: 9376 }] }],
});
const open = aPolicy('open', { policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] });

const SCENARIOS: readonly (readonly [
  file: string,
  request: Partial<TrafficRequest>,
  changed: readonly KubeObject[],
])[] = [
  ['40-policy-keeps-a-pod-out', { to: pod('web-2'), port: 9376 }, [fromClients]],
  ['41-policy-silences-the-name-server', { to: service('my-service') }, [aPolicy('no-way-out', out)]],
  ['42-policy-lets-names-through-alone', { to: service('my-service') }, [aPolicy('names', { ...out, egress: [dns] })]],
  ['43-policies-let-through', { to: pod('web-2'), port: 9376 }, [open]],
];

describe('traces as text', () => {
  test.each(SCENARIOS)('%s', async (file, parts, changed) => {
    const view = shop(...changed);
    const trace = createTracer().trace(view, request(parts));
    expectCauses(view, trace);
    await expect(traceText(trace)).toMatchFileSnapshot(`goldens/${file}.txt`);
  });
});
