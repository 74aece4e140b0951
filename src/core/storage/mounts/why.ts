import { messageMaker } from '../../api/message.js';
import type { FileWhy } from '../../cluster/why-files.js';

interface OnNode {
  volume: string;
  node: string;
}
interface ByDriver extends OnNode {
  driver: string;
}

type NoWords = Readonly<Record<never, never>>;

/** Why each step of a volume's way between the API and a container happened. */
export interface VolumeWhy extends FileWhy {
  'storage.attach.driverBrought': { driver: string; kind: string; name: string };
  'storage.attach.registered': { node: string; drivers: string };
  'storage.attach.wanted': ByDriver & { pod: string };
  'storage.attach.taken': ByDriver;
  'storage.attach.attached': ByDriver;
  'storage.attach.succeeded': OnNode & { pod: string };
  'storage.attach.multiAttach': OnNode & { pod: string; other: string };
  'storage.attach.failed': OnNode & { pod: string };
  'storage.attach.noAttacher': ByDriver & { minutes: number };
  'storage.attach.refused': ByDriver;
  'storage.attach.wrongZone': ByDriver & { zone: string; other: string };
  'storage.attach.volumeGoing': OnNode;
  'storage.attach.detachWanted': OnNode;
  'storage.attach.forced': OnNode & { minutes: number };
  'storage.attach.outOfService': OnNode;
  'storage.attach.detached': ByDriver;
  'storage.attach.volumeReleased': { volume: string; driver: string };

  'storage.mount.staged': ByDriver;
  'storage.mount.stagedBlock': ByDriver;
  'storage.mount.emptyDir': { volume: string; pod: string; node: string };
  'storage.mount.tmpfs': { volume: string; pod: string; node: string };
  'storage.mount.hostPath': { volume: string; pod: string; node: string; path: string };
  'storage.mount.fromApi': { volume: string; pod: string; source: string; files: number };
  'storage.mount.share': { volume: string; pod: string; server: string };
  'storage.mount.device': { volume: string; pod: string; node: string };
  'storage.mount.published': { volume: string; pod: string; node: string };
  'storage.mount.inline': { volume: string; pod: string; driver: string };
  'storage.mount.failed': { volume: string; pod: string };
  'storage.mount.claimNotReady': { volume: string; pod: string; claim: string };
  'storage.mount.unpublished': { volume: string; pod: string; node: string };
  'storage.mount.removed': { volume: string; pod: string; node: string; files: number };
  'storage.mount.unstaged': OnNode;
  'storage.mount.powerLost': { node: string; files: number };
  'storage.mount.refreshed': { volume: string; pod: string; source: string };
  'storage.mount.notRefreshed': { volume: string; pod: string };
  'storage.mount.expanded': { volume: string; claim: string; storage: string };

  'storage.survival.read': NoWords;
  'storage.survival.readNew': NoWords;
  'storage.survival.kept': { disk: string };
  'storage.survival.keptOnDeadNode': { disk: string };
  'storage.survival.lost': { disk: string };
  'storage.survival.impossible': NoWords;
}

export const volumeWhy = messageMaker<VolumeWhy>();
