import { frameAt, type Frame, type Point, type Scene, type Timeline } from '../scene/index.js';
import { berthOf, UNTOUCHABLE, type Obstacle } from './berth.js';
import {
  capsuleForms,
  capsulePlace,
  capsuleShape,
  footPlace,
  footRoom,
  tagCode,
  type CapsuleForm,
  type CapsuleShape,
} from './capsule.js';
import type { Say } from './say.js';
import { CORNER, FOOT, IN_SIGHT, scaleOf, viewKeeping, watched, type View } from './view.js';
import { writtenIn } from './written.js';

/** How the capsule is drawn at a moment: its shape and its upper left corner, in units of `scale` px of the pane. */
export interface Capsule {
  readonly shape: CapsuleShape;
  readonly place: Point;
  readonly scale: number;
}

/** Where the capsule goes on its way through a timeline. */
export interface CapsuleWay {
  at(frame: Frame, view: View, still: boolean): Capsule;
}

/** From the point to the capsule; from a number on the way, with reduced motion. */
const CLEAR_OF_PUCK = 15;
const CLEAR_OF_NUMBER = 28;

/**
 * The capsule beside its packet. Where it rests at the end of a hop it stands aside from the words that it would cover; on the way it goes over from the
 * one step aside to the next, as evenly as the packet moves. Nothing is computed until it is asked for, and a hop once for each view.
 */
export function capsuleWay(scene: Scene | null, timeline: Timeline | null, say: Say): CapsuleWay {
  const known = new Map<number, { readonly view: View; readonly still: boolean; readonly stand: Stand }>();
  const rests = new Map<number, Frame>();
  let last: { readonly question: string; readonly stand: Stand } | null = null;

  const standAt = (hop: number, now: View, still: boolean): Stand => {
    if (scene === null || timeline === null) return PLAIN;
    const frame = rests.get(hop) ?? restingFrame(timeline, hop);
    rests.set(hop, frame);
    const view = viewKeeping(now, scene.box, watched(frame), IN_SIGHT);
    const before = known.get(hop);
    if (before !== undefined && before.still === still && same(before.view, view)) return before.stand;
    // Hops that pass where the packet stands, with the header as it is, ask the same.
    const { at, anchor, side, source, destination, token, lock } = frame;
    const question = JSON.stringify([
      at,
      anchor,
      side,
      source,
      destination,
      token,
      lock,
      wordOf(frame, say),
      view,
      still,
    ]);
    const stand = last?.question === question ? last.stand : standOf(frame, view, still, scene, say);
    last = { question, stand };
    known.set(hop, { view, still, stand });
    return stand;
  };

  return {
    at: (frame, view, still) => {
      const scale = scaleOf(view);
      if (frame.side === 'foot') {
        const shape = footShape(frame, view.width, say);
        return { shape, place: footPlace(shape, view, FOOT), scale: 1 };
      }
      const pane = paneOf(view);
      const [from, to] = [standAt(frame.hop - 1, view, still), standAt(frame.hop, view, still)];
      const shape = shapeOf(frame, to.form, say);
      const wanted = wantedPlace(frame, shape, view, still);
      const part = frame.hop < 0 ? 1 : frame.progress;
      const place = {
        x: within(wanted.x + from.x + (to.x - from.x) * part, shape.width, pane.width),
        y: within(wanted.y + from.y + (to.y - from.y) * part, shape.height, pane.height),
      };
      return { shape, place, scale };
    },
  };
}

/** How the capsule stands at the end of a hop: in which form, and how far from where it would if nothing were in its way. */
interface Stand extends Point {
  readonly form: CapsuleForm;
}

const PLAIN: Stand = { x: 0, y: 0, form: 'lines' };
const EDGE = 6;

/** The moment at which a hop is looked at: when the packet has arrived, and its header shows what the hop made of it. */
export function restingFrame(timeline: Timeline, hop: number): Frame {
  const entry = timeline.hops[hop];
  return frameAt(timeline, entry === undefined ? -1 : entry.start + 0.95 * (entry.end - entry.start));
}

