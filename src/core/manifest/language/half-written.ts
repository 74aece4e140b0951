/**
 * The text with what is half written made readable, line by line, so that the lines beside it still say what they are: a bare word becomes a
 * key, and an open quote loses what follows it. For texts that do not parse as they stand; where they still do not, nothing is lost.
 * `keep`: nothing may move, so a word gives its last letter for the colon.
 */
export function mendHalfWritten(text: string, keep: boolean): string {
  return text.replace(/[^\r\n]+/g, (line) => mendLine(line, keep));
}

/** Not after a dash: there a word may well stand alone. */
const BARE_WORD = /^( *)([A-Za-z][\w./-]*)([ \t]*)$/;

function mendLine(line: string, keep: boolean): string {
  const [, lead, word, rest] = BARE_WORD.exec(line) ?? [];
  if (lead !== undefined && word !== undefined && rest !== undefined) {
    return `${lead}${keep ? word.slice(0, -1) : word}:${rest}`;
  }
  const at = openQuote(line);
  return at === -1 ? line : line.slice(0, at) + ' '.repeat(line.length - at);
}

/** Where a quote begins that the line does not close; -1 for none. An apostrophe inside a word is no quote. */
function openQuote(line: string): number {
  let open = -1;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (open === -1) {
      if (character === '#' && /^$|[ \t]/.test(line[at - 1] ?? '')) return -1;
      if ((character === '"' || character === "'") && /^$|[\s:[{,]/.test(line[at - 1] ?? '')) open = at;
    } else if (character === '\\' && line[open] === '"') at++;
    else if (character === line[open]) open = -1;
  }
  return open;
}
