import type { Chain, Rule } from '../netfilter/types.js';
import type { RuleOrigin } from './types.js';

export type ProxyTable = 'filter' | 'nat';

/** A chain being written, with the origin of each of its rules at the same place. */
export interface Page {
  readonly chain: Chain;
  readonly rules: Rule[];
  readonly origins: RuleOrigin[];
}

/** The rules written so far, chain by chain, in the order in which the chains were opened. */
export class RuleBook {
  readonly filter = new Map<string, Page>();
  readonly nat = new Map<string, Page>();
  #rules = 0;

  get rules(): number {
    return this.#rules;
  }

  open(table: ProxyTable, name: string): Page {
    const known = this[table].get(name);
    if (known !== undefined) return known;
    const rules: Rule[] = [];
    const page = { chain: { name, policy: null, rules }, rules, origins: [] };
    this[table].set(name, page);
    return page;
  }

  write(table: ProxyTable, chain: string, rule: Rule, origin: RuleOrigin): void {
    const page = this.open(table, chain);
    page.rules.push(rule);
    page.origins.push(origin);
    this.#rules++;
  }
}
