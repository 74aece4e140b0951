/** From a card's border to its text. */
export const CARD_PAD = 7;
/** An address comes so far into that at the right sooner than it is cut. */
export const OVERHANG = 3;
/** Height of a line of text, and where its baseline is in it. */
export const LINE_HEIGHT = 17;
export const BASELINE = 13;
/** Above the first line of a card. */
export const CARD_TOP = 6;
/** The grid of the glyphs, and the room one takes beside text. */
export const GLYPH = 16;
export const GLYPH_ROOM = GLYPH + 4;
