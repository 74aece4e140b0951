import { BUILTIN_CHAINS, isBuiltin } from './hooks.js';
import { findLoops, missingChains } from './jumps.js';
import { parseRule, type RuleProblem } from './rule-text.js';
import type { Chain, Rule, RuleSet, Table, TableName } from './types.js';

/** Something `iptables-restore` would refuse. `line` is 1-based; `word` is the word it stumbled over. */
export interface RuleTextError {
  readonly line: number;
  readonly problem:
    RuleProblem | 'outside-table' | 'unknown-table' | 'bad-chain-line' | 'no-such-chain' | 'chain-loop' | 'no-commit';
  readonly word: string;
}

interface OpenChain {
  name: string;
  policy: Chain['policy'];
  rules: Rule[];
  counters?: string;
}

interface OpenTable {
  readonly name: TableName;
  readonly chains: Map<string, OpenChain>;
}

/** What was read, and on which line each rule stood. */
interface Reading {
  readonly tables: Map<TableName, OpenTable>;
  readonly errors: RuleTextError[];
  readonly lines: Map<Rule, number>;
}

const CHAIN_LINE = /^:(\S+) (ACCEPT|DROP|-)(?: \[(\d+:\d+)\])?$/;
const COUNTED_RULE = /^\[(\d+:\d+)\] (.*)$/;

/**
 * Reads the text of `iptables-save`, or what a program pipes into `iptables-restore`, as values. Lines that cannot be read are left
 * out and told in `errors`, with their line; so are jumps to chains that do not exist and chains that lead back to themselves, which
 * the kernel refuses to load (net/ipv4/netfilter/ip_tables.c, `mark_source_chains`). Never throws.
 */
export function parseRules(text: string): { ruleset: RuleSet; errors: readonly RuleTextError[] } {
  const reading: Reading = { tables: new Map(), errors: [], lines: new Map() };
  let table: OpenTable | undefined;
  const lines = text.split('\n');
  for (const [i, raw] of lines.entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (line.startsWith('*')) table = openTable(reading, line.slice(1).trim(), i + 1);
    else if (line.trim() === 'COMMIT') table = undefined;
    else if (table === undefined) reading.errors.push({ line: i + 1, problem: 'outside-table', word: firstWord(line) });
    else if (line.startsWith(':')) readChainLine(reading, table, line, i + 1);
    else readRuleLine(reading, table, line, i + 1);
  }
  if (table !== undefined) reading.errors.push({ line: lines.length, problem: 'no-commit', word: 'COMMIT' });
  const ruleset: RuleSet = { tables: new Map(reading.tables) };
  checkJumps(ruleset, reading);
  return { ruleset, errors: reading.errors.toSorted((a, b) => a.line - b.line) };
}

function firstWord(line: string): string {
  return line.trim().split(/\s/, 1)[0] ?? '';
}

function openTable(reading: Reading, text: string, line: number): OpenTable | undefined {
  if (!Object.hasOwn(BUILTIN_CHAINS, text)) {
    reading.errors.push({ line, problem: 'unknown-table', word: text });
    return undefined;
  }
  const name = text as TableName;
  const table = reading.tables.get(name) ?? { name, chains: new Map<string, OpenChain>() };
  reading.tables.set(name, table);
  return table;
}

/** Built-in chains are there without being declared, as `iptables-restore --noflush` finds them. */
function implied({ name, chains }: OpenTable, chain: string): OpenChain | undefined {
  if (!isBuiltin(name, chain)) return undefined;
  const open: OpenChain = { name: chain, policy: 'ACCEPT', rules: [] };
  chains.set(chain, open);
  return open;
}

function readChainLine(reading: Reading, table: OpenTable, line: string, at: number): void {
  const [, name = '', policy = '-', counters] = CHAIN_LINE.exec(line) ?? [];
  if (name === '') {
    reading.errors.push({ line: at, problem: 'bad-chain-line', word: line });
    return;
  }
  const chain: OpenChain = {
    name,
    policy: policy === '-' ? null : (policy as 'ACCEPT'),
    rules: table.chains.get(name)?.rules ?? [],
  };
  if (counters !== undefined && counters !== '0:0') chain.counters = counters;
  table.chains.set(name, chain);
}

function readRuleLine(reading: Reading, table: OpenTable, line: string, at: number): void {
  const [, counters, rest] = COUNTED_RULE.exec(line) ?? [undefined, undefined, line];
  const read = parseRule(rest ?? '');
  if ('problem' in read) {
    reading.errors.push({ line: at, ...read });
    return;
  }
  const chain = table.chains.get(read.chain) ?? implied(table, read.chain);
  if (chain === undefined) {
    reading.errors.push({ line: at, problem: 'no-such-chain', word: read.chain });
    return;
  }
  const rule = counters === undefined ? read.rule : { ...read.rule, counters };
  chain.rules.push(rule);
  reading.lines.set(rule, at);
}

function checkJumps(ruleset: RuleSet, reading: Reading): void {
  for (const table of ruleset.tables.values()) {
    for (const { rule, chain } of missingChains(table))
      reading.errors.push({ line: reading.lines.get(rule) ?? 0, problem: 'no-such-chain', word: chain });
    for (const { rule, chain } of findLoops(table))
      reading.errors.push({ line: reading.lines.get(rule) ?? 0, problem: 'chain-loop', word: chain });
  }
}

/**
 * Writes a ruleset as `iptables-save` does: table by table, all chain lines first, then the rules chain by chain, each rule with the
 * text it was read or built with. Reading that text back gives the same ruleset.
 */
export function printRules(ruleset: RuleSet): string {
  let text = '';
  for (const table of ruleset.tables.values()) text += printTable(table);
  return text;
}

function printTable(table: Table): string {
  const lines = [`*${table.name}`];
  for (const chain of table.chains.values())
    lines.push(`:${chain.name} ${chain.policy ?? '-'} [${chain.counters ?? '0:0'}]`);
  for (const chain of table.chains.values())
    for (const rule of chain.rules)
      lines.push(rule.counters === undefined ? rule.text : `[${rule.counters}] ${rule.text}`);
  lines.push('COMMIT', '');
  return lines.join('\n');
}
