import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../api/networking.js';
import { addBit, addBits, allBits, hasBit, noBits, type Bits } from './bits.js';
import type { Class } from './classes.js';
import { present } from './items.js';
import { isPeer } from './peers.js';
import { isPort } from './ports.js';
import { isOfType, rulesOf, selects, type PolicyRule } from './selection.js';
import type { PolicyDirection, ReachPort } from './types.js';

/** Work done: peers and ports of rules that were tried on a class. */
export interface ReachWork {
  readonly classes: number;
  readonly peersTried: number;
  readonly portsTried: number;
}

/**
 * The classes that rules mean, as sets. Whether a peer means a class is asked of the same functions that decide single connections, once for each
 * class and each peer that is written differently.
 */
export class RuleSets {
  readonly #classes: readonly Class[];
  readonly #policies = new Map<string, NetworkPolicy[]>();
  readonly #rules = new Map<NetworkPolicy, Readonly<Record<PolicyDirection, readonly PolicyRule[]>>>();
  readonly #peers = new Map<string, Bits>();
  readonly #peersOfRules = new Map<PolicyRule, Bits>();
  readonly #ports = new Map<string, Bits>();
  readonly #portsOfRules = new Map<PolicyRule, Map<ReachPort, Bits>>();
  readonly #all: Bits;
  #peersTried = 0;
  #portsTried = 0;

  constructor(classes: readonly Class[], policies: readonly NetworkPolicy[]) {
    this.#classes = classes;
    for (const policy of policies) {
      const namespace = policy.metadata.namespace ?? '';
      const group = this.#policies.get(namespace);
      if (group) group.push(policy);
      else this.#policies.set(namespace, [policy]);
      this.#rules.set(policy, { ingress: rulesOf(policy, 'ingress'), egress: rulesOf(policy, 'egress') });
    }
    this.#all = allBits(classes.length);
  }

  get all(): Bits {
    return this.#all;
  }

  get work(): ReachWork {
    return { classes: this.#classes.length, peersTried: this.#peersTried, portsTried: this.#portsTried };
  }

  /** The policies that isolate a class in a direction; none for what is no pod. */
  isolating({ pod, seen }: Class, direction: PolicyDirection): readonly NetworkPolicy[] {
    if (!pod) return [];
    return (this.#policies.get(seen.namespace) ?? []).filter(
      (policy) => isOfType(policy, direction) && selects(policy, pod),
    );
  }

  /** The classes that a class of these policies may connect to on a port. */
  reached(policies: readonly NetworkPolicy[], port: ReachPort): Bits {
    const result = noBits(this.#classes.length);
    for (const policy of policies) {
      for (const rule of this.#rules.get(policy)?.egress ?? []) {
        addBits(result, this.#peersOf(policy, rule), this.#portsOf(rule, port));
      }
    }
    return result;
  }

  /** The classes that may connect to `to`, a class of these policies, on a port. */
  admitted(policies: readonly NetworkPolicy[], to: Class, port: ReachPort): Bits {
    const result = noBits(this.#classes.length);
    for (const policy of policies) {
      for (const rule of this.#rules.get(policy)?.ingress ?? []) {
        if (hasBit(this.#portsOf(rule, port), to.index)) addBits(result, this.#peersOf(policy, rule));
      }
    }
    return result;
  }

  #peersOf(policy: NetworkPolicy, rule: PolicyRule): Bits {
    if (rule.peers.length === 0) return this.#all;
    let result = this.#peersOfRules.get(rule);
    if (!result) {
      this.#peersOfRules.set(rule, (result = noBits(this.#classes.length)));
      for (const peer of rule.peers) addBits(result, this.#peerOf(policy.metadata.namespace ?? '', peer));
    }
    return result;
  }

  /** Peers that are written alike mean the same, in one namespace or, where they say which namespaces they mean, in all. */
  #peerOf(namespace: string, peer: NetworkPolicyPeer | undefined): Bits {
    const isOfAnyNamespace = present(peer?.namespaceSelector) ?? present(peer?.ipBlock);
    const key = JSON.stringify([isOfAnyNamespace ? null : namespace, peer ?? null]);
    let result = this.#peers.get(key);
    if (!result) {
      this.#peers.set(key, (result = noBits(this.#classes.length)));
      for (const one of this.#classes) {
        this.#peersTried++;
        if (isPeer(peer, namespace, one.seen)) addBit(result, one.index);
      }
    }
    return result;
  }

  #portsOf(rule: PolicyRule, port: ReachPort): Bits {
    if (rule.ports.length === 0) return this.#all;
    let known = this.#portsOfRules.get(rule);
    if (!known) this.#portsOfRules.set(rule, (known = new Map<ReachPort, Bits>()));
    let result = known.get(port);
    if (!result) {
      known.set(port, (result = noBits(this.#classes.length)));
      for (const item of rule.ports) addBits(result, this.#portOf(item, port));
    }
    return result;
  }

  /** The classes whose port it is: a name is another number on another pod, everything else is the same for all. */
  #portOf(item: NetworkPolicyPort | undefined, { protocol, port }: ReachPort): Bits {
    const key = JSON.stringify([port, protocol, item ?? null]);
    let result = this.#ports.get(key);
    if (!result) {
      const isNamed = typeof item?.port === 'string';
      this.#ports.set(key, (result = noBits(this.#classes.length)));
      for (const one of this.#classes) {
        this.#portsTried++;
        if (isPort(item, protocol, port, one.seen)) {
          if (isNamed) addBit(result, one.index);
          else addBits(result, this.#all);
        }
        if (!isNamed) break;
      }
    }
    return result;
  }
}
