import type { Hop, Trace } from '../../core/index.js';
import { ruleId } from '../rules/cards.js';
import type { Box, CapsuleSide, Point, Scene, Timeline, TimelineHop } from '../types.js';
import { durationOf } from './durations.js';
import { decidedOf, locksOf } from './edge.js';
import { moodOf } from './mood.js';
import { tidy } from './ways.js';

/** The packet runs this far left of the rule that it is at. */
const BESIDE = 12;
/** Room that the capsule needs beside a card. */
const CAPSULE_ROOM = 200;

/** The trace as motion over a Rules scene: from rule to rule, along the jumps. Hops elsewhere are spent at the head of the listing. */
export function rulesTimeline(scene: Scene, trace: Trace): Timeline {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const groups = new Map(scene.groups.map((group) => [group.id, group]));
  const head = scene.nodes.find(({ kind }) => kind === 'kube-proxy');
  const node = head?.id.slice('kube-proxy:'.length);
  const home: Stop = { id: head?.id ?? '', point: beside(head?.box ?? scene.box), box: head?.box ?? scene.box };

  const stopOf = (hop: Hop, here: Stop): Stop => {
    if (hop.at.node !== node || hop.at.place !== 'node') return home;
    if (hop.kind === 'rule') {
      const row = nodes.get(ruleId(hop.table, hop.chain, hop.index));
      if (row !== undefined) return { id: row.id, point: beside(row.box), box: row.box };
    }
    if (hop.kind === 'chain') {
      const card = groups.get(`chain:${hop.table}/${hop.chain}`);
      if (card !== undefined)
        return { id: card.id, point: { x: card.box.x - BESIDE, y: card.box.y + 13 }, box: card.box };
    }
    // What happens between two chains (a rewrite, a routing decision, a refusal) happens where the packet is.
    if ((hop.kind === 'nat' && hop.by === 'rule') || hop.kind === 'route' || hop.kind === 'stop') return here;
    return home;
  };

  const lock = locksOf(trace);
  let here = home;
  let start = 0;
  const hops = trace.hops.map((hop, index): TimelineHop => {
    const to = stopOf(hop, here);
    const path = wayTo(here, to, scene);
    here = to;
    const end = start + durationOf(hop);
    const entry: TimelineHop = {
      index,
      start,
      end,
      path,
      lit: [to.id],
      next: to.id,
      packet: hop.packet,
      direction: hop.direction,
      mood: moodOf(hop, trace),
      caption: hop.why,
      cause: hop.cause,
      ...decidedOf(hop, trace),
      ...lock(hop, index),
      ...capsuleBeside(to, scene),
    };
    start = end;
    return entry;
  });
  return { hops, duration: start };
}

interface Stop {
  readonly id: string;
  readonly point: Point;
  readonly box: Box;
}

function beside(box: Box): Point {
  return { x: box.x - BESIDE, y: box.y + Math.min(box.height / 2, 16) };
}

/**
 * Down the left of the card it is in and over to the chain it jumps to, as the jump is drawn; on its return over in the gap above the card it goes to;
 * and home straight out to the left.
 */
function wayTo(from: Stop, to: Stop, scene: Scene): readonly Point[] {
  const [a, b] = [from.point, to.point];
  if (a.x === b.x) return tidy([a, b]);
  const target = scene.groups.find(({ box }) => inside(box, to.box));
  const over = b.y < a.y || target === undefined ? a.y : b.x > a.x ? target.box.y + 13 : target.box.y - 4;
  return tidy([a, { x: a.x, y: over }, { x: b.x, y: over }, b]);
}

function inside(outer: Box, inner: Box): boolean {
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height + 0.5;
}

/** The capsule stands where there is room beside the card, so that it covers no rule. */
function capsuleBeside({ box, point }: Stop, scene: Scene): { readonly side: CapsuleSide; readonly capsuleX: number } {
  const right = box.x + box.width;
  if (scene.box.width - right >= CAPSULE_ROOM) return { side: 'right', capsuleX: right };
  return { side: point.x >= CAPSULE_ROOM ? 'left' : 'below', capsuleX: point.x };
}
