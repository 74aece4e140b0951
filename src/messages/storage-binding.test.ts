import { expect, it } from 'vitest';
import type { BinderWhy, MatchWhy } from '../core/index.js';
import { en } from './en/index.js';
import { createFormatter } from './formatter.js';
import { ru } from './ru/index.js';

const claim = 'default/db';
const volume = 'pv-1';
const pair = { claim, volume };
const ofClass = { claim, class: 'fast' };
const compared = { wanted: '2Gi', found: '1Gi' };
const sizes = { capacity: '5Gi', request: '1Gi' };

/** Parameters as the core gives them: the types say which each sentence has. */
const SAMPLES: BinderWhy & MatchWhy = {
  'storage.binder.available': { volume },
  'storage.binder.reserved': pair,
  'storage.binder.claimRef': { ...pair, ...sizes, reason: 'smallest' },
  'storage.binder.volumeBound': pair,
  'storage.binder.volumeName': pair,
  'storage.binder.claimBound': { ...pair, ...sizes, more: 'yes' },
  'storage.binder.unbound': pair,
  'storage.binder.uidCleared': pair,
  'storage.binder.pending': { claim },
  'storage.binder.defaultClass': ofClass,
  'storage.binder.noVolume': { claim },
  'storage.binder.waitsForConsumer': ofClass,
  'storage.binder.waitsForPods': { ...ofClass, pods: 'app' },
  'storage.binder.noSuchVolume': pair,
  'storage.binder.mismatch': { ...pair, reason: 'requested PV is too small' },
  'storage.binder.modeMismatch': pair,
  'storage.binder.takenByOther': { ...pair, other: 'default/other' },
  'storage.binder.noClass': ofClass,
  'storage.binder.noProvisioner': { ...ofClass, provisioner: 'kubernetes.io/no-provisioner' },
  'storage.binder.external': { ...ofClass, provisioner: 'csi.example.com' },
  'storage.binder.lostName': { claim },
  'storage.binder.lostVolume': pair,
  'storage.binder.misbound': { ...pair, other: 'default/other' },
  'storage.binder.released': { ...pair, policy: 'Recycle' },
  'storage.binder.superfluous': { ...pair, other: 'pv-2' },
  'storage.binder.deleted': { volume, files: 2 },
  'storage.binder.deleteFailed': { volume, reason: 'no volume plugin matched' },
  'storage.binder.noRecycler': { volume },
  'storage.binder.recycleWaits': { volume, pods: 'default/app' },
  'storage.binder.recycling': { volume },
  'storage.binder.recycled': { volume, files: 0 },
  'storage.match.bound': pair,
  'storage.match.named': pair,
  'storage.match.reserved': pair,
  'storage.match.only': { volume, capacity: '1Gi' },
  'storage.match.smallest': { volume, capacity: '1Gi', fitting: 3 },
  'storage.match.fewestModes': { volume, modes: 'RWO', other: 'pv-2', otherModes: 'RWO,RWX' },
  'storage.match.firstOfEqual': { volume, capacity: '1Gi', other: 'pv-2' },
  'storage.match.moreModes': { modes: 'RWO,RWX', chosenModes: 'RWO' },
  'storage.match.larger': { capacity: '5Gi', chosenCapacity: '1Gi' },
  'storage.match.later': { chosen: 'pv-1' },
  'storage.match.notReserved': { chosen: 'pv-1' },
  'storage.match.notNamed': { claim, chosen: 'pv-1' },
  'storage.match.alreadyBound': { claim, chosen: 'pv-1' },
  'storage.match.waitsForPod': { class: 'fast' },
  'storage.match.lost': { claim },
  'storage.match.failed.claimRef': compared,
  'storage.match.failed.capacity': compared,
  'storage.match.failed.volumeMode': compared,
  'storage.match.failed.volumeAttributesClass': compared,
  'storage.match.failed.deletion': compared,
  'storage.match.failed.accessModes': compared,
  'storage.match.failed.phase': compared,
  'storage.match.failed.selector': compared,
  'storage.match.failed.storageClass': compared,
  'storage.match.failed.nodeAffinity': compared,
  'storage.match.chain.noVolumes': { claim },
  'storage.match.chain.noneFits': { claim, volumes: 5 },
  'storage.match.chain.nearest': { volume },
  'storage.match.chain.noClass': { claim },
  'storage.match.chain.emptyClass': { claim },
  'storage.match.chain.noPod': { claim },
  'storage.match.chain.podUnschedulable': { pod: 'app', message: '0/3 nodes are available' },
  'storage.match.chain.podWaits': { pod: 'app' },
  'storage.match.chain.notInstalled': { provisioner: 'csi.example.com' },
  'storage.match.chain.selector': { claim },
  'storage.match.chain.atWork': { provisioner: 'csi.example.com' },
};

it.each(Object.entries(SAMPLES))('%s is said whole in both languages', (code, params) => {
  for (const formatter of [createFormatter('en', en), createFormatter('ru', ru)]) {
    const text = formatter.say({ code, params: params as Record<string, string | number> });
    expect(text).not.toContain('{');
    expect(text).not.toContain(code);
    expect(text).toMatch(/^[\p{Lu}"]?.*[.]$|^.*: 0\/3 nodes are available$/u);
  }
});

it.each([
  ['en', 0, 'The next claim may have it.', en],
  ['en', 1, '1 file is lost', en],
  ['ru', 3, 'потеряно 3 файла', ru],
  ['ru', 5, 'потеряно 5 файлов', ru],
] as const)('%s counts %i files', (language, files, words, catalogue) => {
  const formatter = createFormatter(language, catalogue);
  expect(formatter.say({ code: 'storage.binder.recycled', params: { volume, files } })).toContain(words);
});
