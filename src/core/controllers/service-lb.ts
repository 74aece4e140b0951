import { getField } from '../api/field-path.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Service } from '../api/service.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { hasFinalizer, withFinalizer, withoutFinalizer } from '../cluster/finalizers.js';
import {
  balancerHosts,
  cloudBalancerMemory,
  LOAD_BALANCER_CLEANUP,
  wantsLoadBalancer,
  type CloudBalancer,
} from '../cluster/load-balancer.js';
import { canonicalJson } from '../cluster/seeded.js';
import type { ClusterEvent } from '../cluster/types.js';
import { addressFor, problemOf } from './service-lb-address.js';
import { changeOf, type ServiceChange } from './service-lb-change.js';
import { why } from './why-balancer.js';

/** How long the cloud takes to make, change and delete a balancer: of the right order, the same each time. */
const CLOUD_MS = { make: 2_500, change: 800, delete: 1_500 } as const;

/** What the controller is in the middle of, or has done, for a Service. */
interface Progress {
  /** What the balancer was last made from. */
  readonly done?: string;
  /** What it is being made from, and when the cloud will be ready. */
  readonly making?: { readonly from: string; readonly due: number };
  /** From what it could not be made. */
  readonly failed?: string;
  /** When the cloud will have deleted it. */
  readonly gone?: number;
  /** It was said that there are no nodes. */
  readonly lonely?: boolean;
}

/**
 * The cloud's part of a Service of type LoadBalancer, where the settings have a cloud: it makes a balancer, writes its address into the
 * status, keeps its nodes up to date and takes it away again. Keys are those of Services. Models `needsUpdate`, `syncLoadBalancerIfNeeded` and
 * `nodeSyncService` of `staging/src/k8s.io/cloud-provider/controllers/service/controller.go`, in cloud-controller-manager.
 */
export const serviceLb: Controller = {
  name: 'service-controller',
  watches: {
    Service({ key, before, after }, wake, context) {
      if (!hasCloud(context)) return;
      const [was, is] = [before as Service | undefined, after as Service | undefined];
      if ((is && concerns(is)) || (was && concerns(was))) wake(key);
      const changed = was && is && changeOf(was, is);
      if (changed) context.remember(changeMemory(key), changed);
      // An address that has become free may be what another one waits for.
      if (was?.status.loadBalancer.ingress && !is?.status.loadBalancer.ingress) wakeAll(context, wake);
    },
    Node({ before, after }, wake, context) {
      if (!hasCloud(context)) return;
      const [was, is] = [before, after].map((node) => balancerHosts(node ? [node as Node] : []));
      if (!deepEqual(was, is)) wakeAll(context, wake);
    },
  },
  reconcile(key, context) {
    const service = context.get<Service>(key as ObjectKey);
    if (!service) return forget(context, key);
    const told = tellChange(context, service);
    if (told) return told;
    if (needsCleanup(service)) return cleanUp(context, service);
    return wantsLoadBalancer(service) ? (ensure(context, service) ?? updateHosts(context, service)) : undefined;
  },
};

function hasCloud({ settings }: Context): boolean {
  return settings.loadBalancer === 'vip' || settings.loadBalancer === 'proxy';
}

function concerns(service: Service): boolean {
  return wantsLoadBalancer(service) || hasFinalizer(service, LOAD_BALANCER_CLEANUP);
}

function wakeAll(context: Context, wake: (key: string) => void): void {
  for (const service of context.list<Service>('Service')) if (concerns(service)) wake(keyOf(service));
}

function needsCleanup(service: Service): boolean {
  const isGoing = service.metadata.deletionTimestamp !== undefined || service.spec.type !== 'LoadBalancer';
  return hasFinalizer(service, LOAD_BALANCER_CLEANUP) && isGoing;
}

function progressOf(context: Context, key: string): Progress {
  return context.recall<Progress>(`service-controller/${key}`) ?? {};
}

function setProgress(context: Context, key: string, progress: Progress | undefined): void {
  context.remember(`service-controller/${key}`, progress);
}

function forget(context: Context, key: string): undefined {
  const memory = cloudBalancerMemory(key as ObjectKey);
  if (context.recall(memory) !== undefined) context.remember(memory, undefined);
  if (context.recall(changeMemory(key)) !== undefined) context.remember(changeMemory(key), undefined);
  if (context.recall(`service-controller/${key}`) !== undefined) setProgress(context, key, undefined);
  return undefined;
}

/** What of a Service makes its balancer another one (`needsUpdate`). */
function blueprint({ spec, metadata }: Service): string {
  return canonicalJson([
    spec.ports,
    spec.sessionAffinity,
    spec.sessionAffinityConfig,
    spec.loadBalancerIP,
    spec.loadBalancerSourceRanges,
    spec.externalIPs,
    spec.externalTrafficPolicy,
    spec.healthCheckNodePort,
    metadata.annotations,
  ]);
}

