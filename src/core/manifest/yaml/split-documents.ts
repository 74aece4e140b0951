/** A part of a file's text that holds one YAML document, or one JSON object of a stream. Offsets are UTF-16 units of the file. */
export interface Chunk {
  readonly from: number;
  readonly text: string;
}

const DASH = 45;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Splits a file at its `---` lines, as kubectl does before it parses anything, so that a change in one document touches that one only.
 * The marker stays at the head of its chunk (text may follow it on the line). A file that begins with `{` is a stream of JSON objects.
 * Models `YAMLReader` and `YAMLOrJSONDecoder` of k8s.io/apimachinery/pkg/util/yaml/decoder.go. Time is linear; `most` bounds the chunks
 * that are made, and one more than that tells the caller that there were more.
 */
export function splitDocuments(text: string, most: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  const cut = (to: number) => {
    if (to > from) addChunks(text, from, to, most, chunks);
    from = to;
  };
  for (let line = 0; line !== -1 && chunks.length <= most; line = nextLine(text, line)) {
    if (isMarker(text, line)) cut(line);
  }
  if (chunks.length <= most) cut(text.length);
  return chunks;
}

/**
 * The document that holds an offset, found from there: no other is looked at. On a marker line it is the one that begins there.
 * A file that is a stream of JSON objects counts as one document here.
 */
export function documentAt(text: string, offset: number): Chunk {
  let from = text.lastIndexOf('\n---', Math.max(0, offset - 1));
  while (from !== -1 && !isMarker(text, from + 1)) from = from === 0 ? -1 : text.lastIndexOf('\n---', from - 1);
  let to = text.indexOf('\n---', offset);
  while (to !== -1 && !isMarker(text, to + 1)) to = text.indexOf('\n---', to + 1);
  const start = from === -1 ? (text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0) : from + 1;
  return { from: start, text: text.slice(start, to === -1 ? text.length : to + 1) };
}

function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline === -1 ? -1 : newline + 1;
}

/** Whether `---` stands at this line start, with nothing glued to it. */
function isMarker(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== DASH || text.charCodeAt(at + 1) !== DASH || text.charCodeAt(at + 2) !== DASH)
    return false;
  const next = text[at + 3];
  return next === undefined || next === ' ' || next === '\t' || next === '\n' || next === '\r';
}

function addChunks(text: string, from: number, to: number, most: number, chunks: Chunk[]): void {
  let start = text.charCodeAt(from) === BYTE_ORDER_MARK ? from + 1 : from;
  for (;;) {
    const end = chunks.length >= most ? undefined : endOfJsonObject(text, start, to);
    if (end === undefined) break;
    chunks.push({ from: start, text: text.slice(start, end) });
    start = end;
  }
  if (start < to) chunks.push({ from: start, text: text.slice(start, to) });
}

/** Where a JSON object ends, if the chunk begins with one and another follows it directly; undefined otherwise. */
function endOfJsonObject(text: string, from: number, to: number): number | undefined {
  let at = skipSpace(text, from, to);
  if (text[at] !== '{') return undefined;
  let depth = 0;
  for (; at < to; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at, to);
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) break;
    }
  }
  return text[skipSpace(text, at + 1, to)] === '{' ? at + 1 : undefined;
}

function endOfString(text: string, quote: number, to: number): number {
  for (let at = quote + 1; at < to; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return to;
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t')) at++;
  return at;
}
