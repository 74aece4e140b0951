import fc from 'fast-check';

/** A place of a text where something is cut out and something else put in. */
export interface Tear {
  readonly at: number;
  readonly cut: number;
  readonly put: string;
}

export const tear: fc.Arbitrary<Tear> = fc.record({
  at: fc.nat(4_000),
  cut: fc.nat(12),
  put: fc.constantFrom(
    '',
    '\n',
    '  ',
    '- ',
    ': ',
    '{',
    ']',
    '"',
    '\t',
    '\r\n',
    '&a ',
    '*a',
    '---\n',
    '\0',
    '\ud800',
    '\ufeff',
    '<<: ',
  ),
});

/** The text with its tears. */
export function torn(text: string, tears: readonly Tear[]): string {
  return tears.reduce((before, { at: place, cut, put }) => {
    const from = place % (before.length + 1);
    return before.slice(0, from) + put + before.slice(from + cut);
  }, text);
}