function ensure(context: Context, service: Service): Deed | undefined {
  const key = keyOf(service);
  const progress = progressOf(context, key);
  const from = blueprint(service);
  if (progress.done === from) return undefined;
  if (progress.failed === from && problemOf(context, service) !== undefined) return undefined;
  const exists = context.recall(cloudBalancerMemory(key)) !== undefined;
  const { name } = service.metadata;
  if (progress.making?.from !== from) {
    const takes = exists ? CLOUD_MS.change : CLOUD_MS.make;
    setProgress(context, key, { ...progress, making: { from, due: context.now + takes } });
    return {
      cause: about(service),
      why: why(exists ? 'edge.service.ensuringAgain' : 'edge.service.ensuring', { service: name }),
      // Before anything is made: from here on the Service cannot go before its balancer.
      writes: [{ verb: 'update', object: withFinalizer(service, LOAD_BALANCER_CLEANUP) }],
      event: normal(service, 'EnsuringLoadBalancer', 'Ensuring load balancer'),
      pause: takes,
    };
  }
  if (context.now < progress.making.due) {
    context.again(key, progress.making.due);
    return undefined;
  }
  const hosts = balancerHosts(context.list<Node>('Node'));
  if (hosts.length === 0 && progress.lonely !== true) return noNodes(context, service, progress);
  const problem = problemOf(context, service);
  if (problem !== undefined) {
    setProgress(context, key, { failed: from });
    const message = `Error syncing load balancer: failed to ensure load balancer: ${problem}`;
    const event = { type: 'Warning', reason: 'SyncLoadBalancerFailed', message, object: key } as const;
    return { cause: about(service), why: why('edge.service.failed', { service: name }), event, pause: Infinity };
  }
  return made(context, service, from, hosts);
}

/** What was changed of the Service, in an Event of its own, before anything is done about it. */
function tellChange(context: Context, service: Service): Deed | undefined {
  const key = keyOf(service);
  const changed = context.recall<ServiceChange>(changeMemory(key));
  if (!changed) return undefined;
  context.remember(changeMemory(key), undefined);
  const { reason, message, field } = changed;
  return {
    cause: getField(service, field) === undefined ? about(service) : { object: key, field },
    why: why('edge.service.changed', {
      service: service.metadata.name,
      field: String(field.at(-1) ?? ''),
      change: message,
    }),
    event: normal(service, reason, message),
  };
}

function changeMemory(key: string): string {
  return `service-controller/changed/${key}`;
}

function made(context: Context, service: Service, from: string, hosts: readonly string[]): Deed {
  const key = keyOf(service);
  const ip = addressFor(context, service) ?? '';
  const mode = context.settings.loadBalancer === 'proxy' ? 'Proxy' : 'VIP';
  setProgress(context, key, { done: from, lonely: hosts.length === 0 });
  context.remember(cloudBalancerMemory(key), { ip, hosts } satisfies CloudBalancer);
  const isAsked = service.spec.loadBalancerIP !== undefined && service.spec.loadBalancerIP === ip;
  const params = { service: service.metadata.name, ip, nodes: hosts.length, mode } as const;
  const status = { ...service.status, loadBalancer: { ingress: [{ ip, ipMode: mode }] } } as const;
  return {
    cause: isAsked ? { object: key, field: ['spec', 'loadBalancerIP'] } : about(service),
    why: why(isAsked ? 'edge.service.asked' : 'edge.service.ensured', params),
    writes: [{ verb: 'update', object: { ...service, status } as Service }],
    event: normal(service, 'EnsuredLoadBalancer', 'Ensured load balancer'),
  };
}

function updateHosts(context: Context, service: Service): Deed | undefined {
  const key = keyOf(service);
  const known = context.recall<CloudBalancer>(cloudBalancerMemory(key));
  const hosts = balancerHosts(context.list<Node>('Node'));
  if (!known || deepEqual(known.hosts, hosts)) return undefined;
  context.remember(cloudBalancerMemory(key), { ...known, hosts } satisfies CloudBalancer);
  if (hosts.length === 0) return noNodes(context, service, progressOf(context, key));
  return {
    cause: about(service),
    why: why('edge.service.updated', { service: service.metadata.name, nodes: hosts.length }),
    event: normal(service, 'UpdatedLoadBalancer', 'Updated load balancer with new hosts'),
  };
}

function noNodes(context: Context, service: Service, progress: Progress): Deed {
  setProgress(context, keyOf(service), { ...progress, lonely: true });
  const message = 'There are no available nodes for LoadBalancer';
  return {
    cause: about(service),
    why: why('edge.service.noNodes', { service: service.metadata.name }),
    event: { type: 'Warning', reason: 'UnAvailableLoadBalancer', message, object: keyOf(service) },
  };
}

function cleanUp(context: Context, service: Service): Deed | undefined {
  const key = keyOf(service);
  const balancer = context.recall<CloudBalancer>(cloudBalancerMemory(key));
  const { gone } = progressOf(context, key);
  const isDeleted = service.metadata.deletionTimestamp !== undefined;
  const cause = isDeleted ? { object: key, field: ['metadata', 'deletionTimestamp'] } : about(service);
  const { name } = service.metadata;
  if (balancer && gone === undefined) {
    setProgress(context, key, { gone: context.now + CLOUD_MS.delete });
    return {
      cause,
      why: why('edge.service.deleting', { service: name, ip: balancer.ip }),
      event: normal(service, 'DeletingLoadBalancer', 'Deleting load balancer'),
      pause: CLOUD_MS.delete,
    };
  }
  if (gone !== undefined && context.now < gone) {
    context.again(key, gone);
    return undefined;
  }
  forget(context, key);
  const released = withoutFinalizer(service, LOAD_BALANCER_CLEANUP);
  return {
    cause,
    why: why('edge.service.deleted', { service: name }),
    writes: [{ verb: 'update', object: { ...released, status: { ...service.status, loadBalancer: {} } } as Service }],
    event: normal(service, 'DeletedLoadBalancer', 'Deleted load balancer'),
  };
}

function about(service: Service): Deed['cause'] {
  return { object: keyOf(service), field: ['spec', 'type'] };
}

function normal(service: Service, reason: string, message: string): ClusterEvent {
  return { type: 'Normal', reason, message, object: keyOf(service) };
}
