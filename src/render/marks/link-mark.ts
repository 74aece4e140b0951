import type { SceneLink } from '../../scene/index.js';
import { mark, roundedPath, short, textMark, type Mark } from '../mark.js';
import type { Say } from '../say.js';
import { connectionMark } from './connection-mark.js';

/** A line; a `selects` link ends in a dot at the endpoint. */
export function linkMark(link: SceneLink, say: Say): Mark {
  if (link.kind === 'allows' || link.kind === 'denies') return connectionMark(link, say);
  if (link.kind === 'volume-name' || link.kind === 'claim-ref') return handMark(link);
  const end = link.points.at(-1);
  const middle = link.points[Math.floor(link.points.length / 2)];
  return mark('g', { class: 'kw-body' }, [
    mark('path', { class: 'kw-line', d: roundedPath(link.points, link.kind === 'selects' ? 6 : 4) }),
    link.kind === 'routes' && link.state === 'failed' ? brokenEnd(link.points[0] ?? ORIGIN) : null,
    link.kind === 'selects' && end !== undefined
      ? mark('circle', { class: 'kw-end', cx: end.x, cy: end.y, r: 3 })
      : null,
    link.label === undefined || middle === undefined
      ? null
      : textMark({ class: 'kw-text kw-role-note', x: middle.x + 4, y: middle.y - 4 }, link.label),
  ]);
}

/** Nobody at the other end. */
function brokenEnd({ x, y }: { x: number; y: number }): Mark {
  return mark('path', {
    class: 'kw-broken',
    d: 'M-3.5-3.5l7 7M3.5-3.5l-7 7',
    transform: `translate(${short(x)} ${short(y)})`,
  });
}

/**
 * One hand of a binding. The claim's is a cup that is open towards the volume, the volume's a bolt that fits it: where both are there, they are
 * one thing.
 */
function handMark(link: SceneLink): Mark {
  const end = link.points.at(-1) ?? ORIGIN;
  const before = link.points.at(-2) ?? end;
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return mark('g', { class: 'kw-body' }, [
    mark('path', { class: 'kw-line', d: roundedPath([...link.points.slice(0, -1), shortOf(before, end, HAND)], 4) }),
    mark('path', {
      class: 'kw-hand',
      d: link.kind === 'volume-name' ? CUP : BOLT,
      transform: `translate(${short(end.x)} ${short(end.y)}) rotate(${short(angle)})`,
    }),
  ]);
}

const ORIGIN = { x: 0, y: 0 };
/** How long a hand is. */
const HAND = 9;
const CUP = 'M-9 0A9 9 0 0 1 0-9M-9 0A9 9 0 0 0 0 9';
const BOLT = 'M-9 0H-5M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0';

function shortOf(from: { x: number; y: number }, to: { x: number; y: number }, by: number): { x: number; y: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.max(0, length - by) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
