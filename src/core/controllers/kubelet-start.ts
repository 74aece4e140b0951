import { keyOf, objectKey } from '../api/key.js';
import type { Container, Pod } from '../api/pod.js';
import type { Node } from '../api/node.js';
import { isSidecar } from '../api/sidecar.js';
import type { Context, Deed } from '../cluster/controller.js';
import type { ClusterEvent } from '../cluster/types.js';
import { nextPodIp, podRange, rangeText } from '../cluster/host-local.js';
import { freezeSubPaths } from '../cluster/pod-files.js';
import { why } from '../cluster/why.js';
import { runOf, withMember } from './kubelet-members.js';
import { lasts, NEVER_RAN, nextRelist, writeRun, type ContainerRun, type PodRun } from './kubelet-runtime.js';
import { podCause, withStatus } from './kubelet-status.js';

/** How long the CNI plugins, an image pull, and creating or starting a container take, in milliseconds: from, to. */
const SANDBOX_MS = [200, 500] as const;
const PULL_MS = [900, 2600] as const;
const CREATE_MS = 40;
const START_MS = 60;
const INIT_MS = 700;
/** host-local found no address: the kubelet tries the sandbox again after this. */
const SANDBOX_RETRY_MS = 15_000;
const SANDBOX_TRIES = 3;

/** The internal address of a node, which is also the address of its hostNetwork pods. */
export function hostAddress(node: Node | undefined): string | undefined {
  return node?.status.addresses?.find((one) => one.type === 'InternalIP')?.address;
}

/** How long the sandbox of a pod takes, in milliseconds. */
export function sandboxTakes(context: Context, uid: string): number {
  return lasts(context, uid, 'sandbox', ...SANDBOX_MS);
}

function event(pod: Pod, reason: string, message: string, type: ClusterEvent['type'] = 'Normal'): ClusterEvent {
  return { type, reason, message, object: keyOf(pod) };
}

/** The kubelet takes the pod over: Pending, ContainerCreating (`HandlePodAdditions` and the first `SyncPod` of `pkg/kubelet/kubelet.go`). */
export function accept(context: Context, pod: Pod, node: Node): Deed {
  const uid = pod.metadata.uid ?? '';
  const run: PodRun = {
    uid,
    node: node.metadata.name,
    sandbox: false,
    initDone: 0,
    notBefore: context.now + sandboxTakes(context, uid),
    containers: pod.spec.containers.map(() => NEVER_RAN),
  };
  writeRun(context, keyOf(pod), run);
  return {
    cause: podCause(pod, 'spec', 'nodeName'),
    why: why('cluster.kubelet.accepted', { pod: pod.metadata.name, node: node.metadata.name }),
    writes: [{ verb: 'update', object: withStatus(context, pod, run, hostAddress(node)) }],
  };
}

/**
 * The pod's network namespace and its address: the runtime calls the CNI plugins, host-local takes the next free address of the
 * node's podCIDR. Models `RunPodSandbox` and containernetworking/plugins `plugins/ipam/host-local`.
 */
export function makeSandbox(context: Context, pod: Pod, run: PodRun, node: Node): Deed | undefined {
  const name = pod.metadata.name;
  const nextStep = { sandbox: true, notBefore: context.now + CREATE_MS } as const;
  if (pod.spec.hostNetwork === true) {
    const made: PodRun = { ...run, ...nextStep };
    writeRun(context, keyOf(pod), made);
    return {
      cause: podCause(pod, 'spec', 'hostNetwork'),
      why: why('cluster.kubelet.hostNetwork', { pod: name, node: run.node, ip: hostAddress(node) ?? '' }),
      writes: [{ verb: 'update', object: withStatus(context, pod, made, hostAddress(node)) }],
    };
  }
  const cidr = node.spec.podCIDR;
  const range = cidr === undefined ? undefined : podRange(cidr);
  if (cidr === undefined || !range) return sandboxFails(context, pod, run, node, undefined);
  const taken = (ip: string) => context.recall<string>(`host-local/${run.node}/${ip}`) !== undefined;
  const ip = nextPodIp([range], context.recall<string>(`host-local-last/${run.node}`), taken);
  if (ip === undefined) return sandboxFails(context, pod, run, node, rangeText([range]));
  context.remember(`host-local/${run.node}/${ip}`, run.uid);
  context.remember(`host-local-last/${run.node}`, ip);
  const made: PodRun = { ...run, ...nextStep, ip };
  writeRun(context, keyOf(pod), made);
  return {
    cause: { object: objectKey('Node', undefined, run.node), field: ['spec', 'podCIDR'] },
    why: why('cluster.kubelet.address', { pod: name, node: run.node, ip, cidr }),
    writes: [{ verb: 'update', object: withStatus(context, pod, made, hostAddress(node)) }],
  };
}

