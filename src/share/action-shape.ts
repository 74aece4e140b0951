import type { Action } from '../core/index.js';
import { asRecord, isCount, isKey, isName, type Reader } from './checks.js';

/** The longest text of one file, in characters. */
const LONGEST_FILE = 2 * 1024 * 1024;

/** Reads an intervention of the learner: in a link, those of every version there ever was. */
export const readAction: Reader<Action> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { type, pod, ready, container, workload, replicas, node, on, force } = record;
  switch (type) {
    case 'delete-pod':
      if (!isKey(pod, 'Pod') || (force !== undefined && typeof force !== 'boolean')) return null;
      return force === undefined ? { type, pod } : { type, pod, force };
    case 'set-readiness':
      return isKey(pod, 'Pod') && typeof ready === 'boolean' ? { type, pod, ready } : null;
    case 'crash-container':
      return isKey(pod, 'Pod') && isName(container) ? { type, pod, container } : null;
    case 'scale':
      return isKey(workload) && isCount(replicas, 100_000) ? { type, workload, replicas } : null;
    case 'cordon':
      return isName(node) && typeof on === 'boolean' ? { type, node, on } : null;
    case 'drain':
    case 'fail-node':
    case 'heal-node':
      return isName(node) ? { type, node } : null;
    default:
      return readStorageAction(record);
  }
};

/** What is done to claims, volumes and files. */
function readStorageAction(record: Record<string, unknown>): Action | null {
  const { type, claim, volume, object, orphan, pod, container, path, text, node, on, attachment, storage } = record;
  switch (type) {
    case 'delete-claim':
      return isKey(claim, 'PersistentVolumeClaim') ? { type, claim } : null;
    case 'delete-volume':
    case 'clear-claim-ref':
      return isKey(volume, 'PersistentVolume') ? { type, volume } : null;
    case 'delete-object':
      if (!isKey(object) || (orphan !== undefined && typeof orphan !== 'boolean')) return null;
      return orphan === undefined ? { type, object } : { type, object, orphan };
    case 'write-file':
      if (!isKey(pod, 'Pod') || !isName(container) || !isName(path)) return null;
      return typeof text === 'string' && text.length <= LONGEST_FILE ? { type, pod, container, path, text } : null;
    case 'out-of-service':
      return isName(node) && typeof on === 'boolean' ? { type, node, on } : null;
    case 'detach':
      return isKey(attachment, 'VolumeAttachment') ? { type, attachment } : null;
    case 'expand-claim':
      return isKey(claim, 'PersistentVolumeClaim') && isName(storage) ? { type, claim, storage } : null;
    default:
      return null;
  }
}
