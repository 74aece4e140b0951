import type { Cause } from '../api/cause.js';
import { objectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { ClusterView } from '../cluster/types.js';
import type { NodeRules, RuleOrigin } from '../kubeproxy/types.js';
import { Conntrack } from '../netfilter/conntrack.js';
import { mergeRules } from '../netfilter/merge.js';
import { parseRules } from '../netfilter/ruleset-text.js';
import type { RuleSet, TableName } from '../netfilter/types.js';
import type { HostNetwork, NetworkProvider } from '../network/types.js';

/** What a node is made of while the objects stay as they are: its interfaces, routes and rules. */
export interface HostParts {
  readonly node: string;
  readonly network: HostNetwork;
  /** kube-proxy's rules, and behind them those of the network provider. */
  readonly rules: RuleSet;
  origin(table: TableName, chain: string, index: number): RuleOrigin | undefined;
}

/** A node during one trace: its parts, and what it remembers of connections. */
export interface Host extends HostParts {
  readonly conntrack: Conntrack;
  readonly recent: Map<string, Map<string, number>>;
  /** A machine that does not answer: its Ready condition is Unknown, because its kubelet has stopped reporting. */
  readonly dead: Cause | undefined;
}

export type RulesOf = (view: ClusterView, node: string) => NodeRules;

/** Kinds whose change can change a node's rules or interfaces. */
const READ = ['Node', 'Pod', 'Service', 'EndpointSlice'] as const;

/** Builds the parts of each node once for a state of the cluster: lists of the view keep their identity until one of their kind changes. */
export class HostCache {
  readonly #provider: NetworkProvider;
  readonly #rulesOf: RulesOf;
  #state: readonly unknown[] = [];
  readonly #parts = new Map<string, HostParts>();
  /** The provider's rules as last read: mostly every node has the same, and they seldom change. */
  #own: { readonly text: string; readonly rules: RuleSet } | undefined;
  /** How many nodes were put together since the start: work done, for tests. */
  built = 0;

  constructor(provider: NetworkProvider, rulesOf: RulesOf) {
    this.#provider = provider;
    this.#rulesOf = rulesOf;
  }

  parts(view: ClusterView, node: string): HostParts {
    const state = [view.settings, ...READ.map((kind) => view.list(kind))];
    if (state.some((one, i) => one !== this.#state[i])) {
      this.#state = state;
      this.#parts.clear();
    }
    const known = this.#parts.get(node);
    if (known) return known;
    this.built++;
    const kubeProxy = this.#rulesOf(view, node);
    const own = this.#read(this.#provider.rules(view, node));
    const parts: HostParts = {
      node,
      network: this.#provider.node(view, node),
      rules: mergeRules(kubeProxy.ruleset, own),
      origin: (table, chain, index) =>
        kubeProxy.origin(table, chain, index) ?? this.#provider.source(view, node, chain, index),
    };
    this.#parts.set(node, parts);
    return parts;
  }

  #read(text: string): RuleSet {
    if (this.#own?.text !== text) this.#own = { text, rules: parseRules(text).ruleset };
    return this.#own.rules;
  }
}

/**
 * The node's Ready condition, when the machine is cut off: the view knows, or node-lifecycle-controller has found out, which sets the condition to
 * Unknown.
 */
export function deadCause(view: ClusterView, name: string): Cause | undefined {
  const object = objectKey('Node', undefined, name);
  const conditions = view.get<Node>(object)?.status.conditions ?? [];
  const index = conditions.findIndex((one) => one.type === 'Ready');
  const isDead = view.isNodeDown?.(name) === true || conditions[index]?.status === 'Unknown';
  if (!isDead) return undefined;
  return index < 0
    ? { object, field: ['metadata', 'name'] }
    : { object, field: ['status', 'conditions', index, 'status'] };
}

/** The hosts of one trace. */
export class Hosts {
  readonly #hosts = new Map<string, Host>();
  readonly #make: (node: string) => Host;

  constructor(cache: HostCache, view: ClusterView) {
    this.#make = (node) => ({
      ...cache.parts(view, node),
      conntrack: new Conntrack(),
      recent: new Map(),
      dead: deadCause(view, node),
    });
  }

  at(node: string): Host {
    let host = this.#hosts.get(node);
    if (!host) this.#hosts.set(node, (host = this.#make(node)));
    return host;
  }

  /** Those that a packet has met so far, in that order. */
  all(): readonly Host[] {
    return [...this.#hosts.values()];
  }
}
