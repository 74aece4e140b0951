import type { ClusterView, Trace } from '../../core/index.js';
import { edgeNodes, portNodes } from '../edge/edge-nodes.js';
import { keepIdentity, sameValue } from '../identity.js';
import type { Lane, Scene, SceneNode } from '../types.js';
import { describe } from './describe.js';
import { bandGroup, fixtureNodes, foldedNode, headNodes } from './fixture-nodes.js';
import { place } from './layout.js';
import { trafficLinks } from './links.js';
import { LINE } from './metrics.js';
import type { TrafficOptions } from './options.js';
import type { BandPlace, Placement } from './placement.js';
import { serviceNode } from './service-node.js';
import { shapeOf } from './shape.js';
import { tenantNode } from './tenant-node.js';
import type { Topology } from './topology.js';
import { say } from './words.js';

interface Origin {
  readonly topology: Topology;
  readonly shape: string;
  readonly placement: Placement;
}

/** What each scene was made from, so that the next one finds what has not changed. */
const origins = new WeakMap<Scene, Origin>();

/**
 * The Traffic lens: each cluster node a band with its bridge, its pods and kube-proxy's rules; Services in a strip in front of the bands; the
 * network of the nodes as a trunk that leads to the world outside.
 * A pure function of the cluster, the trace and the profile. `options.previous` only saves work: an unchanged cluster gives back the very
 * same scene, and an unchanged shape keeps its layout.
 */
export function buildTrafficScene(view: ClusterView, trace: Trace | null, options: TrafficOptions = {}): Scene {
  const topology = describe(view, trace, options);
  const before = options.previous && origins.get(options.previous);
  if (options.previous && before && sameValue(before.topology, topology)) return options.previous;

  const shape = shapeOf(topology);
  const placement = before?.shape === shape ? before.placement : place(topology, options.work);
  const scene = keepIdentity(draw(topology, placement), options.previous);
  origins.set(scene, { topology, shape, placement });
  return scene;
}

function draw(topology: Topology, placement: Placement): Scene {
  const nodes: SceneNode[] = [...headNodes(topology, placement)];
  if (topology.edge !== undefined) nodes.push(...edgeNodes(topology.edge, placement.things));
  for (const band of topology.bands) {
    const at = placement.bands.get(band.node) as BandPlace;
    if (at.form === 'folded') {
      nodes.push(foldedNode(band, at));
      continue;
    }
    nodes.push(...fixtureNodes(band, topology.trunk, placement), ...portNodes(band.ports, placement.things));
    for (const tenant of [...band.clients, ...band.backends]) {
      const placed = placement.things.get(tenant.id);
      if (placed !== undefined) nodes.push(tenantNode(tenant, placed, band.node));
    }
  }
  for (const service of topology.services) {
    const placed = placement.things.get(service.id);
    if (placed !== undefined) nodes.push(serviceNode(service, placed));
  }
  for (const tenant of topology.pending) {
    const placed = placement.things.get(tenant.id);
    if (placed !== undefined) nodes.push(tenantNode(tenant, placed));
  }
  return {
    lens: 'traffic',
    box: { x: 0, y: 0, width: placement.width, height: placement.height },
    lanes: lanesOf(topology, placement),
    groups: topology.bands.map((band) => bandGroup(band, placement.bands.get(band.node) as BandPlace, placement)),
    nodes,
    links: trafficLinks(topology, placement),
  };
}

function lanesOf(topology: Topology, { strip, trunk, columns, pendingY, moreY, bands, sections }: Placement): Lane[] {
  const heading = (id: string, title: Lane['title'], x: number, y: number, width: number): Lane => ({
    id,
    title,
    form: 'heading',
    box: { x, y, width, height: LINE },
  });
  const lanes: Lane[] = [];
  if (bands.size > 0) {
    lanes.push({
      id: 'services',
      title: say('scene.lane.services', {}),
      about: say('scene.lane.services.about', {}),
      form: 'strip',
      box: strip,
    });
  }
  for (const { id, box } of sections ?? []) {
    const section = topology.edge?.sections.find((one) => one.id === id);
    if (section !== undefined) lanes.push(heading(`edge:${id}`, section.title, box.x, box.y, box.width));
  }
  const right = columns.width - columns.metrics.margin;
  lanes.push(heading('network', say('scene.lane.network', {}), trunk.x + 8, strip.y - 20, right - trunk.x - 8));
  if (moreY !== null) {
    const more = say('scene.nodes.more', { count: topology.hiddenBands });
    lanes.push(heading('more', more, columns.bandX, moreY, columns.bandWidth));
  }
  if (pendingY !== null) {
    lanes.push(heading('pending', say('scene.lane.pending', {}), columns.bandX, pendingY, columns.bandWidth));
  }
  return lanes;
}
