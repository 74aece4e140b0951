import { parseKey, type Packet, type VolumeMark, type VolumeStep } from '../../core/index.js';
import { originOf, type StorageOrigin } from '../storage/build.js';
import { tell } from '../storage/words.js';
import { elideName, MONO } from '../text/measure.js';
import type { Box, Point, Scene, Timeline, TimelineHop, Token } from '../types.js';
import { tidy } from './ways.js';

import { centre, NOWHERE, wayOf } from './storage-ways.js';
/** A volume is no packet: its token has words, and no header. */
const NO_PACKET: Packet = { src: '', dst: '', protocol: 'tcp', sport: 0, dport: 0, mark: 0, ttl: 0 };

/**
 * The stages of every volume's way as motion over a Storage scene: one hop for each, in order. Each runs along lines of the picture, at the
 * places that its things have in the whole story; the cluster is shown as it is after the step.
 */
export function buildStorageTimeline(scene: Scene, story: readonly VolumeStep[]): Timeline {
  const origin = originOf(scene);
  const middle = { x: scene.box.width / 2, y: Math.min(scene.box.height / 2, 200) };
  let start = 0;
  let here: Point = middle;
  const hops = story.map(({ step, mark, why, cause }, index): TimelineHop => {
    const way = origin === undefined ? NOWHERE : wayOf(mark, step, origin);
    const whole = way.points.length > 0 ? tidy(way.points) : [here];
    const path = mark.kind === 'write' && origin ? beforeFiles(whole, thingsOf(origin.placement)) : whole;
    here = path.at(-1) ?? here;
    const end = start + durationOf(mark);
    const hop: TimelineHop = {
      index,
      start,
      end,
      path,
      lit: [...new Set(way.lit)],
      next: way.next,
      packet: { before: NO_PACKET, after: NO_PACKET },
      direction: BACK.has(mark.kind) ? 'back' : 'out',
      mood: moodOf(mark),
      caption: why,
      cause,
      step,
      token: tokenOf(mark),
      ...(origin && capsuleBeside(mark, whole, origin)),
    };
    start = end;
    return hop;
  });
  return { hops, duration: start };
}

/** At the left of a disk the signs of its files stand: what is written and comes from there stops short of them. */
function beforeFiles(path: readonly Point[], things: readonly Box[]): readonly Point[] {
  const [from, end] = [path.at(-2), path.at(-1)];
  if (from === undefined || end === undefined || from.y !== end.y || from.x > end.x - STANDS_OFF) return path;
  const atLeft = things.some((box) => touches(box, end) && Math.abs(box.x - end.x) <= 1);
  return atLeft ? [...path.slice(0, -1), { x: end.x - STANDS_OFF, y: end.y }] : path;
}

const STANDS_OFF = 9;

const BACK: ReadonlySet<VolumeMark['kind']> = new Set(['unpublish', 'unstage', 'detach', 'reclaim']);

/** The capsule stands above or below the thing where the hop ends (or begins, where it ends between two), so that it covers no word of it. */
function capsuleBeside(
  { kind, claim }: VolumeMark,
  path: readonly Point[],
  { placement, boxes: named }: StorageOrigin,
): Pick<TimelineHop, 'side' | 'capsuleY'> {
  const boxes = thingsOf(placement);
  const find = (point: Point | undefined): Box | undefined => point && boxes.find((box) => touches(box, point));
  const bound = kind === 'bind' && claim !== undefined ? named.get(claim) : undefined;
  const box = bound ?? find(path.at(-1)) ?? find(path[0]);
  if (box === undefined) return {};
  const low = placement.shelves.some((shelf) => touches(shelf.box, centre(box)));
  const side = low || ABOVE.has(kind) ? 'above' : 'below';
  return { side, capsuleY: side === 'above' ? box.y + CLOSER : box.y + box.height - CLOSER };
}

const ABOVE: ReadonlySet<VolumeMark['kind']> = new Set(['provision', 'bind', 'attach', 'unstage', 'expand']);
/** The capsule keeps its distance from a point; from the edge of a box it may stand nearer. */
const CLOSER = 9;

function thingsOf({ rows, sources, waiting, disks }: StorageOrigin['placement']): readonly Box[] {
  return [
    ...rows.flatMap(({ pod, mount, claim, volume, sides }) => [
      pod,
      mount,
      claim,
      volume,
      ...sides.map(({ box }) => box),
    ]),
    ...sources.flatMap((source) => [source.class, source.driver]),
    ...waiting,
    ...disks.values(),
  ].filter((box) => box !== null);
}

function touches({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x - 1 && point.x <= x + width + 1 && point.y >= y - 1 && point.y <= y + height + 1;
}

/** Seconds at 1×. What goes wrong, and what is lost, is read and not only seen. */
function durationOf({ kind, failed }: VolumeMark): number {
  if (failed === true || kind === 'lose') return 2;
  return kind === 'provision' || kind === 'bind' ? 1.4 : 1.2;
}

function moodOf({ kind, failed }: VolumeMark): TimelineHop['mood'] {
  if (failed === true) return 'reject';
  if (kind === 'lose') return 'drop';
  return kind === 'publish' || kind === 'write' ? 'deliver' : 'plain';
}

/** A name on the capsule, in px. */
const TOKEN_ROOM = 170;

/** The stage's word, and the name of what it is about. */
function tokenOf(mark: VolumeMark): Token {
  const about = ABOUT[mark.kind].map((part) => mark[part]).find((key) => key !== undefined);
  const text = about === undefined ? lastOf(mark.disk ?? '') : parseKey(about).name;
  return { word: tell(`scene.token.${mark.kind}`, {}), text: elideName(text, TOKEN_ROOM, MONO) };
}

const ABOUT: Readonly<Record<VolumeMark['kind'], readonly ('volume' | 'claim' | 'pod')[]>> = {
  provision: ['volume', 'claim'],
  bind: ['volume', 'claim'],
  attach: ['volume'],
  stage: ['volume'],
  publish: ['volume', 'claim'],
  unpublish: ['volume', 'claim'],
  unstage: ['volume'],
  detach: ['volume'],
  reclaim: ['volume', 'claim'],
  expand: ['claim', 'volume'],
  write: ['volume', 'claim', 'pod'],
  lose: ['volume', 'claim'],
};

function lastOf(disk: string): string {
  return disk.slice(Math.max(disk.lastIndexOf('/'), disk.lastIndexOf(':')) + 1);
}
