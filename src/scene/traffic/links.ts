import type { Cause, ObjectKey } from '../../core/index.js';
import { edgeLinks } from '../edge/edge-links.js';
import type { Point, SceneLink } from '../types.js';
import { LINKED_SERVICES } from './limits.js';
import { CORNER_HEIGHT } from './metrics.js';
import type { Placed, Placement } from './placement.js';
import type { Band, ServiceItem, Tenant, Topology } from './topology.js';

/** All lines: the wires a packet can travel, and the links by which Services know their endpoints. */
export function trafficLinks(topology: Topology, placement: Placement): SceneLink[] {
  const links = topology.bands.flatMap((band) => wiresOf(band, topology.trunk, placement));
  if (topology.edge !== undefined) links.push(...edgeLinks(topology.edge, placement));
  links.push(...uplink(topology, placement));
  links.push(...selectLinks(topology, placement));
  return links;
}

function wiresOf(band: Band, leaves: boolean, { things, trunk }: Placement): SceneLink[] {
  const links: SceneLink[] = [];
  const part = band.part ? { part: true } : {};
  const bridge = `bridge:${band.node}`;
  const plate = `kube-proxy:${band.node}`;
  const eth = `interface:${band.node}`;
  for (const tenant of [...band.clients, ...band.backends]) {
    const tap = things.get(tenant.id)?.tap;
    if (tap === undefined || band.bridge === undefined) continue;
    links.push({
      id: `veth:${tenant.id}`,
      from: tenant.id,
      to: bridge,
      kind: 'veth',
      points: tap,
      ...(tenant.object !== undefined &&
        band.veths[tenant.object] !== undefined && { device: band.veths[tenant.object] }),
      cause: vethCause(tenant, band),
      ...(tenant.part && { part: true }),
    });
  }
  const plateAt = things.get(plate);
  const ethAt = things.get(eth);
  if (plateAt?.tap !== undefined && band.bridge !== undefined) {
    links.push({
      id: `bridge:${plate}`,
      from: plate,
      to: bridge,
      kind: 'bridge',
      points: plateAt.tap,
      cause: rangeCause(band),
      ...part,
    });
  }
  if (plateAt !== undefined && ethAt !== undefined && band.uplink !== undefined) {
    const y = ethAt.box.y + ethAt.box.height / 2;
    // The interface stands on the side of the plate that the trunk is on.
    const left = ethAt.box.x < plateAt.box.x;
    const [near, far] = left ? [0, 1] : [1, 0];
    const right = ethAt.box.x + ethAt.box.width * near;
    const inside = [
      { x: plateAt.box.x + plateAt.box.width * near, y },
      { x: ethAt.box.x + ethAt.box.width * far, y },
    ];
    links.push({
      id: `wire:${plate}`,
      from: plate,
      to: eth,
      kind: 'wire',
      points: inside,
      cause: addressCause(band),
      ...(leaves && part),
    });
    const out = [
      { x: right, y },
      { x: trunk.x, y },
    ];
    links.push({
      id: `wire:${eth}`,
      from: eth,
      to: 'network',
      kind: 'wire',
      points: out,
      cause: addressCause(band),
      ...(leaves && part),
    });
  }
  return links;
}

/** A pod has its wire on the node that it was given to. One wire for many pods is there because the node has addresses for them. */
function vethCause({ kind, object }: Tenant, band: Band): Cause {
  return kind === 'pods' || object === undefined ? rangeCause(band) : { object, field: ['spec', 'nodeName'] };
}

/** The bridge has the first address of the node's pod CIDR, and is there to have it. */
function rangeCause({ object, podCIDR }: Band): Cause {
  return { object, field: podCIDR === '' ? ['metadata', 'name'] : ['spec', 'podCIDR'] };
}

/** The interface has the node's address on the network of the nodes. */
function addressCause({ object, ip }: Band): Cause {
  return { object, field: ip === '' ? ['metadata', 'name'] : ['status', 'addresses'] };
}

