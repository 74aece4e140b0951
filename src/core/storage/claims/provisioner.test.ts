import { describe, expect, test } from 'vitest';
import { objectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume } from '../../api/storage.js';
import { DEFAULT_SETTINGS } from '../../cluster/settings.js';
import { readDisk } from '../disks/disks.js';
import { causeless } from '../testing/causes.js';
import {
  aClaim,
  aClass,
  aDriver,
  aPodWith,
  apply,
  claimNamed,
  clusterOf,
  clusterWith,
  codes,
  events,
  HOSTED,
  key,
  PD,
  volumeOf,
} from '../testing/manifests.js';

const DELAYED = { volumeBindingMode: 'WaitForFirstConsumer' };
const data = aClaim('data', { storageClassName: 'fast' });

/** The zones a volume can be used from, by its node affinity. */
function zonesOf(volume: PersistentVolume | undefined): readonly string[] {
  const terms = volume?.spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.flatMap((term) => term.matchExpressions?.flatMap((one) => one.values ?? []) ?? []);
}

describe('a class that binds at once', () => {
  const cluster = clusterWith(aDriver(HOSTED), aClass('fast', HOSTED, { mountOptions: ['noatime'] }), data);
  const volume = volumeOf(cluster, 'data');
  const name = `pvc-${claimNamed(cluster, 'data')?.metadata.uid}`;

  test('has a volume made for a claim, in the words of the provisioner', () => {
    expect(events(cluster.journal, key.claim('data'))).toEqual([
      `ExternalProvisioning: Waiting for a volume to be created either by the external provisioner '${HOSTED}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
      'Provisioning: External provisioner is provisioning volume for claim "default/data"',
      `ProvisioningSucceeded: Successfully provisioned volume ${name}`,
    ]);
  });

  test('gives the volume what the class and the claim say', () => {
    expect(volume).toMatchObject({
      metadata: {
        name,
        annotations: { 'pv.kubernetes.io/provisioned-by': HOSTED },
        finalizers: ['external-provisioner.volume.kubernetes.io/finalizer', 'kubernetes.io/pv-protection'],
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        capacity: { storage: '1Gi' },
        claimRef: { kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' },
        csi: { driver: HOSTED, volumeHandle: name, fsType: 'ext4' },
        mountOptions: ['noatime'],
        persistentVolumeReclaimPolicy: 'Delete',
        storageClassName: 'fast',
        volumeMode: 'Filesystem',
      },
      status: { phase: 'Bound' },
    });
    expect(volume?.spec.nodeAffinity).toBeUndefined();
  });

  test('makes the disk that the volume stands for', () => {
    expect(readDisk(cluster, `${HOSTED}/${name}`)).toMatchObject({ bytes: 1024 ** 3, driver: HOSTED, files: [] });
  });

  test('marks what the player shows, first without a volume, then with it', () => {
    const marks = cluster.journal.filter((step) => step.by === 'external-provisioner').map((step) => step.volume);
    expect(marks).toEqual([
      { kind: 'provision', claim: key.claim('data'), class: key.class('fast') },
      {
        kind: 'provision',
        claim: key.claim('data'),
        class: key.class('fast'),
        volume: key.volume(name),
        disk: `${HOSTED}/${name}`,
      },
    ]);
  });
});

describe('where a volume is made', () => {
  const ordinals = ['data-web-0', 'data-web-1', 'data-web-2', 'data-web-3'];

  test('with Immediate the claims of a StatefulSet go round the zones', () => {
    const claims = ordinals.map((name) => aClaim(name, { storageClassName: 'fast' }));
    const cluster = clusterWith(aDriver(PD), aClass('fast', PD), ...claims);
    const zones = ordinals.flatMap((name) => zonesOf(volumeOf(cluster, name)));
    expect(new Set(zones.slice(0, 2))).toEqual(new Set(['zone-a', 'zone-b']));
    expect(zones.slice(2)).toEqual(zones.slice(0, 2));
  });

  // The published FNV-1 hashes of these names, modulo three.
  test.each([
    ['a', 0x050c5d7e % 3],
    ['b', 0x050c5d7d % 3],
    ['foobar', 0x31f0b262 % 3],
  ])('with Immediate the name of the claim settles the zone: %s', (name, nth) => {
    const zones = ['zone-a', 'zone-b', 'zone-c'];
    const nodes = DEFAULT_SETTINGS.nodes.map((node, i) => ({ ...node, zone: zones[i] as string }));
    const settings = { ...DEFAULT_SETTINGS, nodes };
    const claim = aClaim(name, { storageClassName: 'fast' });
    const cluster = clusterOf(settings, aDriver(PD), aClass('fast', PD), claim);
    expect(zonesOf(volumeOf(cluster, name))).toEqual([zones[nth]]);
  });

  test('two claims of one member of a StatefulSet are made in the same zone', () => {
    const names = ['data-web-1', 'logs-web-1'];
    const cluster = clusterWith(
      aDriver(PD),
      aClass('fast', PD),
      ...names.map((name) => aClaim(name, { storageClassName: 'fast' })),
    );
    const [first, second] = names.map((name) => zonesOf(volumeOf(cluster, name)));
    expect(first).toEqual(second);
  });

  test.each(['worker-1', 'worker-2'])('with WaitForFirstConsumer it is made where the pod can only go: %s', (node) => {
    const pod = aPodWith('app', ['data'], { nodeSelector: { 'kubernetes.io/hostname': node } });
    const cluster = clusterWith(aDriver(PD), aClass('fast', PD, DELAYED), data, pod);
    const zone = DEFAULT_SETTINGS.nodes.find((one) => one.name === node)?.zone;
    expect(zonesOf(volumeOf(cluster, 'data'))).toEqual([zone]);
    expect(claimNamed(cluster, 'data')?.metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe(node);
    expect(cluster.get<Pod>(key.pod('app'))?.spec.nodeName).toBe(node);
  });

  test('with WaitForFirstConsumer nothing is made before there is a pod', () => {
    const cluster = clusterWith(aDriver(PD), aClass('fast', PD, DELAYED), data);
    expect(codes(cluster.journal, 'storage.provision.')).toEqual([]);
    apply(cluster, aDriver(PD), aClass('fast', PD, DELAYED), data, aPodWith('app', ['data']));
    expect(codes(cluster.journal, 'storage.provision.')).toEqual(['asked', 'made']);
  });

  const topology = (zone: string) => ({
    allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.gke.io/zone', values: [zone] }] }],
  });
  test.each([
    ['allowedTopologies', aClass('fast', PD, topology('zone-b')), 'zone-b'],
    [
      'the zone of an in-tree class',
      aClass('fast', 'kubernetes.io/gce-pd', { parameters: { zone: 'zone-b' } }),
      'zone-b',
    ],
    [
      'a zone where no node is',
      aClass('fast', 'kubernetes.io/gce-pd', { parameters: { type: 'pd-ssd', zone: 'europe-west1-c' } }),
      'europe-west1-c',
    ],
  ])('%s is kept to', (_, found, zone) => {
    const cluster = clusterWith(aDriver(PD), found, data);
    expect(zonesOf(volumeOf(cluster, 'data'))).toEqual([zone]);
    expect(volumeOf(cluster, 'data')?.spec.csi?.driver).toBe(PD);
  });
});

describe('what a driver makes no volume for', () => {
  const failed = 'ProvisioningFailed: failed to provision volume with StorageClass "fast": ';
  test.each([
    [
      'a claim with a selector',
      { selector: { matchLabels: { release: 'stable' } } },
      'claim Selector is not supported',
    ],
    [
      'a disk to be written from many nodes',
      { accessModes: ['ReadWriteMany'] },
      'rpc error: code = InvalidArgument desc = VolumeCapabilities is invalid: specified multi writer with mount access type',
    ],
    [
      'a copy of another claim',
      { dataSource: { kind: 'PersistentVolumeClaim', name: 'other' } },
      'CSI driver does not support clone operations: controller CLONE_VOLUME capability is not reported',
    ],
    [
      'a copy of another claim, in the newer field',
      { dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'other' } },
      'CSI driver does not support clone operations: controller CLONE_VOLUME capability is not reported',
    ],
    [
      'a snapshot',
      { dataSourceRef: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'monday' } },
      'CSI driver does not support snapshot restore: controller CREATE_DELETE_SNAPSHOT capability is not reported',
    ],
  ])('%s', (_, spec, reason) => {
    const cluster = clusterWith(aDriver(PD), aClass('fast', PD), aClaim('data', { storageClassName: 'fast', ...spec }));
    expect(events(cluster.journal, key.claim('data')).slice(-1)).toEqual([`${failed}${reason}`]);
    expect(claimNamed(cluster, 'data')?.status.phase).toBe('Pending');
    expect(cluster.list('PersistentVolume')).toEqual([]);
    const { length } = cluster.journal;
    apply(
      cluster,
      aDriver(PD),
      aClass('fast', PD, {}, { labels: { tier: 'x' } }),
      aClaim('data', { storageClassName: 'fast', ...spec }),
    );
    expect(codes(cluster.journal.slice(length), 'storage.provision.')).toEqual([]);
  });

  test('a claim that a populator is to fill is left to it', () => {
    const dataSourceRef = { apiGroup: 'hello.example.com', kind: 'Hello', name: 'hello' };
    const cluster = clusterWith(
      aDriver(PD),
      aClass('fast', PD),
      aClaim('data', { storageClassName: 'fast', dataSourceRef }),
    );
    const told = cluster.journal.findLast(({ event }) => event?.reason === 'Provisioning');
    expect(told?.event).toMatchObject({
      type: 'Normal',
      message: 'Assuming an external populator will provision the volume',
    });
    expect(cluster.list('PersistentVolume')).toEqual([]);
  });

  test('a driver that is not installed does nothing until it is', () => {
    const cluster = clusterWith(aClass('fast', HOSTED), data);
    expect(codes(cluster.journal, 'storage.provision.')).toEqual([]);
    apply(cluster, aClass('fast', HOSTED), data, aDriver(HOSTED));
    expect(claimNamed(cluster, 'data')?.status.phase).toBe('Bound');
  });

  test('a node without a zone has no volume made for it until it has one', () => {
    const bare = (labels: object) =>
      ({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'bare', labels: { disk: 'ssd', ...labels } },
      }) as KubeObject;
    const pod = aPodWith('app', ['data'], { nodeSelector: { disk: 'ssd' } });
    const others = [aDriver(PD), aClass('fast', PD, DELAYED), data, pod];
    const cluster = clusterWith(bare({}), ...others);
    expect(events(cluster.journal, key.claim('data')).slice(-1)).toEqual([
      `${failed}error generating accessibility requirements: no topology key found for node bare`,
    ]);
    apply(cluster, bare({ 'topology.kubernetes.io/zone': 'zone-c' }), ...others);
    expect(zonesOf(volumeOf(cluster, 'data'))).toEqual(['zone-c']);
  });

  test('a node that is gone is taken off the claim, and the scheduler chooses again', () => {
    const chosen = { annotations: { 'volume.kubernetes.io/selected-node': 'worker-9' } };
    const claim = aClaim('data', { storageClassName: 'fast' }, chosen);
    const cluster = clusterWith(aDriver(PD), aClass('fast', PD, DELAYED), claim);
    expect(events(cluster.journal, key.claim('data'))).toContain('ProvisioningFailed: node "worker-9" not found');
    expect(claimNamed(cluster, 'data')?.metadata.annotations).not.toHaveProperty('volume.kubernetes.io/selected-node');
  });
});

describe('the end of a provisioned volume', () => {
  const objects = (policy = 'Delete'): readonly KubeObject[] => [
    aDriver(HOSTED),
    aClass('fast', HOSTED, { reclaimPolicy: policy }),
    data,
  ];
  const written = {
    type: 'write-file',
    pod: key.pod('app'),
    container: 'app',
    path: '/data/data/users.txt',
    text: 'eve',
  } as const;

  test('with Delete its disk and its files go with the claim', () => {
    const cluster = clusterWith(...objects(), aPodWith('app', ['data']));
    const volume = volumeOf(cluster, 'data')?.metadata.name ?? '';
    cluster.act(written);
    apply(cluster, ...objects().slice(0, 2));
    const { length } = cluster.journal;
    expect(length).toBeGreaterThan(0);
    expect(cluster.get(key.volume(volume))).toBeUndefined();
    expect(readDisk(cluster, `${HOSTED}/${volume}`)).toBeUndefined();
    const lost = cluster.journal.flatMap((step) => (step.volume?.kind === 'reclaim' ? (step.volume.lost ?? []) : []));
    expect(lost.map((file) => [file.path, file.text])).toEqual([['users.txt', 'eve']]);
  });

  test('with Retain both stay, Released', () => {
    const cluster = clusterWith(...objects('Retain'));
    const volume = volumeOf(cluster, 'data')?.metadata.name ?? '';
    expect(cluster.get<PersistentVolume>(key.volume(volume))?.metadata.finalizers).toEqual([
      'kubernetes.io/pv-protection',
    ]);
    cluster.act({ type: 'delete-claim', claim: key.claim('data') });
    cluster.settle();
    expect(cluster.get<PersistentVolume>(key.volume(volume))?.status.phase).toBe('Released');
    expect(readDisk(cluster, `${HOSTED}/${volume}`)).toBeDefined();
  });

  test('a volume that is deleted before its claim keeps its disk until the claim is gone, and then takes it along', () => {
    const cluster = clusterWith(...objects());
    const volume = volumeOf(cluster, 'data')?.metadata.name ?? '';
    cluster.act({ type: 'delete-volume', volume: key.volume(volume) });
    cluster.settle();
    expect(cluster.get(key.volume(volume))?.metadata.deletionTimestamp).toBeDefined();
    expect(readDisk(cluster, `${HOSTED}/${volume}`)).toBeDefined();
    expect(codes(cluster.journal, 'storage.protection.')).toEqual(['volumeKept']);
    cluster.act({ type: 'delete-claim', claim: key.claim('data') });
    cluster.settle();
    expect(cluster.get(key.volume(volume))).toBeUndefined();
    expect(readDisk(cluster, `${HOSTED}/${volume}`)).toBeUndefined();
  });

  test('a claim that is deleted while its volume is made leaves nothing behind', () => {
    const cluster = clusterOf(DEFAULT_SETTINGS);
    cluster.apply(objects());
    for (let step = cluster.step(); step && step.why.code !== 'storage.provision.asked';) step = cluster.step();
    cluster.act({ type: 'delete-claim', claim: key.claim('data') });
    expect(cluster.settle().quiet).toBe(true);
    expect(codes(cluster.journal, 'storage.provision.')).toEqual(['asked', 'made', 'deleting', 'deleted', 'released']);
    expect([...cluster.list('PersistentVolume'), ...cluster.list('PersistentVolumeClaim')]).toEqual([]);
    expect(cluster.recalled('disk/').filter((memory) => cluster.recall(memory) !== undefined)).toEqual([]);
  });

  test.each([
    ['the class', [aDriver(HOSTED), data], key.claim('data'), ['spec', 'storageClassName']],
    [
      'the class and the claim',
      [aDriver(HOSTED)],
      expect.stringMatching(/^PersistentVolume\/\/pvc-/),
      ['metadata', 'annotations', 'pv.kubernetes.io/provisioned-by'],
    ],
  ])('a volume whose making outlives %s is told with a cause that is still there', (_, left, object, field) => {
    const cluster = clusterOf(DEFAULT_SETTINGS);
    cluster.apply(objects());
    for (let step = cluster.step(); step && step.why.code !== 'storage.provision.asked';) step = cluster.step();
    apply(cluster, ...left);
    const made = cluster.journal.find(({ why }) => why.code === 'storage.provision.made');
    expect(made?.cause).toEqual({ object, field });
    expect(causeless(cluster)).toEqual([]);
  });

  test('a refusal for a claim that is gone is told to nobody', () => {
    const cluster = clusterOf(DEFAULT_SETTINGS);
    const selective = aClaim('data', { storageClassName: 'fast', selector: { matchLabels: { disk: 'ssd' } } });
    cluster.apply([aDriver(HOSTED), aClass('fast', HOSTED), selective]);
    for (let step = cluster.step(); step && step.why.code !== 'storage.provision.asked';) step = cluster.step();
    apply(cluster);
    expect(codes(cluster.journal, 'storage.provision.')).toEqual(['asked']);
    expect(causeless(cluster)).toEqual([]);
  });

  test('every cause is a field that exists when the step is made', () => {
    const cluster = clusterWith(...objects(), aPodWith('app', ['data']));
    apply(cluster, ...objects().slice(0, 2));
    const { length } = cluster.journal;
    const missing: unknown[] = [];
    for (let at = 0; at < length; at++) {
      cluster.seek(at);
      const step = cluster.journal[at];
      if (!step || !/^storage\.(provision|protection|resize)\./.test(step.why.code)) continue;
      let value: unknown = cluster.get(step.cause.object);
      for (const part of step.cause.field) value = (value as Record<string | number, unknown> | undefined)?.[part];
      if (value === undefined) missing.push([step.why.code, step.cause]);
    }
    expect(missing).toEqual([]);
    expect(cluster.get(objectKey('Pod', 'default', 'app'))).toBeUndefined();
  });
});
