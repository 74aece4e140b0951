import { fileLines, phaseCells, type SceneNode } from '../../scene/index.js';
import { mark, type Mark } from '../mark.js';

/**
 * The pills behind the phases of a claim or volume, in coordinates of its own box. The one of the present phase is always the last of them, so that it
 * is the same element before and after, and moves.
 *
 *   rect.kw-phase-was       where it came from
 *   rect.kw-phase-now       where it is
 */
export function phasesMark(node: SceneNode): readonly Mark[] {
  const cells = phaseCells(node);
  const pill = (is: 'was' | 'now'): Mark[] =>
    cells
      .filter((cell) => cell.is === is)
      .map(({ box }) =>
        mark('rect', {
          class: `kw-phase-${is}`,
          x: box.x - node.box.x,
          y: box.y - node.box.y,
          width: box.width,
          height: box.height,
          rx: 8,
        }),
      );
  if (cells.length === 0) return [];
  return [mark('g', {}, pill('was')), mark('g', {}, pill('now'))];
}

/** Signs on a 12 px grid: a sheet for a file that is there, a plus for a new one, a cross for one that is lost. */
const SIGNS = {
  there: 'M2.5 1.5h4l2.5 2.5v6.5h-6.5z',
  new: 'M6 2v8M2 6h8',
  lost: 'M2.8 2.8l6.4 6.4M9.2 2.8L2.8 9.2',
} as const;

/** What stands beside each file; a lost one is struck through. */
export function filesMark(node: SceneNode): readonly Mark[] {
  return fileLines(node).flatMap(({ file, x, y, width }) => {
    const at = { x: x - node.box.x, y: y - node.box.y };
    return [
      mark('path', {
        class: `kw-file kw-file-${file.state}`,
        d: SIGNS[file.state],
        transform: `translate(${at.x - 15} ${at.y - 11})`,
      }),
      file.state === 'lost'
        ? mark('path', { class: 'kw-struck', d: `M${at.x - 1} ${at.y - 4.5}h${Math.round(width) + 2}` })
        : null,
    ].filter((one) => one !== null);
  });
}
