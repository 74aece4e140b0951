import { describe, expect, it } from 'vitest';
import { createCluster, createManifestCache, parseManifests, type ObjectKey } from '../core/index.js';
import { applyDelta, deltaOf } from './delta.js';
import { fingerprint } from './fingerprint.js';
import type { Snapshot } from './protocol.js';
import { createStorageSession } from './testing/storage-session.js';
import { firstPathWork } from './testing/first-path.js';
import { volumeWork } from './testing/volume-works.js';
import { isPainted } from './unpainted.js';

const CLAIM = 'PersistentVolumeClaim/default/data' as ObjectKey;
const POD = 'Pod/default/web' as ObjectKey;
const FILE = '/usr/share/nginx/html/index.html';

function opened() {
  const session = createStorageSession();
  return { session, first: session.open(volumeWork, 'wide', 'storage') };
}

const write = (text: string) => ({ type: 'write-file', pod: POD, container: 'web', path: FILE, text }) as const;

/** The kinds of the stages that the player goes through. */
function stages({ timelines, steps }: Snapshot): (string | undefined)[] {
  return timelines.storage.hops.map(({ step }) => steps[(step ?? 0) - 1]?.volume?.kind);
}

describe('the Storage lens', () => {
  it('costs nothing while nobody looks at it', () => {
    const unseen = createStorageSession();
    const seen = createStorageSession();
    const [a, b] = [unseen.open(firstPathWork), seen.open(firstPathWork, 'wide', 'storage')];
    expect(isPainted(a.scenes.storage)).toBe(false);
    expect(a.timelines.storage.hops).toEqual([]);
    expect(isPainted(b.scenes.storage)).toBe(true);
    const traffic = { ...b.scenes, storage: a.scenes.storage };
    expect(traffic).toEqual(a.scenes);
    expect(isPainted(seen.show('traffic').scenes.storage)).toBe(false);
    expect(isPainted(seen.show('storage').scenes.storage)).toBe(true);
  });

  it('is painted when it is asked for, and crosses to the page in pieces', () => {
    const session = createStorageSession();
    let before = session.open(volumeWork);
    let there = applyDelta(null, structuredClone(deltaOf(null, before)));
    for (const next of [
      session.show('storage'),
      session.seek(3),
      session.act(write('hello')),
      session.show('rules'),
      session.edit(volumeWork.files.slice(0, 2)),
      session.show('storage'),
    ]) {
      there = applyDelta(there, structuredClone(deltaOf(before, next)));
      expect(there).toEqual(next);
      before = next;
    }
  });

  it('tells the way of a volume step by step, and every hop is a step that can be gone to', () => {
    const { session, first } = opened();
    const told = stages(first);
    expect(told.indexOf('bind')).toBeGreaterThanOrEqual(0);
    expect(told.indexOf('publish')).toBeGreaterThan(told.indexOf('bind'));
    for (const { step } of first.timelines.storage.hops) {
      const there = session.seek(step ?? 0);
      expect(there.at).toBe(step);
      expect(there.timelines.storage.hops.map((hop) => hop.step)).toEqual(
        first.timelines.storage.hops.map((hop) => hop.step),
      );
    }
    const end = session.seek(first.steps.length);
    expect(end.scenes.storage).toEqual(first.scenes.storage);
  });

  it('says of each stage what it wrote to which object', () => {
    const { first } = opened();
    const writes = first.steps.flatMap(({ volume, writes: list }) => (volume === undefined ? [] : (list ?? [])));
    expect(writes).toContainEqual({
      object: 'PersistentVolume//small',
      how: 'changed',
      fields: expect.arrayContaining([expect.objectContaining({ path: 'spec.claimRef', is: 'default/data' })]) as never,
    });
    expect(writes.flatMap(({ fields }) => fields)).toContainEqual({
      path: 'status.phase',
      was: 'Pending',
      is: 'Bound',
    });
    expect(first.steps.filter(({ volume }) => volume === undefined).every((step) => step.writes === undefined)).toBe(
      true,
    );
  });

  it('goes on from the past when somebody acts there', () => {
    const { session, first } = opened();
    const bind = first.timelines.storage.hops[0]?.step ?? 0;
    session.seek(bind);
    const next = session.act({ type: 'delete-pod', pod: POD });
    expect(next.at).toBe(next.steps.length);
    expect(next.steps.slice(0, bind)).toEqual(first.steps.slice(0, bind));
  });
});

