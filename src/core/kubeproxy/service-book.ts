import { captureRules } from './capture-rules.js';
import { writeChains } from './service-chains.js';
import type { PortPlan } from './plan.js';
import { RuleBook, type Page, type WrittenRule } from './rule-book.js';

/** Counts rules as they are built. */
export interface RuleCount {
  rulesBuilt: number;
}

/**
 * The rules of one Service on one node. The ones in chains shared with other Services are there at once; its own chains are written
 * when somebody first looks at one of them, since a packet walks the chains of one Service out of thousands.
 */
export class ServiceBook {
  readonly shared: readonly WrittenRule[];
  /** The hashes in the names of the chains that belong to the Service's ports. */
  readonly hashes: readonly string[];
  readonly #plans: readonly PortPlan[];
  readonly #count: RuleCount;
  #own: ReadonlyMap<string, Page> | undefined;

  constructor(plans: readonly PortPlan[], count: RuleCount) {
    this.#plans = plans;
    this.#count = count;
    this.shared = plans.flatMap((plan) => captureRules(plan));
    this.hashes = plans.filter((plan) => plan.endpoints.any).map((plan) => plan.info.chains.hash);
    count.rulesBuilt += this.shared.length;
  }

  /** KUBE-SVC, KUBE-SVL, KUBE-EXT, KUBE-FW and KUBE-SEP chains in the nat table, in the order in which kube-proxy writes them. */
  own(): ReadonlyMap<string, Page> {
    if (this.#own !== undefined) return this.#own;
    const book = new RuleBook();
    for (const plan of this.#plans) writeChains(book, plan);
    for (const page of book.pages.values()) this.#count.rulesBuilt += page.rules.length;
    this.#own = book.pages;
    return this.#own;
  }
}
