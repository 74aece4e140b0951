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
/** What rules need to be read. */
const LISTING = 350;

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
 * Down the left of the card it is in and over to the chain it jumps to, as the jump is drawn; to a chain farther out through the gaps between cards, left of
 * every card that lies between; and home straight out to the left.
 */
function wayTo(from: Stop, to: Stop, scene: Scene): readonly Point[] {
  const [a, b] = [from.point, to.point];
  const target = scene.groups.find(({ box }) => inside(box, to.box));
  if (b.y < a.y || target === undefined) return tidy([a, { x: b.x, y: a.y }, b]);
  const between = scene.groups.filter(({ box }) => box.y > a.y && box.y + box.height < b.y);
  const rail = Math.min(a.x, ...between.map(({ box }) => box.x - BESIDE));
  if (rail === a.x && b.x === a.x) return tidy([a, b]);
  if (rail === a.x && b.x > a.x) {
    const head = target.box.y + 13;
    return tidy([a, { x: a.x, y: head }, { x: b.x, y: head }, b]);
  }
  const above = target.box.y - IN_GAP;
  // Where cards between stand farther out, it leaves its own by the gap below that.
  const below = rail === a.x ? above : Math.min(...between.map(({ box }) => box.y)) - IN_GAP;
  return tidy([a, { x: a.x, y: below }, { x: rail, y: below }, { x: rail, y: above }, { x: b.x, y: above }, b]);
}

/** Half way between two cards. */
const IN_GAP = 4;

function inside(outer: Box, inner: Box): boolean {
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height + 0.5;
}

/** The capsule stands where there is room beside the card, so that it covers no rule; a listing as wide as its pane has a strip for it below. */
function capsuleBeside({ box, point }: Stop, scene: Scene): { readonly side: CapsuleSide; readonly capsuleX?: number } {
  if (scene.box.width < CAPSULE_ROOM + LISTING) return { side: 'foot' };
  const right = box.x + box.width;
  if (scene.box.width - right >= CAPSULE_ROOM) return { side: 'right', capsuleX: right };
  return { side: point.x >= CAPSULE_ROOM ? 'left' : 'below', capsuleX: point.x };
}
