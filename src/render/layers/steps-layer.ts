import { STRONG, textWidth, type Timeline } from '../../scene/index.js';
import { mark, roundedPath, textMark, type Mark } from '../mark.js';
import { build, type DomWork } from '../patch.js';
import { stepLabels } from '../steps.js';

/** The finished way of the packet, for readers who want nothing to move. */
export interface StepsLayer {
  update(timeline: Timeline | null): void;
  /** Marks the number of the present hop. */
  seek(hop: number): void;
}

/**
 * g.kw-layer-steps
 *   path.kw-way          one for each hop that moves; `is-back` for the reply
 *   g.kw-step            a number, or a range of them, beside its place; `is-now` for the present one
 */
export function stepsLayer(root: SVGGElement, work: DomWork): StepsLayer {
  let drawn: Timeline | null = null;
  let numbers: readonly { readonly element: SVGElement; readonly hops: readonly number[] }[] = [];

  return {
    update: (timeline) => {
      if (timeline === drawn) return;
      drawn = timeline;
      root.replaceChildren();
      numbers = [];
      if (timeline === null) return;
      const document = root.ownerDocument;
      for (const { path, direction } of timeline.hops) {
        if (path.length < 2) continue;
        const way = mark('path', { class: `kw-way is-${direction}`, d: roundedPath(path, 4) });
        root.append(build(document, way, work));
      }
      numbers = stepLabels(timeline).map((label) => {
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

function stepMark({
  at,
  text,
}: {
  readonly at: { readonly x: number; readonly y: number };
  readonly text: string;
}): Mark {
  const width = Math.max(20, textWidth(text, STRONG) + 12);
  return mark('g', { class: 'kw-step', transform: `translate(${at.x} ${at.y})` }, [
    mark('rect', { class: 'kw-step-box', x: -width / 2, y: -10, width, height: 20, rx: 10 }),
    textMark({ class: 'kw-text kw-bold', x: 0, y: 4.5, 'text-anchor': 'middle' }, text),
  ]);
}
