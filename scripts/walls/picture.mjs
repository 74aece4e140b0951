// @ts-check
import { rowOf } from './checks.mjs';

export const BEGIN = '<!-- walls: begin (node scripts/walls.mjs --picture writes this) -->';
export const END = '<!-- walls: end -->';

/** @param {string} folder */
const idOf = (folder) => folder.replace(/\W+/g, '_');
/** @param {string} folder */
const labelOf = (folder) => folder.replace(/^src\/(core\/)?/, '');

/**
 * Draws the imports that the source files really have, folder by folder; tests are left out. A dotted arrow is types only.
 * @param {readonly import('./checks.mjs').Edge[]} edges @param {readonly import('../walls.table.mjs').Row[]} table
 * @returns {string} a mermaid flowchart in a fence
 */
export function drawPicture(edges, table) {
  /** @type {Map<string, boolean>} arrow → types only */
  const arrows = new Map();
  /** @type {Set<string>} */
  const folders = new Set();
  for (const { from, to, typeOnly, test } of edges) {
    const [a, b] = [rowOf(table, from)?.folder, rowOf(table, to)?.folder];
    if (test || !a || !b || a === b || !a.startsWith('src/')) continue;
    // Seen from outside, the core is one thing.
    const outside = !a.startsWith('src/core');
    const target = outside && b.startsWith('src/core') ? 'src/core' : b;
    if (a === 'src/core') continue;
    folders.add(a).add(target);
    const arrow = `${a} ${target}`;
    arrows.set(arrow, (arrows.get(arrow) ?? true) && typeOnly);
  }
  const inner = [...folders].filter((folder) => folder.startsWith('src/core/')).sort();
  const outer = [...folders].filter((folder) => !folder.startsWith('src/core')).sort();
  const lines = [
    'flowchart TD',
    ...outer.map((folder) => `  ${idOf(folder)}["${labelOf(folder)}"]`),
    '  subgraph src_core["core"]',
    ...inner.map((folder) => `    ${idOf(folder)}["${labelOf(folder)}"]`),
    '  end',
    ...[...arrows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([arrow, types]) => {
        const [a = '', b = ''] = arrow.split(' ');
        return `  ${idOf(a)} ${types ? '-.->' : '-->'} ${idOf(b)}`;
      }),
  ];
  return ['```mermaid', ...lines, '```'].join('\n');
}

/**
 * @param {string} page @param {string} picture
 * @returns {string | null} the page with the picture between its markers, or null where it has none
 */
export function withPicture(page, picture) {
  const [before, rest] = [page.split(BEGIN)[0], page.split(BEGIN)[1]];
  const after = rest?.split(END)[1];
  return rest === undefined || after === undefined ? null : `${before}${BEGIN}\n\n${picture}\n\n${END}${after}`;
}
