import { describe, expect, test } from 'vitest';
import { formatFieldError } from '../field-error.js';
import { getField } from '../field-path.js';
import type { KubeObject } from '../meta.js';
import { validateObject, validateUpdate } from './index.js';

function pod(spec: object, container: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-1', namespace: 'default' },
    spec: { containers: [{ name: 'web', image: 'nginx:1', ...container }], ...spec },
  } as KubeObject;
}

const errorsOf = (object: KubeObject) => validateObject(object).map(formatFieldError);

describe('the API server takes a Pod', () => {
  test.each([
    [
      'with a port of each protocol',
      {},
      {
        ports: [
          { name: 'a', containerPort: 53 },
          { name: 'b', containerPort: 53, protocol: 'UDP' },
        ],
      },
    ],
    ['with a probe by port name', {}, { readinessProbe: { tcpSocket: { port: 'http' } } }],
    [
      'with requests below its limits',
      {},
      { resources: { requests: { cpu: '100m' }, limits: { cpu: 1, 'example.com/gpu': 2 } } },
    ],
    [
      'with its own resolver',
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['1.1.1.1'], searches: ['_x.local', '.'] } },
      {},
    ],
    ['that tolerates everything', { tolerations: [{ operator: 'Exists' }] }, {}],
    [
      'with a sidecar that has a probe',
      { initContainers: [{ name: 's', image: 's', restartPolicy: 'Always', livenessProbe: { grpc: { port: 1 } } }] },
      {},
    ],
    ['that mounts its volumes', { volumes: [{ name: 'data' }] }, { volumeMounts: [{ name: 'data', mountPath: '/d' }] }],
  ])('%s', (_name, spec, container) => {
    expect(errorsOf(pod(spec, container))).toEqual([]);
  });
});