/** The kubelet would try for ever; the model tries a few times and then waits for a change. */
function sandboxFails(
  context: Context,
  pod: Pod,
  run: PodRun,
  node: Node,
  range: string | undefined,
): Deed | undefined {
  const tries = context.recall<number>(`sandbox-tries/${run.uid}`) ?? 0;
  if (tries >= SANDBOX_TRIES) return undefined;
  context.remember(`sandbox-tries/${run.uid}`, tries + 1);
  writeRun(context, keyOf(pod), { ...run, notBefore: context.now + SANDBOX_RETRY_MS });
  const detail =
    range === undefined
      ? 'network plugin is not ready: cni config uninitialized'
      : `plugin type="bridge" failed (add): failed to allocate for range 0: no IP addresses available in range set: ${range}`;
  const field = node.spec.podCIDR === undefined ? ['metadata', 'name'] : ['spec', 'podCIDR'];
  return {
    cause: { object: keyOf(node), field },
    why: why('cluster.kubelet.noAddress', { pod: pod.metadata.name, node: run.node }),
    event: event(
      pod,
      'FailedCreatePodSandBox',
      `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${run.uid.replaceAll('-', '')}": ${detail}`,
      'Warning',
    ),
  };
}

interface Target {
  readonly container: Container;
  readonly field: readonly (string | number)[];
}

function target(pod: Pod, run: PodRun): Target | undefined {
  const again = run.starting?.sidecar === true ? pod.spec.initContainers?.[run.starting.container] : undefined;
  if (again) return { container: again, field: ['spec', 'initContainers', run.starting?.container ?? 0] };
  const init = pod.spec.initContainers?.[run.initDone];
  if (init) return { container: init, field: ['spec', 'initContainers', run.initDone] };
  const index = run.starting?.container ?? run.containers.findIndex((one) => one.state === 'waiting');
  const container = pod.spec.containers[index];
  return container && { container, field: ['spec', 'containers', index] };
}

/**
 * Brings up the next container by one stage: pull, create, start. Init containers first, one after the other.
 * Models `SyncPod` and `startContainer` of `pkg/kubelet/kuberuntime/kuberuntime_{manager,container}.go`; the Events are those of
 * `pkg/kubelet/events/event.go` and `pkg/kubelet/images/image_manager.go`.
 */
