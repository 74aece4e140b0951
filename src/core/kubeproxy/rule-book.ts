import type { Chain, Rule } from '../netfilter/types.js';
import type { RuleOrigin } from './types.js';

export type ProxyTable = 'filter' | 'nat';

/** A chain, with the origin of each of its rules at the same place. */
export interface Page {
  readonly chain: Chain;
  readonly origins: readonly RuleOrigin[];
}

/** A rule on its way into a chain. */
export interface WrittenRule {
  readonly table: ProxyTable;
  readonly chain: string;
  readonly rule: Rule;
  readonly origin: RuleOrigin;
}

interface OpenPage extends Page {
  readonly rules: Rule[];
  readonly origins: RuleOrigin[];
}

/** The chains of one table being written, in the order in which they were opened. */
export class RuleBook {
  readonly pages = new Map<string, OpenPage>();

  /** Makes sure that the chain is there, with or without rules. */
  open(name: string): OpenPage {
    const known = this.pages.get(name);
    if (known !== undefined) return known;
    const rules: Rule[] = [];
    const page = { chain: { name, policy: null, rules }, rules, origins: [] };
    this.pages.set(name, page);
    return page;
  }

  write(chain: string, rule: Rule, origin: RuleOrigin): void {
    const page = this.open(chain);
    page.rules.push(rule);
    page.origins.push(origin);
  }
}
