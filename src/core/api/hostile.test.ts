import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultObject } from './defaults/index.js';
import { formatFieldError } from './field-error.js';
import { mangledOf } from './testing/mangle.js';
import type { KubeObject } from './meta.js';
import { validateObject, validateUpdate } from './validation/index.js';

const meta = {
  name: 'web',
  namespace: 'default',
  labels: { app: 'web' },
  ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }],
};
const podSpec = {
  containers: [
    {
      name: 'web',
      image: 'web',
      ports: [{ name: 'http', containerPort: 80, hostPort: 80 }],
      readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 1 },
      resources: { requests: { cpu: '1' }, limits: { cpu: '2' } },
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      env: [{ name: 'A', value: 'b' }],
    },
  ],
  initContainers: [{ name: 'init', image: 'init', restartPolicy: 'Always' }],
  volumes: [{ name: 'data', secret: { secretName: 's' } }],
  tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { a: 'b' } } },
  ],
  dnsPolicy: 'None',
  dnsConfig: { nameservers: ['1.1.1.1'], searches: ['a.b'], options: [{ name: 'ndots', value: '2' }] },
  nodeSelector: { a: 'b' },
  hostNetwork: true,
  hostAliases: [{ ip: '1.1.1.1', hostnames: ['a'] }],
  readinessGates: [{ conditionType: 'a' }],
};
const workloadSpec = {
  replicas: 2,
  selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] },
  template: { metadata: { labels: { app: 'web' }, annotations: { a: 'b' } }, spec: podSpec },
};

/** A rich object of each simulated kind, every field of which may be replaced by anything. */
const OBJECTS: readonly object[] = [
  {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: meta,
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  },
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: meta,
    spec: {
      podCIDR: '10.0.0.0/24',
      podCIDRs: ['10.0.0.0/24'],
      taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }],
    },
    status: {
      capacity: { cpu: '2' },
      allocatable: { cpu: '2' },
      addresses: [{ type: 'InternalIP', address: '1.1.1.1' }],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta,
    spec: podSpec,
    status: { phase: 'Running', podIPs: [{ ip: '1.1.1.1' }] },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta,
    spec: {
      type: 'LoadBalancer',
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http', nodePort: 30_080, protocol: 'TCP', appProtocol: 'http' }],
      clusterIP: '10.0.0.1',
      clusterIPs: ['10.0.0.1'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      externalIPs: ['1.1.1.1'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } },
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      externalTrafficPolicy: 'Local',
    },
    status: { loadBalancer: { ingress: [{ ip: '1.1.1.1' }] } },
  },
  {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: meta,
    subsets: [
      {
        addresses: [{ ip: '1.1.1.1', nodeName: 'n' }],
        notReadyAddresses: [{ ip: '1.1.1.2' }],
        ports: [{ name: 'a', port: 80 }],
      },
    ],
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta,
    addressType: 'IPv4',
    endpoints: [{ addresses: ['1.1.1.1'], conditions: { ready: true }, hints: { forZones: [{ name: 'a' }] } }],
    ports: [{ name: 'a', port: 80, protocol: 'TCP' }],
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta,
    spec: { ...workloadSpec, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
  },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: meta, spec: workloadSpec },
];

const mangled = mangledOf(OBJECTS);

const RUNS = { seed: 20_261_123, numRuns: 3000 };

describe('whatever JSON comes', () => {
  test('validation gives errors that can be printed, and never throws', () => {
    let refused = 0;
    fc.assert(
      fc.property(mangled, (object) => {
        const errors = validateObject(object as KubeObject);
        if (errors.length > 0) refused += 1;
        for (const error of errors) expect(formatFieldError(error)).toMatch(/^.*: (?:\w+ ?)+/s);
      }),
      RUNS,
    );
    // The property would say nothing if hardly anything was refused, or everything.
    expect(refused).toBeGreaterThan(1000);
    expect(refused).toBeLessThan(3000);
  });

  test('defaulting changes nothing in place, and twice is the same as once', () => {
    fc.assert(
      fc.property(mangled, (object) => {
        const once = defaultObject(object as KubeObject);
        expect(defaultObject(once)).toEqual(once);
      }),
      RUNS,
    );
  });

  test('an update from anything to anything never throws', () => {
    fc.assert(
      fc.property(mangled, mangled, (before, after) => {
        expect(Array.isArray(validateUpdate(before as KubeObject, after as KubeObject))).toBe(true);
      }),
      RUNS,
    );
  });

  test('nor does what is no object at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(validateObject(value as unknown as KubeObject)).toEqual([]);
        expect(defaultObject(value as unknown as KubeObject)).toBe(value);
      }),
      { seed: 1 },
    );
  });
});

test('the objects above are taken as they are, but for their names', () => {
  const errors = OBJECTS.flatMap((object) => validateObject(object as KubeObject).map(formatFieldError));
  expect(errors).toEqual([
    'metadata.namespace: Forbidden: not allowed on this type',
    'metadata.namespace: Forbidden: not allowed on this type',
  ]);
});

test('a value nested a hundred thousand deep is refused or kept, not followed', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 100_000; i += 1) deep = { deep };
  const service = { ...OBJECTS[3], extra: deep } as unknown as KubeObject;
  expect(validateObject(service)).toEqual([]);
  expect(validateUpdate(service, service)).toEqual([]);
  const wrong = { ...service, spec: deep } as KubeObject;
  expect(validateObject(wrong).map(formatFieldError)).toEqual(['spec.ports: Required value']);
  const wronger = { ...service, spec: { ports: deep } } as KubeObject;
  expect(validateObject(wronger).map(formatFieldError)).toEqual(['spec.ports: Invalid value: …: must be a list']);
});

test('two hundred thousand labels are judged one by one', () => {
  const many = (value: unknown) => Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`k${i}`, value]));
  const service = (labels: object) => ({ ...OBJECTS[3], metadata: { ...meta, labels } }) as unknown as KubeObject;
  expect(validateObject(service(many('v')))).toEqual([]);
  expect(validateObject(service(many(1)))).toHaveLength(200_000);
  expect(validateObject(service(many('-')))).toHaveLength(200_000);
});

test('labels named like the insides of JavaScript stay labels', () => {
  const labels = JSON.parse('{"__proto__": "a", "constructor": "b"}') as Record<string, string>;
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels } };
  expect(Object.keys(defaultObject(object).metadata.labels ?? {})).toEqual([
    '__proto__',
    'constructor',
    'kubernetes.io/metadata.name',
  ]);
  expect(validateObject(object).map((error) => error.at)).toEqual([['metadata', 'labels', '__proto__']]);
});
