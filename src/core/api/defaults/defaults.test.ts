import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../meta.js';
import { defaultObject } from './index.js';

const meta = { name: 'web', namespace: 'default' };
const make = (apiVersion: string, kind: string, rest: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: meta,
  ...rest,
});
const service = (spec: object, rest: object = {}) => make('v1', 'Service', { spec, ...rest });
const specOf = (object: KubeObject) => (defaultObject(object) as KubeObject & { spec: Record<string, unknown> }).spec;

describe('a Service gets', () => {
  test('what the API server writes into a plain one', () => {
    expect(defaultObject(service({ selector: { app: 'web' }, ports: [{ port: 80 }] }))).toEqual(
      service(
        {
          selector: { app: 'web' },
          ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
          type: 'ClusterIP',
          sessionAffinity: 'None',
          internalTrafficPolicy: 'Cluster',
          ipFamilyPolicy: 'SingleStack',
          ipFamilies: ['IPv4'],
        },
        { status: { loadBalancer: {} } },
      ),
    );
  });

  test.each([
    [
      'three hours of affinity by client',
      { sessionAffinity: 'ClientIP' },
      { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } },
    ],
    [
      'the affinity time that was written, with it',
      { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } },
      { sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } },
    ],
    ['both fields of one address', { clusterIP: '10.96.0.5' }, { clusterIPs: ['10.96.0.5'], ipFamilies: ['IPv4'] }],
    ['the family of its address', { clusterIP: 'fd00::5' }, { ipFamilies: ['IPv6'] }],
    [
      'a headless marker in both fields',
      { clusterIP: 'None', selector: { a: 'b' } },
      { clusterIPs: ['None'], ipFamilyPolicy: 'SingleStack' },
    ],
    [
      'both families when it is headless and selects nothing',
      { clusterIP: 'None' },
      { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'] },
    ],
    ['an external policy with a node port', { type: 'NodePort' }, { externalTrafficPolicy: 'Cluster' }],
    [
      'an external policy with external addresses',
      { externalIPs: ['192.0.2.1'] },
      { externalTrafficPolicy: 'Cluster' },
    ],
    ['node ports for its balancer', { type: 'LoadBalancer' }, { allocateLoadBalancerNodePorts: true }],
    [
      'a target for a port of another number',
      { ports: [{ port: 80, targetPort: 0 }] },
      { ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }] },
    ],
    [
      'a target by name left alone',
      { ports: [{ port: 80, targetPort: 'http', protocol: 'UDP' }] },
      { ports: [{ port: 80, targetPort: 'http', protocol: 'UDP' }] },
    ],
  ])('%s', (_name, spec, expected) => {
    expect(specOf(service(spec))).toMatchObject(expected);
  });

  test('no affinity settings without affinity, no addresses as an alias', () => {
    expect(specOf(service({ sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } }))).not.toHaveProperty(
      'sessionAffinityConfig',
    );
    const alias = specOf(service({ type: 'ExternalName', externalName: 'example.com' }));
    expect(alias).toEqual({ type: 'ExternalName', externalName: 'example.com', sessionAffinity: 'None' });
    expect(specOf(service({ externalTrafficPolicy: 'Local' }))['externalTrafficPolicy']).toBe('Local');
  });

  test('the family of the cluster', () => {
    expect(defaultObject(service({}), { serviceFamily: 'IPv6' })).toMatchObject({ spec: { ipFamilies: ['IPv6'] } });
  });

  test('nothing for what is null', () => {
    expect(specOf(service({ type: null, selector: null, ports: null }))).toMatchObject({ type: 'ClusterIP' });
    expect(specOf(service({ selector: null }))).not.toHaveProperty('selector');
  });
});