/** The word on the tag; of an answer over HTTP, its status, which needs no translation. */
function wordOf(frame: Frame, say: Say): string {
  if (frame.status !== undefined) return `HTTP ${frame.status}`;
  return say(frame.token?.word ?? { code: tagCode(frame), params: {} });
}

function shapeOf(frame: Frame, form: CapsuleForm, say: Say): CapsuleShape {
  return capsuleShape(frame, wordOf(frame, say), form);
}

/** The first form that has room in the strip. */
function footShape(frame: Frame, paneWidth: number, say: Say): CapsuleShape {
  const shapes = capsuleForms(frame, paneWidth).map((form) => shapeOf(frame, form, say));
  return shapes.find(({ width }) => width <= footRoom(paneWidth)) ?? shapeOf(frame, 'stack', say);
}

function paneOf(view: View): { readonly width: number; readonly height: number } {
  const scale = scaleOf(view);
  return { width: view.width / scale, height: view.height / scale };
}

function inPane({ x, y }: Point, view: View): Point {
  const scale = scaleOf(view);
  return { x: (x * view.k + view.x) / scale, y: (y * view.k + view.y) / scale };
}

function wantedPlace(frame: Frame, shape: CapsuleShape, view: View, still: boolean): Point {
  const away = still ? CLEAR_OF_NUMBER : CLEAR_OF_PUCK;
  return capsulePlace(inPane(frame.anchor ?? frame.at, view), shape, paneOf(view), frame.side, away);
}

/** What it costs to be in a form that is read less easily than the one before it. */
const NEXT_FORM = 12;
/** A stand that costs no more than this is taken as it is. */
const GOOD = 30;

/** In the form that is read best where it finds a good place at once, else in the one that covers least and stands nearest. */
function standOf(frame: Frame, view: View, still: boolean, scene: Scene, say: Say): Stand {
  const pane = paneOf(view);
  const forms = capsuleForms(frame, pane.width);
  if (frame.hop < 0 && frame.source.text === '') return { ...PLAIN, form: forms[0] };
  const obstacles = obstaclesAt(view, scene, say);
  let best: Stand = PLAIN;
  let least = Infinity;
  for (const [index, form] of forms.entries()) {
    const size = shapeOf(frame, form, say);
    if (size.width > pane.width - 2 * EDGE && index < forms.length - 1) continue;
    const wanted = wantedPlace(frame, size, view, still);
    const beside = frame.side === 'left' || frame.side === 'right' ? frame.anchor : undefined;
    const near = inPane(beside ?? frame.at, view);
    const berth = berthOf({ wanted, size, packet: inPane(frame.at, view), near, pane, obstacles });
    const cost = berth.cost + index * NEXT_FORM;
    if (cost < least) best = { x: berth.x - wanted.x, y: berth.y - wanted.y, form };
    least = Math.min(least, cost);
    if (least <= GOOD) break;
  }
  return best;
}

/** The words in the pane, and the corner with the buttons, in units of the pane. */
function obstaclesAt(view: View, scene: Scene, say: Say): readonly Obstacle[] {
  const pane = paneOf(view);
  const [k, scale] = [view.k, scaleOf(view)];
  const near = { x: -view.x / k, y: -view.y / k, width: view.width / k, height: view.height / k };
  const words = writtenIn(scene, near, say).map(({ weight, ...box }) => ({
    ...inPane(box, view),
    width: (box.width * k) / scale,
    height: (box.height * k) / scale,
    weight,
  }));
  const corner = { x: pane.width - CORNER.width, y: pane.height - CORNER.height, ...CORNER, weight: UNTOUCHABLE };
  return [...words, corner];
}

function within(at: number, size: number, room: number): number {
  return Math.max(EDGE, Math.min(room - size - EDGE, at));
}

function same(a: View, b: View): boolean {
  return a.x === b.x && a.y === b.y && a.k === b.k && a.width === b.width && a.height === b.height;
}
