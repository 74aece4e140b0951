import { describe, expect, test } from 'vitest';
import type { KubeObject } from '../../api/meta.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { storageWorld } from '../disks/world.js';
import { causeless } from '../testing/causes.js';
import { aClaim, aClass, apply, aPodWith, aVolume, clusterWith, codes, events, key, PD } from '../testing/manifests.js';
import { after, allFiles, aPodOf, phaseOf, podNamed, read, write } from '../testing/pods.js';

type Fields = Readonly<Record<string, unknown>>;

const worker1 = { nodeName: 'worker-1' };
const scratch = { name: 'v', emptyDir: {} };
const memory = (emptyDir: Fields = {}) => ({ name: 'v', emptyDir: { medium: 'Memory', ...emptyDir } });

function crash(cluster: Cluster, pod = 'p'): void {
  cluster.act({ type: 'crash-container', pod: key.pod(pod), container: 'app' });
  cluster.settle();
}

/** The paths of the files a step lost, of the steps that lost any. */
function lost(cluster: Cluster): readonly (readonly string[])[] {
  return cluster.journal.flatMap(({ volume }) => (volume?.lost ? [volume.lost.map(({ path }) => path)] : []));
}

describe('a container’s own file system', () => {
  const cluster = clusterWith(aPodOf('p', [scratch], worker1));
  write(cluster, 'p', '/tmp/own', 'mine');
  write(cluster, 'p', '/v/shared', 'ours');

  test('is lost when the container ends; its volumes are not', () => {
    expect(read(cluster, 'p', '/tmp/own')).toBe('mine');
    crash(cluster);
    expect(read(cluster, 'p', '/tmp/own')).toBeNull();
    expect(read(cluster, 'p', '/v/shared')).toBe('ours');
    expect(cluster.journal.find(({ volume }) => volume?.kind === 'lose')?.why.code).toBe('cluster.kubelet.crashed');
    expect(lost(cluster)).toEqual([['tmp/own']]);
    expect(causeless(cluster)).toEqual([]);
  });
});

describe('an emptyDir', () => {
  test('is shared by the containers of its pod, and goes with the pod', () => {
    const volumeMounts = [{ name: 'v', mountPath: '/other' }];
    const two = [
      { name: 'app', image: 'busybox', volumeMounts: [{ name: 'v', mountPath: '/v' }] },
      { name: 'reader', image: 'busybox', volumeMounts },
    ];
    const cluster = clusterWith(aPodOf('p', [scratch], { ...worker1, containers: two }));
    write(cluster, 'p', '/v/f', 'x');
    const [mount] = storageWorld(cluster).mounts;
    expect(mount).toMatchObject({ node: 'worker-1', name: 'v', readOnly: false });
    expect(mount?.disk).toBe(
      `worker-1:/var/lib/kubelet/pods/${podNamed(cluster, 'p')?.metadata.uid}/volumes/kubernetes.io~empty-dir/v`,
    );
    const steps = after(cluster, () => cluster.act({ type: 'delete-pod', pod: key.pod('p') }));
    expect(steps.find(({ volume }) => volume?.kind === 'lose')).toMatchObject({
      by: 'kubelet',
      why: { code: 'storage.mount.removed' },
      volume: { lost: [{ path: 'f', text: 'x' }] },
    });
    expect(storageWorld(cluster).disks).toEqual([]);
    // The kubelet unmounts when the containers have ended, and only then lets the pod go.
    expect(codes(steps, '')).toEqual([
      'cluster.act.deletePod',
      'cluster.kubelet.stopping',
      'cluster.kubelet.stopping',
      'cluster.kubelet.stopped',
      'storage.mount.removed',
      'cluster.kubelet.removed',
    ]);
  });

  test('goes when the pod has ended by itself, though the pod stays', () => {
    const cluster = clusterWith(aPodOf('p', [scratch], { ...worker1, restartPolicy: 'Never' }));
    write(cluster, 'p', '/v/f', 'x');
    crash(cluster);
    expect(phaseOf(cluster, 'p')).toBe('Failed');
    expect(lost(cluster)).toEqual([['f']]);
    expect(storageWorld(cluster).mounts).toEqual([]);
    expect(causeless(cluster)).toEqual([]);
  });

  test('goes when the pod was deleted by force', () => {
    const cluster = clusterWith(aPodOf('p', [scratch], worker1));
    write(cluster, 'p', '/v/f', 'x');
    cluster.act({ type: 'delete-pod', pod: key.pod('p'), force: true });
    cluster.settle();
    expect(lost(cluster)).toEqual([['f']]);
    expect(causeless(cluster)).toEqual([]);
  });

  test('stays on a node that is cut off, and goes when the node is back', () => {
    const cluster = clusterWith(aPodOf('p', [scratch], worker1));
    write(cluster, 'p', '/v/f', 'x');
    cluster.act({ type: 'fail-node', node: 'worker-1' });
    cluster.settle();
    expect(allFiles(cluster)).toHaveLength(1);
    expect(write(cluster, 'p', '/v/g', 'y')).toEqual([
      'error dialing backend: dial tcp 192.168.10.12:10250: i/o timeout',
    ]);
    cluster.act({ type: 'heal-node', node: 'worker-1' });
    cluster.settle();
    expect(allFiles(cluster)).toEqual([]);
  });

  test('over its sizeLimit ends the pod, at the eviction manager’s next look', () => {
    const cluster = clusterWith(aPodOf('p', [{ name: 'v', emptyDir: { sizeLimit: '1Ki' } }], worker1));
    expect(write(cluster, 'p', '/v/small', 'x'.repeat(1024))).toEqual([]);
    expect(phaseOf(cluster, 'p')).toBe('Running');
    write(cluster, 'p', '/v/more', 'x');
    expect(podNamed(cluster, 'p')?.status).toMatchObject({
      phase: 'Failed',
      reason: 'Evicted',
      message: 'Usage of EmptyDir volume "v" exceeds the limit "1Ki". ',
    });
    expect(events(cluster.journal, key.pod('p'))).toContain(
      'Evicted: Usage of EmptyDir volume "v" exceeds the limit "1Ki". ',
    );
    expect(lost(cluster)).toEqual([['more', 'small']]);
    expect(causeless(cluster)).toEqual([]);
  });
});