describe('a Pod gets', () => {
  const container = (fields: object) => {
    const pod = make('v1', 'Pod', { spec: { containers: [{ name: 'web', image: 'nginx:1.27', ...fields }] } });
    return (specOf(pod)['containers'] as unknown[])[0];
  };

  test('what the API server writes into a plain one', () => {
    expect(defaultObject(make('v1', 'Pod', { spec: { containers: [{ name: 'web', image: 'nginx' }] } }))).toEqual(
      make('v1', 'Pod', {
        spec: {
          containers: [
            {
              name: 'web',
              image: 'nginx',
              imagePullPolicy: 'Always',
              terminationMessagePath: '/dev/termination-log',
              terminationMessagePolicy: 'File',
              resources: {},
            },
          ],
          dnsPolicy: 'ClusterFirst',
          restartPolicy: 'Always',
          terminationGracePeriodSeconds: 30,
          schedulerName: 'default-scheduler',
          securityContext: {},
          enableServiceLinks: true,
        },
        status: { phase: 'Pending' },
      }),
    );
  });

  test.each([
    ['an image of a tag pulled once', {}, { imagePullPolicy: 'IfNotPresent' }],
    ['the latest image pulled always', { image: 'registry:5000/nginx' }, { imagePullPolicy: 'Always' }],
    ['an image of a digest pulled once', { image: 'nginx@sha256:00' }, { imagePullPolicy: 'IfNotPresent' }],
    ['TCP for a port', { ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 80, protocol: 'TCP' }] }],
    [
      'the times of a probe',
      { readinessProbe: { httpGet: { port: 80 }, timeoutSeconds: 0 } },
      {
        readinessProbe: {
          httpGet: { port: 80, path: '/', scheme: 'HTTP' },
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        },
      },
    ],
    [
      'requests from limits, and canonical amounts',
      { resources: { limits: { cpu: 0.5, memory: '1024Mi' }, requests: { cpu: '100m' } } },
      { resources: { limits: { cpu: '500m', memory: '1Gi' }, requests: { cpu: '100m', memory: '1Gi' } } },
    ],
  ])('%s', (_name, fields, expected) => {
    expect(container(fields)).toMatchObject(expected);
  });

  test('host ports on the host network', () => {
    const pod = make('v1', 'Pod', {
      spec: { hostNetwork: true, containers: [{ name: 'a', image: 'a', ports: [{ containerPort: 80 }] }] },
    });
    expect(specOf(pod)).toMatchObject({ containers: [{ ports: [{ hostPort: 80 }] }] });
  });

  test('an emptyDir for a volume without a source, and file modes', () => {
    const pod = make('v1', 'Pod', {
      spec: { containers: [], volumes: [{ name: 'a' }, { name: 'b', secret: { secretName: 's' } }] },
    });
    expect(specOf(pod)['volumes']).toEqual([
      { name: 'a', emptyDir: {} },
      { name: 'b', secret: { secretName: 's', defaultMode: 420 } },
    ]);
  });
});

describe('a workload gets', () => {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'web:1', resources: { limits: { cpu: '1' } } }] },
  };

  test('the strategy and limits of a Deployment', () => {
    const object = make('apps/v1', 'Deployment', { spec: { selector: { matchLabels: { app: 'web' } }, template } });
    expect(defaultObject(object)).toMatchObject({
      spec: {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { dnsPolicy: 'ClusterFirst' } },
      },
      status: {},
    });
  });

  test('no rolling update when it recreates, and the zero that was written', () => {
    const object = make('apps/v1', 'Deployment', { spec: { replicas: 0, strategy: { type: 'Recreate' }, template } });
    expect(specOf(object)).toMatchObject({ replicas: 0, strategy: { type: 'Recreate' } });
    expect(specOf(object)['strategy']).not.toHaveProperty('rollingUpdate');
  });

  test('no requests in the template: they are for real Pods', () => {
    const object = make('apps/v1', 'ReplicaSet', { spec: { template } });
    expect(defaultObject(object)).toMatchObject({ spec: { replicas: 1 }, status: { replicas: 0 } });
    expect(JSON.stringify(specOf(object))).not.toContain('requests');
  });
});

test('a namespace carries its name as a label, and cannot lie about it', () => {
  const object = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'kubernetes.io/metadata.name': 'x', a: 'b' } },
  };
  expect(defaultObject(object)).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop', a: 'b' } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
});

test('all of a node may be used unless it says less', () => {
  const node = (status: object) => ({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status });
  expect(defaultObject(node({ capacity: { cpu: '2000m' } }))).toMatchObject({
    status: { capacity: { cpu: '2' }, allocatable: { cpu: '2' } },
  });
  expect(defaultObject(node({ capacity: { cpu: '2' }, allocatable: { cpu: '1' } }))).toMatchObject({
    status: { allocatable: { cpu: '1' } },
  });
});

test('endpoints speak TCP unless they say otherwise', () => {
  expect(
    defaultObject(make('v1', 'Endpoints', { subsets: [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }] }] })),
  ).toMatchObject({
    subsets: [{ ports: [{ port: 80, protocol: 'TCP' }] }],
  });
  const slice = make('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.0.2.1'] }],
    ports: [{ port: 80 }],
  });
  expect(defaultObject(slice)).toMatchObject({
    endpoints: [{ addresses: ['192.0.2.1'], conditions: {} }],
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
  });
});

test('an object of another kind, or of a wrong shape, comes back as it is', () => {
  const config = make('batch/v1', 'Job', { spec: { a: null } });
  const wrong = service({ ports: 'http' });
  expect([defaultObject(config) === config, defaultObject(wrong) === wrong]).toEqual([true, true]);
});
