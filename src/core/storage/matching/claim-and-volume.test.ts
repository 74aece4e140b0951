import { expect, test } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import { isVolumeBoundToClaim, mismatch } from './claim-and-volume.js';

const claim = (spec: object = {}) =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c', namespace: 'default', uid: 'u' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
    status: {},
  }) as unknown as PersistentVolumeClaim;
const volume = (spec: object = {}, metadata: object = {}) =>
  ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'v', ...metadata },
    spec: { accessModes: ['ReadWriteOnce', 'ReadOnlyMany'], capacity: { storage: '1Gi' }, ...spec },
    status: { phase: 'Available' },
  }) as unknown as PersistentVolume;

// pkg/controller/volume/persistentvolume/pv_controller.go: checkVolumeSatisfyClaim, in its order and its words.
test.each<[string, PersistentVolumeClaim, PersistentVolume, string | undefined]>([
  ['to the byte', claim(), volume(), undefined],
  ['larger', claim(), volume({ capacity: { storage: '2Gi' } }), undefined],
  ['one byte smaller', claim(), volume({ capacity: { storage: '1073741823' } }), 'requested PV is too small'],
  [
    'going',
    claim(),
    volume({ capacity: { storage: '1' } }, { deletionTimestamp: 'now' }),
    'the volume is marked for deletion "v"',
  ],
  ['of a class', claim(), volume({ storageClassName: 'fast' }), 'storageClassName does not match'],
  ['of the class', claim({ storageClassName: 'fast' }), volume({ storageClassName: 'fast' }), undefined],
  [
    'of other attributes',
    claim(),
    volume({ volumeAttributesClassName: 'gold' }),
    'volumeAttributesClassName does not match',
  ],
  [
    'of no attributes',
    claim({ volumeAttributesClassName: 'gold' }),
    volume(),
    'volumeAttributesClassName does not match',
  ],
  [
    'of the attributes',
    claim({ volumeAttributesClassName: 'gold' }),
    volume({ volumeAttributesClassName: 'gold' }),
    undefined,
  ],
  ['that is a block device', claim(), volume({ volumeMode: 'Block' }), 'incompatible volumeMode'],
  ['that says what is the default', claim(), volume({ volumeMode: 'Filesystem' }), undefined],
  [
    'that lacks one of two modes',
    claim({ accessModes: ['ReadWriteOnce', 'ReadWriteMany'] }),
    volume(),
    'incompatible accessMode',
  ],
])('a volume %s', (_, asked, offered, problem) => expect(mismatch(offered, asked)).toBe(problem));

test.each([
  ['nobody', undefined, false],
  ['the claim by name', { name: 'c', namespace: 'default' }, true],
  ['the claim by name and uid', { name: 'c', namespace: 'default', uid: 'u' }, true],
  ['one of that name before it', { name: 'c', namespace: 'default', uid: 'w' }, false],
  ['one of that name elsewhere', { name: 'c', namespace: 'shop' }, false],
  ['another one', { name: 'd', namespace: 'default' }, false],
])('a volume kept for %s', (_, claimRef, mine) => {
  expect(isVolumeBoundToClaim(volume({ claimRef }), claim())).toBe(mine);
});
