import type { HttpRequest, ObjectKey, TrafficTarget } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';

/** Where to connect to, to come to a balancer. */
export interface WayIn {
  readonly to: TrafficTarget;
  readonly port: number;
}

/**
 * Where a client outside connects to for a host: by its name where an Ingress has an address for it, else to the first node port of a Service
 * in front of the controller, else to that Service's own address. As the URL says where there is no Service either.
 */
export function entryOf(http: HttpRequest, services: readonly ObjectKey[], objects: readonly ObjectSummary[]): WayIn {
  const port = http.scheme === 'https' ? 443 : 80;
  const byName: WayIn = { to: { kind: 'name', name: http.host }, port };
  const named = objects.some(
    ({ ingress }) =>
      ingress !== undefined && ingress.addresses.length > 0 && ingress.routes.some(({ host }) => host === http.host),
  );
  if (named) return byName;
  const fronts = objects.filter(({ key }) => services.includes(key));
  const address = fronts.flatMap(({ entry }) => entry?.addresses ?? [])[0];
  if (address !== undefined) return { to: addressOf(address), port };
  const nodePort = fronts.flatMap(({ entry }) => entry?.nodePorts ?? []).find((one) => one.port === port)?.nodePort;
  const node = objects.find(({ kind, ready, ip }) => kind === 'Node' && ready === true && ip !== undefined)?.ip;
  if (nodePort !== undefined && node !== undefined) return { to: { kind: 'ip', ip: node }, port: nodePort };
  const [front] = fronts;
  return front === undefined ? byName : { to: { kind: 'service', service: front.key }, port };
}

function addressOf(text: string): TrafficTarget {
  return /^[\d.]+$/.test(text) || text.includes(':') ? { kind: 'ip', ip: text } : { kind: 'name', name: text };
}
