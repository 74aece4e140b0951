import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import { objectKey } from '../api/key.js';
import type { EndpointSlice } from '../api/endpoints.js';
import type { ReplicaSet } from '../api/workload.js';
import { resolveCause } from '../cluster/resolve-cause.js';
import type { Step } from '../cluster/types.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aPod, aService, clusterWith, key, pods } from './testing/manifests.js';
import { SCENARIOS } from './testing/scenarios.js';

describe('a cause goes up to the manifest', () => {
  const cluster = clusterWith(aService('web'), aDeployment('web', 1), aPod('bare'));
  const pod = key.pod(pods(cluster, 'web')[0]?.metadata.name ?? '');
  const set = objectKey(
    'ReplicaSet',
    'default',
    cluster.list<ReplicaSet>('ReplicaSet', 'default')[0]?.metadata.name ?? '',
  );
  const deployment = key.deployment('web');
  const [own] = cluster
    .list<EndpointSlice>('EndpointSlice', 'default')
    .filter((one) => one.metadata.generateName === 'web-');
  const slice = objectKey('EndpointSlice', 'default', own?.metadata.name ?? '');

  test.each([
    [
      'a container of a pod',
      { object: pod, field: ['spec', 'containers', 0, 'ports', 0, 'containerPort'] },
      [
        [set, 'spec.template.spec.containers.0.ports.0.containerPort'],
        [deployment, 'spec.template.spec.containers.0.ports.0.containerPort'],
      ],
    ],
    [
      'a label of a pod',
      { object: pod, field: ['metadata', 'labels', 'app'] },
      [
        [set, 'spec.template.metadata.labels.app'],
        [deployment, 'spec.template.metadata.labels.app'],
      ],
    ],
    [
      'a label that the Deployment controller added',
      { object: pod, field: ['metadata', 'labels', 'pod-template-hash'] },
      [
        [set, 'spec.template.metadata.labels.pod-template-hash'],
        [deployment, 'spec.template.metadata.labels'],
      ],
    ],
    ['the number of a ReplicaSet', { object: set, field: ['spec', 'replicas'] }, [[deployment, 'spec.replicas']]],
    [
      'an endpoint',
      { object: slice, field: ['endpoints', 0, 'conditions', 'ready'] },
      [
        [key.service('web'), 'spec.selector'],
        [pod, 'metadata.labels'],
        [set, 'spec.template.metadata.labels'],
        [deployment, 'spec.template.metadata.labels'],
      ],
    ],
    [
      'a port of a slice',
      { object: slice, field: ['ports', 0, 'port'] },
      [[key.service('web'), 'spec.ports.0.targetPort']],
    ],
    [
      'the old Endpoints',
      { object: objectKey('Endpoints', 'default', 'web'), field: ['subsets', 0] },
      [[key.service('web'), 'spec.selector']],
    ],
    ['what nobody owns', { object: key.pod('bare'), field: ['spec', 'containers', 0, 'image'] }, []],
  ])('%s', (_, cause, expected) => {
    const [first, ...chain] = resolveCause(cluster, cause);
    expect(first).toEqual(cause);
    expect(chain.map(({ object, field }) => [object, field.join('.')])).toEqual(expected);
  });

  test('an address leads from the node’s range to nothing written: the node is the cluster’s own', () => {
    expect(resolveCause(cluster, { object: key.node('worker-1'), field: ['spec', 'podCIDR'] })).toHaveLength(1);
  });
});

test.each(SCENARIOS)('$name: every resolved cause exists', ({ run }) => {
  const cluster = createCluster();
  run(cluster);
  const { length } = cluster.journal;
  const problems: unknown[] = [];
  for (let index = 0; index < length; index++) {
    cluster.seek(index);
    const { cause } = cluster.journal[index] as Step;
    if (!cluster.get(cause.object)) continue;
    for (const { object, field } of resolveCause(cluster, cause).slice(1)) {
      const holder = cluster.get(object);
      if (!holder || getField(holder, field) === undefined) problems.push([index, object, field]);
    }
  }
  expect(problems).toEqual([]);
});
