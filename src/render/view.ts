import type { Box, Frame, Point } from '../scene/index.js';

/** The strip below a picture that leaves the capsule no room: its height, in px of the pane. */
export const FOOT = 64;

/** From px of the scene to px of the pane. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly k: number;
  readonly width: number;
  readonly height: number;
}

/** A small picture is not blown up past this: it is a figure, not a poster. */
const LARGEST_FIT = 1.8;
/** Labels are set in 13 px: at this scale they are still 12. A picture that is too high for that is fitted to the width and followed up and down. */
const READABLE = 12 / 13;
/** In panes narrower than this width is scarcer than size. */
const NARROW = 560;
const READABLE_NARROW = 0.9;

/** The most that packet and capsule grow. */
const LARGEST = 1.8;
/** The packet and the focus are kept this far from the edge of the pane, in px: the capsule has room there. */
export const IN_SIGHT = 96;

/** The lower right corner of the pane, where the buttons stand by which it is zoomed. */
export const CORNER = { width: 112, height: 54 };

/**
 * The whole scene in the middle of the pane; `readable`: no smaller than can be read as long as its width fits, its top first. Where one of the `things`
 * would come under the buttons in the corner, and can be spared that without being too small to read, the scene stands above them.
 */
export function fittedView(
  scene: Box,
  pane: Pick<View, 'width' | 'height'>,
  mode: 'whole' | 'readable',
  things: readonly Box[] = [],
): View {
  const view = fitted(scene, pane, mode);
  if (scene.height * view.k > pane.height || !isCornerTaken(view, things)) return view;
  const above = fitted(scene, { width: pane.width, height: pane.height - CORNER.height }, mode);
  return scene.height * above.k > pane.height - CORNER.height ? view : { ...above, height: pane.height };
}

/** Whether one of the things is under the buttons. */
export function isCornerTaken({ x, y, k, width, height }: View, things: readonly Box[]): boolean {
  const corner = {
    x: (width - CORNER.width - x) / k,
    y: (height - CORNER.height - y) / k,
    width: CORNER.width / k,
    height: CORNER.height / k,
  };
  return things.some((box) => meets(box, corner));
}

/** Whether two boxes have anything in common. */
export function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function fitted(scene: Box, pane: Pick<View, 'width' | 'height'>, mode: 'whole' | 'readable'): View {
  const { width, height } = pane;
  const across = width / scene.width;
  const whole = Math.min(across, height / scene.height, LARGEST_FIT);
  const readable = width < NARROW ? READABLE_NARROW : READABLE;
  const k = mode === 'readable' ? Math.min(across, Math.max(whole, readable)) : whole;
  const spare = Math.max(0, height - scene.height * k);
  return { x: (width - scene.width * k) / 2 - scene.x * k, y: spare / 2 - scene.y * k, k, width, height };
}

/** The view moved as little as is needed to have a point of the scene `margin` px inside the pane; along an axis on which the scene fits it stays. */
export function viewKeeping(view: View, scene: Box, point: Point, margin: number): View {
  const { x, y, k, width, height } = view;
  const over = (at: number, begin: number, size: number): number => {
    const room = Math.min(margin, size / 3);
    // Before the beginning of the scene there is nothing to be seen.
    if (at < room) return Math.max(Math.min(room - at, -begin), -at, 0);
    return at > size - room ? size - room - at : 0;
  };
  const dx = scene.width * k <= width + 1 ? 0 : over(point.x * k + x, scene.x * k + x, width);
  const dy = scene.height * k <= height + 1 ? 0 : over(point.y * k + y, scene.y * k + y, height);
  return dx === 0 && dy === 0 ? view : { ...view, x: x + dx, y: y + dy };
}

/** What the reader must see of a moment: the rule that was chosen, else the packet, or the foot of the card below which its capsule stands. */
export function watched({ look, anchor, at }: Frame): Point {
  return look ?? (anchor !== undefined && anchor.x === at.x && anchor.y > at.y ? anchor : at);
}

/** In a picture that is blown up, packet and capsule grow with it. */
export function scaleOf({ k }: View): number {
  return Math.max(1, Math.min(LARGEST, k));
}
