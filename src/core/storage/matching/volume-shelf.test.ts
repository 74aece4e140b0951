import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../api/key.js';
import type { AccessMode, PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import { INDEXES, NODE_USAGE } from '../../cluster/indexes.js';
import { ObjectStore } from '../../cluster/store.js';
import { findBestMatchForClaim, findMatchingVolume } from './find-matching.js';
import { className } from './claim-and-volume.js';
import { findVolumeForController, findVolumeForNode } from './volume-shelf.js';

const MODES: readonly AccessMode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const modes = fc.subarray([...MODES], { minLength: 1 });
const size = fc.constantFrom('1Gi', '1G', '2Gi', '2048Mi', '5Gi', '10Gi');
const classes = fc.constantFrom('', 'fast', 'slow');
const mode = fc.option(fc.constantFrom('Filesystem', 'Block'), { nil: undefined });
const labels = fc.option(fc.constantFrom({ tier: 'a' }, { tier: 'b' }), { nil: undefined });
const zone = fc.option(fc.constantFrom('a', 'b'), { nil: undefined });

const volumes = fc
  .array(
    fc.record({
      modes,
      size,
      className: classes,
      mode,
      labels,
      zone,
      phase: fc.constantFrom('Available', 'Available', 'Available', 'Released', 'Bound'),
      claimRef: fc.option(
        fc.constantFrom({ name: 'c' }, { name: 'c', uid: 'u' }, { name: 'c', uid: 'v' }, { name: 'd' }),
      ),
      deleted: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(
      (one, index): PersistentVolume =>
        ({
          apiVersion: 'v1',
          kind: 'PersistentVolume',
          metadata: {
            name: `pv-${String.fromCharCode(97 + index)}`,
            ...(one.labels ? { labels: one.labels } : {}),
            ...(one.deleted && index % 5 === 0 ? { deletionTimestamp: 'now' } : {}),
          },
          spec: {
            accessModes: one.modes,
            capacity: { storage: one.size },
            persistentVolumeReclaimPolicy: 'Retain',
            ...(one.className === '' ? {} : { storageClassName: one.className }),
            ...(one.mode ? { volumeMode: one.mode } : {}),
            ...(one.claimRef && index % 3 === 0 ? { claimRef: { namespace: 'default', ...one.claimRef } } : {}),
            ...(one.zone ? { nodeAffinity: inZone(one.zone) } : {}),
          },
          status: { phase: one.phase },
        }) as PersistentVolume,
    ),
  );

function inZone(name: string) {
  return { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [name] }] }] } };
}

const claims = fc.record({ modes, size, className: classes, mode, labels }).map(
  (one): PersistentVolumeClaim =>
    ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'c', namespace: 'default', uid: 'u' },
      spec: {
        accessModes: one.modes,
        resources: { requests: { storage: one.size } },
        storageClassName: one.className,
        ...(one.mode ? { volumeMode: one.mode } : {}),
        ...(one.labels ? { selector: { matchLabels: one.labels } } : {}),
      },
      status: { phase: 'Pending' },
    }) as PersistentVolumeClaim,
);

function shelvesOf(objects: readonly PersistentVolume[]) {
  const store = new ObjectStore(INDEXES, NODE_USAGE);
  const counted = { looks: 0 };
  for (const object of objects) store.set(keyOf(object), object);
  return {
    store,
    counted,
    shelves: {
      find: store.find.bind(store),
      get: ((key) => {
        counted.looks++;
        return store.get(key);
      }) as typeof store.get,
    },
  };
}

describe('the shelves', () => {
  it('give the controller what a walk over all volumes gives', () => {
    fc.assert(
      fc.property(volumes, claims, fc.boolean(), (all, claim, delay) => {
        const { shelves } = shelvesOf(all);
        const found = findVolumeForController(shelves, claim, delay)?.metadata.name;
        expect(found).toBe(findBestMatchForClaim(claim, all, delay)?.metadata.name);
      }),
      { numRuns: 600, seed: 11 },
    );
  });

  it('give the scheduler what a walk over the volumes of the class gives', () => {
    fc.assert(
      fc.property(
        volumes,
        claims,
        fc.constantFrom('a', 'b', 'c'),
        fc.subarray(['pv-a', 'pv-b', 'pv-c']),
        (all, claim, at, out) => {
          const { shelves } = shelvesOf(all);
          const node = { metadata: { name: 'n', labels: { zone: at } } };
          const excluded = new Set(out);
          const ofClass = all.filter((one) => className(one) === className(claim));
          const walked = findMatchingVolume(claim, ofClass, { node, excluded })?.metadata.name;
          expect(findVolumeForNode(shelves, claim, { node, excluded })?.metadata.name).toBe(walked);
        },
      ),
      { numRuns: 600, seed: 12 },
    );
  });

  it('are in order after every change', () => {
    fc.assert(
      fc.property(volumes, volumes, claims, (before, after, claim) => {
        const { store, shelves } = shelvesOf(before);
        for (const object of before) store.set(keyOf(object), undefined);
        for (const object of after) store.set(keyOf(object), object);
        const grown = after.map((one) => ({ ...one, spec: { ...one.spec, capacity: { storage: '3Gi' } } }));
        for (const object of grown) store.set(keyOf(object), object);
        const found = findVolumeForController(shelves, claim, false)?.metadata.name;
        expect(found).toBe(findBestMatchForClaim(claim, grown, false)?.metadata.name);
      }),
      { numRuns: 300, seed: 13 },
    );
  });

  it('are looked at in the order of their logarithm: 11 volumes of 1,000 for the smallest that fits', () => {
    const all = Array.from({ length: 1_000 }, (_, i) => plain(i, `${i + 1}Mi`));
    const { shelves, counted } = shelvesOf(all);
    const found = findVolumeForController(shelves, claimOf('700Mi'), false);
    expect(found?.metadata.name).toBe('pv-0699');
    expect(counted.looks).toBeLessThanOrEqual(11);
  });

  it('cost nothing where no volume of the class is free', () => {
    const all = Array.from({ length: 1_000 }, (_, i) => plain(i, '1Gi', 'other'));
    const { shelves, counted } = shelvesOf(all);
    expect(findVolumeForController(shelves, claimOf('1Gi'), false)).toBeUndefined();
    expect(counted.looks).toBe(0);
  });
});

function plain(index: number, storage: string, storageClassName = ''): PersistentVolume {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${String(index).padStart(4, '0')}` },
    spec: {
      accessModes: ['ReadWriteOnce'],
      capacity: { storage },
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName,
    },
    status: { phase: 'Available' },
  };
}

function claimOf(storage: string): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c', namespace: 'default', uid: 'u' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage } } },
    status: { phase: 'Pending' },
  };
}
