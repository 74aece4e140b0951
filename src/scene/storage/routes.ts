import type { DiskSpec } from '../../core/index.js';
import type { Box, Point } from '../types.js';
import { laneAt, PORT, type Lanes } from './metrics.js';
import type { PlacedRow, Placement, Route } from './placement.js';
import type { Plan } from './plan.js';

/**
 * The ways that lines take: along the channels between the columns and below the cards, never through a word. They depend on places alone, so a
 * line is drawn, and a token travels, in the same way at every moment of the story.
 */
export interface Routes {
  /** From a mount to the claim it names. */
  claim(row: PlacedRow, claim: Box): Route;
  /** From a pod that waits to its claim. */
  waiting(pod: Box, claim: Box): Route;
  /** The hand of a claim and that of a volume, each from its owner to where they meet; either may be alone. */
  hands(claim: Box | null, volume: Box | null): { readonly claim: Route; readonly volume: Route };
  /** From a volume to the disk it stands for. */
  stands(volume: Box, disk: string): Route | null;
  /** From a mount to the chip or local disk at the far end of its row, or of another row of its node; the length of the node when it has none. */
  bytes(row: PlacedRow, target: Box | null): Route;
  /** From a chip at the far end to a disk outside its node. */
  down(from: Box, disk: string, node: string): Route | null;
  /** From the end of the node to a disk that needs neither attaching nor staging. */
  out(row: PlacedRow, disk: string): Route | null;
  /** From a chip to the one above it. */
  up(from: Box, to: Box): Route;
  /** From a class to its driver. */
  source(from: Box, driver: Box): Route;
  /** From a driver to a volume it provisions. */
  provision(driver: Box, volume: Box): Route;
  /** From a pod down to its mount. */
  hang(pod: Box, mount: Box): Route;
}

export function routesOf(plan: Plan, placement: Placement): Routes {
  const { metrics, disks } = placement;
  const lanes = new Map([...plan.disks.keys()].map((id, index) => [id, index]));
  const isLocal = (id: string): boolean => 'node' in ((plan.disks.get(id) as DiskSpec | undefined)?.place ?? {});
  const lane = (channel: Lanes, disk: string): number => laneAt(channel, lanes.get(disk) ?? 0);
  // Two nodes that reach for one disk do it side by side.
  const reaches = new Map<string, number>();
  for (const { node, disks: own } of plan.nodes.flatMap(({ rows }) => rows)) {
    for (const disk of own) if (!isLocal(disk)) reaches.set(`${node} ${disk}`, reaches.size);
  }
  const apart = (disk: string, node: string): number => laneAt(metrics.attachLane, reaches.get(`${node} ${disk}`) ?? 0);
  const claimX = (claim: Box): number => {
    const index = placement.rows.findIndex((row) => row.claim === claim);
    return laneAt(metrics.claimLane, Math.max(0, index));
  };

  /** From a point in a channel at the right down to a disk: over in the gap above the shelves, then down beside it. */
  const toShelf = (from: Point, x: number, disk: string, second: boolean): Route | null => {
    const box = disks.get(disk);
    if (box === undefined) return null;
    const beside = right(box) + (second ? 14 : 7);
    const y = placement.channel((lanes.get(disk) ?? 0) + (second ? 2 : 0));
    const end = box.y + (second ? box.height - 12 : PORT.disk);
    return straight([
      from,
      { x, y: from.y },
      { x, y },
      { x: beside, y },
      { x: beside, y: end },
      { x: right(box), y: end },
    ]);
  };

  return {
    claim: ({ mount, pod }, claim) => {
      const from = mount ?? pod ?? claim;
      const y = from.y + from.height / 2 - (mount === null ? 0 : 4);
      const x = claimX(claim);
      const end = claim.y + port(claim, PORT.claim);
      return straight([
        { x: right(from), y },
        { x, y },
        { x, y: end },
        { x: claim.x, y: end },
      ]);
    },
    waiting: (pod, claim) => {
      const x = claimX(claim);
      const end = claim.y + port(claim, PORT.claim);
      const y = pod.y + pod.height / 2;
      return straight([
        { x: right(pod), y },
        { x, y },
        { x, y: end },
        { x: claim.x, y: end },
      ]);
    },
    hands: (claim, volume) => {
      if (metrics.stacked) return stackedHands(claim, volume, metrics.sourceLane);
      const middle = (right(metrics.claims) + metrics.volumes.x) / 2;
      const out = claim === null ? null : { x: right(claim), y: claim.y + port(claim, PORT.hand) };
      const back = volume === null ? null : { x: volume.x, y: volume.y + port(volume, PORT.hand) };
      const y = out !== null && back !== null ? (out.y + back.y) / 2 : (out?.y ?? back?.y ?? 0);
      const meet = { x: middle, y };
      return {
        claim: out === null ? [] : straight([out, { x: middle, y: out.y }, meet]),
        volume: back === null ? [] : straight([back, { x: middle, y: back.y }, meet]),
      };
    },
    stands: (volume, disk) => {
      const box = disks.get(disk);
      if (box === undefined) return null;
      const x = lane(metrics.diskLane, disk);
      const from = { x: right(volume), y: volume.y + port(volume, PORT.stands) };
      if (!isLocal(disk)) return toShelf(from, x, disk, false);
      const y = box.y + PORT.disk;
      return straight([from, { x, y: from.y }, { x, y }, { x: metrics.stacked ? right(box) : box.x, y }]);
    },
    bytes: (row, target) => {
      const from = row.mount ?? row.pod;
      if (from === null) return [];
      const middle = from.y + from.height / 2;
      if (metrics.dataLane !== null) {
        const { x } = metrics.dataLane;
        const y = target === null ? row.lane : portIn(target, target.y + target.height / 2);
        const end = target === null ? metrics.bandRight : target.x;
        return straight([
          { x: right(from), y: middle + 5 },
          { x, y: middle + 5 },
          { x, y },
          { x: end, y },
        ]);
      }
      const inside = row.lane > from.y && row.lane < from.y + from.height;
      const y = inside ? row.lane : middle;
      const start = [{ x: right(from), y }];
      if (!inside) start.push({ x: metrics.claimLane.x - 6, y }, { x: metrics.claimLane.x - 6, y: row.lane });
      if (target === null) return straight([...start, { x: metrics.bandRight, y: row.lane }]);
      if (row.lane > target.y && row.lane < target.y + target.height)
        return straight([...start, { x: target.x, y: row.lane }]);
      const x = target.x - 6;
      const end = target.y + target.height - 12;
      return straight([...start, { x, y: row.lane }, { x, y: end }, { x: target.x, y: end }]);
    },
    down: (from, disk, node) => toShelf({ x: right(from), y: from.y + from.height / 2 }, apart(disk, node), disk, true),
    out: (row, disk) => toShelf({ x: metrics.bandRight, y: row.lane }, apart(disk, row.row.node), disk, true),
    up: (from, to) => {
      const x = from.x + 22;
      return [
        { x, y: from.y },
        { x, y: to.y + to.height },
      ];
    },
    source: (from, driver) => {
      const y = driver.y + port(driver, PORT.claim + 8);
      const start = from.y + port(from, PORT.claim + 8);
      const x = (right(from) + driver.x) / 2;
      return straight([
        { x: right(from), y: start },
        { x, y: start },
        { x, y },
        { x: driver.x, y },
      ]);
    },
    provision: (driver, volume) => {
      const x = metrics.sourceLane;
      const y = driver.y + driver.height / 2;
      const end = volume.y + port(volume, PORT.claim);
      return straight([
        { x: right(driver), y },
        { x, y },
        { x, y: end },
        { x: right(volume), y: end },
      ]);
    },
    hang: (pod, mount) => {
      const x = pod.x + 7;
      const y = mount.y + mount.height / 2;
      return [
        { x, y: pod.y + pod.height },
        { x, y },
        { x: mount.x, y },
      ];
    },
  };
}

