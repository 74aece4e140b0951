import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { A_KEY, BAR_COM } from '../ingress/testing/certificates.js';
import { aBackend, anIngress, aTlsSecret, edgeView, requestOf } from '../ingress/testing/cluster.js';
import { aPod, aService } from '../network/testing/objects.js';
import { expectCauses } from './testing/expect-causes.js';
import { traceText } from './testing/trace-text.js';
import { createTracer } from './tracer.js';

const client = aPod('client', { node: 'worker-2', ip: '10.244.2.50' });
const rules = ['foo.bar.com /foo Prefix s1:80', 'foo.bar.com /bar Prefix s2:80'];
const fanout = anIngress('test', rules, { tls: [{ hosts: ['foo.bar.com'], secretName: 'cert' }] });
const front = aService(
  'front',
  '10.96.7.7',
  [
    { name: 'http', port: 80, targetPort: 'http', nodePort: 30080 },
    { name: 'https', port: 443, targetPort: 'https', nodePort: 30443 },
  ],
  {
    namespace: 'ingress',
    spec: { type: 'NodePort', selector: { app: 'controller' }, externalTrafficPolicy: 'Cluster' },
  },
);
const objects: readonly KubeObject[] = [
  client,
  front,
  ...aBackend('s1', 1),
  ...aBackend('s2', 2),
  fanout,
  aTlsSecret('cert', BAR_COM, A_KEY),
];

/** Ways through an ingress controller that a reviewer can read from end to end. */
const SCENARIOS = [
  { file: '30-https-by-node-port', url: 'https://foo.bar.com/bar', ip: '192.168.0.12', port: 30443, outside: true },
  { file: '31-redirect-to-https', url: 'http://foo.bar.com/bar', ip: '10.96.7.7', port: 80, outside: false },
  { file: '32-no-rule', url: 'https://foo.bar.com/', ip: '10.96.7.7', port: 443, outside: false },
] as const;

describe('traces of HTTP as text', () => {
  test.each(SCENARIOS)('$file', async ({ file, url, ip, port, outside }) => {
    const view = edgeView(objects);
    const trace = createTracer().trace(view, {
      from: outside ? { kind: 'outside', place: 'lan' } : { kind: 'pod', pod: objectKey('Pod', 'default', 'client') },
      to: { kind: 'ip', ip },
      port,
      protocol: 'TCP',
      attempt: 0,
      http: requestOf(url),
    });
    expectCauses(view, trace);
    await expect(traceText(trace)).toMatchFileSnapshot(`goldens/${file}.txt`);
  });
});
