import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/meta.js';
import { storageWorld } from '../disks/world.js';
import { causeless } from '../testing/causes.js';
import { aClaim, aDriver, apply, aPodWith, aVolume, clusterWith, codes, events, key } from '../testing/manifests.js';
import { aConfigMap, after, allFiles, aPodOf, aSecret, phaseOf, read, write } from '../testing/pods.js';

type Fields = Readonly<Record<string, unknown>>;

const worker1 = { nodeName: 'worker-1' };

/** What the kubelet said in `FailedMount` of a pod with this volume, each sentence once. */
function failures(volume: Fields, ...objects: readonly KubeObject[]): readonly string[] {
  const cluster = clusterWith(...objects, aPodOf('p', [{ name: 'v', ...volume }], worker1));
  expect(causeless(cluster)).toEqual([]);
  const said = events(cluster.journal, key.pod('p')).filter((line) => line.startsWith('FailedMount: '));
  expect(phaseOf(cluster, 'p')).toBe(said.length > 0 ? 'Pending' : 'Running');
  return [...new Set(said.map((line) => line.slice('FailedMount: '.length)))];
}

const setUp = (reason: string) => `MountVolume.SetUp failed for volume "v" : ${reason}`;
const hostPath = (path: string, type: string) => ({ hostPath: { path, type } });
const missing = (name: string, problem: string) =>
  `Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[v]: error processing PVC default/${name}: ${problem}`;

describe('what cannot be mounted, in the kubelet’s words', () => {
  test.each<[string, Fields, readonly KubeObject[], readonly string[]]>([
    ['a ConfigMap that is not there', { configMap: { name: 'c' } }, [], [setUp('configmap "c" not found')]],
    ['an optional one', { configMap: { name: 'c', optional: true } }, [], []],
    ['a key that is not there', { configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] } }, [aConfigMap('c', { other: '' })], [setUp('configmap references non-existent config key: k')]],
    ['a Secret that is not there', { secret: { secretName: 's' } }, [], [setUp('secret "s" not found')]],
    ['a key of a Secret', { secret: { secretName: 's', items: [{ key: 'k', path: 'p' }] } }, [aSecret('s', {})], [setUp('references non-existent secret key: k')]],
    ['two projected sources', { projected: { sources: [{ configMap: { name: 'c' } }, { secret: { name: 's' } }] } }, [], [setUp('[configmap "c" not found, secret "s" not found]')]],
    ['a directory', hostPath('/data', 'Directory'), [], [setUp('hostPath type check failed: /data is not a directory')]],
    ['a directory every node has', hostPath('/var/log', 'Directory'), [], []],
    ['a directory or a new one', hostPath('/data', 'DirectoryOrCreate'), [], []],
    ['a file', hostPath('/data/f', 'File'), [], [setUp('hostPath type check failed: /data/f is not a file')]],
    ['a file that is a directory', hostPath('/var/log', 'File'), [], [setUp('hostPath type check failed: /var/log is not a file')]],
    ['a file or a new one', hostPath('/data/f', 'FileOrCreate'), [], []],
    ['a socket', hostPath('/run/x.sock', 'Socket'), [], [setUp('hostPath type check failed: /run/x.sock is not a socket file')]],
    ['the runtime’s socket', hostPath('/run/containerd/containerd.sock', 'Socket'), [], []],
    ['a character device', hostPath('/data', 'CharDevice'), [], [setUp('hostPath type check failed: /data is not a character device')]],
    ['a block device', hostPath('/data', 'BlockDevice'), [], [setUp('hostPath type check failed: /data is not a block device')]],
    ['no type', hostPath('/data', ''), [], []],
    ['an inline volume of a driver that is not installed', { csi: { driver: 'd.io' } }, [], [setUp('kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name d.io not found in the list of registered CSI drivers')]],
    ['an inline volume of a driver that makes none', { csi: { driver: 'd.io' } }, [aDriver('d.io')], [setUp('kubernetes.io/csi: mounter.SetUpAt failed to check volume lifecycle mode: volume mode "Ephemeral" not supported by driver d.io (only supports ["Persistent"])')]],
    ['an inline volume', { csi: { driver: 'd.io' } }, [aDriver('d.io', { volumeLifecycleModes: ['Ephemeral'] })], []],
    ['a claim that is not there', { persistentVolumeClaim: { claimName: 'x' } }, [], [missing('x', 'failed to fetch PVC from API server: persistentvolumeclaims "x" not found')]],
    ['a claim that is not bound', { persistentVolumeClaim: { claimName: 'x' } }, [aClaim('x', { storageClassName: '' })], [missing('x', 'PVC is not bound')]],
  ])('%s', (_, volume, objects, expected) => {
    expect(failures(volume, ...objects)).toEqual(expected);
  }); // prettier-ignore

  test('a local volume of another node', () => {
    const matchExpressions = [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['worker-2'] }];
    const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions }] } };
    const local = { local: { path: '/mnt/ssd' }, nfs: undefined, nodeAffinity, storageClassName: '' };
    const cluster = clusterWith(
      aVolume('l', local),
      aClaim('c', { storageClassName: '' }),
      aPodWith('p', ['c'], worker1),
    );
    expect(events(cluster.journal, key.pod('p'))).toContain(
      'FailedMount: MountVolume.NodeAffinity check failed for volume "l" : no matching NodeSelectorTerms',
    );
  });

  test('a ReadWriteOncePod volume that another pod of the node uses', () => {
    const once = { storageClassName: '', accessModes: ['ReadWriteOncePod'] };
    const both = [aVolume('v', once), aClaim('c', once), aPodWith('a', ['c'], worker1), aPodWith('b', ['c'], worker1)];
    const cluster = clusterWith(...both);
    expect(
      events(cluster.journal)
        .filter((line) => line.startsWith('FailedMount'))
        .at(-1),
    ).toBe(
      'FailedMount: MountVolume.SetUp failed for volume "v" : volume uses the ReadWriteOncePod access mode and is already in use by another pod',
    );
    expect(new Set([phaseOf(cluster, 'a'), phaseOf(cluster, 'b')])).toEqual(new Set(['Pending', 'Running']));
  });

  test('is tried a few times, then waits for a change, and holds up no other volume', () => {
    const pod = aPodOf(
      'p',
      [
        { name: 'config', configMap: { name: 'c' } },
        { name: 'scratch', emptyDir: {} },
      ],
      worker1,
    );
    const cluster = clusterWith(pod);
    expect(codes(cluster.journal, 'storage.mount.')).toEqual(['failed', 'emptyDir', 'failed', 'failed']);
    apply(cluster, pod, aConfigMap('c', { k: 'v' }));
    expect(phaseOf(cluster, 'p')).toBe('Running');
    expect(read(cluster, 'p', '/config/k')).toBe('v');
  });

  test('a volume that no container mounts is left alone', () => {
    const cluster = clusterWith(aPodOf('p', [{ name: 'v', configMap: { name: 'c' } }], worker1, { volumeMounts: [] }));
    expect(phaseOf(cluster, 'p')).toBe('Running');
    expect(storageWorld(cluster).mounts).toEqual([]);
  });
});

