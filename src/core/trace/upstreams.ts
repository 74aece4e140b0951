import type { Pod } from '../api/pod.js';
import type { ControllerSpec } from '../ingress/controllers.js';
import type { RouteBackend } from '../ingress/types.js';
import { placeOfPod } from './place.js';
import { addressesOf, isAddress } from './resolve.js';
import type { Stage } from './stage.js';

type Endpoint = RouteBackend['endpoints'][number];

/**
 * Whom a balancer may connect to for a backend: its endpoints, or the addresses of the name that it follows. ingress-nginx asks for AAAA first and takes A only
 * where there is none (`QTYPES_TO_CHECK` of `rootfs/etc/nginx/lua/util/dns.lua`), whatever addresses its pod has itself; the others end with an address that
 * they can reach. Empty when the name has no address.
 */
export function upstreamsOf(stage: Stage, spec: ControllerSpec, pod: Pod, backend: RouteBackend): readonly Endpoint[] {
  const { external, endpoints } = backend;
  if (!external) return endpoints;
  const { name, port } = external;
  if (isAddress(name)) return [{ ip: name, port }];
  if (external.asIs) return [];
  const types = spec.program.routing === 'nginx' ? (['AAAA', 'A'] as const) : (['A'] as const);
  return addressesOf(stage, placeOfPod(pod), name, types).map((ip) => ({ ip, port }));
}
