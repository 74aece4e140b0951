import { describe, expect, it } from 'vitest';
import { visibleText } from './visible-text.js';

describe('what would not be seen is written out', () => {
  it.each([
    ['a turn to the right', 'web\u202egpj', 'web⟨U+202E⟩gpj'],
    ['isolates', '\u2066a\u2069', '⟨U+2066⟩a⟨U+2069⟩'],
    ['zero width', 'a\u200bb\u200dc\ufeff', 'a⟨U+200B⟩b⟨U+200D⟩c⟨U+FEFF⟩'],
    ['NUL and escape', '\0\u001b[31m', '⟨U+0000⟩⟨U+001B⟩[31m'],
    ['half a pair', 'a\ud83d', 'a⟨U+D83D⟩'],
    ['a tag', '\u{e0041}', '⟨U+E0041⟩'],
    ['a soft hyphen', 'kube\u00adwalk', 'kube⟨U+00AD⟩walk'],
  ])('%s', (_, text, seen) => {
    expect(visibleText(text)).toBe(seen);
  });

  it.each(['my-service', 'Под не готов', 'a\tb\nc', '🐳 → 10.96.0.10:80', '<script>', 'é e\u0301', 'עברית'])(
    '%s stays as it is',
    (text) => {
      expect(visibleText(text)).toBe(text);
    },
  );
});
