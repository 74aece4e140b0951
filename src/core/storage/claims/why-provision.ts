import { messageMaker } from '../../api/message.js';

interface OfClaim {
  claim: string;
}
interface OfVolume {
  volume: string;
}
interface Pair {
  claim: string;
  volume: string;
}

/** Where a volume is made, for the sentence about it: nowhere in particular, or a zone with what decided it. */
export type WhereFrom = 'anywhere' | 'node' | 'class' | 'spread';

/** Why the protection controllers, the external provisioner and those who expand did each thing: codes of the area `storage-claims`. */
export interface ProvisionWhy {
  'storage.protection.claimKept': OfClaim & { pod: string };
  'storage.protection.claimFreed': OfClaim;
  'storage.protection.claimGuarded': OfClaim;
  'storage.protection.volumeKept': Pair;
  'storage.protection.volumeFreed': OfVolume;
  'storage.protection.volumeGuarded': OfVolume;

  'storage.provision.asked': OfClaim & {
    class: string;
    driver: string;
    size: string;
    from: WhereFrom;
    place: string;
    node: string;
  };
  'storage.provision.made': Pair & { driver: string; size: string; policy: string };
  'storage.provision.refused': OfClaim & { driver: string; reason: string };
  'storage.provision.rescheduled': OfClaim & { node: string; reason: string };
  'storage.provision.guarded': OfVolume;
  'storage.provision.unguarded': OfVolume & { policy: string };
  'storage.provision.deleting': OfVolume & { driver: string };
  'storage.provision.deleted': OfVolume & { driver: string; files: number };
  'storage.provision.released': OfVolume;
  'storage.provision.stillAttached': OfVolume & { node: string };

  'storage.resize.waiting': OfClaim;
  'storage.resize.asked': Pair & { from: string; to: string };
  'storage.resize.grown': Pair & { from: string; to: string };
  'storage.resize.nodePending': Pair;
  'storage.resize.done': Pair & { to: string };
}

export const why = messageMaker<ProvisionWhy>();
