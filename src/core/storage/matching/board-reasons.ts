import type { Message } from '../../api/message.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import { capacityOf, modesText } from '../../cluster/volume-offers.js';
import { ANNOTATION, annotationOf } from './annotations.js';
import type { Candidate } from './candidate.js';
import { className } from './claim-and-volume.js';
import type { ClaimDecision } from './claim-decision.js';
import { sizeText } from './requirements.js';
import { why } from './why-match.js';

type Bind = Extract<ClaimDecision, { is: 'bind' }>;

/** Why this volume and not another of those that fit. */
export function whyChosen(claim: PersistentVolumeClaim, { volume, reason }: Bind, all: readonly Candidate[]): Message {
  const names = { claim: claim.metadata.name, volume: volume.metadata.name };
  if (isBound(claim)) return why('storage.match.bound', names);
  if (reason === 'named') return why('storage.match.named', names);
  if (reason === 'reserved') return why('storage.match.reserved', names);
  const others = all.filter((one) => one.fits && one.volume !== volume).map((one) => one.volume);
  const capacity = sizeOf(volume);
  const smaller = others.find((other) => capacityOf(other) < capacityOf(volume));
  if (smaller) {
    return why('storage.match.fewestModes', {
      volume: names.volume,
      modes: modesOf(volume),
      other: smaller.metadata.name,
      otherModes: modesOf(smaller),
    });
  }
  const equal = others.find((other) => capacityOf(other) === capacityOf(volume) && modesOf(other) === modesOf(volume));
  if (equal) return why('storage.match.firstOfEqual', { volume: names.volume, capacity, other: equal.metadata.name });
  if (others.length === 0) return why('storage.match.only', { volume: names.volume, capacity });
  return why('storage.match.smallest', { volume: names.volume, capacity, fitting: others.length + 1 });
}

/** Why this volume is not the claim's: what it fails, or what was better. */
export function whyNot(
  claim: PersistentVolumeClaim,
  decision: ClaimDecision,
  { volume, requirements }: Candidate,
  delayed: boolean,
): Message {
  const asked = claim.metadata.name;
  const named = claim.spec.volumeName;
  if (named && named !== volume.metadata.name) {
    const code = isBound(claim) ? 'storage.match.alreadyBound' : 'storage.match.notNamed';
    return why(code, { claim: asked, chosen: named });
  }
  const failed = requirements.find(({ result }) => result === 'failed');
  if (failed) {
    const found = failed.name === 'selector' && failed.found === '' ? 'none' : failed.found;
    return why(`storage.match.failed.${failed.name}`, { wanted: failed.wanted, found });
  }
  if (decision.is === 'lost') return why('storage.match.lost', { claim: asked });
  if (decision.is !== 'bind') {
    return delayed
      ? why('storage.match.waitsForPod', { class: className(claim) })
      : why('storage.match.lost', { claim: asked });
  }
  const chosen = decision.volume;
  const [modes, chosenModes] = [modesOf(volume), modesOf(chosen)];
  if (modes !== chosenModes) return why('storage.match.moreModes', { modes, chosenModes });
  if (decision.reason === 'reserved') return why('storage.match.notReserved', { chosen: chosen.metadata.name });
  if (capacityOf(volume) === capacityOf(chosen)) return why('storage.match.later', { chosen: chosen.metadata.name });
  return why('storage.match.larger', { capacity: sizeOf(volume), chosenCapacity: sizeOf(chosen) });
}

function isBound(claim: PersistentVolumeClaim): boolean {
  return annotationOf(claim, ANNOTATION.bindCompleted) !== undefined;
}

function sizeOf(volume: PersistentVolume): string {
  return sizeText(volume.spec.capacity?.['storage']);
}

function modesOf(volume: PersistentVolume): string {
  return modesText(volume.spec.accessModes);
}
