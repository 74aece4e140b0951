import { messageMaker } from '../../api/message.js';
import type { RequirementName } from '../types.js';

interface Compared {
  wanted: string;
  found: string;
}

/** Why a volume failed, by the first requirement it did not meet. */
export type FailedWhy = { readonly [R in RequirementName as `storage.match.failed.${R}`]: Compared };

/** What the matchmaking board says: codes of the area `storage-claims`, with their parameters. */
export interface MatchWhy extends FailedWhy {
  'storage.match.bound': { claim: string; volume: string };
  'storage.match.named': { claim: string; volume: string };
  'storage.match.reserved': { claim: string; volume: string };
  'storage.match.only': { volume: string; capacity: string };
  'storage.match.smallest': { volume: string; capacity: string; fitting: number };
  'storage.match.fewestModes': { volume: string; modes: string; other: string; otherModes: string };
  'storage.match.firstOfEqual': { volume: string; capacity: string; other: string };

  'storage.match.moreModes': { modes: string; chosenModes: string };
  'storage.match.larger': { capacity: string; chosenCapacity: string };
  'storage.match.later': { chosen: string };
  'storage.match.notReserved': { chosen: string };
  'storage.match.notNamed': { claim: string; chosen: string };
  'storage.match.alreadyBound': { claim: string; chosen: string };
  'storage.match.waitsForPod': { class: string };
  'storage.match.lost': { claim: string };

  'storage.match.chain.noVolumes': { claim: string };
  'storage.match.chain.noneFits': { claim: string; volumes: number };
  'storage.match.chain.nearest': { volume: string };
  'storage.match.chain.noClass': { claim: string };
  'storage.match.chain.emptyClass': { claim: string };
  'storage.match.chain.noPod': { claim: string };
  'storage.match.chain.podUnschedulable': { pod: string; message: string };
  'storage.match.chain.podWaits': { pod: string };
  'storage.match.chain.notInstalled': { provisioner: string };
  'storage.match.chain.selector': { claim: string };
  'storage.match.chain.atWork': { provisioner: string };
}

export const why = messageMaker<MatchWhy>();
