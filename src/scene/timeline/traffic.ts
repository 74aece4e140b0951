import type { Hop, Location, Trace } from '../../core/index.js';
import type { Point, Scene, Timeline, TimelineHop } from '../types.js';
import { durationOf } from './durations.js';
import { capsuleBelow, decidedOf, edgeLit, locksOf, lookAt } from './edge.js';
import { moodOf } from './mood.js';
import { waysOf, type Place, type Way, type Ways } from './ways.js';

/** How far a refused packet is thrown back, in px. */
const BOUNCE = 26;

/** The trace as motion over a Traffic scene. */
export function trafficTimeline(scene: Scene, trace: Trace): Timeline {
  const ways = waysOf(scene);
  const places = placesOf(scene, ways);
  const alsoAtEdge = edgeLit(scene);
  const lock = locksOf(trace);
  const look = lookAt(scene);
  const below = capsuleBelow(scene);
  let here = startOf(trace, places);
  let guarded: Guard | null = null;
  let start = 0;
  let back: Point | null = null;
  const hops = trace.hops.map((hop, index): TimelineHop => {
    const mood = moodOf(hop, trace);
    const step = mood === 'dns' ? lookUp(hop, here, places, ways) : move(hop, guarded, here, places, ways);
    guarded = guardOf(hop, step.end, guarded);
    here = step.end ?? here;
    const path =
      hop.kind === 'stop' && mood === 'reject' && back !== null ? bounce(step.way.points, back) : step.way.points;
    const moved = step.way.points.at(-2);
    if (moved !== undefined) back = moved;
    const end = start + durationOf(hop);
    const entry: TimelineHop = {
      index,
      start,
      end,
      path: path.length > 0 ? path : [{ x: 0, y: 0 }],
      lit: [...new Set([...step.way.ids, ...alsoLit(hop, scene), ...alsoAtEdge(hop)])],
      next: step.next,
      packet: hop.packet,
      direction: hop.direction,
      mood,
      caption: hop.why,
      cause: hop.cause,
      ...decidedOf(hop, trace),
      ...lock(hop, index),
      ...look(hop),
      ...below(path.at(-1)),
    };
    start = end;
    return entry;
  });
  return { hops, duration: start };
}

interface Step {
  readonly way: Way;
  readonly end: Place | null;
  readonly next: string | null;
}

/** The edge of a pod at which a packet was stopped to be asked about. */
interface Guard {
  readonly place: Place;
  readonly node: string | undefined;
}

/** A packet that was stopped at a pod's edge stays there until it goes in: what its node still does to it is done there. */
function guardOf(hop: Hop, here: Place | null, before: Guard | null): Guard | null {
  if (hop.kind === 'policy' && hop.decision.direction === 'ingress' && here !== null) {
    return { place: here, node: hop.at.node };
  }
  return hop.kind === 'link' || hop.at.node !== before?.node ? null : before;
}

function move(hop: Hop, guarded: Guard | null, here: Place | null, places: Places, ways: Ways): Step {
  const stays = guarded !== null && hop.at.place === 'node' && hop.at.node === guarded.node;
  const at = stays ? guarded.place : placeOf(hop, places);
  const from = here ?? at;
  if (from === null) return { way: { points: [], ids: [] }, end: null, next: null };
  const arrive = at === null ? { points: [from.point], ids: [from.id] } : ways.between(from, at);
  const present = at ?? from;
  if (hop.kind !== 'link') {
    return { way: arrive, end: present, next: nextOf(hop, places) };
  }
  const to = places.of(hop.to);
  if (to === null) return { way: arrive, end: present, next: null };
  const along = ways.between(present, to);
  return {
    way: { points: [...arrive.points, ...along.points.slice(1)], ids: [...arrive.ids, ...along.ids] },
    end: to,
    next: to.id,
  };
}

/** Where a hop happens. A policy is asked at the edge of the pod that it guards: on the way in, that is where the pod's line meets its node. */
function placeOf(hop: Hop, places: Places): Place | null {
  if (hop.kind === 'deliver' && hop.pod !== undefined) return places.of({ place: 'pod', pod: hop.pod });
  if (hop.kind === 'policy' && hop.decision.direction === 'ingress') {
    return places.edgeOf(hop.decision.pod) ?? places.of(hop.at);
  }
  return places.of(hop.at);
}

function nextOf(hop: Hop, places: Places): string | null {
  if (hop.kind === 'nat') return places.byAddress(hop.packet.after.dst)?.id ?? null;
  if (hop.kind === 'balance') return places.of({ place: 'node', node: hop.node })?.id ?? null;
  return null;
}

