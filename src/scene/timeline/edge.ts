import type { Hop, Trace } from '../../core/index.js';
import { portOf } from '../edge/entered.js';
import type { Point, Scene, SceneNode, TimelineHop } from '../types.js';

/** What a hop decides, where it decides something. */
export function decidedOf(hop: Hop, trace?: Trace): Pick<TimelineHop, 'decided' | 'status'> {
  switch (hop.kind) {
    case 'policy':
      return { decided: hop.decision.allowed ? 'allowed' : 'denied' };
    case 'balance':
      return { decided: 'balance' };
    case 'tls':
      return { decided: 'tls' };
    case 'l7':
      return { decided: 'choose' };
    case 'response':
      return { decided: 'answer', status: hop.status };
    case 'deliver':
      // What the client has in its hands in the end is the answer.
      return hop.direction === 'back' && hop.leg === undefined && trace?.http !== undefined
        ? { status: trace.http.status }
        : {};
    case 'dns':
    case 'socket':
    case 'route':
    case 'link':
    case 'chain':
    case 'rule':
    case 'nat':
    case 'conntrack':
    case 'stop':
      return {};
  }
}

/**
 * Whether what is inside the packet is encrypted, hop by hop: from the client to where TLS ends, and on the same connection back again. What a balancer sends
 * on is in the clear.
 */
export function locksOf(trace: Trace): (hop: Hop, index: number) => Pick<TimelineHop, 'lock'> {
  const end = trace.hops.findIndex(({ kind }) => kind === 'tls');
  if (end < 0 && trace.request.http?.scheme !== 'https') return () => ({});
  const leg = trace.hops[end]?.leg;
  return (hop, index) => {
    if (hop.kind === 'dns' || hop.leg !== leg) return {};
    if (index === end) return { lock: 'open' };
    const inside = end >= 0 && index > end && (hop.direction === 'out' || hop.kind === 'response');
    return inside ? {} : { lock: 'closed' };
  };
}

/** Where the rule that decided stands, or the last that was tried in vain. */
export function lookAt(scene: Scene): (hop: Hop) => Pick<TimelineHop, 'look'> {
  const rows = scene.nodes.filter(({ kind, tried }) => kind === 'route' && tried !== undefined);
  const box = (rows.find(({ tried }) => tried === 'matched') ?? rows.at(-1))?.box;
  const look = box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return (hop) => (hop.kind === 'l7' && look !== undefined ? { look } : {});
}

const BESIDE_WORDS = new Set<SceneNode['kind']>(['interface', 'kube-proxy', 'load-balancer', 'client', 'network']);

/**
 * Where a packet goes in at the side of a card, its capsule stands below the card and not over its words. Only in pictures with ways in: in the others
 * the cards at which it can stand so are lower than the capsule is away.
 */
export function capsuleBelow(scene: Scene): (end: Point | undefined) => Pick<TimelineHop, 'capsuleY'> {
  const cards = scene.nodes.filter(({ kind }) => BESIDE_WORDS.has(kind)).map(({ box }) => box);
  if (!scene.nodes.some(({ kind }) => kind === 'client')) return () => ({});
  return (end) => {
    if (end === undefined) return {};
    const on = cards.find(
      ({ x, y, width, height }) => end.x >= x - 1 && end.x <= x + width + 1 && end.y > y && end.y < y + height - 1,
    );
    return on === undefined ? {} : { capsuleY: on.y + on.height };
  };
}

/** The ids of things outside that a hop is about, of those that are drawn: the port that it came to, the rules that were tried, the balancer. */
export function edgeLit(scene: Scene): (hop: Hop) => readonly string[] {
  const drawn = new Set(scene.nodes.map(({ id }) => id));
  const tried = scene.nodes.filter((node) => node.kind === 'route' && node.tried !== undefined).map(({ id }) => id);
  const routing = scene.nodes.filter(
    ({ id, kind, form, part }) => kind === 'controller' && form === 'row' && part === true && id.endsWith(':route'),
  );
  const halves = routing.map(({ id }) => id);
  return (hop) => {
    const ids: string[] = [];
    const port = portOf(hop);
    if (port !== undefined) ids.push(`node-port:${port.replace(' ', ':')}`);
    if (hop.kind === 'l7') ids.push(...halves, ...tried, hop.decision.backend?.service ?? '');
    if (hop.kind === 'tls') ids.push(...halves, hop.tls.cause.object);
    if (hop.kind === 'policy') ids.push(hop.decision.pod);
    return ids.filter((id) => drawn.has(id));
  };
}
