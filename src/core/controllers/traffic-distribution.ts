import type { Endpoint } from '../api/endpoints.js';

const SAME_ZONE: ReadonlySet<string | undefined> = new Set(['PreferClose', 'PreferSameZone']);
const SAME_NODE = 'PreferSameNode';

/**
 * Writes `spec.trafficDistribution` into the hints of an endpoint, or takes stale hints away. PreferClose is the old name of
 * PreferSameZone; PreferSameNode gives zone and node; a zone hint needs a zone; an endpoint that is not ready is left as it is.
 * Models kubernetes/endpointslice `trafficdist/trafficdist.go`.
 */
export function withHints(endpoint: Endpoint, trafficDistribution: string | undefined): Endpoint {
  const { hints: _, ...rest } = endpoint;
  const known = SAME_ZONE.has(trafficDistribution) || trafficDistribution === SAME_NODE;
  if (!known) return endpoint.hints ? rest : endpoint;
  const { zone, nodeName } = endpoint;
  if (endpoint.conditions.ready !== true) return endpoint;
  const forZones = zone === undefined ? {} : { forZones: [{ name: zone }] };
  const forNodes =
    trafficDistribution !== SAME_NODE || nodeName === undefined ? {} : { forNodes: [{ name: nodeName }] };
  const hints = { ...forZones, ...forNodes };
  return Object.keys(hints).length > 0 ? { ...rest, hints } : endpoint.hints ? rest : endpoint;
}
