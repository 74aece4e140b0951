import type { AccessMode, PersistentVolume, PersistentVolumeClaim } from '../../src/core/index.js';
import { keyOf } from '../../src/core/index.js';
import { INDEXES, NODE_USAGE } from '../../src/core/cluster/indexes.js';
import { ObjectStore } from '../../src/core/cluster/store.js';
import { capacityOf } from '../../src/core/cluster/volume-offers.js';
import { hasAccessModes, withClaim } from '../../src/core/storage/matching/claim-and-volume.js';
import { matchesFreely, mayServe } from '../../src/core/storage/matching/find-matching.js';
import { findVolumeForController } from '../../src/core/storage/matching/volume-shelf.js';

/** What a run gave: the volume of each claim in order (`` for none), and how many volumes were looked at. */
interface Run {
  readonly bound: readonly string[];
  readonly looks: number;
}

const MODE_SETS: readonly (readonly AccessMode[])[] = [
  ['ReadWriteOnce'],
  ['ReadWriteOnce', 'ReadOnlyMany'],
  ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'],
];
const CLASSES = ['', 'fast', 'slow', 'local'];

/** Volumes of four classes, three sets of access modes, a hundred sizes; one in seven has another label. */
export function volumes(count: number): readonly PersistentVolume[] {
  return Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${String(i).padStart(5, '0')}`, labels: { tier: i % 7 === 0 ? 'gold' : 'plain' } },
    spec: {
      accessModes: MODE_SETS[i % MODE_SETS.length] ?? [],
      capacity: { storage: `${1 + ((i * 37) % 100)}Gi` },
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: CLASSES[i % CLASSES.length] ?? '',
      nfs: { server: 'nfs', path: `/${i}` },
    },
    status: { phase: 'Available' },
  }));
}

/** Claims for them: one in five selects a label, one in ten asks for more than there is. */
export function claims(count: number): readonly PersistentVolumeClaim[] {
  return Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `claim-${i}`, namespace: 'default', uid: `uid-${i}` },
    spec: {
      accessModes: [(MODE_SETS[2] ?? [])[i % 3] ?? 'ReadWriteOnce'],
      storageClassName: CLASSES[i % CLASSES.length] ?? '',
      resources: { requests: { storage: i % 10 === 9 ? '1Ti' : `${1 + ((i * 13) % 100)}Gi` } },
      ...(i % 5 === 0 ? { selector: { matchLabels: { tier: 'gold' } } } : {}),
    },
    status: { phase: 'Pending' },
  }));
}

function taken(volume: PersistentVolume, claim: PersistentVolumeClaim): PersistentVolume {
  return { ...withClaim(volume, claim), status: { phase: 'Bound' } };
}

/** Binds every claim, in order, to the volume that is found for it. The cluster is there before; a run is what the decisions cost, and keeping up with them. */
type Binding = (asked: readonly PersistentVolumeClaim[]) => Run;

/** As the controller does it: the store keeps the index through every binding. */
export function withIndex(all: readonly PersistentVolume[]): Binding {
  const store = new ObjectStore(INDEXES, NODE_USAGE);
  for (const volume of all) store.set(keyOf(volume), volume);
  let looks = 0;
  const shelves = {
    find: store.find.bind(store),
    get: ((key) => {
      looks++;
      return store.get(key);
    }) as typeof store.get,
  };
  return (asked) => ({
    bound: asked.map((claim) => {
      const found = findVolumeForController(shelves, claim, false);
      if (found) store.set(keyOf(found), taken(found, claim));
      return found?.metadata.name ?? '';
    }),
    get looks() {
      return looks;
    },
  });
}

/** A plain scan of all pairs: every claim against every volume. */
export function plainly(all: readonly PersistentVolume[]): Binding {
  const volumes = [...all];
  return (asked) => ({
    bound: asked.map((claim) => {
      let best = -1;
      volumes.forEach((volume, at) => {
        if (!fits(claim, volume)) return;
        const chosen = volumes[best];
        if (!chosen || isBetter(volume, chosen)) best = at;
      });
      const found = volumes[best];
      if (found) volumes[best] = taken(found, claim);
      return found?.metadata.name ?? '';
    }),
    looks: asked.length * volumes.length,
  });
}

function fits(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  if (volume.spec.claimRef !== undefined) return false;
  return mayServe(volume, claim) && matchesFreely(volume, claim) && hasAccessModes(claim, volume);
}

/** Fewer access modes first, then the smaller one; of equals the first stays. */
function isBetter(a: PersistentVolume, b: PersistentVolume): boolean {
  const [modes, otherModes] = [a.spec.accessModes?.length ?? 0, b.spec.accessModes?.length ?? 0];
  return modes === otherModes ? capacityOf(a) < capacityOf(b) : modes < otherModes;
}