describe('the API server refuses a Pod', () => {
  test.each<[object, object, string]>([
    [{ containers: [] }, {}, 'spec.containers: Required value'],
    [{}, { name: '' }, 'spec.containers[0].name: Required value'],
    [{}, { image: '' }, 'spec.containers[0].image: Required value'],
    [
      {},
      { image: ' nginx' },
      'spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace',
    ],
    [
      {},
      { imagePullPolicy: 'Sometimes' },
      'spec.containers[0].imagePullPolicy: Unsupported value: "Sometimes": supported values: "Always", "IfNotPresent", "Never"',
    ],
    [{}, { ports: [{}] }, 'spec.containers[0].ports[0].containerPort: Required value'],
    [
      {},
      { ports: [{ containerPort: 65_536 }] },
      'spec.containers[0].ports[0].containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive',
    ],
    [
      {},
      {
        ports: [
          { name: 'a', containerPort: 1 },
          { name: 'a', containerPort: 2 },
        ],
      },
      'spec.containers[0].ports[1].name: Duplicate value: "a"',
    ],
    [
      {},
      { ports: [{ name: 'waytoolongportname', containerPort: 1 }] },
      'spec.containers[0].ports[0].name: Invalid value: "waytoolongportname": must be no more than 15 bytes',
    ],
    [
      {},
      {
        ports: [
          { containerPort: 1, hostPort: 80 },
          { containerPort: 2, hostPort: 80 },
        ],
      },
      'spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"',
    ],
    [
      { hostNetwork: true },
      { ports: [{ containerPort: 1, hostPort: 80 }] },
      'spec.containers[0].ports[0].hostPort: Invalid value: 80: must match `containerPort` when `hostNetwork` is true',
    ],
    [{}, { readinessProbe: {} }, 'spec.containers[0].readinessProbe: Required value: must specify a handler type'],
    [
      {},
      { readinessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } },
      'spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type',
    ],
    [
      {},
      { livenessProbe: { exec: { command: ['a'] }, successThreshold: 2 } },
      'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    ],
    [{}, { readinessProbe: { exec: {} } }, 'spec.containers[0].readinessProbe.exec.command: Required value'],
    [
      {},
      { readinessProbe: { tcpSocket: { port: 0 } } },
      'spec.containers[0].readinessProbe.tcpSocket.port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
    [
      {},
      { readinessProbe: { tcpSocket: { port: 1 }, periodSeconds: -1 } },
      'spec.containers[0].readinessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      {},
      { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } },
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ],
    [
      {},
      { resources: { requests: { 'example.com/gpu': '1' } } },
      'spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources',
    ],
    [
      {},
      { volumeMounts: [{ name: 'data', mountPath: '/d' }] },
      'spec.containers[0].volumeMounts[0].name: Not found: "data"',
    ],
    [{}, { env: [{ value: 'x' }] }, 'spec.containers[0].env[0].name: Required value'],
    [
      {},
      { restartPolicy: 'Always' },
      'spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers',
    ],
    [{ initContainers: [{ name: 'web', image: 'a' }] }, {}, 'spec.initContainers[0].name: Duplicate value: "web"'],
    [
      { initContainers: [{ name: 'i', image: 'a', readinessProbe: { tcpSocket: { port: 1 } } }] },
      {},
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
    [
      { restartPolicy: 'Sometimes' },
      {},
      'spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"',
    ],
    [
      { dnsPolicy: 'Cluster' },
      {},
      'spec.dnsPolicy: Unsupported value: "Cluster": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
    [{ dnsPolicy: 'None' }, {}, 'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None'],
    [
      { dnsPolicy: 'None', dnsConfig: {} },
      {},
      'spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None',
    ],
    [
      { dnsConfig: { nameservers: ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'] } },
      {},
      'spec.dnsConfig.nameservers: Invalid value: ["1.1.1.1","1.1.1.2","1.1.1.3","1.1.1.4"]: must not have more than 3 nameservers',
    ],
    [{ dnsConfig: { options: [{ value: '2' }] } }, {}, 'spec.dnsConfig.options[0]: Required value: must not be empty'],
    [
      { tolerations: [{ value: 'a' }] },
      {},
      'spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
    [
      { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] },
      {},
      'spec.tolerations[0].operator: Invalid value: "b": value must be empty when `operator` is \'Exists\'',
    ],
    [
      { tolerations: [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 1 }] },
      {},
      'spec.tolerations[0].effect: Invalid value: "NoSchedule": effect must be \'NoExecute\' when `tolerationSeconds` is set',
    ],
    [
      {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: {}, topologyKey: 'a b' }],
          },
        },
      },
      {},
      "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', namespaces: ['a.b'] }],
          },
        },
      },
      {},
      'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespace: Invalid value: "a.b": must not contain dots',
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'zone', labelSelector: { matchExpressions: [{ key: 'app', operator: 'In' }] } },
            ],
          },
        },
      },
      {},
      "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
    [
      { topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule' }] },
      {},
      'spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero',
    ],
    [
      { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z' }] },
      {},
      'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "": supported values: "DoNotSchedule", "ScheduleAnyway"',
    ],
    [{ hostname: 'a.b' }, {}, 'spec.hostname: Invalid value: "a.b": must not contain dots'],
    [
      { activeDeadlineSeconds: 0 },
      {},
      'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    ],
    [{ volumes: [{ name: 'a' }, { name: 'a' }] }, {}, 'spec.volumes[1].name: Duplicate value: "a"'],
    [
      { hostAliases: [{ ip: 'x' }] },
      {},
      'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ],
    [{}, { ports: 80 }, 'spec.containers[0].ports: Invalid value: 80: must be a list'],
    [{ containers: [null] }, {}, 'spec.containers[0]: Invalid value: null: must not be null'],
  ])('with spec %j, container %j', (spec, container, error) => {
    expect(errorsOf(pod(spec, container))).toEqual([error]);
  });

  test.each([
    [{ cpu: '-1' }, '[cpu]: Invalid value: "-1": must be greater than or equal to 0'],
    [{ pods: '1' }, '[pods]: Invalid value: "pods": must be a standard resource for containers'],
    [{ 'example.com/gpu': '500m' }, '[example.com/gpu]: Invalid value: "500m": must be an integer'],
  ])('with limits %j, twice: what is limited is requested too', (limits, error) => {
    const path = 'spec.containers[0].resources';
    expect(errorsOf(pod({}, { resources: { limits } }))).toEqual([
      `${path}.limits${error}`,
      `${path}.requests${error}`,
    ]);
  });

  test('with an amount that is none', () => {
    expect(errorsOf(pod({}, { resources: { limits: { cpu: '1 core' } } }))[0]).toBe(
      `spec.containers[0].resources.limits[cpu]: Invalid value: "1 core": quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    );
  });

  test('with two constraints for one key, at the first', () => {
    const one = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' };
    expect(errorsOf(pod({ topologySpreadConstraints: [one, one] }))).toEqual([
      'spec.topologySpreadConstraints[0][{topologyKey, whenUnsatisfiable}]: Duplicate value: "{zone, ScheduleAnyway}"',
    ]);
  });
});

describe('a Pod is made once', () => {
  const stored = (spec: object, container: object = {}) => pod({ nodeName: 'worker-1', ...spec }, container);
  const update = (before: KubeObject, after: KubeObject) => validateUpdate(before, after);

  test.each([
    ['its image', stored({}), stored({}, { image: 'nginx:2' })],
    [
      'its tolerations, by more',
      stored({ tolerations: [{ key: 'a' }] }),
      stored({ tolerations: [{ key: 'a', effect: undefined }, { key: 'b' }] }),
    ],
    ['its deadline, to an earlier one', stored({ activeDeadlineSeconds: 9 }), stored({ activeDeadlineSeconds: 8 })],
    ['nothing that means the same', stored({}), stored({ tolerations: [], nodeSelector: {} })],
  ])('and may change %s', (_name, before, after) => {
    expect(update(before, after)).toEqual([]);
  });

  test('and may not change a port: the error points at it', () => {
    const before = stored({}, { ports: [{ containerPort: 80 }] });
    const after = stored({}, { ports: [{ containerPort: 81 }] });
    const [error, ...more] = update(before, after);
    expect(more).toEqual([]);
    expect(error && formatFieldError(error)).toBe(
      'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    );
    expect(error?.at).toEqual(['spec', 'containers', 0, 'ports', 0, 'containerPort']);
    expect(getField(after, error?.at ?? [])).toBe(81);
  });

  test.each([
    [
      'a container',
      stored({}),
      stored({
        containers: [
          { name: 'web', image: 'nginx' },
          { name: 'b', image: 'b' },
        ],
      }),
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'a toleration less',
      stored({ tolerations: [{ key: 'a' }] }),
      stored({}),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
    [
      'a later deadline',
      stored({ activeDeadlineSeconds: 8 }),
      stored({ activeDeadlineSeconds: 9 }),
      'spec.activeDeadlineSeconds: Invalid value: 9: must be less than or equal to previous value',
    ],
  ])('and not by %s', (_name, before, after, error) => {
    expect(update(before, after).map(formatFieldError)).toEqual([error]);
  });
});