describe('a tmpfs', () => {
  const limits = (limit: string) => ({ resources: { limits: { memory: limit } } });

  test('counts against the memory of the container that writes: over its limit the kernel kills it', () => {
    const cluster = clusterWith(aPodOf('p', [memory()], worker1, limits('1Ki')));
    write(cluster, 'p', '/v/half', 'x'.repeat(600));
    expect(phaseOf(cluster, 'p')).toBe('Running');
    const steps = after(cluster, () => write(cluster, 'p', '/v/rest', 'x'.repeat(600)));
    const killed = steps.find(({ why }) => why.code === 'storage.files.outOfMemory');
    expect(killed?.cause.field).toEqual(['spec', 'containers', 0, 'resources', 'limits', 'memory']);
    const state = (killed?.changes[0]?.after as { status?: unknown })?.status;
    expect(state).toMatchObject({
      containerStatuses: [{ state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } }],
    });
    // The pages stay with the pod; the new container's account is empty.
    expect(read(cluster, 'p', '/v/rest')).toHaveLength(600);
    expect(podNamed(cluster, 'p')?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
    expect(causeless(cluster)).toEqual([]);
  });

  test('is full at its sizeLimit: nobody is evicted', () => {
    const cluster = clusterWith(aPodOf('p', [memory({ sizeLimit: '10' })], worker1));
    expect(write(cluster, 'p', '/v/a', '1234567890')).toEqual([]);
    expect(write(cluster, 'p', '/v/b', '1')).toEqual(['sh: write error: No space left on device']);
    expect(phaseOf(cluster, 'p')).toBe('Running');
  });
});

describe('where nothing can be written', () => {
  const pvc = (spec: Fields) => [
    aVolume('v', { storageClassName: '', ...spec }),
    aClaim('c', { storageClassName: '', ...spec }),
  ];
  const ro = (field: Fields): KubeObject =>
    aPodOf('p', [{ name: 'v', emptyDir: {} }], worker1, { volumeMounts: [{ name: 'v', mountPath: '/v', ...field }] });

  test.each<[string, readonly KubeObject[], string, readonly string[]]>([
    ['a mount that is readOnly', [ro({ readOnly: true })], '/v/f', ["sh: can't create /v/f: Read-only file system"]],
    ['a claim that is', [...pvc({}), aPodOf('p', [{ name: 'v', persistentVolumeClaim: { claimName: 'c', readOnly: true } }], worker1)], '/v/f', ["sh: can't create /v/f: Read-only file system"]],
    ['a directory', [ro({})], '/v', ["sh: can't create /v: Is a directory"]],
    ['a raw device', [...pvc({ volumeMode: 'Block' }), aPodOf('p', [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }], worker1, { volumeMounts: [], volumeDevices: [{ name: 'v', devicePath: '/dev/xvda' }] })], '/dev/xvda', ['/dev/xvda is a raw block device (volumeMode: Block): it holds no files']],
    ['a pod that is not there', [], '/v/f', ['pods "p" not found']],
    ['a pod without a node', [aPodOf('p', [scratch], { nodeSelector: { no: 'node' } })], '/v/f', ['pod p does not have a host assigned']],
    ['a container that waits', [aPodOf('p', [{ name: 'v', configMap: { name: 'c' } }], worker1)], '/v/f', ['unable to upgrade connection: container not found ("app")']],
  ])('%s', (_, objects, path, refusals) => {
    expect(write(clusterWith(...objects), 'p', path, 'x')).toEqual(refusals);
  }); // prettier-ignore
});

