import { fix, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { Span } from '../source-map.js';
import { columnOf, lineStart } from '../text-edits.js';
import { atIndent } from './blame-indent.js';
import { contentEnd, KEY, nextLine, type Blame } from './blame-place.js';
import type { YamlFault } from './read-yaml.js';

/** A value that begins with a character which YAML keeps for itself: `@`, a backtick, `%`. */
export function reservedStart(text: string, first: YamlFault): Blame | undefined {
  if (first.rule !== 'BAD_SCALAR_START') return undefined;
  const span = { from: first.from, to: contentEnd(text, first.from) };
  const mark = text[first.from] ?? '';
  return { span, hint: say('lint.reservedStart', { mark }), fixes: inQuotes(text, span), fault: first };
}

/** The value of a line in quotes, when nothing in it asks for more than that. */
function inQuotes(text: string, span: Span): readonly LocalFix[] {
  const value = text.slice(span.from, span.to);
  if (/["'#\\,\]}]/.test(value)) return [];
  return [fix('fix.quote', { value }, [{ ...span, text: JSON.stringify(value) }])];
}

/** Faults that the parser has at the value before a line that is too deep, at a word without its colon, or at a value with one too many. */
export function badLine(text: string, first: YamlFault): Blame | undefined {
  if (
    first.rule !== 'BLOCK_AS_IMPLICIT_KEY' &&
    first.rule !== 'MULTILINE_IMPLICIT_KEY' &&
    first.rule !== 'MISSING_CHAR'
  )
    return undefined;
  const start = lineStart(text, first.from);
  const line = text.slice(start, contentEnd(text, start));
  const [, indent = '', word = '', colon, rest = ''] = KEY.exec(line) ?? [];
  const dash = /^( *)-(?=[A-Za-z][\w./-]*:(?: |$))/.exec(line);
  if (dash !== null) {
    const from = start + (dash[1] ?? '').length;
    const edits = [{ from: from + 1, to: from + 1, text: ' ' }];
    return {
      span: { from, to: start + line.length },
      hint: say('lint.dashWithoutSpace', {}),
      fixes: [fix('fix.addSpace', { mark: '-' }, edits)],
      fault: first,
    };
  }
  if (word === '' || first.from < start + indent.length) return undefined;
  const from = start + indent.length;
  if (colon === undefined) return withoutColon(text, { from, to: start + line.length }, word, rest, first);
  const value = rest.trimStart();
  const at = start + line.length - value.length;
  if (/: |:$/.test(value) && first.from >= at) {
    const span = { from: at, to: start + line.length };
    return { span, hint: say('lint.colonInValue', {}), fixes: inQuotes(text, span), fault: first };
  }
  const next = nextLine(text, start);
  const isDeeper = next !== undefined && columnOf(text, next.at) > indent.length;
  return value !== '' && next !== undefined && isDeeper ? atIndent(text, next.start, first) : undefined;
}

function withoutColon(text: string, span: Span, word: string, rest: string, fault: YamlFault): Blame {
  const hint = say('lint.noColon', { word });
  const end = span.from + word.length;
  const colonAt = (at: number, mark: string): LocalFix =>
    fix('fix.addColon', { word }, [{ from: at, to: at, text: mark }]);
  // `port:80`: the colon is there, and is a part of the word without a blank behind it.
  if (/^:\S/.test(rest)) {
    const spaced = fix('fix.addSpace', { mark: ':' }, [{ from: end + 1, to: end + 1, text: ' ' }]);
    return { span, hint: say('lint.colonWithoutSpace', {}), fixes: [spaced], fault };
  }
  if (/^ +[^\s:=]/.test(rest)) return { span, hint, fixes: [colonAt(end, ':')], fault };
  const next = nextLine(text, lineStart(text, span.from));
  const column = columnOf(text, span.from);
  // A word alone is a key when something stands below it, and an item of a list or the end of a text when not.
  const isParent =
    next !== undefined &&
    (columnOf(text, next.at) > column || (columnOf(text, next.at) === column && text[next.at] === '-'));
  return { span, hint, fixes: rest.trim() === '' && isParent ? [colonAt(end, ':')] : [], fault };
}
