import { cidrContains, parseCidrSloppy } from '../api/cidr.js';
import type { IpAddress } from '../api/ip.js';
import type { LabelSelector } from '../api/meta.js';
import type { NetworkPolicy } from '../api/networking.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import { seenAs, type Seen } from './ends.js';
import { items, present } from './items.js';
import { portsOf } from './ports.js';
import { rulesOf } from './selection.js';
import type { PolicyEnd } from './types.js';

/** Ends of connections that no policy can tell apart. */
export interface Class {
  readonly index: number;
  /** Any of them, as policies see it: what is true of it is true of all. */
  readonly seen: Seen;
  /** Set when policies can select them: pods with a network of their own. */
  readonly pod?: Pod;
  /** Set when they are a node: its processes, and the pods of its network. */
  readonly node?: string;
}

/** What the policies look at. Two pods that are alike in all of it are alike to every policy. */
interface Looks {
  readonly labels: readonly string[];
  readonly ports: ReadonlySet<string>;
  readonly blocks: readonly NonNullable<ReturnType<typeof parseCidrSloppy>>[];
}

/** Sorts ends into classes as they come. */
export class Classes {
  readonly all: Class[] = [];
  readonly #view: ClusterView;
  readonly #looks: Looks;
  readonly #known = new Map<string, Class>();

  constructor(view: ClusterView, policies: readonly NetworkPolicy[]) {
    this.#view = view;
    this.#looks = looksOf(policies);
  }

  of(end: PolicyEnd): Class {
    const seen = seenAs(this.#view, end);
    const key = `${this.#identity(seen)} ${this.#blocksAround(seen.address)}`;
    let found = this.#known.get(key);
    if (!found) {
      found = {
        index: this.all.length,
        seen,
        ...(seen.pod ? { pod: seen.pod } : {}),
        ...(seen.node === undefined ? {} : { node: seen.node }),
      };
      this.all.push(found);
      this.#known.set(key, found);
    }
    return found;
  }

  #identity({ pod, node, namespace }: Seen): string {
    if (!pod) return JSON.stringify([node ?? null]);
    const own = pod.metadata.labels ?? {};
    const labels = this.#looks.labels.map((key) => (Object.hasOwn(own, key) ? own[key] : null));
    const ports =
      this.#looks.ports.size === 0 ? [] : portsOf(pod).filter((one) => this.#looks.ports.has(one.name ?? ''));
    return JSON.stringify([namespace, labels, ports.map((one) => [one.name, one.protocol, one.containerPort])]);
  }

  #blocksAround(address: IpAddress | undefined): string {
    return address ? this.#looks.blocks.map((block) => (cidrContains(block, address) ? '1' : '0')).join('') : '-';
  }
}

function looksOf(policies: readonly NetworkPolicy[]): Looks {
  const labels = new Set<string>();
  const ports = new Set<string>();
  const blocks = new Set<string>();
  const read = (selector: LabelSelector | null | undefined) => {
    for (const key of Object.keys(present(present(selector)?.matchLabels) ?? {})) labels.add(key);
    for (const one of items(present(selector)?.matchExpressions)) if (one) labels.add(one.key);
  };
  for (const policy of policies) {
    read(present(policy.spec)?.podSelector);
    for (const direction of ['ingress', 'egress'] as const) {
      for (const rule of rulesOf(policy, direction)) {
        for (const port of rule.ports) if (typeof port?.port === 'string') ports.add(port.port);
        for (const peer of rule.peers) {
          read(peer?.podSelector);
          const block = present(peer?.ipBlock);
          if (!block) continue;
          for (const text of [block.cidr, ...(Array.isArray(block.except) ? block.except : [])])
            blocks.add(String(text));
        }
      }
    }
  }
  return {
    labels: [...labels].sort(),
    ports,
    blocks: [...blocks].sort().flatMap((text) => parseCidrSloppy(text) ?? []),
  };
}
