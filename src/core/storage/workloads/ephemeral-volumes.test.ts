import { describe, expect, test } from 'vitest';
import type { Pod } from '../../api/pod.js';
import { causeless } from '../testing/causes.js';
import { aClaim, aPodWith, apply, aVolume, claimNamed, clusterWith, events, key } from '../testing/manifests.js';

const template = {
  metadata: { labels: { of: 'scratch' } },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Gi' } } },
};
const pod = aPodWith('p', [], { volumes: [{ name: 'tmp', ephemeral: { volumeClaimTemplate: template } }] });

describe('a generic ephemeral volume', () => {
  test('gets a claim of its pod’s own, which goes with the pod', () => {
    const cluster = clusterWith(aVolume('v'), pod);
    expect(claimNamed(cluster, 'p-tmp')).toMatchObject({
      metadata: { labels: { of: 'scratch' }, ownerReferences: [{ kind: 'Pod', name: 'p', controller: true }] },
      status: { phase: 'Bound' },
    });
    expect(cluster.get<Pod>(key.pod('p'))?.status.phase).toBe('Running');
    cluster.act({ type: 'delete-pod', pod: key.pod('p') });
    cluster.settle();
    expect(claimNamed(cluster, 'p-tmp')).toBeUndefined();
    expect(causeless(cluster)).toEqual([]);
  });

  test('never uses a claim of that name which is somebody else’s, and says so once', () => {
    const cluster = clusterWith(aVolume('v'), aClaim('p-tmp', { storageClassName: '' }), pod);
    const reason = 'PVC default/p-tmp was not created for pod default/p (pod is not owner)';
    const said = events(cluster.journal, key.pod('p'));
    expect(said.filter((text) => text.startsWith('FailedBinding'))).toEqual([
      `FailedBinding: ephemeral volume tmp: ${reason}`,
    ]);
    expect(said.some((text) => text.startsWith(`FailedScheduling: 0/3 nodes are available: ${reason}.`))).toBe(true);
    apply(cluster, aVolume('v'), aVolume('w'), pod);
    expect(cluster.get<Pod>(key.pod('p'))?.status.phase).toBe('Running');
  });
});
