import { shownPorts } from './service-stack.js';
import type { Tenant, Topology } from './topology.js';

/** Everything of a topology that the layout reads, as one text: equal shapes have equal placements. */
export function shapeOf(topology: Topology): string {
  const tenants = (list: readonly Tenant[]) => list.map(({ id, system, hostNetwork }) => [id, system, hostNetwork]);
  return JSON.stringify([
    topology.profile,
    topology.bands.map(({ node, slim, folded, clients, backends, ports }) => [
      node,
      ports.map(({ id }) => id),
      slim,
      folded,
      tenants(clients),
      tenants(backends),
    ]),
    topology.services.map((service) => [service.id, service.system, service.part, shownPorts(service).length]),
    topology.pending.map(({ id }) => id),
    topology.hiddenBands > 0,
    topology.edge?.sections.map(({ items }) =>
      items.map(({ id, form, lines, joins }) => [id, form, lines.length, joins]),
    ),
  ]);
}
