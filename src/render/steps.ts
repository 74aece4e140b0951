import type { Point, Timeline } from '../scene/index.js';

/** A number (or a range of them) beside the place where those hops end. */
export interface StepLabel {
  readonly at: Point;
  readonly text: string;
  readonly hops: readonly number[];
}

/** Hop numbers, from 1, gathered by place: a place that the packet comes to twice says `2–9 · 17`. */
export function stepLabels(timeline: Timeline): readonly StepLabel[] {
  const places = new Map<string, { at: Point; hops: number[] }>();
  for (const hop of timeline.hops) {
    const at = hop.path.at(-1);
    if (at === undefined) continue;
    const key = `${Math.round(at.x)} ${Math.round(at.y)}`;
    const place = places.get(key);
    if (place) place.hops.push(hop.index);
    else places.set(key, { at, hops: [hop.index] });
  }
  return [...places.values()].map(({ at, hops }) => ({ at, hops, text: rangesOf(hops) }));
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
