import type { Box, Point } from '../../scene/index.js';
import { roundedPath } from '../mark.js';

/** The ring around what has the keyboard's focus. Drawn above everything, so that no neighbour hides it. */
export interface FocusRing {
  show(box: Box): void;
  /** Along a line, at both sides of it. */
  along(points: readonly Point[]): void;
  hide(): void;
}

/**
 *   g.kw-layer-focus
 *     rect.kw-focus-ring     around a thing
 *     path.kw-focus-ring     along a line: a broad stroke, hollowed out, and the line again in it
 *     path.kw-focus-hollow
 *     path.kw-focus-line
 */
export function focusRing(root: SVGGElement): FocusRing {
  const make = (tag: string, className: string): SVGElement => {
    const element = root.ownerDocument.createElementNS('http://www.w3.org/2000/svg', tag);
    element.setAttribute('class', className);
    return element as SVGElement;
  };
  const rect = make('rect', 'kw-focus-ring');
  rect.setAttribute('rx', '10');
  const lines = ['kw-focus-ring is-line', 'kw-focus-hollow', 'kw-focus-line'].map((name) => make('path', name));
  return {
    show: (box) => {
      rect.setAttribute('x', String(box.x - 4));
      rect.setAttribute('y', String(box.y - 4));
      rect.setAttribute('width', String(box.width + 8));
      rect.setAttribute('height', String(box.height + 8));
      root.replaceChildren(rect);
    },
    along: (points) => {
      for (const line of lines) line.setAttribute('d', roundedPath(points, 6));
      root.replaceChildren(...lines);
    },
    hide: () => root.replaceChildren(),
  };
}