export function startNext(context: Context, pod: Pod, run: PodRun): Deed | undefined {
  const next = target(pod, run);
  if (!next) return undefined;
  const { container } = next;
  const params = { pod: pod.metadata.name, container: container.name, image: container.image ?? '' };
  const image = `image/${run.node}/${container.image}`;
  const stage = run.starting?.stage ?? 'pull';
  const policy = (container as { readonly imagePullPolicy?: string }).imagePullPolicy;
  const imageCause = podCause(pod, ...next.field, ...(container.image === undefined ? [] : ['image']));
  const containerIndex = Number(next.field[2]);
  const go = (to: 'pulled' | 'created' | 'started', delay: number, pulling = false) =>
    writeRun(context, keyOf(pod), {
      ...run,
      starting: { ...run.starting, container: containerIndex, stage: to, pulling },
      notBefore: context.now + delay,
    });

  if (stage === 'pull') {
    if (policy === 'Always' || (policy !== 'Never' && context.recall(image) === undefined)) {
      const first = context.recall(image) === undefined;
      go('pulled', first ? lasts(context, params.image, `pull ${run.node}`, ...PULL_MS) : 350, true);
      return {
        cause: imageCause,
        why: why('cluster.kubelet.pulling', params),
        event: event(pod, 'Pulling', `Pulling image "${container.image}"`),
      };
    }
    go('created', CREATE_MS);
    return {
      cause: imageCause,
      why: why('cluster.kubelet.imagePresent', { ...params, node: run.node }),
      event: event(
        pod,
        'Pulled',
        `Container image "${container.image}" already present on machine and can be accessed by the pod`,
      ),
    };
  }
  if (stage === 'pulled') {
    const took = lasts(context, params.image, `pull ${run.node}`, ...PULL_MS);
    const duration = context.recall(image) === undefined ? `${took / 1000}s` : '350ms';
    context.remember(image, true);
    go('created', CREATE_MS);
    return {
      cause: imageCause,
      why: why('cluster.kubelet.pulled', { ...params, node: run.node }),
      event: event(
        pod,
        'Pulled',
        `Successfully pulled image "${container.image}" in ${duration} (${duration} including waiting). Image size: ${imageSize(context, params.image)} bytes.`,
      ),
    };
  }
  if (stage === 'created') {
    go('started', START_MS);
    return {
      cause: podCause(pod, ...next.field),
      why: why('cluster.kubelet.created', params),
      event: event(pod, 'Created', 'Container created'),
    };
  }
  return started(context, pod, run, next);
}

function imageSize(context: Context, image: string): number {
  return lasts(context, image, 'image size', 4_000_000, 190_000_000);
}

function started(context: Context, pod: Pod, run: PodRun, { container, field }: Target): Deed {
  const { starting: _, ...rest } = run;
  const at = context.now;
  freezeSubPaths(context, pod, container);
  const index = Number(field[2]);
  if (field[1] === 'initContainers' && !isSidecar(container)) {
    // The next one waits for it to have ended.
    const initStarts = [...(run.initStarts ?? []), at];
    writeRun(context, keyOf(pod), { ...rest, initDone: run.initDone + 1, initStarts, notBefore: at + INIT_MS });
  } else if (field[1] === 'initContainers') {
    const member = { list: 'initContainers', index } as const;
    const up = withMember({ ...rest, notBefore: at }, member, startedAgain(runOf(run, member), container, at));
    const initStarts = index < run.initDone ? run.initStarts : [...(run.initStarts ?? []), at];
    const initDone = Math.max(run.initDone, index + 1);
    writeRun(context, keyOf(pod), { ...up, initDone, ...(initStarts ? { initStarts } : {}) });
  } else {
    const now = startedAgain(run.containers[index] ?? NEVER_RAN, container, at);
    const containers = run.containers.map((one, i) => (i === index ? now : one));
    const more = containers.some((one) => one.state === 'waiting');
    writeRun(context, keyOf(pod), {
      ...rest,
      containers,
      notBefore: more ? at : nextRelist(context, run.node, at),
    });
  }
  return {
    cause: podCause(pod, ...field),
    why: why('cluster.kubelet.started', { pod: pod.metadata.name, container: container.name }),
    event: event(pod, 'Started', 'Container started'),
  };
}

function startedAgain(old: ContainerRun, container: Container, at: number): ContainerRun {
  const { exitCode: _code, exitedAt: _at, retryAt: _retry, startsAgain: _again, reason: _reason, ...kept } = old;
  return {
    ...kept,
    state: 'running',
    image: container.image,
    startedAt: at,
    restarts: old.restarts + (old.state === 'exited' ? 1 : 0),
    ready: false,
  };
}
