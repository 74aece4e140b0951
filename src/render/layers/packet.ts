import type { Box, Frame, Point, Scene, Timeline } from '../../scene/index.js';
import { CAPSULE_LINE, type CapsuleShape } from '../capsule.js';
import { capsuleWay } from '../capsule-way.js';
import type { Palette } from '../palette.js';
import type { Say } from '../say.js';
import { meets, scaleOf, type View } from '../view.js';
import { writtenIn } from '../written.js';

/** How the packet is drawn at a moment. */
export interface PacketView extends View {
  /** Nothing moves: the packet is where the number of its hop is, and only the capsule is drawn. */
  readonly still: boolean;
}

/** The one thing that moves, on a canvas above the picture: the way gone, the packet, and the capsule with its header. */
export interface PacketLayer {
  resize(width: number, height: number): void;
  /** What it goes along, and in which words it says what it does. */
  along(scene: Scene | null, timeline: Timeline | null, say: Say): void;
  /** The trail is left out over `covers`: boxes with words that it would strike through. */
  draw(frame: Frame | null, view: PacketView, palette: Palette, covers: readonly Box[]): void;
}

const PUCK = 8;
/** A capsule that stands farther from its packet than this is tied to it by a line, in px. */
const TIED = 20;

/**
 * canvas: cleared and drawn whole for each frame, back to front
 *   trail     the way gone in this direction: a line for the request, dots for the reply
 *   puck      a disc with an arrow the way it goes; a cross, a bent arrow or a tick for a verdict
 *   capsule   tag with a word, then source → destination
 */
export function packetLayer(canvas: HTMLCanvasElement): PacketLayer {
  const context = canvas.getContext('2d');
  let ratio = 1;
  let capsules = capsuleWay(null, null, ({ code }) => code);
  let shown: Scene | null = null;
  let words: Say = ({ code }) => code;

  return {
    resize: (width, height) => {
      // A slide deck that scales the page does not change the device's ratio: twice is sharp enough for both.
      ratio = Math.max(2, globalThis.devicePixelRatio || 1);
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
    },
    along: (scene, timeline, say) => {
      capsules = capsuleWay(scene, timeline, say);
      [shown, words] = [scene, say];
    },
    draw: (frame, view, palette, covers) => {
      if (context === null) return;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (frame === null || (frame.hop < 0 && (frame.token !== undefined || frame.source.text === ''))) return;
      const toPane = (point: Point): Point => ({ x: point.x * view.k + view.x, y: point.y * view.k + view.y });
      const colour = colourOf(frame, palette);
      const trail = (frame.trail ?? []).map(toPane);
      context.save();
      keepOff(context, view, covers);
      drawTrail(context, trail, frame, colour);
      context.restore();
      const at = toPane(frame.at);
      const scale = scaleOf(view);
      const { place, shape, scale: grown } = capsules.at(frame, view, view.still);
      const tie = frame.side === 'foot' ? null : tieOf(at, place, shape, scale);
      if (tie !== null && inPane(at, view)) {
        context.save();
        // Behind the cards and the words: it strikes none of them through.
        keepOff(context, view, coversBetween(at, tie, view));
        drawTie(context, at, tie, scale, colour);
        context.restore();
      }
      if (!view.still) drawPuck(context, at, heading(trail, frame), frame, colour, palette, scale);
      context.scale(grown, grown);
      drawCapsule(context, place, shape, frame, colour, palette);
    },
  };

  /** Everything that a straight line from the one point to the other might strike through. */
  function coversBetween(a: Point, b: Point, { x, y, k }: View): readonly Box[] {
    if (shown === null) return [];
    const between = {
      x: (Math.min(a.x, b.x) - x) / k,
      y: (Math.min(a.y, b.y) - y) / k,
      width: Math.max(1, Math.abs(a.x - b.x)) / k,
      height: Math.max(1, Math.abs(a.y - b.y)) / k,
    };
    const chains = shown.groups.filter(({ kind, box }) => kind === 'chain' && meets(box, between));
    return outermost([...writtenIn(shown, between, words), ...chains.map(({ box }) => box)]);
  }
}

/** A packet out of sight is not pointed at. */
function inPane({ x, y }: Point, { width, height }: View): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/** The nearest point of the capsule, where that had to step aside from its packet. */
function tieOf(at: Point, place: Point, { width, height }: CapsuleShape, scale: number): Point | null {
  const round = Math.min(14, height / 2);
  const x = Math.max(place.x + round, Math.min(place.x + width - round, at.x / scale)) * scale;
  const y = Math.max(place.y, Math.min(place.y + height, at.y / scale)) * scale;
  return Math.hypot(x - at.x, y - at.y) < TIED * scale ? null : { x, y };
}

function drawTie(c: CanvasRenderingContext2D, at: Point, to: Point, scale: number, colour: string): void {
  c.beginPath();
  c.moveTo(at.x, at.y);
  c.lineTo(to.x, to.y);
  c.strokeStyle = colour;
  c.lineWidth = 1.5 * scale;
  c.stroke();
}