/** On a phone the volume is below its claim: their hands meet between them, or in the channel beside. */
function stackedHands(claim: Box | null, volume: Box | null, channel: number): { claim: Route; volume: Route } {
  const near = claim !== null && volume !== null && volume.y > claim.y && volume.y - claim.y - claim.height < 80;
  const x = (box: Box): number => box.x + 46;
  if (claim === null && volume === null) return { claim: [], volume: [] };
  if (near || claim === null || volume === null) {
    const y = near
      ? (claim.y + claim.height + volume.y) / 2
      : claim === null
        ? (volume as Box).y - 12
        : claim.y + claim.height + 20;
    const to = (box: Box, from: number): Route => [
      { x: x(box), y: from },
      { x: x(box), y },
    ];
    return {
      claim: claim === null ? [] : to(claim, claim.y + claim.height),
      volume: volume === null ? [] : to(volume, volume.y),
    };
  }
  const [a, b] = [claim.y + port(claim, PORT.hand), volume.y + port(volume, PORT.hand)];
  const y = (a + b) / 2;
  const side = (box: Box, at: number): Route => [
    { x: right(box), y: at },
    { x: channel, y: at },
    { x: channel, y },
  ];
  return { claim: side(claim, a), volume: side(volume, b) };
}

function right({ x, width }: { readonly x: number; readonly width: number }): number {
  return x + width;
}

/** How far below the top of a thing a line joins it: a chip in the middle. */
function port({ height }: Box, wanted: number): number {
  return height <= 30 ? height / 2 : Math.min(wanted, height - 8);
}

function portIn(box: Box, wanted: number): number {
  return Math.max(box.y + 6, Math.min(box.y + box.height - 6, wanted));
}

/** Without points that repeat, and without those in the middle of a straight stretch. */
function straight(points: readonly Point[]): Route {
  const kept: Point[] = [];
  for (const point of points) {
    const [before, last] = [kept.at(-2), kept.at(-1)];
    if (last !== undefined && last.x === point.x && last.y === point.y) continue;
    const inLine =
      before !== undefined &&
      last !== undefined &&
      ((before.x === last.x && last.x === point.x && (last.y - before.y) * (point.y - last.y) >= 0) ||
        (before.y === last.y && last.y === point.y && (last.x - before.x) * (point.x - last.x) >= 0));
    if (inLine) kept.pop();
    kept.push(point);
  }
  return kept;
}
