import { textRuns, type SceneNode } from '../../scene/index.js';
import { mark, type Mark } from '../mark.js';
import type { Say } from '../say.js';
import { SIGNS } from './rule-mark.js';
import { runMark } from './run-mark.js';

/**
 * A route of an Ingress, or a half of a controller, in coordinates of its own box.
 *
 *   rect.kw-route
 *   path.kw-sign         what the present request did with it, in place of its number
 *   text.kw-text …
 */
export function routeMark(node: SceneNode, say: Say): Mark {
  const { width, height } = node.box;
  const runs = textRuns(node).filter(({ role }) => role !== 'short' || node.tried === undefined);
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-route', width, height, rx: 3 }),
    node.tried === undefined
      ? null
      : mark('path', { class: 'kw-sign', d: SIGNS[node.tried], transform: 'translate(6 6)' }),
    ...runs.map((run) => runMark(run, node.box, say)),
  ]);
}

/** A padlock on a 12 px grid: shut over a certificate, with a slash through it where none can be shown. */
const LOCKS = {
  certificate: 'M2 5.5h8V11H2zM3.8 5.5V3.7a2.2 2.2 0 0 1 4.4 0v1.8M6 7.6v1.4',
  'self-signed': 'M2 5.5h8V11H2zM3.8 5.5V3.7a2.2 2.2 0 0 1 4.4 0v1.8M.8 11.4L11.2 1.2',
} as const;

export function lockMark({ lock }: SceneNode, x: number, y: number): Mark | null {
  if (lock === undefined) return null;
  return mark('path', { class: 'kw-lock', d: LOCKS[lock], transform: `translate(${x} ${y})` });
}
