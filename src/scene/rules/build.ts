import type { Message, NodeRules, Trace } from '../../core/index.js';
import { keepIdentity, sameValue } from '../identity.js';
import { STRONG, elideEnd } from '../text/measure.js';
import { GLYPH_ROOM, innerWidth } from '../text/runs.js';
import type { Profile } from '../traffic/options.js';
import type { Group, Scene, SceneLink, SceneNode } from '../types.js';
import { cardsOf, type ChainCard, type RowItem } from './cards.js';
import { placeRules, type PlacedCard, type PlacedRow, type RulesPlacement } from './layout.js';
import { ruleWords } from './rule-words.js';
import { walkOf, type Walk } from './walk.js';

export interface RulesOptions {
  /** The node whose rules are shown. */
  readonly node: string;
  readonly profile?: Profile;
  /** The scene drawn before: what is the same keeps its identity. It never changes the result. */
  readonly previous?: Scene;
  /** Counts the work done. */
  readonly work?: { nodesLaidOut: number };
}

/** The sentences of the Rules lens and their parameters. */
export interface RulesWords {
  'scene.rules.more': { readonly count: number };
  'scene.rules.passed': { readonly count: number };
  'scene.about.netfilter': Record<never, never>;
}

interface Origin {
  readonly rules: NodeRules;
  readonly walk: Walk;
  readonly options: { readonly node: string; readonly profile: Profile };
}

const origins = new WeakMap<Scene, Origin>();

/** Without a trace: the way of any packet that comes to the node. */
const AT_REST: Walk = {
  atRest: true,
  entries: [
    { table: 'nat', chain: 'PREROUTING' },
    { table: 'nat', chain: 'POSTROUTING' },
  ],
  chains: new Map(
    ['PREROUTING', 'KUBE-SERVICES', 'POSTROUTING', 'KUBE-POSTROUTING'].map((chain) => [
      `nat/${chain}`,
      { table: 'nat' as const, chain, rules: new Map() },
    ]),
  ),
};

/**
 * The Rules lens: the chains that the packet of a trace walks on one node, in the order in which it comes to them, each rule with its text; jumps lead
 * down and to the right. Chains it only passes, and those that the dice did not choose, are drawn without their rules. A pure function of its input.
 */
export function buildRulesScene(rules: NodeRules, trace: Trace | null, options: RulesOptions): Scene {
  const walk = trace === null ? AT_REST : walkOf(rules, trace, options.node);
  const key = { node: options.node, profile: options.profile ?? 'wide' };
  const before = options.previous && origins.get(options.previous);
  if (options.previous && before && before.rules === rules && sameWalk(before, { rules, walk, options: key })) {
    return options.previous;
  }
  const placement = placeRules(cardsOf(rules, walk), key.profile, options.work);
  const scene = keepIdentity(draw(placement, options.node, trace !== null), options.previous);
  origins.set(scene, { rules, walk, options: key });
  return scene;
}

function sameWalk(a: Origin, b: Origin): boolean {
  const flat = ({ walk, options }: Origin) => [
    options,
    walk.entries,
    [...walk.chains.values()].map(({ table, chain, rules }) => [table, chain, [...rules]]),
  ];
  return sameValue(flat(a), flat(b));
}

function draw(placement: RulesPlacement, node: string, traced: boolean): Scene {
  const { cards, head } = placement;
  const nodes: SceneNode[] = [
    {
      id: `kube-proxy:${node}`,
      kind: 'kube-proxy',
      box: head,
      form: 'chip',
      short: 'netfilter',
      lines: [elideEnd(`netfilter · ${node}`, innerWidth(head.width) - GLYPH_ROOM, STRONG)],
      full: `netfilter\n${node}`,
      state: 'neutral',
      stateWord: '',
      about: { code: 'scene.about.netfilter', params: {} },
      ...(traced && { part: true }),
    },
  ];
  for (const { rows } of cards) nodes.push(...rows.map(rowNode));
  return {
    lens: 'rules',
    box: { x: 0, y: 0, width: placement.width, height: placement.height },
    lanes: [],
    groups: cards.map(chainGroup),
    nodes,
    links: cards.flatMap((card) => jumpLink(card, cards)),
  };
}

function rowNode({ item, box, lines }: PlacedRow): SceneNode {
  const base = {
    id: item.id,
    kind: 'rule' as const,
    box,
    form: 'row' as const,
    state: 'neutral' as const,
    stateWord: '',
  };
  if ('gap' in item) {
    return { ...base, short: '', lines: [], full: '', notes: [more(item.gap)], count: item.gap };
  }
  return {
    ...base,
    short: String(item.index + 1),
    lines,
    full: item.text,
    ...(item.object !== undefined && { object: item.object }),
    ...(item.cause !== undefined && { cause: item.cause }),
    ...(item.walked && { walked: item.walked.matched ? ('matched' as const) : ('missed' as const), part: true }),
    ...(item.dice && {
      dice: { ...item.dice, ...(item.walked?.roll !== undefined && { roll: item.walked.roll }) },
    }),
  };
}

function more(count: number): Message {
  return { code: 'scene.rules.more', params: { count } };
}

function chainGroup({ card, box }: PlacedCard): Group {
  return {
    id: card.id,
    kind: 'chain',
    box,
    label: `${card.table} ${card.chain}`,
    heading: card.chain,
    sublabel: '',
    corner: card.folded === 'other' ? targetLine(card) : card.table,
    state: 'neutral',
    ...(card.folded === 'passed' && { note: { code: 'scene.rules.passed', params: { count: card.rules } } }),
    ...(card.object !== undefined && { object: card.object }),
    ...(card.cause !== undefined && { cause: card.cause }),
    ...((card.walked || card.folded === 'passed') && { part: true }),
  };
}

/** Where a chain that was not chosen would have sent the packet. */
function targetLine(card: ChainCard): string {
  return ruleWords(card.lastText).target.join(' ').split(' ').at(-1) ?? '';
}

/** From the rule that jumps, round the left of its card, to the chain it jumps to. */
function jumpLink({ card, box }: PlacedCard, cards: readonly PlacedCard[]): SceneLink[] {
  const parent = cards.find((one) => one.card.id === card.parent);
  if (parent === undefined) return [];
  const row = parent.rows.find(({ item }) => 'text' in item && jumpsTo(item.text, card.chain));
  const from = row?.box ?? parent.box;
  const y = row === undefined ? parent.box.y + 13 : from.y + from.height / 2;
  const rail = parent.box.x - RAIL_GAP;
  const to = box.y + 13;
  return [
    {
      id: `jump:${card.id}`,
      from: row === undefined ? parent.card.id : row.item.id,
      to: card.id,
      kind: 'jump',
      points: [
        { x: from.x, y },
        { x: rail, y },
        { x: rail, y: to },
        { x: box.x, y: to },
      ],
      ...causeOfJump(row?.item, card),
      ...(card.walked && { part: true }),
    },
  ];
}

/** The field behind the rule that jumps; where that rule is not drawn, behind the chain it jumps to. */
function causeOfJump(row: RowItem | undefined, card: ChainCard): Pick<SceneLink, 'cause'> {
  const cause = row === undefined ? card.cause : 'gap' in row ? undefined : row.cause;
  return cause === undefined ? {} : { cause };
}

/** How far left of a card its jumps run down. */
const RAIL_GAP = 12;

function jumpsTo(text: string, chain: string): boolean {
  return ruleWords(text).target[0] === `-j ${chain}`;
}
