import { keyOf, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context, Controller, Deed, Wake } from '../cluster/controller.js';
import { isWaitingToGo } from '../cluster/finalizers.js';
import { forgetContainers } from '../cluster/pod-files.js';
import type { Change } from '../cluster/types.js';
import type { PodVolumes, VolumeWork } from '../cluster/volume-plugins.js';
import { why } from '../cluster/why.js';
import { evict } from './kubelet-evict.js';
import { isHeldUp } from './kubelet-members.js';
import { isNodeDown, readRun, writeRun, type PodRun } from './kubelet-runtime.js';
import { accept, makeSandbox, sandboxTakes, startNext } from './kubelet-start.js';
import { podCause } from './kubelet-status.js';
import { stop, tearDown } from './kubelet-stop.js';
import { syncContainers } from './kubelet-sync.js';
import { nodeNamed } from './scheduler.js';

/**
 * The kubelets of all nodes: each looks after the pods bound to its node, from ContainerCreating to the end. A node that is cut off does
 * nothing here; its containers run on, unseen. Models `syncLoop` and `SyncPod` of `pkg/kubelet/kubelet.go`.
 */
export const kubeletWith = (volumes: PodVolumes): Controller => ({
  name: 'kubelet',
  watches: both(WATCHES, volumes.watches),
  reconcile(podKey, context) {
    const [key, left] = podKey.split(LEFT) as [ObjectKey, string?];
    if (left !== undefined) return leave(context, key, podKey, readRun(context, podKey as ObjectKey), volumes);
    const pod = context.get<Pod>(key);
    let run = readRun(context, key);
    if (run && pod?.metadata.uid !== run.uid) {
      if (pod && isNodeDown(context, run.node)) {
        // Another pod of this name is another kubelet's business; the one that is cut off keeps what it has until it is back.
        writeRun(context, `${key}${LEFT}${run.uid}` as ObjectKey, run);
        writeRun(context, key, undefined);
      } else {
        const work = leave(context, key, key, run, volumes);
        if (work || readRun(context, key)) return work;
      }
      run = undefined;
    }
    const node = nodeNamed(context, pod?.spec.nodeName);
    if (!pod || !node || isNodeDown(context, node.metadata.name)) return undefined;
    return run ? sync(context, pod, run, node, volumes) : begin(context, pod, node);
  },
});

/** Between the key of a pod and the uid of one that the API has forgotten, on a node that was cut off. */
const LEFT = '@';

/** Cleans up after a pod that the API has forgotten: its volumes, then its sandbox. `memory` is where its run is remembered. */
function leave(
  context: Context,
  key: ObjectKey,
  memory: string,
  run: PodRun | undefined,
  volumes: PodVolumes,
): Deed | undefined {
  if (!run || isNodeDown(context, run.node)) return undefined;
  const work = now(context, memory, volumes.unmount(context, key, run.uid, run.node, undefined));
  if (work !== 'done') return work;
  tearDown(context, memory as ObjectKey, run);
  forgetContainers(context, run.uid);
  return undefined;
}

const WATCHES: Controller['watches'] = {
  Pod({ key, before, after }, wake) {
    const [was, is] = [before as Pod | undefined, after as Pod | undefined];
    // The kubelet writes status itself; only news from others matters.
    const news =
      was?.metadata.uid !== is?.metadata.uid ||
      was?.spec !== is?.spec ||
      was?.metadata.deletionTimestamp !== is?.metadata.deletionTimestamp;
    if (news && (was ?? is)?.spec !== undefined && (is?.spec.nodeName ?? was?.spec.nodeName) !== undefined) wake(key);
  },
  Node({ before, after }, wake, context) {
    const [was, is] = [before as Node | undefined, after as Node | undefined];
    if (!is || was?.spec.podCIDR === is.spec.podCIDR) return;
    for (const key of context.find('pod-node', is.metadata.name)) wake(key);
  },
};

/** Two sets of watches as one: a kind that both watch tells both. */
function both(one: Controller['watches'], other: Controller['watches']): Controller['watches'] {
  const merged = new Map(Object.entries(one));
  for (const [kind, watch] of Object.entries(other)) {
    const first = merged.get(kind);
    merged.set(
      kind,
      first === undefined
        ? watch
        : (change: Change, wake: Wake, context: Context) => {
            first(change, wake, context);
            watch(change, wake, context);
          },
    );
  }
  return Object.fromEntries(merged);
}

/** What the volume manager found, as this look's outcome: `done` lets the kubelet go on. */
function now(context: Context, key: string, work: VolumeWork): Deed | 'done' | undefined {
  if (work === 'done') return 'done';
  if (work === 'wait') return undefined;
  if ('deed' in work) return work.deed;
  context.again(key, work.again);
  return undefined;
}

function begin(context: Context, pod: Pod, node: Node): Deed | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) {
    if (isWaitingToGo(pod)) return undefined;
    return {
      cause: podCause(pod, 'metadata', 'deletionTimestamp'),
      why: why('cluster.kubelet.removed', { pod: pod.metadata.name, ip: '', node: node.metadata.name, hadIp: 'no' }),
      writes: [{ verb: 'remove', key: keyOf(pod) }],
    };
  }
  return hasEnded(pod) ? undefined : accept(context, pod, node);
}

function sync(context: Context, pod: Pod, run: PodRun, node: Node, volumes: PodVolumes): Deed | undefined {
  const key = keyOf(pod);
  if (pod.metadata.deletionTimestamp !== undefined) {
    return stop(context, pod, run, node, () =>
      now(context, key, volumes.unmount(context, key, run.uid, run.node, pod)),
    );
  }
  if (!run.sandbox) {
    // `SyncPod` waits for the volumes before it lets the runtime make the sandbox.
    const work = now(context, key, volumes.mount(context, pod, node));
    if (work !== 'done') {
      if (work) writeRun(context, key, { ...run, notBefore: context.now + sandboxTakes(context, run.uid) });
      return work;
    }
  }
  if (context.now < run.notBefore) {
    context.again(key, run.notBefore);
    return undefined;
  }
  if (!run.sandbox) return makeSandbox(context, pod, run, node);
  if (!run.starting && isHeldUp(pod, run)) {
    const deed = syncContainers(context, pod, run, node);
    const seen = readRun(context, key);
    return deed ?? (seen && !isHeldUp(pod, seen) ? startNext(context, pod, seen) : undefined);
  }
  const initialising = run.initDone < (pod.spec.initContainers?.length ?? 0);
  const unstarted = run.containers.some((one) => one.state === 'waiting');
  if (initialising || unstarted || run.starting) return startNext(context, pod, run);
  return syncContainers(context, pod, run, node) ?? tend(context, pod, node, volumes);
}

/** What is left to do for a pod whose containers run, or have ended for good: its volumes are then unmounted (`SyncTerminatedPod`). */
function tend(context: Context, pod: Pod, node: Node, volumes: PodVolumes): Deed | undefined {
  const key = keyOf(pod);
  const run = readRun(context, key);
  if (!run) return undefined;
  if (hasEnded(pod)) {
    const work = now(context, key, volumes.unmount(context, key, run.uid, run.node, pod));
    return work === 'done' ? undefined : work;
  }
  const found = volumes.tend(context, pod, node);
  if (!found) return undefined;
  return 'deed' in found ? found.deed : evict(context, pod, run, node, found.evict);
}
