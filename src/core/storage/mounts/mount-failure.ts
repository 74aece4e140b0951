import { keyOf } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { Context, Deed } from '../../cluster/controller.js';
import type { ClusterEvent } from '../../cluster/types.js';
import type { VolumeWork } from '../../cluster/volume-plugins.js';

/** The kubelet tries for ever, after 500 ms, 1 s, 2 s … 2 min (`goroutinemap/exponentialbackoff`); the model tries a few times. */
const FIRST_RETRY_MS = 500;
const TRIES = 3;

/** The Event of a pod whose volume cannot be mounted. */
export function failedMount(pod: Pod, message: string): ClusterEvent {
  return { type: 'Warning', reason: 'FailedMount', message, object: keyOf(pod) };
}

interface Failure {
  readonly message: string;
  readonly tries: number;
  readonly again: number;
}

/** Tries a few times, longer and longer apart, then waits for a change. Another reason starts again. */
export function retrying(context: Context, pod: Pod, volume: string, message: string, deed: () => Deed): VolumeWork {
  const key = `mount-failed/${pod.metadata.uid}/${volume}`;
  const known = context.recall<Failure>(key);
  const tries = known?.message === message ? known.tries : 0;
  if (known && tries > 0) {
    if (tries >= TRIES) return 'wait';
    if (context.now < known.again) return { again: known.again };
  }
  const failure: Failure = { message, tries: tries + 1, again: context.now + FIRST_RETRY_MS * 2 ** tries };
  context.remember(key, Object.freeze(failure));
  return { deed: deed() };
}

/** A volume that is mounted in the end starts anew when it fails again. */
export function forgetFailure(context: Context, pod: Pod, volume: string): void {
  const key = `mount-failed/${pod.metadata.uid}/${volume}`;
  if (context.recall(key) !== undefined) context.remember(key, undefined);
}