function colourOf(frame: Frame, palette: Palette): string {
  if (frame.mood === 'dns') return palette.dns;
  if (frame.decided === 'denied' || (frame.status ?? 0) >= 400) return palette.deny;
  return frame.mood === 'reject' || frame.mood === 'drop' ? palette.deny : palette.allow;
}

/** Without those that lie in another one: a hole in a hole would be no hole. */
function outermost(boxes: readonly Box[]): readonly Box[] {
  return boxes.filter((one) => !boxes.some((other) => other !== one && holds(other, one)));
}

function holds(a: Box, b: Box): boolean {
  const held = a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
  return held && (a.width > b.width || a.height > b.height);
}

/** Clips to everything but the boxes. */
function keepOff(c: CanvasRenderingContext2D, view: View, covers: readonly Box[]): void {
  c.beginPath();
  c.rect(0, 0, view.width, view.height);
  for (const { x, y, width, height } of covers) {
    c.roundRect(x * view.k + view.x, y * view.k + view.y, width * view.k, height * view.k, 8 * view.k);
  }
  c.clip('evenodd');
}

function drawTrail(c: CanvasRenderingContext2D, trail: readonly Point[], frame: Frame, colour: string): void {
  const [first, ...rest] = trail;
  if (first === undefined || rest.length === 0) return;
  c.beginPath();
  c.moveTo(first.x, first.y);
  for (const { x, y } of rest) c.lineTo(x, y);
  c.strokeStyle = colour;
  c.globalAlpha = 0.6;
  c.lineWidth = 4;
  c.lineCap = 'round';
  c.lineJoin = 'round';
  c.setLineDash(frame.direction === 'back' ? [0.1, 9] : []);
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = 1;
}

/** The angle of the last stretch that was gone. */
function heading(trail: readonly Point[], frame: Frame): number {
  for (let i = trail.length - 1; i > 0; i--) {
    const [to, from] = [trail[i], trail[i - 1]];
    if (to !== undefined && from !== undefined && Math.hypot(to.x - from.x, to.y - from.y) > 0.5) {
      return Math.atan2(to.y - from.y, to.x - from.x);
    }
  }
  return frame.direction === 'out' ? 0 : Math.PI;
}

function drawPuck(
  c: CanvasRenderingContext2D,
  at: Point,
  angle: number,
  frame: Frame,
  colour: string,
  palette: Palette,
  scale: number,
): void {
  c.save();
  c.translate(at.x, at.y);
  c.scale(scale, scale);
  outline(c, frame, PUCK + 2);
  c.fillStyle = palette.paper;
  c.fill();
  outline(c, frame, PUCK);
  c.fillStyle = colour;
  c.strokeStyle = colour;
  c.lineWidth = 2;
  c.fill();
  c.strokeStyle = palette.paper;
  c.lineCap = 'round';
  c.lineJoin = 'round';
  drawSign(c, frame, angle);
  c.restore();
}

/** A disc; where policies are asked, their shield. */
function outline(c: CanvasRenderingContext2D, { decided }: Frame, radius: number): void {
  c.beginPath();
  if (decided !== 'allowed' && decided !== 'denied') {
    c.arc(0, 0, radius, 0, 2 * Math.PI);
    return;
  }
  const r = radius * 1.35;
  c.moveTo(0, -r);
  c.lineTo(r * 0.9, -r * 0.62);
  c.lineTo(r * 0.9, r * 0.05);
  c.quadraticCurveTo(r * 0.8, r * 0.75, 0, r * 1.1);
  c.quadraticCurveTo(-r * 0.8, r * 0.75, -r * 0.9, r * 0.05);
  c.lineTo(-r * 0.9, -r * 0.62);
  c.closePath();
}

/** The sign in the puck and in the tag: an arrow, or the verdict. */
function drawSign(c: CanvasRenderingContext2D, frame: Pick<Frame, 'mood' | 'decided' | 'status'>, angle: number): void {
  c.beginPath();
  switch (frame.mood) {
    case 'drop':
      cross(c);
      break;
    case 'decide':
      drawDecision(c, frame);
      break;
    case 'reject':
      sendBack(c);
      break;
    case 'deliver':
      answer(c, frame.status);
      break;
    case 'plain':
    case 'rewrite':
    case 'dns':
      c.rotate(angle);
      c.moveTo(-4, 0);
      c.lineTo(4, 0);
      c.moveTo(0.8, -3.2);
      c.lineTo(4, 0);
      c.lineTo(0.8, 3.2);
      break;
  }
  c.stroke();
}

function cross(c: CanvasRenderingContext2D): void {
  c.moveTo(-3.2, -3.2);
  c.lineTo(3.2, 3.2);
  c.moveTo(3.2, -3.2);
  c.lineTo(-3.2, 3.2);
}

function tick(c: CanvasRenderingContext2D): void {
  c.moveTo(-3.6, 0.2);
  c.lineTo(-1, 3);
  c.lineTo(3.8, -2.8);
}

