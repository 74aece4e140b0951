import type { SceneLink } from '../../scene/index.js';
import { mark, roundedPath, textMark, type Mark } from '../mark.js';

/** A line; a `selects` link ends in a dot at the endpoint. */
export function linkMark(link: SceneLink): Mark {
  const end = link.points.at(-1);
  const middle = link.points[Math.floor(link.points.length / 2)];
  return mark('g', { class: 'kw-body' }, [
    mark('path', { class: 'kw-line', d: roundedPath(link.points, link.kind === 'selects' ? 6 : 4) }),
    link.kind === 'selects' && end !== undefined
      ? mark('circle', { class: 'kw-end', cx: end.x, cy: end.y, r: 3 })
      : null,
    link.label === undefined || middle === undefined
      ? null
      : textMark({ class: 'kw-text kw-role-note', x: middle.x + 4, y: middle.y - 4 }, link.label),
  ]);
}
