import type { Cause } from '../api/cause.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';

/** A load balancer of the cloud, found by its address. */
export interface Balancer {
  readonly service: Service;
  readonly key: ObjectKey;
  readonly ip: string;
  /** `VIP`: packets go through as they are. `Proxy`: it answers itself and opens connections of its own. */
  readonly mode: 'VIP' | 'Proxy';
  /** The status that says so. */
  readonly cause: Cause;
}

const balancers = new WeakMap<readonly Service[], ReadonlyMap<string, Balancer>>();

/** The balancer that has an address. Of two Services with one address the first by key has it. */
export function balancerAt(view: ClusterView, ip: string): Balancer | undefined {
  const services = view.list<Service>('Service');
  let known = balancers.get(services);
  if (!known) {
    const found = new Map<string, Balancer>();
    for (const service of services)
      for (const one of balancersOf(service)) if (!found.has(one.ip)) found.set(one.ip, one);
    balancers.set(services, (known = found));
  }
  return known.get(ip);
}

function balancersOf(service: Service): readonly Balancer[] {
  const key = keyOf(service);
  const ingress = service.status?.loadBalancer?.ingress ?? [];
  if (service.spec.type !== 'LoadBalancer') return [];
  return ingress.flatMap(({ ip, ipMode = 'VIP' }, index) => {
    const cause = { object: key, field: ['status', 'loadBalancer', 'ingress', index, 'ip'] };
    return ip === undefined || ip === '' ? [] : [{ service, key, ip, mode: ipMode, cause }];
  });
}
