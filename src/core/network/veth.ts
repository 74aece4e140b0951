import type { ObjectKey } from '../api/key.js';
import { fnv1a } from '../cluster/seeded.js';

/**
 * Names for the node's ends of the veth pairs of its pods, each as the bridge plugin makes them: `veth` and eight hexadecimal digits
 * (`RandomVethName`, containernetworking/plugins pkg/ip/link_linux.go). There the digits are random; here they are the FNV-1a hash of
 * the pod's key, so that the same pod has the same interface in every run. A clash within a node moves on to the next free number.
 */
export function vethNames(pods: readonly ObjectKey[]): ReadonlyMap<ObjectKey, string> {
  const names = new Map<ObjectKey, string>();
  const taken = new Set<number>();
  for (const pod of pods) {
    let number = fnv1a(pod);
    while (taken.has(number)) number = (number + 1) >>> 0;
    taken.add(number);
    names.set(pod, `veth${number.toString(16).padStart(8, '0')}`);
  }
  return names;
}
