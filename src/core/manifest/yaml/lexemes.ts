import { CST, Lexer } from 'yaml';

/**
 * The library's lexemes, with one difference to the specification that go-yaml makes and manifests rely on: a quoted scalar in block style
 * may go on at any column, also left of its key. There the library ends the scalar and calls the quote missing; here it is read to its
 * quote, and the library's lexer goes on behind it.
 */
export function* lexemesOf(text: string): Generator<string, void> {
  let at = 0;
  let flowDepth = 0;
  let continued = false;
  let lexemes = new Lexer().lex(text);
  for (let next = lexemes.next(); !next.done; next = lexemes.next()) {
    const lexeme = next.value;
    if (continued && lexeme === CST.DOCUMENT) continue;
    const type = CST.tokenType(lexeme);
    if (type === 'flow-map-start' || type === 'flow-seq-start') flowDepth++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') flowDepth--;
    const end = isOpenQuote(type, lexeme) && flowDepth <= 0 ? closingQuote(text, at) : -1;
    if (end !== -1) {
      yield text.slice(at, end + 1);
      at = end + 1;
      lexemes = new Lexer().lex(text.slice(at));
      continued = true;
      continue;
    }
    yield lexeme;
    if (lexeme === CST.SCALAR) {
      const scalar = lexemes.next();
      if (scalar.done) return;
      yield scalar.value;
      at += scalar.value.length;
    } else if (lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END) at += lexeme.length;
  }
}

function isOpenQuote(type: string | null, lexeme: string): boolean {
  if (type !== 'single-quoted-scalar' && type !== 'double-quoted-scalar') return false;
  return lexeme.length === 1 || !lexeme.endsWith(lexeme[0] ?? '');
}

/** The offset of the quote that closes the one at `from`, or -1 when there is none that plausibly does. */
function closingQuote(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && quote === '"') at++;
    else if (character === quote) {
      if (quote === '"' || text[at + 1] !== "'") return endsLine(text, at + 1) ? at : -1;
      at++;
    }
  }
  return -1;
}

/** Only a quote that ends its line is taken for the missing one: any other is more likely the next scalar's first. */
function endsLine(text: string, at: number): boolean {
  let end = at;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end >= text.length || text[end] === '\n' || text[end] === '\r' || (text[end] === '#' && end > at);
}
