import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/meta.js';
import type { Cluster } from '../../cluster/cluster.js';
import { getField } from '../../api/field-path.js';
import { aClaim, aClass, apply, aPodWith, aVolume, clusterWith, key, PD } from '../testing/manifests.js';
import { aConfigMap, aPodOf } from '../testing/pods.js';
import { volumeChains } from './chains.js';

/** The chains of the learner's objects, a line each: pod, source, claim, volume, stage, disk. */
function lines(cluster: Cluster): readonly string[] {
  return volumeChains(cluster).map(({ pod, name, source, claim, claimPhase, volume, volumePhase, stage, disk }) =>
    [
      pod?.slice('Pod/default/'.length) ?? '-',
      `${name}:${source}`,
      claim ? `${claim.slice(claim.lastIndexOf('/') + 1)}=${claimPhase}` : '-',
      volume ? `${volume.slice(volume.lastIndexOf('/') + 1)}=${volumePhase}` : '-',
      stage,
      disk?.id.replace(/pods\/[^/]*/, 'pods/<uid>') ?? '-',
    ].join(' '),
  );
}

const unused = { storageClassName: '' };

describe('every volume with what is behind it', () => {
  const objects: readonly KubeObject[] = [
    aClass('fast', PD, { volumeBindingMode: 'WaitForFirstConsumer' }),
    aClaim('data', { storageClassName: 'fast' }),
    aClaim('idle', { storageClassName: '', selector: { matchLabels: { no: 'volume' } } }),
    aVolume('spare', { ...unused, accessModes: ['ReadOnlyMany'] }),
    aConfigMap('c', { k: 'v' }),
    aPodWith('db', ['data']),
    aPodOf('web', [
      { name: 'config', configMap: { name: 'c' } },
      { name: 'later', persistentVolumeClaim: { claimName: 'none' } },
    ]),
  ];
  const cluster = clusterWith(...objects);

  test('pods first, then claims without a pod, then volumes without a claim', () => {
    const volume = volumeChains(cluster)[0]?.volume?.slice('PersistentVolume//'.length) ?? '';
    expect(volume).toMatch(/^pvc-/);
    expect(lines(cluster).map((line) => line.replaceAll(volume, '<pv>'))).toEqual([
      'db data:persistentVolumeClaim data=Bound <pv>=Bound published gce-pd/<pv>',
      'web config:configMap - - none -',
      'web later:persistentVolumeClaim none=null - none -',
      '- idle:persistentVolumeClaim idle=Pending - none -',
      '- spare:nfs - spare=Available none -',
    ]);
  });

  test('says where it is mounted, attached and from which class', () => {
    expect(volumeChains(cluster)[0]).toMatchObject({
      mountedAt: [{ container: 'app', path: '/data/data' }],
      class: key.class('fast'),
      node: expect.stringMatching(/^worker-/),
      attachment: expect.stringMatching(/^VolumeAttachment\/\/csi-/),
    });
  });

  test('every cause exists', () => {
    expect(volumeChains(cluster)).toHaveLength(5);
    for (const { cause } of volumeChains(cluster)) {
      expect(getField(cluster.get(cause.object), cause.field), JSON.stringify(cause)).toBeDefined();
    }
  });

  test('passes through every stage, and back', () => {
    const again = clusterWith();
    again.apply(objects);
    const stages = new Set<string>();
    const look = () => {
      const [chain] = volumeChains(again).filter((one) => one.pod === key.pod('db') || one.claim === key.claim('data'));
      if (chain) stages.add(chain.stage);
    };
    while (again.step()) look();
    expect([...stages]).toEqual(['none', 'bound', 'attached', 'staged', 'published']);
    apply(again);
    expect(volumeChains(again)).toEqual([]);
  });
});
