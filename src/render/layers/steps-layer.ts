import type { Scene, Timeline } from '../../scene/index.js';
import { mark, roundedPath, short, textMark, type Mark } from '../mark.js';
import { build, type DomWork } from '../patch.js';
import { STEP_HEIGHT, stepLabels, type StepLabel } from '../steps.js';

/** The finished way of the packet, for readers who want nothing to move. */
export interface StepsLayer {
  update(scene: Scene | null, timeline: Timeline | null): void;
  /** Marks the number of the present hop. */
  seek(hop: number): void;
}

/**
 * g.kw-layer-ways        below the things, so that no word is struck through
 *   path.kw-way          one for each hop that moves; `is-back` for the reply, `is-dns` for look-ups
 * g.kw-layer-steps       above them
 *   g.kw-step            a number, or a range of them, beside its place; `is-now` for the present one
 */
export function stepsLayer(ways: SVGGElement, root: SVGGElement, work: DomWork): StepsLayer {
  let drawn: Timeline | null = null;
  let numbers: readonly { readonly element: SVGElement; readonly hops: readonly number[] }[] = [];

  return {
    update: (scene, timeline) => {
      if (timeline === drawn) return;
      drawn = timeline;
      ways.replaceChildren();
      root.replaceChildren();
      numbers = [];
      if (scene === null || timeline === null) return;
      const document = root.ownerDocument;
      for (const { path, direction, mood } of timeline.hops) {
        if (path.length < 2) continue;
        const way = mark('path', { class: `kw-way is-${mood === 'dns' ? 'dns' : direction}`, d: roundedPath(path, 4) });
        ways.append(build(document, way, work));
      }
      numbers = stepLabels(scene, timeline).map((label) => {
        const element = build(document, stepMark(label), work);
        root.append(element);
        return { element, hops: label.hops };
      });
    },
    seek: (hop) => {
      for (const { element, hops } of numbers) element.classList.toggle('is-now', hops.includes(hop));
    },
  };
}

function stepMark({ at, text, width }: StepLabel): Mark {
  return mark('g', { class: 'kw-step', transform: `translate(${short(at.x)} ${short(at.y)})` }, [
    mark('rect', {
      class: 'kw-step-box',
      x: -width / 2,
      y: -STEP_HEIGHT / 2,
      width,
      height: STEP_HEIGHT,
      rx: STEP_HEIGHT / 2,
    }),
    textMark({ class: 'kw-text kw-bold', x: 0, y: 4.5, 'text-anchor': 'middle' }, text),
  ]);
}
