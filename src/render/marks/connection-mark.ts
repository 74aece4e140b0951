import type { Point, SceneLink } from '../../scene/index.js';
import { mark, roundedPath, short, textMark, type Mark } from '../mark.js';
import type { Say } from '../say.js';

/** An arrow that ends at the point and looks the way the line goes. */
const ARROW = 'M-8-4.5L0 0l-8 4.5';
/** A wall across the line, and the shield that stands for what a policy decides. */
const WALL = 'M0-9V9';
const SHIELD = 'M6-7.5l6 2.2v4.4c0 3.4-2.4 5.8-6 7.2-3.6-1.4-6-3.8-6-7.2v-4.4z';
const CROSS = 'M3.6-3.4l4.8 4.8M8.4-3.4l-4.8 4.8';
const PLUS = 'M-3.5 0h7M0-3.5v7';
const MINUS = 'M-3.5 0h7';
const LINE = 17;

/**
 * A connection that policies allow or deny.
 *
 *   path.kw-line      the way; of one that is stopped, as far as it comes
 *   path.kw-beyond    where it was going
 *   path.kw-tip       the arrow, and where it begins a dot
 *   g.kw-stop         the wall and the shield it ends at
 *   g.kw-change       plus or minus: what the last change did
 *   text.kw-text …    its ports; below them words
 */
export function connectionMark(link: SceneLink, say: Say): Mark {
  const { points, stopped } = link;
  const [first] = points;
  const end = points.at(-1);
  const inside = stopped !== undefined && first !== undefined && Math.abs(stopped.x - first.x) < 4;
  return mark('g', { class: 'kw-body' }, [
    inside
      ? mark('path', { class: 'kw-beyond', d: roundedPath(points, 7) })
      : mark('path', { class: 'kw-line', d: roundedPath(points, 7) }),
    first === undefined ? null : mark('circle', { class: 'kw-end', cx: first.x, cy: first.y, r: 3 }),
    end === undefined || stopped !== undefined ? null : tip(points, end),
    stopped === undefined ? null : stopMark(stopped, inside),
    link.change === undefined || end === undefined ? null : changeMark(link.change, end),
    ...words(link, say),
  ]);
}

function tip(points: readonly Point[], end: Point): Mark {
  const before = points.at(-2) ?? end;
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI;
  return mark('path', {
    class: 'kw-tip',
    d: ARROW,
    transform: `translate(${short(end.x)} ${short(end.y)}) rotate(${short(angle)})`,
  });
}

/** As seen from the card: the shield stands outside a ring, and right before the gate. */
function stopMark({ x, y }: Point, inside: boolean): Mark {
  return mark('g', { class: 'kw-stop', transform: `translate(${short(x)} ${short(y)})` }, [
    mark('path', { class: 'kw-wall', d: WALL }),
    mark('path', { class: 'kw-shield', d: SHIELD, transform: inside ? 'translate(1 1)' : undefined }),
    mark('path', { class: 'kw-cross', d: CROSS, transform: inside ? 'translate(1 1)' : undefined }),
  ]);
}

/** Beside the arrow, out of the way of words. */
function changeMark(change: NonNullable<SceneLink['change']>, { x, y }: Point): Mark {
  return mark('g', { class: 'kw-change', transform: `translate(${short(x + 16)} ${short(y)})` }, [
    mark('circle', { class: 'kw-change-disc', r: 7 }),
    mark('path', { class: 'kw-change-sign', d: change === 'removed' ? MINUS : PLUS }),
  ]);
}

function words({ label, labelAt, words = [] }: SceneLink, say: Say): Mark[] {
  if (labelAt === undefined) return [];
  const texts = [...(label === undefined ? [] : [label]), ...words.map(say)];
  return texts.map((text, index) =>
    textMark(
      {
        class: `kw-text ${index > 0 ? 'kw-regular kw-role-word' : `${label === undefined ? 'kw-regular' : 'kw-mono'} kw-role-data`}`,
        x: labelAt.x,
        // The line runs between the first words and the second.
        y: labelAt.y + index * LINE + (index > 0 ? 2 : 0),
      },
      text,
    ),
  );
}
