import { Composer, CST, Parser, type Document, type YAMLError } from 'yaml';
import { LIMITS } from '../limits.js';
import { say, type LintTexts, type Said } from '../own-words.js';
import { lexemesOf } from './lexemes.js';
import { OpenMarks, type Unclosed } from './unclosed.js';

/** What is wrong with a text before its values are looked at. Offsets are relative to the text. */
export interface YamlFault {
  readonly code: 'yaml-syntax' | 'yaml-too-complex' | 'yaml-control-character' | 'yaml-after-end' | 'yaml-unknown-tag';
  readonly message: Said;
  /** The library's own code and sentence of a fault of syntax. */
  readonly rule?: string;
  readonly detail?: string;
  readonly from: number;
  readonly to: number;
}

export interface YamlReading {
  /** The document's syntax tree; absent when the text has none (empty, only comments) or is refused. */
  readonly document: Document.Parsed | undefined;
  readonly errors: readonly YamlFault[];
  readonly warnings: readonly YamlFault[];
  /** What is opened and not closed as it should be. */
  readonly unclosed: Unclosed;
  /** How many lexemes were read: the work this text costs. */
  readonly lexemes: number;
}

const NONE: Unclosed = { quotes: [], brackets: [] };
const BLANK: YamlReading = { document: undefined, errors: [], warnings: [], unclosed: NONE, lexemes: 0 };

/**
 * Scalars stay text here (`failsafe`), because what kubectl makes of them is our own table (resolve-scalar.ts). Duplicate keys are our
 * own check too: the library's compares every key with every other.
 */
const OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  resolveKnownTags: false,
  prettyErrors: false,
  logLevel: 'silent',
  strict: true,
} as const;

/** go-yaml's reader takes tab, line breaks and printable characters only (`is_printable` of goyaml.v2/yamlprivateh.go). */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const UNPRINTABLE =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Files that were put together may have a byte order mark behind the marker. As a line break it keeps every offset. */
const INNER_MARK = /^(---[ \t\r]*\n)\ufeff/;

/** Reads one YAML document. Never throws; refuses by LIMITS before the syntax tree is built. */
export function readYaml(source: string): YamlReading {
  const text = source.replace(INNER_MARK, '$1\n');
  const unprintable = UNPRINTABLE.exec(text);
  if (unprintable !== null)
    return refused('yaml-control-character', 'yaml: control characters are not allowed', unprintable.index);
  if (isBlank(text)) return BLANK;
  const { tokens, fault, lexemes, unclosed } = readTokens(text);
  if (fault !== undefined) return { ...BLANK, errors: [fault], lexemes };
  return { ...compose(tokens), unclosed, lexemes };
}

function refused(code: YamlFault['code'], message: string, at: number): YamlReading {
  return { ...BLANK, errors: [{ code, message, from: at, to: at + 1 }] };
}

/** Whether the document's marker line and comments are all there is. */
function isBlank(text: string): boolean {
  let line = 0;
  while (line < text.length) {
    let at = text.startsWith('---', line) && line === 0 ? 3 : line;
    while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++;
    if (at < text.length && text[at] !== '\n' && text[at] !== '#') return false;
    const newline = text.indexOf('\n', at);
    line = newline === -1 ? text.length : newline + 1;
  }
  return true;
}

interface Tokens {
  readonly tokens: readonly CST.Token[];
  readonly lexemes: number;
  readonly unclosed: Unclosed;
  /** Why the text is refused. */
  readonly fault?: YamlFault;
}

/**
 * Runs the library's own lexer and parser, counting as it goes: what is counted is exactly what would be built. Both are iterative and
 * linear; the composer that follows is recursive and must not see more than LIMITS allow.
 */
function readTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const marks = new OpenMarks();
  let anchors = 0;
  let aliases = 0;
  let values = 0;
  let inScalar = false;
  let lexemes = 0;
  let errors = 0;
  const tooComplex = (message: Said): Tokens => ({
    tokens,
    lexemes,
    unclosed: NONE,
    fault: { code: 'yaml-too-complex', message, from: parser.offset, to: Math.min(parser.offset + 1, text.length) },
  });
  for (const lexeme of lexemesOf(text)) {
    if (++lexemes > LIMITS.lexemesPerDocument) return tooComplex(tooMany('tokens', LIMITS.lexemesPerDocument));
    const at = parser.offset;
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'error') errors++;
    }
    if (errors > LIMITS.syntaxErrors) break;
    const type = inScalar ? 'scalar' : CST.tokenType(lexeme);
    inScalar = !inScalar && lexeme === CST.SCALAR;
    marks.see(type, lexeme, at);
    if (parser.stack.length > LIMITS.depth + 2) return tooComplex(`yaml: exceeded max depth of ${LIMITS.depth}`);
    switch (type) {
      case 'anchor':
        if (++anchors > LIMITS.anchors) return tooComplex(tooMany('anchors', LIMITS.anchors));
        break;
      case 'alias':
        if (++aliases > LIMITS.aliases) return tooComplex(tooMany('aliases', LIMITS.aliases));
        break;
      case 'map-value-ind':
      case 'seq-item-ind':
      case 'comma': {
        if (++values > LIMITS.nodes) return tooComplex(tooMany('values', LIMITS.nodes));
        const top = parser.stack.at(-1);
        if (top !== undefined && top.type === 'block-map' && top.items.length > LIMITS.keysInMap)
          return tooComplex(tooMany('keys', LIMITS.keysInMap));
        if (
          top !== undefined &&
          top.type === 'flow-collection' &&
          top.start.type === 'flow-map-start' &&
          top.items.length > LIMITS.keysInMap
        )
          return tooComplex(tooMany('keys', LIMITS.keysInMap));
        break;
      }
      default:
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, lexemes, unclosed: marks.end() };
}

function tooMany(what: LintTexts['lint.documentTooLarge']['what'], most: number): Said {
  return say('lint.documentTooLarge', { what, most });
}

function compose(tokens: readonly CST.Token[]): Omit<YamlReading, 'lexemes' | 'unclosed'> {
  const documents = [...new Composer(OPTIONS).compose(tokens)];
  const document = documents[0] as Document.Parsed | undefined;
  if (document === undefined) return { document: undefined, errors: [], warnings: [] };
  const errors = document.errors.map(syntaxFault);
  const warnings: YamlFault[] = [];
  for (const warning of document.warnings) {
    if (warning.code !== 'TAG_RESOLVE_FAILED') continue;
    const name = /: (.*)$/.exec(warning.message)?.[1] ?? '';
    if (KNOWN_TAGS.has(name)) continue;
    warnings.push({
      code: 'yaml-unknown-tag',
      message: say('lint.unknownTag', { tag: name }),
      from: warning.pos[0],
      to: warning.pos[1],
    });
  }
  const rest = documents[1];
  if (rest?.range != null && rest.contents !== null)
    warnings.push({
      code: 'yaml-after-end',
      message: say('lint.afterEnd', {}),
      from: rest.range[0],
      to: rest.range[1],
    });
  return { document, errors, warnings };
}

const KNOWN_TAGS = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq', 'merge', 'timestamp'].map(
    (name) => `tag:yaml.org,2002:${name}`,
  ),
);

/**
 * The words of libyaml, which go-yaml and so kubectl use, for the library's codes (`yaml_parser_set_parser_error` and
 * `yaml_parser_set_scanner_error` in goyaml.v2/parserc.go and scannerc.go). The library's own sentence follows where it says more.
 */
const GO_WORDS: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'did not find expected node content',
  BAD_ALIAS: 'unknown anchor',
  BAD_DIRECTIVE: 'found unknown directive name',
  BAD_DQ_ESCAPE: 'found unknown escape character',
  BAD_INDENT: 'did not find expected key',
  BAD_PROP_ORDER: 'did not find expected node content',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  BLOCK_IN_FLOW: 'did not find expected node content',
  KEY_OVER_1024_CHARS: "could not find expected ':'",
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  MULTIPLE_ANCHORS: 'did not find expected node content',
  MULTIPLE_TAGS: 'did not find expected node content',
  RESOURCE_EXHAUSTION: 'exceeded max depth',
  TAB_AS_INDENT: 'found character that cannot start any token',
  TAG_RESOLVE_FAILED: 'did not find expected tag URI',
  UNEXPECTED_TOKEN: 'did not find expected node content',
  BAD_COLLECTION_TYPE: 'did not find expected node content',
};

function syntaxFault(error: YAMLError): YamlFault {
  const [from, to] = error.pos;
  return {
    code: 'yaml-syntax',
    rule: error.code,
    detail: error.message,
    message: `yaml: ${goWords(error)} (${error.message})`,
    from,
    to: Math.max(to, from),
  };
}

function goWords(error: YAMLError): string {
  if (error.code !== 'MISSING_CHAR') return GO_WORDS[error.code] ?? 'did not find expected node content';
  if (/quote/.test(error.message)) return 'found unexpected end of stream';
  if (/map values/.test(error.message)) return "could not find expected ':'";
  return 'did not find expected key';
}