function sendBack(c: CanvasRenderingContext2D): void {
  c.moveTo(3.5, 3);
  c.lineTo(3.5, -0.5);
  c.arc(1.5, -0.5, 2, 0, -Math.PI / 2, true);
  c.lineTo(-3.5, -2.5);
  c.moveTo(-1.2, -4.6);
  c.lineTo(-3.5, -2.5);
  c.lineTo(-1.2, -0.2);
}

/** What a status means, and a delivery without one: it is there, it is elsewhere, it is not to be had. */
function answer(c: CanvasRenderingContext2D, status = 200): void {
  if (status >= 400) cross(c);
  else if (status >= 300) sendBack(c);
  else tick(c);
}

/** A tick or a cross for a policy, an open lock where TLS ends, and for whoever chooses a way that branches off. */
function drawDecision(c: CanvasRenderingContext2D, { decided, status }: Pick<Frame, 'decided' | 'status'>): void {
  if (decided === 'answer') answer(c, status);
  else if (decided === 'allowed') tick(c);
  else if (decided === 'denied') cross(c);
  else if (decided === 'tls') lockPath(c, 'open');
  else {
    c.moveTo(-4.2, 3);
    c.lineTo(-1.4, 3);
    c.lineTo(1.6, -3);
    c.lineTo(4.2, -3);
    c.moveTo(1.6, 3);
    c.lineTo(4.2, 3);
  }
}

/** A padlock about the middle of its place; open, its shackle stands up at one side. */
function lockPath(c: CanvasRenderingContext2D, lock: 'closed' | 'open'): void {
  c.rect(-4, -0.5, 8, 5.5);
  const left = lock === 'closed' ? -2.4 : 1.4;
  c.moveTo(left, -0.5);
  c.lineTo(left, -2.4);
  c.arc(left + 2.4, -2.4, 2.4, Math.PI, 0);
  if (lock === 'closed') c.lineTo(2.4, -0.5);
}

function drawCapsule(
  c: CanvasRenderingContext2D,
  place: Point,
  shape: CapsuleShape,
  frame: Frame,
  colour: string,
  palette: Palette,
): void {
  c.save();
  c.translate(place.x, place.y);
  const radius = Math.min(14, shape.height / 2);
  c.shadowColor = 'rgb(0 0 0 / 22%)';
  c.shadowBlur = 8;
  c.shadowOffsetY = 2;
  c.beginPath();
  c.roundRect(0, 0, shape.width, shape.height, radius);
  c.fillStyle = palette.paper;
  c.fill();
  c.shadowColor = 'transparent';
  c.save();
  c.clip();
  c.fillStyle = colour;
  const tagHeight = shape.top === 0 ? shape.height : shape.top;
  c.fillRect(0, 0, shape.tag.width, tagHeight);
  c.restore();
  c.beginPath();
  c.roundRect(0, 0, shape.width, shape.height, radius);
  c.strokeStyle = colour;
  c.lineWidth = 1.5;
  c.stroke();

  const middle = tagHeight / 2;
  c.strokeStyle = palette.paper;
  c.lineWidth = 2;
  c.lineCap = 'round';
  c.lineJoin = 'round';
  c.save();
  c.translate(shape.tag.text === '' ? shape.tag.width / 2 + 1 : 16, middle);
  drawSign(c, frame, frame.direction === 'out' ? 0 : Math.PI);
  c.restore();
  c.textBaseline = 'middle';
  c.fillStyle = palette.paper;
  c.font = `600 13px ${palette.font}`;
  c.fillText(shape.tag.text, 26, middle + 0.5, shape.tag.width - 32);
  for (const piece of shape.pieces) {
    const y = shape.top + 4 + CAPSULE_LINE * (piece.line + 0.5) + 0.5;
    if (piece.kind === 'lock') {
      drawLock(c, { x: piece.x + piece.width / 2, y: y - 1 }, frame.lock ?? 'closed', palette);
      continue;
    }
    c.font = `${piece.kind === 'new' ? '700 ' : ''}13px ${palette.mono}`;
    c.fillStyle = piece.kind === 'old' || piece.kind === 'arrow' ? palette.faint : palette.ink;
    if (piece.kind === 'new') c.fillStyle = palette.accent;
    c.fillText(piece.text, piece.x, y, piece.width);
    if (piece.kind !== 'old') continue;
    c.beginPath();
    c.moveTo(piece.x - 1, y);
    c.lineTo(piece.x + piece.width + 1, y);
    c.strokeStyle = palette.ink;
    c.lineWidth = 1.5;
    c.stroke();
  }
  c.restore();
}

function drawLock(c: CanvasRenderingContext2D, at: Point, lock: 'closed' | 'open', palette: Palette): void {
  c.save();
  c.translate(at.x, at.y);
  c.beginPath();
  lockPath(c, lock);
  c.strokeStyle = palette.ink;
  c.lineWidth = 1.5;
  c.stroke();
  c.restore();
}
