import type { Cause, Chain, NodeRules, ObjectKey, TableName } from '../../core/index.js';
import { chainId, type ChainWalk, type Entry, type RuleWalk, type Walk } from './walk.js';

/** A chain as a card of the lens. */
export interface ChainCard {
  readonly id: string;
  readonly table: TableName;
  readonly chain: string;
  readonly depth: number;
  readonly parent: string | null;
  readonly rules: number;
  readonly rows: readonly RowItem[];
  /** Drawn without its rules: the packet passes it, or another one was chosen. */
  readonly folded: 'passed' | 'other' | null;
  readonly walked: boolean;
  /** For a chain that was not chosen: what its last rule does. */
  readonly lastText: string;
  readonly object: ObjectKey | undefined;
  readonly cause: Cause | undefined;
}

export type RowItem = RuleRow | { readonly gap: number; readonly id: string };

export interface RuleRow {
  readonly id: string;
  readonly index: number;
  readonly text: string;
  readonly walked: RuleWalk | undefined;
  readonly dice: Dice | undefined;
  readonly cause: Cause | undefined;
  readonly object: ObjectKey | undefined;
}

export interface Dice {
  readonly probability: number;
  readonly from: number;
  readonly share: number;
}

/** Rules of one chain that are shown; of longer chains, the beginning, the end and those the packet met. */
const SHOWN_RULES = 5;
/** Chains with dice are shown whole up to here: their shares only make sense together. */
const SHOWN_DICE = 10;
/** Chains below one chain that are shown beside the chosen one. */
const SHOWN_CHAINS = 4;

/** The chains of a walk, in the order in which the packet comes to them, each followed by those it jumps to. */
export function cardsOf(rules: NodeRules, walk: Walk): readonly ChainCard[] {
  const cards: ChainCard[] = [];
  for (const entry of walk.entries) addCard(cards, rules, walk, entry, 0, null);
  return cards;
}

function addCard(
  cards: ChainCard[],
  rules: NodeRules,
  walk: Walk,
  { table, chain }: Entry,
  depth: number,
  parent: string | null,
): void {
  const found = rules.ruleset.tables.get(table)?.chains.get(chain);
  const id = chainId(table, chain);
  if (found === undefined || cards.some((card) => card.id === `chain:${id}`)) return;
  const met = walk.chains.get(id);
  const siblings = parent !== null && met === undefined;
  const origin = rules.origin(table, chain, found.rules.length - 1);
  cards.push({
    id: `chain:${id}`,
    table,
    chain,
    depth,
    parent,
    rules: found.rules.length,
    rows: met === undefined ? [] : rowsOf(rules, table, found, met),
    folded: met !== undefined ? null : siblings ? 'other' : 'passed',
    walked: met !== undefined,
    lastText: found.rules.at(-1)?.text ?? '',
    object: origin?.service,
    cause: origin?.cause,
  });
  if (met === undefined) return;
  for (const below of chainsBelow(found, met, walk, table)) {
    addCard(cards, rules, walk, { table, chain: below }, depth + 1, `chain:${id}`);
  }
}

/** The chains that are shown below one: those the packet went on to, and, where dice chose, the others they could have chosen. */
function chainsBelow(chain: Chain, met: ChainWalk, walk: Walk, table: TableName): readonly string[] {
  const dice = diceOf(chain);
  const below: string[] = [];
  let others = 0;
  chain.rules.forEach(({ target }, index) => {
    if (target?.kind !== 'jump' && target?.kind !== 'goto') return;
    if (below.includes(target.chain)) return;
    const open = walk.atRest === true || met.rules.get(index)?.matched === true;
    const went = open && walk.chains.has(chainId(table, target.chain));
    if (went) below.push(target.chain);
    else if (dice.has(index) && others < SHOWN_CHAINS) {
      others += 1;
      below.push(target.chain);
    }
  });
  return below;
}

function rowsOf(rules: NodeRules, table: TableName, chain: Chain, met: ChainWalk): readonly RowItem[] {
  const dice = diceOf(chain);
  const last = chain.rules.length - 1;
  const all = chain.rules.length <= (dice.size > 0 ? SHOWN_DICE : SHOWN_RULES);
  const shown = (index: number): boolean => all || met.rules.has(index) || index === 0 || index === last;
  const rows: RowItem[] = [];
  let hidden = 0;
  const close = (next: number): void => {
    if (hidden > 0) rows.push({ gap: hidden, id: `gap:${chainId(table, chain.name)}/${next}` });
    hidden = 0;
  };
  chain.rules.forEach(({ text }, index) => {
    // A gap of one rule takes as much room as the rule.
    if (!shown(index) && !(hidden === 0 && shown(index + 1))) {
      hidden += 1;
      return;
    }
    close(index);
    const origin = rules.origin(table, chain.name, index);
    rows.push({
      id: ruleId(table, chain.name, index),
      index,
      text,
      walked: met.rules.get(index),
      dice: dice.get(index),
      cause: origin?.cause,
      object: origin?.service,
    });
  });
  close(chain.rules.length);
  return rows;
}

export function ruleId(table: string, chain: string, index: number): string {
  return `rule:${chainId(table, chain)}/${index}`;
}

/**
 * The shares of a chain's dice. Each rule rolls only when those before it missed, so its share is its probability of what is left; the rule after the
 * last dice takes the rest.
 */
function diceOf(chain: Chain): ReadonlyMap<number, Dice> {
  const dice = new Map<number, Dice>();
  let from = 0;
  chain.rules.forEach(({ matches, target }, index) => {
    const statistic = matches.find((match) => match.kind === 'statistic');
    if (statistic !== undefined) {
      const probability = Number(statistic.probability);
      const share = (1 - from) * probability;
      dice.set(index, { probability, from, share });
      from += share;
    } else if (dice.has(index - 1) && target?.kind === 'jump') {
      dice.set(index, { probability: 1, from, share: 1 - from });
    }
  });
  return dice;
}
