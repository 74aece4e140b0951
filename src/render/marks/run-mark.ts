import type { Point, TextRun } from '../../scene/index.js';
import { textMark, type Mark } from '../mark.js';
import type { Say } from '../say.js';

/** A piece of text, moved into the coordinates of what it stands in. */
export function runMark(run: TextRun, origin: Point, say: Say): Mark {
  const heading = run.font.size > 13 ? ' kw-heading' : '';
  return textMark(
    {
      class: `kw-text kw-${run.font.face}${heading} kw-role-${run.role}`,
      x: run.x - origin.x,
      y: run.y - origin.y,
      'text-anchor': run.anchor,
    },
    typeof run.text === 'string' ? run.text : say(run.text),
  );
}