describe('what a volume from the API shows', () => {
  const secret = aSecret('s', { user: 'YWRtaW4=', letter: 'w6Q=' });
  const pod = (volume: Fields, container: Fields = {}) => aPodOf('p', [{ name: 'v', ...volume }], worker1, container);

  test.each<[string, Fields, string, string | null]>([
    ['every key of a ConfigMap', { configMap: { name: 'c' } }, '/v/a.conf', 'one'],
    ['the items alone', { configMap: { name: 'c', items: [{ key: 'a.conf', path: 'etc/x' }] } }, '/v/etc/x', 'one'],
    ['nothing besides', { configMap: { name: 'c', items: [{ key: 'a.conf', path: 'etc/x' }] } }, '/v/a.conf', null],
    ['a Secret, decoded', { secret: { secretName: 's' } }, '/v/user', 'admin'],
    ['a Secret, as UTF-8', { secret: { secretName: 's' } }, '/v/letter', 'ä'],
    ['sources side by side', { projected: { sources: [{ configMap: { name: 'c' } }, { secret: { name: 's' } }] } }, '/v/user', 'admin'],
    ['the pod’s name', { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }, '/v/name', 'p'],
    ['a limit', { downwardAPI: { items: [{ path: 'm', resourceFieldRef: { containerName: 'app', resource: 'limits.memory' } }] } }, '/v/m', '1048576'],
  ])('%s', (_, volume, path, text) => {
    const limits = { resources: { limits: { memory: '1Mi' } } };
    const cluster = clusterWith(aConfigMap('c', { 'a.conf': 'one' }), secret, pod(volume, limits));
    expect(read(cluster, 'p', path)).toBe(text);
    expect(write(cluster, 'p', '/v/new', 'x')).toEqual(["sh: can't create /v/new: Read-only file system"]);
  }); // prettier-ignore

  test('follows its ConfigMap with the kubelet’s next sync, but not through a subPath', () => {
    const volumeMounts = [
      { name: 'v', mountPath: '/v' },
      { name: 'v', mountPath: '/one.conf', subPath: 'a.conf' },
    ];
    const shown = pod({ configMap: { name: 'c' } }, { volumeMounts });
    const cluster = clusterWith(aConfigMap('c', { 'a.conf': 'one' }), shown);
    const at = cluster.clock;
    const steps = after(cluster, () => cluster.apply([aConfigMap('c', { 'a.conf': 'two' }), shown]));
    const [refreshed] = steps.filter(({ why }) => why.code === 'storage.mount.refreshed');
    expect((refreshed?.t ?? 0) - at).toBeGreaterThanOrEqual(60_000);
    expect(read(cluster, 'p', '/v/a.conf')).toBe('two');
    expect(read(cluster, 'p', '/one.conf')).toBe('one');
    cluster.act({ type: 'crash-container', pod: key.pod('p'), container: 'app' });
    cluster.settle();
    expect(read(cluster, 'p', '/one.conf')).toBe('two');
  });

  test('keeps its files when its ConfigMap is gone, and says so', () => {
    const shown = pod({ configMap: { name: 'c' } });
    const cluster = clusterWith(aConfigMap('c', { 'a.conf': 'one' }), shown);
    const steps = after(cluster, () => cluster.apply([shown]));
    expect(events(steps, key.pod('p'))).toEqual([`FailedMount: ${setUp('configmap "c" not found')}`]);
    expect(read(cluster, 'p', '/v/a.conf')).toBe('one');
    expect(phaseOf(cluster, 'p')).toBe('Running');
  });
});

test('going back in the journal brings the files back, and forth takes them again', () => {
  const pod = aPodOf('p', [{ name: 'v', emptyDir: {} }], worker1);
  const cluster = clusterWith(pod);
  write(cluster, 'p', '/v/f', 'x');
  const at = cluster.at;
  apply(cluster);
  expect(allFiles(cluster)).toEqual([]);
  const end = cluster.at;
  cluster.seek(at);
  expect(allFiles(cluster).map(({ path, text }) => [path, text])).toEqual([['f', 'x']]);
  cluster.seek(end);
  expect(storageWorld(cluster)).toEqual({ disks: [], mounts: [], stagings: [] });
});
