import { keyOf, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { isWaitingToGo } from '../cluster/finalizers.js';
import type { PodVolumes } from '../cluster/volume-plugins.js';
import { why } from '../cluster/why.js';
import { isNodeDown, readRun, type PodRun } from './kubelet-runtime.js';
import { accept, makeSandbox, startNext } from './kubelet-start.js';
import { podCause } from './kubelet-status.js';
import { stop, tearDown } from './kubelet-stop.js';
import { syncContainers } from './kubelet-sync.js';
import { nodeNamed } from './scheduler.js';

/**
 * The kubelets of all nodes: each looks after the pods bound to its node, from ContainerCreating to the end. A node that is cut off does
 * nothing here; its containers run on, unseen. Models `syncLoop` and `SyncPod` of `pkg/kubelet/kubelet.go`.
 */
export const kubeletWith = (_volumes: PodVolumes): Controller => ({
  name: 'kubelet',
  watches: {
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
  },
  reconcile(podKey, context) {
    const key = podKey as ObjectKey;
    const pod = context.get<Pod>(key);
    let run = readRun(context, key);
    if (run && pod?.metadata.uid !== run.uid) {
      if (isNodeDown(context, run.node)) return undefined;
      tearDown(context, key, run);
      run = undefined;
    }
    const node = nodeNamed(context, pod?.spec.nodeName);
    if (!pod || !node || isNodeDown(context, node.metadata.name)) return undefined;
    return run ? sync(context, pod, run, node) : begin(context, pod, node);
  },
});

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

function sync(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return stop(context, pod, run, node);
  if (context.now < run.notBefore) {
    context.again(keyOf(pod), run.notBefore);
    return undefined;
  }
  if (!run.sandbox) return makeSandbox(context, pod, run, node);
  const initialising = run.initDone < (pod.spec.initContainers?.length ?? 0);
  const unstarted = run.containers.some((one) => one.state === 'waiting');
  if (initialising || unstarted || run.starting) return startNext(context, pod, run);
  return syncContainers(context, pod, run, node);
}
