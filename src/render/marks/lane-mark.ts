import type { Lane } from '../../scene/index.js';
import { mark, textMark, type Mark } from '../mark.js';
import type { Say } from '../say.js';

/** A strip in front of the bands with its title above it, or a title alone. */
export function laneMark(lane: Lane, say: Say): Mark {
  const { width, height } = lane.box;
  if (lane.form === 'heading') {
    return mark('g', { class: 'kw-body' }, [
      textMark({ class: 'kw-text kw-lane-title', x: 0, y: 13 }, say(lane.title)),
    ]);
  }
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-strip', width, height, rx: 12 }),
    textMark({ class: 'kw-text kw-lane-title', x: width / 2, y: -8, 'text-anchor': 'middle' }, say(lane.title)),
  ]);
}
