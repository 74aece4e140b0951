import { STRONG, textWidth, type Box, type Point, type Scene, type Timeline } from '../scene/index.js';

/** A number (or ranges of them) beside the place where those hops end. `at` is its middle. */
export interface StepLabel {
  readonly at: Point;
  readonly text: string;
  readonly width: number;
  readonly hops: readonly number[];
}

export const STEP_HEIGHT = 20;
/** From the foot of a card to the middle of its label. */
const BELOW = 14;

/**
 * Hop numbers, from 1, gathered by place: a place that the packet comes to twice says `2–9 · 17`. A label stands at the foot of the thing that the
 * packet is at, and labels that would cover each other become one.
 */
export function stepLabels(scene: Scene, timeline: Timeline): readonly StepLabel[] {
  const boxes = new Map(scene.nodes.map(({ id, box, kind }) => [id, kind === 'bridge' ? null : box]));
  const head = scene.lens === 'rules' ? scene.nodes.find(({ kind }) => kind === 'kube-proxy') : undefined;
  const labels: { at: Point; hops: number[] }[] = [];
  for (const hop of timeline.hops) {
    const end = hop.path.at(-1);
    if (end === undefined) continue;
    const atHead = head !== undefined && hop.lit.includes(head.id);
    const at = atHead
      ? besideHead(head.box)
      : scene.lens === 'rules'
        ? end
        : scene.lens === 'policy'
          ? offWords(end, scene)
          : placeOf(end, hop.lit, boxes);
    // A story comes to the same places again and again: each stage has its number while it is told.
    const near =
      hop.token !== undefined
        ? undefined
        : labels.find((label) => Math.abs(label.at.x - at.x) < 2 && Math.abs(label.at.y - at.y) < 2);
    if (near === undefined) labels.push({ at, hops: [hop.index] });
    else near.hops.push(hop.index);
  }
  const story = timeline.hops.some(({ token }) => token !== undefined);
  if (story) return labels.map(({ at, hops }) => inside(labelled(at, hops), scene.box));
  const merged = merge(labels);
  return scene.lens === 'policy' ? merged.map((label) => inside(label, scene.box)) : merged;
}

function inside(label: StepLabel, { width }: Box): StepLabel {
  const x = Math.min(Math.max(label.at.x, label.width / 2), width - label.width / 2);
  return { ...label, at: { x, y: label.at.y } };
}

function placeOf(end: Point, lit: readonly string[], boxes: ReadonlyMap<string, Box | null>): Point {
  const box = lit.map((id) => boxes.get(id)).find((one) => one != null && touches(one, end));
  return box == null ? { x: end.x, y: end.y + BELOW } : { x: end.x, y: box.y + box.height + BELOW };
}

/** From a card's ring, or less, to where a packet waits at it. */
const AT_CARD = 20;
const BESIDE_CORNER = 30;

/** On the Policy lens words stand beside the edges of cards: a number stands at the foot of the card that the packet is at, or on its line. */
function offWords({ x, y }: Point, { nodes }: Scene): Point {
  const box = nodes.find((node) => {
    const right = node.box.x + node.box.width;
    return x >= right - 1 && x <= right + AT_CARD && y >= node.box.y && y <= node.box.y + node.box.height;
  })?.box;
  return box === undefined ? { x, y } : { x: box.x + box.width - BESIDE_CORNER, y: box.y + box.height + BELOW };
}

function touches(box: Box, { x, y }: Point): boolean {
  return x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1;
}

/** The head of the listing has its words where a rule has its gutter: its numbers stand in its right corner. */
function besideHead({ x, y, width, height }: Box): Point {
  return { x: x + width, y: y + height / 2 };
}

/** Joins labels that overlap, until none do. */
function merge(labels: { at: Point; hops: number[] }[]): StepLabel[] {
  const merged: StepLabel[] = [];
  for (const label of labels) {
    let next = labelled(label.at, label.hops);
    for (
      let i = merged.findIndex((one) => overlap(one, next));
      i >= 0;
      i = merged.findIndex((one) => overlap(one, next))
    ) {
      const [other] = merged.splice(i, 1) as [StepLabel];
      next = labelled(
        other.at,
        [...other.hops, ...next.hops].sort((a, b) => a - b),
      );
    }
    merged.push(next);
  }
  return merged;
}

function labelled(at: Point, hops: readonly number[]): StepLabel {
  const text = rangesOf(hops);
  return { at, hops, text, width: Math.max(STEP_HEIGHT, textWidth(text, STRONG) + 12) };
}

function overlap(a: StepLabel, b: StepLabel): boolean {
  return Math.abs(a.at.x - b.at.x) < (a.width + b.width) / 2 + 2 && Math.abs(a.at.y - b.at.y) < STEP_HEIGHT + 2;
}

function rangesOf(hops: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const hop of hops) {
    const last = ranges.at(-1);
    if (last !== undefined && hop === last[1] + 1) last[1] = hop;
    else ranges.push([hop, hop]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from + 1) : `${from + 1}–${to + 1}`)).join(' · ');
}
