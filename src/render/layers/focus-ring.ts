import type { Box } from '../../scene/index.js';

/** The ring around what has the keyboard's focus. Drawn above everything, so that no neighbour hides it. */
export interface FocusRing {
  show(box: Box | null): void;
}

/** g.kw-layer-focus > rect.kw-focus-ring */
export function focusRing(root: SVGGElement): FocusRing {
  const rect = root.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('class', 'kw-focus-ring');
  rect.setAttribute('rx', '10');
  return {
    show: (box) => {
      if (box === null) {
        rect.remove();
        return;
      }
      rect.setAttribute('x', String(box.x - 4));
      rect.setAttribute('y', String(box.y - 4));
      rect.setAttribute('width', String(box.width + 8));
      rect.setAttribute('height', String(box.height + 8));
      root.append(rect);
    },
  };
}
