import { fix, type LocalEdit, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import { lineStart } from '../text-edits.js';
import { contentEnd, KEY, type Blame } from './blame-place.js';
import type { YamlFault } from './read-yaml.js';

/** Tabs before the first word of a line. Each such line gets the indentation that the line above it asks for. */
export function tab(text: string, first: YamlFault): Blame | undefined {
  const start = lineStart(text, first.from);
  const blanks = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  if (first.rule !== 'TAB_AS_INDENT' || !blanks.includes('\t')) return undefined;
  const from = start + blanks.indexOf('\t');
  const span = { from, to: start + blanks.length };
  return { span, hint: say('lint.tabIndent', {}), fixes: withoutTabs(text), fault: first };
}

function withoutTabs(text: string): readonly LocalFix[] {
  const edits: LocalEdit[] = [];
  /** The columns that tabs stand for: the same tabs always for the same one, others only under a key that is open. */
  const columns = new Map<string, number>();
  let from = 0;
  let above = { column: 0, opens: false };
  for (const line of text.split('\n')) {
    const blanks = /^[ \t]*/.exec(line)?.[0] ?? '';
    const rest = line.slice(blanks.length).trimEnd();
    if (rest !== '' && !rest.startsWith('#')) {
      let column = blanks.length;
      if (blanks.includes('\t')) {
        const known = columns.get(blanks) ?? (above.opens ? above.column + 2 : undefined);
        if (known === undefined) return [];
        column = known;
        columns.set(blanks, column);
        edits.push({ from, to: from + blanks.length, text: ' '.repeat(column) });
      }
      const dashes = /^(?:- +)*/.exec(rest)?.[0].length ?? 0;
      above = { column: column + dashes, opens: rest.endsWith(':') };
    }
    from += line.length + 1;
  }
  return [fix('fix.tabsToSpaces', {}, edits)];
}

/** A line whose indentation is that of no line above it. */
export function strayIndent(text: string, first: YamlFault): Blame | undefined {
  const isIndent = first.rule === 'BAD_INDENT' || first.detail?.startsWith('Sequence item without') === true;
  const start = lineStart(text, first.from);
  const blanks = /^ */.exec(text.slice(start))?.[0].length ?? 0;
  // Inside brackets it is they that are meant.
  if (!isIndent || first.from > start + blanks || first.detail?.startsWith('Flow') === true) return undefined;
  return atIndent(text, start, first);
}

/** Says that a line stands too far left or right, and offers the one column of the lines above that is nearest to it, when there is one. */
export function atIndent(text: string, start: number, fault: YamlFault): Blame {
  const at = start + (/^ */.exec(text.slice(start))?.[0].length ?? 0);
  const column = at - start;
  const isItem = text[at] === '-';
  const columns = [...columnsAbove(text, start, isItem)].toSorted(
    (a, b) => Math.abs(a - column) - Math.abs(b - column),
  );
  const [near, other] = columns;
  const isSure = near !== undefined && (other === undefined || Math.abs(near - column) < Math.abs(other - column));
  const edits = near === undefined ? [] : [{ from: start, to: at, text: ' '.repeat(near) }];
  return {
    span: { from: at, to: contentEnd(text, at) },
    hint: say('lint.strayIndent', { columns: column }),
    fixes: isSure ? [fix('fix.indent', { columns: near }, edits)] : [],
    fault,
  };
}

/** The columns at which a key (or an item) may stand below the lines above: those of the blocks that are still open there. */
function columnsAbove(text: string, start: number, items: boolean): ReadonlySet<number> {
  const columns = new Set<number>();
  let least = Infinity;
  for (const line of text.slice(0, start).split('\n').toReversed()) {
    const [, indent = '', word = ''] = KEY.exec(line.trimEnd()) ?? [];
    if (word === '' || line.includes('\t')) continue;
    const dash = indent.indexOf('-');
    const outer = dash === -1 ? indent.length : dash;
    if (indent.length < least && !(items && dash === -1)) columns.add(items ? outer : indent.length);
    least = Math.min(least, indent.length, outer);
    if (least === 0) break;
  }
  return columns;
}
