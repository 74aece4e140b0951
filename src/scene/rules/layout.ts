import { MONO, wrapWords } from '../text/measure.js';
import { DICE_WIDTH, ruleHeight, RULE_GUTTER, RULE_PAD, SHARE_ROOM } from '../text/rule-runs.js';
import type { Box } from '../types.js';
import type { Profile } from '../traffic/options.js';
import type { ChainCard, RowItem } from './cards.js';
import { ruleWords } from './rule-words.js';

/** Sizes of the Rules lens. Chains step to the right with each jump, like calls in a listing. */
export interface RulesMetrics {
  readonly margin: number;
  readonly step: number;
  readonly cardWidth: number;
  readonly width: number;
}

const RULES_METRICS: Readonly<Record<Profile, RulesMetrics>> = {
  wide: { margin: 26, step: 52, cardWidth: 376, width: 764 },
  compact: { margin: 24, step: 12, cardWidth: 352, width: 430 },
};

const CHAIN_HEADER = 25;
/** A chain without its rules: its name, and what it does. */
const FOLDED_CHAIN = 28;
const CARD_GAP = 8;
const HEAD = 46;

export interface PlacedRow {
  readonly item: RowItem;
  readonly box: Box;
  readonly lines: readonly string[];
}

export interface PlacedCard {
  readonly card: ChainCard;
  readonly box: Box;
  readonly rows: readonly PlacedRow[];
}

export interface RulesPlacement {
  readonly metrics: RulesMetrics;
  readonly head: Box;
  readonly cards: readonly PlacedCard[];
  readonly width: number;
  readonly height: number;
}

export function placeRules(
  cards: readonly ChainCard[],
  profile: Profile,
  work?: { nodesLaidOut: number },
): RulesPlacement {
  const metrics = RULES_METRICS[profile];
  const placed: PlacedCard[] = [];
  let y = HEAD;
  let right = 0;
  for (const card of cards) {
    const x = metrics.margin + card.depth * metrics.step;
    const one = placeCard(card, x, y, metrics);
    placed.push(one);
    if (work) work.nodesLaidOut += 1 + one.rows.length;
    y += one.box.height + CARD_GAP;
    right = Math.max(right, x + one.box.width);
  }
  const head = { x: metrics.margin, y: 6, width: 240, height: 30 };
  return { metrics, head, cards: placed, width: Math.max(metrics.width, right + 8), height: y - CARD_GAP + 8 };
}

function placeCard(card: ChainCard, x: number, y: number, { cardWidth }: RulesMetrics): PlacedCard {
  let at = y + CHAIN_HEADER;
  const rows = card.rows.map((item): PlacedRow => {
    const lines = 'gap' in item ? [''] : linesOf(item, cardWidth);
    const box = { x, y: at, width: cardWidth, height: ruleHeight(lines.length) };
    at += box.height;
    return { item, box, lines: 'gap' in item ? [] : lines };
  });
  const height = card.folded === null ? at - y + 4 : FOLDED_CHAIN;
  return { card, box: { x, y, width: cardWidth, height }, rows };
}

/** The rule in as few lines as hold it. Where it rolls dice, its target has a line of its own with the share at its end. */
function linesOf(row: Extract<RowItem, { text: string }>, width: number): string[] {
  const { matches, target } = ruleWords(row.text);
  const room = width - RULE_GUTTER - RULE_PAD;
  if (row.dice === undefined) return wrapWords([...matches, ...target], room, MONO);
  return [...wrapWords(matches, room, MONO), ...wrapWords(target, room - DICE_WIDTH - SHARE_ROOM, MONO)];
}
