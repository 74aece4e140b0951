/**
 * Characters that change how text looks and do not show themselves: controls (but for tab and line breaks), half surrogate pairs, marks
 * of direction (bidi: Unicode UAX #9, CVE-2021-42574), spaces and joiners of no width, fillers, tags.
 */
const UNSEEN =
  // Matching control characters is the purpose.
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ud800-\udfff]/gu;

/** The text with each character that would not be seen written out, as `⟨U+202E⟩`: what is on screen is what is in the manifest. */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, escapeMark);
}

function escapeMark(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
