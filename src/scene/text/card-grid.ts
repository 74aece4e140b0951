/** From a card's border to its text. */
export const CARD_PAD = 7;
/** Height of a line of text, and where its baseline is in it. */
export const LINE_HEIGHT = 17;
export const BASELINE = 13;
/** Above the first line of a card. */
export const CARD_TOP = 6;