test('a subPath is a directory of the volume', () => {
  const volumeMounts = [
    { name: 'v', mountPath: '/whole' },
    { name: 'v', mountPath: '/part', subPath: 'a/b' },
  ];
  const cluster = clusterWith(aPodOf('p', [scratch], worker1, { volumeMounts }));
  write(cluster, 'p', '/part/f', 'x');
  expect(read(cluster, 'p', '/whole/a/b/f')).toBe('x');
  expect(write(cluster, 'p', '/whole/a', 'y')).toEqual(["sh: can't create /whole/a: Is a directory"]);
});

test('what is written anew is another file, and the old one is lost', () => {
  const cluster = clusterWith(aPodOf('p', [scratch], worker1));
  write(cluster, 'p', '/v/f', 'old');
  const [old] = allFiles(cluster);
  write(cluster, 'p', '/v/f', 'new');
  expect(allFiles(cluster).map(({ text }) => text)).toEqual(['new']);
  expect(allFiles(cluster)[0]?.id).not.toBe(old?.id);
  expect(cluster.journal.at(-1)).toMatchObject({ why: { code: 'storage.files.replaced' }, volume: { lost: [old] } });
});

describe('data that outlives the pod', () => {
  const share = { name: 'v', nfs: { server: 'nfs.example.com', path: '/exports' } };

  test('a share is the same from every node', () => {
    const cluster = clusterWith(aPodOf('a', [share], worker1), aPodOf('b', [share], { nodeName: 'worker-2' }));
    write(cluster, 'a', '/v/f', 'x');
    expect(read(cluster, 'b', '/v/f')).toBe('x');
    expect(storageWorld(cluster).disks).toHaveLength(1);
  });

  test('a hostPath is another directory on every node', () => {
    const host = { name: 'v', hostPath: { path: '/srv' } };
    const cluster = clusterWith(aPodOf('a', [host], worker1), aPodOf('b', [host], { nodeName: 'worker-2' }));
    write(cluster, 'a', '/v/f', 'x');
    expect(read(cluster, 'b', '/v/f')).toBeNull();
    apply(cluster);
    expect(allFiles(cluster)).toHaveLength(1);
    apply(cluster, aPodOf('c', [host], worker1));
    expect(read(cluster, 'c', '/v/f')).toBe('x');
  });

  test('a directory that something wrote may be asked for by type', () => {
    const host = (type: string) => ({ name: 'v', hostPath: { path: '/srv/app', type } });
    const cluster = clusterWith(aPodOf('a', [host('DirectoryOrCreate')], worker1));
    apply(cluster, aPodOf('b', [host('Directory')], worker1));
    expect(phaseOf(cluster, 'b')).toBe('Running');
  });
});

test('a hostPath may be one file', () => {
  const cluster = clusterWith(
    aPodOf('p', [{ name: 'v', hostPath: { path: '/srv/f', type: 'FileOrCreate' } }], worker1),
  );
  expect(read(cluster, 'p', '/v')).toBe('');
  expect(write(cluster, 'p', '/v', 'x')).toEqual([]);
  expect(read(cluster, 'p', '/v')).toBe('x');
  expect(write(cluster, 'p', '/v/deeper', 'x')).toEqual(["sh: can't create /v/deeper: Not a directory"]);
});

test('a file system grows while it is mounted, when the disk has', () => {
  const objects = [aClass('fast', PD, { allowVolumeExpansion: true }), aClaim('c', { storageClassName: 'fast' })];
  const cluster = clusterWith(...objects, aPodWith('p', ['c'], worker1));
  cluster.act({ type: 'expand-claim', claim: key.claim('c'), storage: '2Gi' });
  cluster.settle();
  const claim = cluster.get<PersistentVolumeClaim>(key.claim('c'));
  expect(claim?.status.capacity).toEqual({ storage: '2Gi' });
  expect(claim?.status.conditions ?? []).toEqual([]);
  expect(codes(cluster.journal, 'storage.mount.')).toContain('expanded');
  expect(storageWorld(cluster).disks.map(({ bytes }) => bytes)).toEqual([2 * 1024 ** 3]);
  expect(causeless(cluster)).toEqual([]);
});