/** A look-up goes to whoever answers and comes back within the hop: to the DNS pod where the hop tells it, else to the rules on its way. */
function lookUp(hop: Hop, here: Place | null, places: Places, ways: Ways): Step {
  const from = here ?? places.of(hop.at);
  if (from === null) return { way: { points: [], ids: [] }, end: null, next: null };
  const told = places.of(hop.at);
  const target =
    told !== null && told.id !== from.id ? told : (places.byAddress(hop.packet.after.dst) ?? places.hostOf(from));
  if (target === null || target.id === from.id)
    return { way: { points: [from.point], ids: [from.id] }, end: from, next: null };
  const out = ways.between(from, target);
  return {
    way: { points: [...out.points, ...out.points.toReversed().slice(1)], ids: out.ids },
    end: from,
    next: target.id,
  };
}

function bounce(points: readonly Point[], back: Point): readonly Point[] {
  const end = points.at(-1);
  if (end === undefined) return points;
  const length = Math.hypot(back.x - end.x, back.y - end.y);
  if (length === 0) return points;
  const by = Math.min(BOUNCE, length) / length;
  return [...points, { x: end.x + (back.x - end.x) * by, y: end.y + (back.y - end.y) * by }];
}

/** The Service that a hop is about, and its link to the endpoint that was chosen. */
function alsoLit(hop: Hop, scene: Scene): string[] {
  const service = 'service' in hop ? hop.service : undefined;
  if (service === undefined) return [];
  const chosen = hop.kind === 'nat' && hop.nat === 'DNAT' ? hop.packet.after.dst : undefined;
  const pod = chosen === undefined ? undefined : scene.nodes.find(({ address }) => address === chosen);
  return [service, ...(pod === undefined ? [] : [`selects:${service}:${pod.id}`])];
}

interface Places {
  of(location: Location): Place | null;
  byAddress(ip: string): Place | null;
  /** Where a pod's line meets its node. */
  edgeOf(pod: string): Place | null;
  /** The host stack of the node that a place is on. */
  hostOf(place: Place): Place | null;
}

function placesOf(scene: Scene, ways: Ways): Places {
  const byAddress = new Map<string, string>();
  const devices = new Map<string, string>();
  const veths = new Map<string, Place>();
  for (const node of scene.nodes) {
    if (node.address !== undefined) byAddress.set(node.address, node.id);
    if (node.node !== undefined && node.device !== undefined) devices.set(`${node.node} ${node.device}`, node.id);
  }
  for (const link of scene.links) {
    const point = link.points.at(-1);
    const node = ways.node(link.from)?.node;
    if (link.kind !== 'veth' || point === undefined || node === undefined) continue;
    const place = { id: link.to, point };
    veths.set(link.from, place);
    if (link.device !== undefined) veths.set(`${node} ${link.device}`, place);
  }
  const at = (id: string): Place | null => ways.at(id) ?? null;

  return {
    of: (location) => {
      if (location.place === 'outside') return outsideOf(location, scene, at);
      if (location.place === 'wire') return at('network');
      if (location.place === 'pod') return location.pod === undefined ? null : at(location.pod);
      const { node, device, hook } = location;
      if (node === undefined) return null;
      if (hook !== undefined || device === undefined) return at(`kube-proxy:${node}`);
      const veth = veths.get(`${node} ${device}`);
      if (veth !== undefined) return veth;
      const id = devices.get(`${node} ${device}`);
      // A bridge is a line: its own port is where the host joins it.
      if (id !== undefined && ways.node(id)?.kind === 'bridge') return hostJoint(scene, node) ?? at(id);
      return id === undefined ? at(`kube-proxy:${node}`) : at(id);
    },
    edgeOf: (pod) => veths.get(pod) ?? null,
    byAddress: (ip) => at(byAddress.get(ip) ?? ''),
    hostOf: (place) => {
      const node = ways.node(place.id)?.node;
      return node === undefined ? null : at(`kube-proxy:${node}`);
    },
  };
}

/** A balancer that is not drawn is part of the network that it stands on; of the router, the line to the world ends there. */
function outsideOf({ outside, service }: Location, scene: Scene, at: (id: string) => Place | null): Place | null {
  if (outside === 'lan') return at('client:lan') ?? at('outside');
  const router = (): Place | null => {
    const point = scene.links.find(({ id }) => id === 'uplink')?.points.at(-1);
    return point === undefined ? at('network') : { id: 'network', point };
  };
  if (outside === 'router') return router();
  if (outside === 'load-balancer') return at(`load-balancer:${service ?? ''}`) ?? router();
  return at('outside');
}

function hostJoint(scene: Scene, node: string): Place | null {
  const link = scene.links.find(({ id }) => id === `bridge:kube-proxy:${node}`);
  const point = link?.points.at(-1);
  return link === undefined || point === undefined ? null : { id: link.to, point };
}

function startOf(trace: Trace, places: Places): Place | null {
  const { from } = trace.request;
  if (from.kind === 'pod') return places.of({ place: 'pod', pod: from.pod });
  if (from.kind === 'node') return places.of({ place: 'node', node: from.node });
  return places.of({ place: 'outside', ...(from.place !== undefined && { outside: from.place }) });
}