/** The trunk of the node network itself, and the line out to the world. */
function uplink(topology: Topology, placement: Placement): SceneLink[] {
  const { things } = placement;
  const network = things.get('network') as Placed;
  const outside = things.get('outside') as Placed;
  const y = network.box.y + network.box.height / 2;
  const before = outside.box.x < network.box.x;
  const part = topology.outside ? { part: true } : {};
  return [
    ...trunkPieces(topology, placement),
    {
      id: 'uplink',
      from: 'outside',
      to: 'network',
      kind: 'uplink',
      points: [
        { x: before ? outside.box.x + outside.box.width : outside.box.x, y },
        { x: before ? network.box.x : network.box.x + network.box.width, y },
      ],
      ...part,
    },
  ];
}

/** Half of the gap that the trunk leaves where a rail runs over it: a crossing is not a joint. */
const CROSSING = 8;

/** The trunk in pieces, from rail to rail. */
function trunkPieces(topology: Topology, { bands, columns, things, trunk }: Placement): SceneLink[] {
  const rails = topology.bands.flatMap((band) => {
    const at = bands.get(band.node);
    const crosses = at !== undefined && at.form !== 'folded' && columns.trunk > at.box.x;
    return band.bridge !== undefined && crosses ? [at.railY] : [];
  });
  const network = things.get('network') as Placed;
  const pieces: SceneLink[] = [];
  let top = network.box.y + network.box.height;
  for (const end of [...rails.filter((y) => y < trunk.bottom), trunk.bottom + CROSSING]) {
    pieces.push({
      id: `trunk:${pieces.length}`,
      from: 'network',
      to: 'network',
      kind: 'wire',
      points: [
        { x: trunk.x, y: top },
        { x: trunk.x, y: end - CROSSING },
      ],
      ...(topology.trunk && { part: true }),
    });
    top = end + CROSSING;
  }
  return pieces;
}

/** From a Service to each ready endpoint that is drawn. Of many Services, and of the cluster's own, only those in the trace have them. */
function selectLinks(topology: Topology, placement: Placement): SceneLink[] {
  const owners = new Map<string, { readonly tenant: Tenant; readonly band: Band }>();
  for (const band of topology.bands) {
    for (const tenant of band.backends) owners.set(tenant.id, { tenant, band });
  }
  const own = topology.services.filter(({ system }) => !system);
  const linked = topology.services.filter(
    (service) => service.part || (!service.system && own.length <= LINKED_SERVICES),
  );
  return linked.flatMap((service, lane) =>
    service.endpoints.flatMap((pod) => {
      const target = owners.get(pod);
      const at = placement.things.get(service.id);
      const to = placement.things.get(pod);
      if (target === undefined || at === undefined || to === undefined) return [];
      return [selectLink(service, pod, { at, to, lane, lanes: linked.length, ...target }, placement)];
    }),
  );
}

interface SelectEnds {
  readonly at: Placed;
  readonly to: Placed;
  readonly band: Band;
  readonly tenant: Tenant;
  readonly lane: number;
  readonly lanes: number;
}

function selectLink(
  service: ServiceItem,
  pod: ObjectKey,
  ends: SelectEnds,
  { columns, density, bands }: Placement,
): SceneLink {
  const { at, to, lane } = ends;
  const step = Math.min(5, (columns.metrics.gutter - 14) / Math.max(1, ends.lanes - 1));
  const x = columns.gutter - 8 - lane * step;
  const y = at.box.y + at.box.height / 2;
  const targetY = to.box.y + to.box.height / 2 + (lane - (ends.lanes - 1) / 2) * Math.min(4, 18 / ends.lanes);
  const points: Point[] = [
    { x: at.box.x + at.box.width, y },
    { x, y },
  ];
  if ((to.column ?? 0) > 0) {
    const bandTop = bands.get(ends.band.node)?.box.y ?? 0;
    const channel = bandTop + density.spacing.bandTop + CORNER_HEIGHT + Math.min(lane, 3) * 2;
    const drop = to.box.x - 6 - Math.min(lane, 3) * 2;
    points.push({ x, y: channel }, { x: drop, y: channel }, { x: drop, y: targetY });
  } else {
    points.push({ x, y: targetY });
  }
  points.push({ x: to.box.x, y: targetY });
  return {
    id: `selects:${service.id}:${pod}`,
    from: service.id,
    to: pod,
    kind: 'selects',
    points,
    ...(service.written[pod] !== undefined
      ? { cause: service.written[pod] }
      : service.object !== undefined && { cause: { object: service.object, field: ['spec', 'selector'] } }),
    ...(service.part && ends.tenant.part && { part: true }),
  };
}
