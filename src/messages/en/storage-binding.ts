import type { BinderWhy, MatchWhy } from '../../core/index.js';

/** English texts about claims and volumes finding each other, in ICU MessageFormat. */
export const storageBinding = {
  'storage.binder.available': 'PersistentVolume {volume} belongs to nobody, so it is Available.',
  'storage.binder.reserved':
    'PersistentVolume {volume} is reserved for claim {claim}: its claimRef names it, without a uid. It is Available for that claim only.',
  'storage.binder.claimRef':
    '{reason, select, smallest {Of the volumes that fit claim {claim}, {volume} comes first: {capacity} for the {request} asked.} reserved {Volume {volume} is reserved for claim {claim}: {capacity} for the {request} asked.} other {Claim {claim} and volume {volume} name each other: {capacity} for the {request} asked.}} The volume is written first: its claimRef now names the claim with its uid.',
  'storage.binder.volumeBound':
    'The claimRef of PersistentVolume {volume} names claim {claim}, so the volume is Bound.',
  'storage.binder.volumeName': 'The other hand: claim {claim} now names its volume, {volume}.',
  'storage.binder.claimBound':
    'Claim {claim} and volume {volume} point at each other, so the claim is Bound.{more, select, yes { It has the whole volume, {capacity}, though it asked for {request}.} other { It has just what it asked for: {capacity}.}}',
  'storage.binder.unbound':
    'Claim {claim} has another volume. The controller takes its own reference out of PersistentVolume {volume}.',
  'storage.binder.uidCleared':
    'Claim {claim} has another volume. The claimRef of PersistentVolume {volume} was written by a person, so it only loses its uid and stays a reservation.',
  'storage.binder.pending': 'Claim {claim} has no volume, so its status says Pending and nothing more.',
  'storage.binder.defaultClass':
    'Claim {claim} was created when there was no default class. Now {class} is the default, so the claim gets it.',

  'storage.binder.noVolume':
    'No volume fits claim {claim}, and without a class nobody makes one. It waits until a volume appears that fits.',
  'storage.binder.waitsForConsumer':
    'Class {class} binds with the first pod (WaitForFirstConsumer), and no pod uses claim {claim} yet. So it waits.',
  'storage.binder.waitsForPods':
    'Class {class} binds with the first pod, and the pods that use claim {claim} have no node yet: {pods}.',
  'storage.binder.noSuchVolume':
    'Claim {claim} names PersistentVolume {volume}, which does not exist. It waits for it.',
  'storage.binder.mismatch': 'Claim {claim} names PersistentVolume {volume}, which cannot be its volume: {reason}.',
  'storage.binder.modeMismatch':
    'PersistentVolume {volume} is reserved for claim {claim}, but one is a block device and the other a file system.',
  'storage.binder.takenByOther': 'Claim {claim} names PersistentVolume {volume}, which belongs to claim {other}.',
  'storage.binder.noClass':
    'No volume fits claim {claim}, and its class {class} does not exist, so nobody can make one.',
  'storage.binder.noProvisioner':
    'No volume fits claim {claim}, and class {class} makes none: nothing provisions for {provisioner}.',
  'storage.binder.external':
    'No volume fits claim {claim}. Its class {class} has volumes made by {provisioner}, which is asked for one through an annotation.',
  'storage.binder.lostName':
    'Claim {claim} was bound and its volumeName is gone. It is Lost: no other volume is looked for.',
  'storage.binder.lostVolume':
    'Claim {claim} was bound to PersistentVolume {volume}, which is gone. It is Lost: no other volume is looked for.',
  'storage.binder.misbound':
    'Claim {claim} was bound to PersistentVolume {volume}, which now belongs to claim {other}. Two claims never share a volume: this one is Lost.',

  'storage.binder.released':
    'Claim {claim} is gone. PersistentVolume {volume} is Released: it keeps the reference to that claim, so no other can have it. {policy, select, Delete {Its reclaim policy is Delete: what is behind it is to be deleted.} Recycle {Its reclaim policy is Recycle: it is to be emptied and given away again.} other {Its reclaim policy is Retain: the data stays until somebody decides.}}',
  'storage.binder.superfluous':
    'PersistentVolume {volume} was made for claim {claim}, which has {other} instead. It is Released, to be deleted.',
  'storage.binder.deleted':
    'The reclaim policy is Delete: what is behind PersistentVolume {volume} is deleted{files, plural, =0 {} one {, with # file} other {, with # files}}, then the volume itself.',
  'storage.binder.deleteFailed':
    'What is behind PersistentVolume {volume} could not be reclaimed: {reason}. The volume is Failed; its data is as it was.',
  'storage.binder.noRecycler':
    'The reclaim policy is Recycle, but only nfs and hostPath volumes can be recycled. PersistentVolume {volume} is Failed.',
  'storage.binder.recycleWaits':
    'PersistentVolume {volume} cannot be emptied while pods use the claim it belonged to: {pods}.',
  'storage.binder.recycling':
    'The reclaim policy is Recycle: a pod mounts PersistentVolume {volume} and runs rm -rf /thevolume/*.',
  'storage.binder.recycled':
    'PersistentVolume {volume} is empty{files, plural, =0 {} one {: # file is lost} other {: # files are lost}}. The next claim may have it.',

  'storage.match.bound': 'Claim {claim} and {volume} are bound to each other; nothing is chosen any more.',
  'storage.match.named': 'Claim {claim} names {volume}, so no other volume is looked at.',
  'storage.match.reserved': '{volume} is reserved for claim {claim}: that goes before the size of any other.',
  'storage.match.only': '{volume} ({capacity}) is the only one that fits.',
  'storage.match.smallest':
    '{volume} ({capacity}) is the smallest of the {fitting, number} that fit: the least goes to waste.',
  'storage.match.fewestModes':
    '{volume} can do no more than {modes}. Volumes with fewer access modes are looked through first, so {other} ({otherModes}) is not reached although it is smaller.',
  'storage.match.firstOfEqual':
    '{volume} and {other} are alike and both have {capacity}; the first one found is taken.',

  'storage.match.moreModes':
    'It fits, but it can do more ({modes}) than the one taken ({chosenModes}): volumes with fewer access modes come first.',
  'storage.match.larger': 'It fits, but {capacity} is more than the {chosenCapacity} of the one taken.',
  'storage.match.later': 'It fits as well as {chosen}, which was found first.',
  'storage.match.notReserved': 'It fits, but {chosen} is reserved for this claim.',
  'storage.match.notNamed': 'Claim {claim} asks for {chosen} by name.',
  'storage.match.alreadyBound': 'Claim {claim} has {chosen} and keeps it.',
  'storage.match.waitsForPod': 'It fits, but class {class} binds only when a pod has a node.',
  'storage.match.lost': 'Claim {claim} takes no volume any more.',

  'storage.match.failed.claimRef': 'It belongs to, or is reserved for, claim {found}, not {wanted}.',
  'storage.match.failed.capacity': 'It has {found}; the claim asks for {wanted}.',
  'storage.match.failed.volumeMode': 'It is a volume of mode {found}; the claim asks for {wanted}.',
  'storage.match.failed.volumeAttributesClass': 'Its attributes class is “{found}”; the claim’s is “{wanted}”.',
  'storage.match.failed.deletion': 'It is being deleted (since {found}).',
  'storage.match.failed.accessModes': 'It can do {found}; the claim asks for {wanted}.',
  'storage.match.failed.phase': 'It is {found}; only a volume that is {wanted} is taken.',
  'storage.match.failed.selector':
    '{found, select, none {It has no labels, and the claim selects {wanted}.} other {Its labels ({found}) are not what the claim selects: {wanted}.}}',
  'storage.match.failed.storageClass': 'Its class is “{found}”; the claim’s is “{wanted}”.',
  'storage.match.failed.nodeAffinity': 'It can be reached from nodes with {found}, and {wanted} is none of them.',

  'storage.match.chain.noVolumes': 'There is no PersistentVolume at all that claim {claim} could have.',
  'storage.match.chain.noneFits':
    '{volumes, plural, one {The one volume there is does not fit} other {None of the # volumes fits}} claim {claim}.',
  'storage.match.chain.nearest': '{volume} comes nearest.',
  'storage.match.chain.noClass':
    'Claim {claim} has no storageClassName and no class is the default, so nobody makes a volume for it.',
  'storage.match.chain.emptyClass':
    'storageClassName: "" says that claim {claim} wants no class, so nobody makes a volume for it.',
  'storage.match.chain.noPod': 'No pod uses claim {claim}. The first one that does decides where its volume is.',
  'storage.match.chain.podUnschedulable': 'Pod {pod} uses it and has no node: {message}',
  'storage.match.chain.podWaits': 'Pod {pod} uses it and is waiting for a node.',
  'storage.match.chain.notInstalled':
    'No CSI driver {provisioner} is installed: there is no CSIDriver object of that name. Nobody answers.',
  'storage.match.chain.selector':
    'Claim {claim} has a selector, and a provisioner cannot make a volume to match labels: it refuses.',
  'storage.match.chain.atWork': '{provisioner} is installed and was asked for a volume.',
} as const satisfies Record<keyof BinderWhy | keyof MatchWhy, string>;
