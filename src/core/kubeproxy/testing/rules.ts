import type { TableName } from '../../netfilter/types.js';
import type { NodeRules } from '../types.js';

/** The text of one chain's rules, without `-A CHAIN`. */
export function chain(rules: NodeRules, table: TableName, name: string): string[] {
  const found = rules.ruleset.tables.get(table)?.chains.get(name);
  return (found?.rules ?? []).map((rule) => rule.text.replace(`-A ${name} `, ''));
}

/** The chains of a Service by prefix, in order. */
export function named(rules: NodeRules, prefix: string): string[] {
  return [...(rules.ruleset.tables.get('nat')?.chains.keys() ?? [])].filter((name) => name.startsWith(prefix));
}
