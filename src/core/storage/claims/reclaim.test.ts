import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../api/meta.js';
import { objectKey } from '../../api/key.js';
import { filesOf } from '../disks/disks.js';
import { act, BOUND, clusterOf, edit, NO_VOLUME } from './testing/clusters.js';
import { aClaim, aPodWith, aVolume, claim, key, states, story, volume } from './testing/manifests.js';

/** Once bound. */
const COMPLETED = { 'pv.kubernetes.io/bind-completed': 'yes' };

describe('parting', () => {
  it('Retain: the volume is Released, takes no other claim, and is Available when its claimRef is cleared', () => {
    const cluster = clusterOf(aVolume('pv-1'), aClaim('a'));
    expect(act(cluster, { type: 'delete-claim', claim: key.claim('a') })).toEqual(['released']);
    expect(states(cluster)).toEqual(['pv/pv-1 Released default/a']);
    expect(edit(cluster, aVolume('pv-1'), aClaim('b'))).toEqual([NO_VOLUME]);
    expect(act(cluster, { type: 'clear-claim-ref', volume: key.volume('pv-1') })).toEqual(['available', ...BOUND]);
    expect(states(cluster)).toEqual(['claim/b Bound pv-1', 'pv/pv-1 Bound default/b']);
  });

  it('a new claim of the same name is another claim', () => {
    const cluster = clusterOf(aVolume('pv-1'), aClaim('a'));
    act(cluster, { type: 'delete-claim', claim: key.claim('a') });
    expect(edit(cluster, aVolume('pv-1'), aClaim('a'))).toEqual([NO_VOLUME]);
    expect(states(cluster)).toEqual(['claim/a Pending', 'pv/pv-1 Released default/a']);
  });

  it('Recycle: the share is emptied, and the next claim has it', () => {
    const cluster = clusterOf(aVolume('pv-1', { persistentVolumeReclaimPolicy: 'Recycle' }), aClaim('a'));
    const recycled = ['released', 'recycling', 'recycled · Normal VolumeRecycled: Volume recycled', 'available'];
    expect(act(cluster, { type: 'delete-claim', claim: key.claim('a') })).toEqual(recycled);
    expect(states(cluster)).toEqual(['pv/pv-1 Available']);
    expect(volume(cluster, 'pv-1').metadata.annotations).toBeUndefined();
  });

  it('Recycle: what the pods wrote is lost with that step, and comes back with a seek', () => {
    const share = aVolume('pv-1', { persistentVolumeReclaimPolicy: 'Recycle' });
    const cluster = clusterOf(share, aClaim('a'), aPodWith('app', 'a'));
    const pod = objectKey('Pod', 'default', 'app');
    act(cluster, { type: 'write-file', pod, container: 'app', path: '/data/users.txt', text: 'ann' });
    expect(filesOf(cluster, 'nfs/nfs.example:/pv-1').map(({ path }) => path)).toEqual(['users.txt']);
    act(cluster, { type: 'delete-pod', pod });
    act(cluster, { type: 'delete-claim', claim: key.claim('a') });
    expect(filesOf(cluster, 'nfs/nfs.example:/pv-1')).toEqual([]);
    const at = cluster.journal.findIndex(({ volume: mark }) => mark?.kind === 'reclaim' && mark.lost);
    expect(cluster.journal[at]?.volume?.lost?.map(({ path }) => path)).toEqual(['users.txt']);
    cluster.seek(at);
    expect(filesOf(cluster, 'nfs/nfs.example:/pv-1').map(({ path }) => path)).toEqual(['users.txt']);
  });

  it('Recycle waits while a pod still names the claim that is gone', () => {
    const share = aVolume('pv-1', { persistentVolumeReclaimPolicy: 'Recycle' });
    const cluster = clusterOf(share, aClaim('a'));
    // The pod is made in the moment between the claim's end and the recycler's look: nothing protects a claim from that.
    const from = cluster.journal.length;
    cluster.act({ type: 'delete-claim', claim: key.claim('a') });
    while (cluster.get(key.claim('a'))) cluster.step();
    cluster.apply([share, aPodWith('app', 'a')]);
    cluster.settle();
    expect(story(cluster.journal, from)).toEqual([
      'released',
      'recycleWaits · Normal VolumeFailedRecycle: Volume is used by pods: default/app',
    ]);
    expect(edit(cluster, share)).toEqual([
      'recycling',
      'recycled · Normal VolumeRecycled: Volume recycled',
      'available',
    ]);
  });

  it('Recycle of a volume that a person reserved: the reservation stays', () => {
    const claimRef = { namespace: 'default', name: 'a' };
    const cluster = clusterOf(aVolume('pv-1', { persistentVolumeReclaimPolicy: 'Recycle', claimRef }), aClaim('a'));
    act(cluster, { type: 'delete-claim', claim: key.claim('a') });
    expect(states(cluster)).toEqual(['pv/pv-1 Available default/a']);
    expect(volume(cluster, 'pv-1').spec.claimRef?.uid).toBeUndefined();
  });

  it.each<[string, object, string]>([
    [
      'a local disk',
      { persistentVolumeReclaimPolicy: 'Recycle', local: { path: '/mnt' } },
      'No recycler plugin found for the volume!',
    ],
    [
      'an nfs share',
      { persistentVolumeReclaimPolicy: 'Delete' },
      'error getting deleter volume plugin for volume "pv-1": no deletable volume plugin matched',
    ],
    [
      'a cloud disk of old',
      { persistentVolumeReclaimPolicy: 'Delete', gcePersistentDisk: { pdName: 'd' } },
      'error getting deleter volume plugin for volume "pv-1": no volume plugin matched',
    ],
    [
      'a directory of a node',
      { persistentVolumeReclaimPolicy: 'Delete', hostPath: { path: '/data' } },
      'host_path deleter only supports /tmp/.+ but received provided /data',
    ],
  ])('what cannot be done is Failed, with the plugin’s words: %s', (_name, spec, message) => {
    const local = {
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'Exists' }] }],
        },
      },
    };
    const cluster = clusterOf(aVolume('pv-1', { ...spec, ...('local' in spec ? local : {}) }), aClaim('a'));
    act(cluster, { type: 'delete-claim', claim: key.claim('a') });
    expect(volume(cluster, 'pv-1').status).toMatchObject({ phase: 'Failed', message });
    expect(cluster.journal.findLast(({ event }) => event)?.event).toMatchObject({ type: 'Warning', message });
  });

  it('Delete of a directory below /tmp: the volume goes', () => {
    const cluster = clusterOf(
      aVolume('pv-1', { persistentVolumeReclaimPolicy: 'Delete', hostPath: { path: '/tmp/data' } }),
      aClaim('a'),
    );
    expect(act(cluster, { type: 'delete-claim', claim: key.claim('a') })).toEqual(['released', 'deleted']);
    expect(states(cluster)).toEqual([]);
  });

  it('Delete of a CSI volume is left to the driver', () => {
    const csi = { driver: 'csi.example.com', volumeHandle: 'v' };
    const cluster = clusterOf(aVolume('pv-1', { persistentVolumeReclaimPolicy: 'Delete', csi }), aClaim('a'));
    expect(act(cluster, { type: 'delete-claim', claim: key.claim('a') })).toEqual(['released']);
  });

  it.each<[string, readonly KubeObject[], string]>([
    [
      'its volume is gone',
      [aClaim('a', { volumeName: 'pv-1', annotations: COMPLETED })],
      'lostVolume · Warning ClaimLost: Bound claim has lost its PersistentVolume. Data on the volume is lost!',
    ],
    [
      'it forgot its volume',
      [aClaim('a', { annotations: COMPLETED })],
      'lostName · Warning ClaimLost: Bound claim has lost reference to PersistentVolume. Data on the volume is lost!',
    ],
    [
      'its volume has another claim',
      [
        aVolume('pv-1', { claimRef: { namespace: 'default', name: 'b', uid: 'b' } }),
        aClaim('a', { volumeName: 'pv-1', annotations: COMPLETED }),
      ],
      'misbound · Warning ClaimMisbound: Two claims are bound to the same volume, this one is bound incorrectly',
    ],
  ])('a claim is Lost, and takes no other volume, when %s', (_name, objects, expected) => {
    const cluster = clusterOf(...objects);
    expect(story(cluster.journal)).toContain(expected);
    expect(claim(cluster, 'a').status).toEqual({ phase: 'Lost' });
    expect(edit(cluster, ...objects, aVolume('pv-2'))).toEqual(['available']);
  });
});
