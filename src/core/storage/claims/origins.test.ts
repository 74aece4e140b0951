import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import { resolveCause } from '../../cluster/resolve-cause.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
  aVolume,
  clusterWith,
  HOSTED,
  key,
  volumeOf,
} from '../testing/manifests.js';

const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } };
const scratch = aPodWith('app', ['data'], {
  volumes: [
    { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } },
  ],
});
const web = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 1,
    serviceName: 'web',
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'app', image: 'nginx:1.27', volumeMounts: [{ name: 'www', mountPath: '/www' }] }] },
    },
    volumeClaimTemplates: [{ metadata: { name: 'www' }, spec }],
  },
} as unknown as KubeObject;

describe('a cause in an object that nobody wrote goes up to the manifest', () => {
  const cluster = clusterWith(
    aDriver(HOSTED),
    aClass('fast', HOSTED, { mountOptions: ['noatime'] }),
    aClaim('data', { storageClassName: 'fast' }),
    aVolume('disk'),
    scratch,
    web,
  );
  const made = key.volume(volumeOf(cluster, 'data')?.metadata.name ?? '');
  const set = objectKey('StatefulSet', 'default', 'web');
  const request = ['spec', 'resources', 'requests', 'storage'];

  test.each([
    [
      'the policy of a provisioned volume',
      made,
      ['spec', 'persistentVolumeReclaimPolicy'],
      key.class('fast'),
      'reclaimPolicy',
    ],
    ['its mount options', made, ['spec', 'mountOptions'], key.class('fast'), 'mountOptions'],
    ['its driver', made, ['spec', 'csi', 'driver'], key.class('fast'), 'provisioner'],
    ['its size', made, ['spec', 'capacity', 'storage'], key.claim('data'), 'spec.resources.requests'],
    ['its claimRef', made, ['spec', 'claimRef'], key.claim('data'), 'metadata.name'],
    [
      'a claim of a StatefulSet',
      key.claim('www-web-0'),
      request,
      set,
      'spec.volumeClaimTemplates.0.spec.resources.requests.storage',
    ],
    ['its name', key.claim('www-web-0'), ['metadata', 'name'], set, 'spec.volumeClaimTemplates.0'],
    [
      'a claim of an ephemeral volume',
      key.claim('app-scratch'),
      request,
      key.pod('app'),
      'spec.volumes.1.ephemeral.volumeClaimTemplate.spec.resources.requests.storage',
    ],
  ])('%s', (_, object, field, origin, expected) => {
    const [, next] = resolveCause(cluster, { object, field });
    expect([next?.object, next?.field.join('.')]).toEqual([origin, expected]);
  });

  test.each([
    ['a volume that somebody wrote', key.volume('disk')],
    ['a claim that somebody wrote', key.claim('data')],
  ])('%s comes from nowhere else', (_, object) => {
    expect(resolveCause(cluster, { object, field: ['spec'] })).toHaveLength(1);
  });
});
