import { messageMaker } from '../../api/message.js';

interface Pair {
  claim: string;
  volume: string;
}
interface OfVolume {
  volume: string;
}
interface OfClaim {
  claim: string;
}
interface OfClass {
  claim: string;
  class: string;
}

/** Why a volume was taken: `smallest` that fits, `reserved` for the claim by its claimRef, or `named` by the claim. */
export type BindReason = 'smallest' | 'reserved' | 'named';

/** Why the persistentvolume-controller did each thing: codes of the area `storage-claims`, with their parameters. */
export interface BinderWhy {
  'storage.binder.available': OfVolume;
  'storage.binder.reserved': Pair;
  'storage.binder.claimRef': Pair & { reason: BindReason; capacity: string; request: string };
  'storage.binder.volumeBound': Pair;
  'storage.binder.volumeName': Pair;
  /** `more`: the volume is larger than what was asked for. */
  'storage.binder.claimBound': Pair & { capacity: string; request: string; more: 'yes' | 'no' };
  'storage.binder.unbound': Pair;
  'storage.binder.uidCleared': Pair;
  'storage.binder.pending': OfClaim;
  'storage.binder.defaultClass': OfClass;

  'storage.binder.noVolume': OfClaim;
  'storage.binder.waitsForConsumer': OfClass;
  'storage.binder.waitsForPods': OfClass & { pods: string };
  'storage.binder.noSuchVolume': Pair;
  'storage.binder.mismatch': Pair & { reason: string };
  'storage.binder.modeMismatch': Pair;
  'storage.binder.takenByOther': Pair & { other: string };
  'storage.binder.noClass': OfClass;
  'storage.binder.noProvisioner': OfClass & { provisioner: string };
  'storage.binder.external': OfClass & { provisioner: string };
  'storage.binder.lostName': OfClaim;
  'storage.binder.lostVolume': Pair;
  'storage.binder.misbound': Pair & { other: string };

  'storage.binder.released': Pair & { policy: string };
  'storage.binder.superfluous': Pair & { other: string };
  'storage.binder.deleted': OfVolume & { files: number };
  'storage.binder.deleteFailed': OfVolume & { reason: string };
  'storage.binder.noRecycler': OfVolume;
  'storage.binder.recycleWaits': OfVolume & { pods: string };
  'storage.binder.recycling': OfVolume;
  'storage.binder.recycled': OfVolume & { files: number };
}

export const why = messageMaker<BinderWhy>();
