import type { Box, Point } from '../types.js';

/** How far from the border of a card a line's end may be to belong to it: lines begin at its stroke. */
const NEAR = 2;

/**
 * The corners that lead along the border of a card from one point of it to another, the shorter way round and without the two points: a packet goes along
 * the edge of a card and not over its words. None where one of the points is not on the border.
 */
export function around(box: Box, from: Point, to: Point): readonly Point[] {
  const { x, y, width, height } = box;
  const [begin, end] = [onBorder(box, from), onBorder(box, to)];
  if (begin === null || end === null) return [];
  const length = 2 * (width + height);
  const corners = [
    { at: 0, point: { x, y } },
    { at: width, point: { x: x + width, y } },
    { at: width + height, point: { x: x + width, y: y + height } },
    { at: 2 * width + height, point: { x, y: y + height } },
  ];
  const ahead = (at: number, start: number): number => (at - start + length) % length;
  const clockwise = ahead(end, begin) <= length / 2;
  const [start, stop] = clockwise ? [begin, end] : [end, begin];
  const passed = corners
    .filter(({ at }) => ahead(at, start) > 0 && ahead(at, start) < ahead(stop, start))
    .toSorted((a, b) => ahead(a.at, start) - ahead(b.at, start))
    .map(({ point }) => point);
  return clockwise ? passed : passed.toReversed();
}

/** How far along the border a point is, clockwise from the upper left corner. */
function onBorder({ x, y, width, height }: Box, point: Point): number | null {
  const [right, down] = [point.x - x, point.y - y];
  if (right < -NEAR || right > width + NEAR || down < -NEAR || down > height + NEAR) return null;
  const [across, along] = [Math.min(Math.max(right, 0), width), Math.min(Math.max(down, 0), height)];
  if (Math.abs(down) <= NEAR) return across;
  if (Math.abs(right - width) <= NEAR) return width + along;
  if (Math.abs(down - height) <= NEAR) return width + height + (width - across);
  if (Math.abs(right) <= NEAR) return (2 * width + height + (height - along)) % (2 * (width + height));
  return null;
}
