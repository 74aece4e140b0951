import type { ProvisionWhy } from '../../core/index.js';

/** English texts about protection, provisioning and expansion, in ICU MessageFormat. */
export const storageProvision = {
  'storage.protection.claimKept':
    'Claim {claim} was deleted, but Pod {pod} uses it. Its finalizer kubernetes.io/pvc-protection keeps it Terminating until no pod does.',
  'storage.protection.claimFreed':
    'No pod uses claim {claim} any more, so its protection is lifted and the deletion goes on.',
  'storage.protection.claimGuarded':
    'Every claim has the finalizer kubernetes.io/pvc-protection: {claim} gets it back.',
  'storage.protection.volumeKept':
    'PersistentVolume {volume} was deleted, but claim {claim} is bound to it. Its finalizer kubernetes.io/pv-protection keeps it Terminating until the claim is gone.',
  'storage.protection.volumeFreed':
    'PersistentVolume {volume} is bound to no claim any more, so its protection is lifted.',
  'storage.protection.volumeGuarded':
    'Every PersistentVolume has the finalizer kubernetes.io/pv-protection: {volume} gets it back.',

  'storage.provision.asked':
    'Claim {claim} is of class {class}, so its provisioner asks the driver {driver} for a volume of {size} (CreateVolume){from, select, node { in {place}, the zone of the node that the scheduler chose, {node}} class { in {place}, as the class says} spread { in {place}: with Immediate binding nobody waits for a pod, so the claim’s name settles the zone} other {}}.',
  'storage.provision.made':
    'The driver {driver} made a disk of {size}. PersistentVolume {volume} stands for it: its claimRef names claim {claim} already, and its reclaim policy is that of the class: {policy}.',
  'storage.provision.refused': 'The provisioner of {driver} makes no volume for claim {claim}: {reason}.',
  'storage.provision.rescheduled':
    'No volume can be made for claim {claim} at {node}: {reason}. The provisioner takes the annotation selected-node off, and the scheduler chooses again.',
  'storage.provision.guarded':
    'PersistentVolume {volume} is to be deleted with its claim, so the provisioner holds it with a finalizer until its disk is deleted.',
  'storage.provision.unguarded':
    'The policy of PersistentVolume {volume} is {policy}: its disk is not to be deleted, so the provisioner takes its finalizer off.',
  'storage.provision.deleting':
    'PersistentVolume {volume} is Released and its policy is Delete, so the provisioner tells the driver {driver} to delete the disk (DeleteVolume).',
  'storage.provision.deleted':
    'The driver {driver} deleted the disk behind {volume}{files, plural, =0 {} one {, and the file on it} other {, and the # files on it}}. Now the object goes too.',
  'storage.provision.released':
    'The disk of PersistentVolume {volume} is deleted, so the provisioner takes its finalizer off.',
  'storage.provision.stillAttached':
    'The disk of PersistentVolume {volume} cannot be deleted while it is attached to node {node}. The provisioner tries again when it is detached.',

  'storage.resize.waiting':
    'Claim {claim} asks for more than it has. No plugin inside Kubernetes can expand this volume: that is left to the driver’s external-resizer.',
  'storage.resize.asked':
    'Claim {claim} has {from} and asks for {to}; its class allows that. The resizer notes what it is about to do, and asks the driver to grow the disk of {volume} (ControllerExpandVolume).',
  'storage.resize.grown':
    'The driver has grown the disk: PersistentVolume {volume} has {to} where it had {from}. What claim {claim} shows follows.',
  'storage.resize.nodePending':
    'The disk of {volume} is larger, its file system is not yet. Claim {claim} waits for the kubelet of a node where it is mounted.',
  'storage.resize.done': 'Claim {claim} has {to} now: nothing is left to do on a node for {volume}.',
} as const satisfies Record<keyof ProvisionWhy, string>;
