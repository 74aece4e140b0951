/**
 * A text whose lines do not all end alike gets the endings that the editor would give it: every place in it is told to the editor by its offset.
 * The mark that some Windows programs write before a text is none of it.
 */
export function withOneLineEnding(text: string): string {
  const plain = text.replace(/^\uFEFF/, '');
  return /\r\n/.test(plain) && !/[^\r]\n|^\n|\r(?!\n)/.test(plain) ? plain : plain.replace(/\r\n?/g, '\n');
}