describe('questions about volumes', () => {
  it('a claim’s board names the smallest that fits, and why the other one is not it', () => {
    const { session } = opened();
    const board = session.board(CLAIM);
    expect(board).toMatchObject({ phase: 'Bound', chosen: 'PersistentVolume//small' });
    expect(board?.candidates.map(({ volume, outcome }) => [volume, outcome])).toEqual([
      ['PersistentVolume//small', 'chosen'],
      ['PersistentVolume//large', expect.anything()],
    ]);
    expect(session.board('PersistentVolumeClaim/default/nobody' as ObjectKey)).toBeNull();
  });

  it('a claim that nothing fits says so in the words of its Event', () => {
    const session = createStorageSession();
    session.open({ ...volumeWork, files: [volumeWork.files[1]!] });
    const board = session.board(CLAIM);
    expect(board).toMatchObject({ phase: 'Pending', chosen: null, candidates: [] });
    expect(board?.event).toContain('no persistent volumes available for this claim and no storage class is set');
  });

  it('what is in a volume is what was written, at that moment and not before', () => {
    const { session, first } = opened();
    const files = () =>
      session.volumes().world.disks.flatMap((disk) => disk.files.map(({ path, text }) => [path, text]));
    expect(files()).toEqual([]);
    const written = session.act(write('hello'));
    expect(files()).toEqual([['index.html', 'hello']]);
    expect(session.volumes().chains).toContainEqual(
      expect.objectContaining({ pod: POD, claim: CLAIM, volume: 'PersistentVolume//small', stage: 'published' }),
    );
    session.seek(first.steps.length);
    expect(files()).toEqual([]);
    session.seek(written.steps.length);
    expect(files()).toEqual([['index.html', 'hello']]);
  });

  it('the line under the cursor lights the stages and the things that it causes', () => {
    const { session, first } = opened();
    const { text } = volumeWork.files[1]!;
    const claim = session.causedAt('c', text.indexOf('name: data') + 7);
    expect(claim.object).toBe(CLAIM);
    expect(first.scenes.storage.nodes.find(({ object }) => object === CLAIM)?.id).toBeDefined();
    expect(claim.sceneIds).toContain(first.scenes.storage.nodes.find(({ object }) => object === CLAIM)?.id);
    const whole = session.causedAt('c', text.indexOf('spec:') + 1);
    const own = first.steps.flatMap(({ volume, cause }, index) =>
      volume !== undefined && cause.object === CLAIM && cause.field[0] === 'spec' ? [index + 1] : [],
    );
    expect(own.length).toBeGreaterThan(0);
    expect(whole.steps).toEqual(expect.arrayContaining(own));
    session.show('traffic');
    expect(session.causedAt('c', text.indexOf('spec:') + 1).steps).toEqual([]);
  });

  it('what a menu must know of claims, volumes and nodes is in their summaries', () => {
    const { session, first } = opened();
    const of = (snapshot: Snapshot, key: string) => snapshot.objects.find((one) => one.key === key);
    expect(of(first, CLAIM)).toMatchObject({
      state: 'Bound',
      storage: { size: '1Gi', bound: 'PersistentVolume//small', class: '' },
    });
    expect(of(first, 'PersistentVolume//small')).toMatchObject({ state: 'Bound', storage: { bound: CLAIM } });
    expect(of(first, 'PersistentVolume//large')).toMatchObject({ state: 'Available', storage: { size: '10Gi' } });
    session.act({ type: 'delete-pod', pod: POD });
    const released = session.act({ type: 'delete-claim', claim: CLAIM });
    expect(of(released, CLAIM)).toBeUndefined();
    expect(of(released, 'PersistentVolume//small')).toMatchObject({ state: 'Released', storage: { bound: CLAIM } });
    session.act({ type: 'fail-node', node: 'worker-1' });
    const tainted = session.act({ type: 'out-of-service', node: 'worker-1', on: true });
    expect(of(tainted, 'Node//worker-1')).toMatchObject({ outOfService: true });
    expect(of(tainted, 'Node//worker-2')?.outOfService).toBeUndefined();
  });

  it('a link replays what was done to volumes and files', () => {
    const { session } = opened();
    session.act(write('kept'));
    session.act({ type: 'delete-pod', pod: POD });
    const there = createStorageSession();
    there.open(structuredClone(session.workspace()));
    expect(there.volumes().world.disks).toEqual(session.volumes().world.disks);
    expect(there.volumes().world.disks.flatMap(({ files }) => files.map(({ text }) => text))).toEqual(['kept']);
  });
});

it('two clusters are the same only with the same files in them, whenever those were written', () => {
  const clusterOf = (...texts: readonly string[]) => {
    const cluster = createCluster(volumeWork.settings);
    const { documents } = parseManifests(volumeWork.files, createManifestCache());
    cluster.apply(documents.map(({ object }) => object));
    cluster.settle();
    for (const text of texts) {
      cluster.act(write(text));
      cluster.settle();
    }
    return fingerprint(cluster);
  };
  expect(clusterOf('b', 'a')).toBe(clusterOf('a'));
  expect(clusterOf('b')).not.toBe(clusterOf('a'));
  expect(clusterOf()).not.toBe(clusterOf('a'));
});
