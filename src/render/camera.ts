import { select } from 'd3-selection';
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from 'd3-zoom';
import type { Box, Point } from '../scene/index.js';
import { fittedView, viewKeeping, type View } from './view.js';

/** Pan and zoom of the picture, behind plain verbs. */
export interface Camera {
  readonly view: View;
  /** Takes the size of the pane; a picture that was fitted stays fitted. */
  resize(): void;
  /** The whole scene in the pane, however small. */
  fit(animate: boolean): void;
  /** The scene has another size: fits again, unless the reader has moved this picture. `things` are what the buttons had better not cover; `fresh`: it is another picture. */
  frame(box: Box, things: readonly Box[], fresh: boolean): void;
  zoomBy(factor: number, animate: boolean): void;
  /** Moves as little as is needed to have a point (of the scene) in sight. */
  keepInSight(point: Point, margin: number): void;
  destroy(): void;
}

const EXTENT: [number, number] = [0.15, 4];

/**
 * Wraps d3-zoom. An animated move is a CSS transition of the viewport (class `is-gliding`), so that nothing runs when nothing moves; `onChange` hears of
 * every new view at once, with whether the picture glides there.
 */
export function createCamera(svg: SVGSVGElement, viewport: SVGGElement, onChange: (gliding: boolean) => void): Camera {
  let width = 0;
  let height = 0;
  let scene: Box = { x: 0, y: 0, width: 1, height: 1 };
  let held: readonly Box[] = [];
  let fitted: 'no' | 'whole' | 'readable' = 'readable';
  let gliding = false;
  let current: ZoomTransform = zoomIdentity;

  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent(EXTENT)
    .filter((event: Event) => allowed(event, svg))
    .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      const moved = String(event.transform) !== String(current);
      current = event.transform;
      if (event.sourceEvent !== null) {
        fitted = 'no';
        gliding = false;
      }
      viewport.classList.toggle('is-gliding', gliding && moved);
      viewport.style.transform = `translate(${current.x}px, ${current.y}px) scale(${current.k})`;
      onChange(gliding && moved);
    });
  const root = select(svg);
  root.call(behaviour).on('dblclick.zoom', null);
  const landed = (event: TransitionEvent): void => {
    if (event.target !== viewport) return;
    viewport.classList.remove('is-gliding');
    onChange(false);
  };
  viewport.addEventListener('transitionend', landed);

  const go = (to: ZoomTransform, animate: boolean): void => {
    gliding = animate;
    root.call(behaviour.transform, to);
  };
  const fitTo = (mode: 'whole' | 'readable', animate: boolean): void => {
    if (width < 2 || height < 2) return;
    fitted = mode;
    const { x, y, k } = fittedView(scene, { width, height }, mode, held);
    go(zoomIdentity.translate(x, y).scale(k), animate);
  };

  return {
    get view() {
      return { x: current.x, y: current.y, k: current.k, width, height };
    },
    resize: () => {
      width = svg.clientWidth;
      height = svg.clientHeight;
      behaviour.extent([
        [0, 0],
        [width, height],
      ]);
      if (fitted !== 'no') fitTo(fitted, false);
      else onChange(false);
    },
    fit: (animate) => fitTo('whole', animate),
    frame: (box, things, fresh) => {
      const same = box.width === scene.width && box.height === scene.height;
      [scene, held] = [box, things];
      if (fresh) fitTo('readable', false);
      else if (fitted !== 'no' && !same) fitTo(fitted, false);
    },
    zoomBy: (factor, animate) => {
      fitted = 'no';
      gliding = animate;
      root.call(behaviour.scaleBy, factor);
    },
    keepInSight: (point, margin) => {
      if (width < 2 || height < 2) return;
      const view = { x: current.x, y: current.y, k: current.k, width, height };
      const to = viewKeeping(view, scene, point, margin);
      if (to !== view) go(zoomIdentity.translate(to.x, to.y).scale(to.k), false);
    },
    destroy: () => {
      root.on('.zoom', null);
      viewport.removeEventListener('transitionend', landed);
    },
  };
}

/** The wheel zooms with Ctrl, or once the picture has been clicked into; a page that scrolls past it is not held up. */
function allowed(event: Event, svg: SVGSVGElement): boolean {
  if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey || svg.contains(document.activeElement);
  return !(event instanceof MouseEvent) || (event.button === 0 && !event.ctrlKey);
}
