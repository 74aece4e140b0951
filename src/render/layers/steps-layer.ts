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
 *   path.kw-way          one for each hop that moves; `is-back` for the reply, `is-dns` for look-ups; `is-not-now` for one of a story that is not told now
 * g.kw-layer-steps       above them
 *   g.kw-step            a number, or a range of them, beside its place; `is-now` for the present one, `is-not-now` as above
 */
export function stepsLayer(ways: SVGGElement, root: SVGGElement, work: DomWork): StepsLayer {
  let drawn: Timeline | null = null;
  let numbers: readonly { readonly element: SVGElement; readonly hops: readonly number[] }[] = [];
  let moments: { readonly element: SVGElement; readonly hop: number }[] = [];

  return {
    update: (scene, timeline) => {
      if (timeline === drawn) return;
      drawn = timeline;
      ways.replaceChildren();
      root.replaceChildren();
      numbers = [];
      moments = [];
      if (scene === null || timeline === null) return;
      const document = root.ownerDocument;
      for (const { index, path, direction, mood, token } of timeline.hops) {
        if (path.length < 2) continue;
        const kind = `is-${mood === 'dns' ? 'dns' : direction}`;
        const way = mark('path', { class: `kw-way ${kind}`, d: roundedPath(path, 4) });
        const element = ways.appendChild(build(document, way, work));
        // A packet leaves one way behind it; a story goes the same lines again and again, so each has its own moment.
        if (token !== undefined) moments.push({ element, hop: index });
      }
      numbers = stepLabels(scene, timeline).map((label) => {
        const element = build(document, stepMark(label), work);
        root.append(element);
        const [hop] = label.hops;
        if (hop !== undefined && timeline.hops[hop]?.token !== undefined) moments.push({ element, hop });
        return { element, hops: label.hops };
      });
    },
    seek: (hop) => {
      for (const { element, hops } of numbers) element.classList.toggle('is-now', hops.includes(hop));
      for (const { element, hop: own } of moments) element.classList.toggle('is-not-now', own !== hop);
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
