import type { Cause } from '../api/cause.js';
import { keyOf, objectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { seededUid } from '../cluster/seeded.js';
import type { ClusterView } from '../cluster/types.js';
import { podsOn } from './pods.js';
import type { RuleSource } from './types.js';

const DNAT_CHAIN = 'CNI-HOSTPORT-DNAT';
const SETMARK_CHAIN = 'CNI-HOSTPORT-SETMARK';
const MASQ_CHAIN = 'CNI-HOSTPORT-MASQ';
/** The name of the network in the node's CNI configuration, which the plugin hashes into its chains' names and writes into comments. */
const NETWORK = 'bridge';
/** Bit 13, the plugin's `markMasqBit`. */
const MARK = '0x2000/0x2000';
/** A chain name has 28 characters at most (`maxChainLength` of pkg/utils/utils.go of the plugins). */
const HASH_LENGTH = 28 - 'CNI-DN-'.length;
/** `-m multiport` takes so many (`splitPortList` of plugins/meta/portmap/utils.go). */
const PORTS_IN_A_RULE = 15;

/** One `hostPort` of a pod with a network of its own. */
interface Mapping {
  readonly protocol: string;
  readonly hostPort: number;
  readonly containerPort: number;
  /** Undefined for every address of the node. */
  readonly hostIP: string | undefined;
  readonly cause: Cause;
}

/** Everything that hostPorts add to a node: lines for the nat table, and what those of the pods' own chains are there for. */
export interface HostPortRules {
  /** Chain declarations, and the jumps from built-in chains. */
  readonly chains: readonly string[];
  readonly rules: readonly string[];
  readonly sources: ReadonlyMap<string, readonly RuleSource[]>;
}

const NONE: HostPortRules = { chains: [], rules: [], sources: new Map() };
const known = new WeakMap<readonly Pod[], { readonly cidr: string; readonly made: HostPortRules }>();

/**
 * The rules that lead a node's ports to its pods: those of the `portmap` plugin, which stands behind `bridge` in a usual CNI configuration
 * (containernetworking/plugins, plugins/meta/portmap/portmap_iptables.go, with `snat: true`), in iptables-save's spelling. Only what comes
 * from the node's own pods or from 127.0.0.1 is masqueraded. Without a hostPort there is nothing.
 */
export function hostPortRules(view: ClusterView, node: string): HostPortRules {
  const pods = podsOn(view, node);
  const cidr = view.get<Node>(objectKey('Node', undefined, node))?.spec.podCIDR ?? '';
  const last = known.get(pods);
  if (last?.cidr === cidr) return last.made;
  const made = rulesOf(pods, cidr);
  if (pods.length > 0) known.set(pods, { cidr, made });
  return made;
}

function rulesOf(pods: readonly Pod[], cidr: string): HostPortRules {
  const mapped = pods.map((pod) => ({ pod, mappings: mappingsOf(pod) })).filter(({ mappings }) => mappings.length > 0);
  if (mapped.length === 0) return NONE;
  const chains: string[] = [];
  const jumps: string[] = [];
  const rules: string[] = [];
  const sources = new Map<string, readonly RuleSource[]>();
  const jumpSources: RuleSource[] = [];
  for (const { pod, mappings } of mapped) {
    const id = (pod.metadata.uid ?? keyOf(pod)).replaceAll('-', '');
    const chain = `CNI-DN-${hashOf(id)}`;
    const target = { ip: pod.status.podIP ?? '', pod: keyOf(pod) };
    const source = ({ cause, containerPort }: Mapping): RuleSource => ({
      cause,
      endpoint: { ...target, port: containerPort },
    });
    chains.push(`:${chain} - [0:0]`);
    for (const group of inRules(mappings)) {
      const { protocol } = group[0];
      const ports = group.map(({ hostPort }) => hostPort).join(',');
      const comment = String.raw`"dnat name: \"${NETWORK}\" id: \"${id}\""`;
      jumps.push(
        `-A ${DNAT_CHAIN} -p ${protocol} -m comment --comment ${comment} -m multiport --dports ${ports} -j ${chain}`,
      );
      jumpSources.push(source(group[0]));
    }
    const own: RuleSource[] = [];
    for (const mapping of mappings) {
      const { protocol, hostPort, hostIP, containerPort } = mapping;
      const to = hostIP === undefined ? '' : ` -d ${hostIP}/32`;
      const match = `-p ${protocol} -m ${protocol} --dport ${hostPort}`;
      rules.push(
        `-A ${chain} -s ${cidr}${to} ${match} -j ${SETMARK_CHAIN}`,
        `-A ${chain} -s 127.0.0.1/32${to} ${match} -j ${SETMARK_CHAIN}`,
        `-A ${chain}${to} ${match} -j DNAT --to-destination ${target.ip}:${containerPort}`,
      );
      own.push(source(mapping), source(mapping), source(mapping));
    }
    sources.set(chain, own);
  }
  sources.set(DNAT_CHAIN, jumpSources);
  return {
    chains: [
      ...[DNAT_CHAIN, SETMARK_CHAIN, MASQ_CHAIN].map((name) => `:${name} - [0:0]`),
      ...chains,
      `-A PREROUTING -m addrtype --dst-type LOCAL -j ${DNAT_CHAIN}`,
      `-A OUTPUT -m addrtype --dst-type LOCAL -j ${DNAT_CHAIN}`,
      `-A POSTROUTING -m comment --comment "CNI portfwd requiring masquerade" -j ${MASQ_CHAIN}`,
    ],
    rules: [
      ...jumps,
      `-A ${MASQ_CHAIN} -m mark --mark ${MARK} -j MASQUERADE`,
      `-A ${SETMARK_CHAIN} -m comment --comment "CNI portfwd masquerade mark" -j MARK --set-xmark ${MARK}`,
      ...rules,
    ],
    sources,
  };
}

/** The plugin takes the SHA-512 of the network's name and the container's id; here, as with all ids of a node, the letters are our own. */
function hashOf(id: string): string {
  return seededUid(0, `${NETWORK}${id}`).replaceAll('-', '').slice(0, HASH_LENGTH);
}

/** What the kubelet asks of the network for a sandbox (`generatePodSandboxConfig` of pkg/kubelet/kuberuntime/kuberuntime_sandbox.go). */
function mappingsOf(pod: Pod): readonly Mapping[] {
  const object = keyOf(pod);
  return pod.spec.containers.flatMap((container, i) =>
    (container.ports ?? []).flatMap((port, j): Mapping[] => {
      const { hostPort = 0, hostIP } = port;
      // An address of the other family is left out by the plugin; an unspecified one means every address.
      if (hostPort === 0 || hostIP?.includes(':') === true) return [];
      return [
        {
          protocol: port.protocol.toLowerCase(),
          hostPort,
          containerPort: port.containerPort,
          hostIP: hostIP === undefined || hostIP === '' || hostIP === '0.0.0.0' ? undefined : hostIP,
          cause: { object, field: ['spec', 'containers', i, 'ports', j, 'hostPort'] },
        },
      ];
    }),
  );
}

/** The mappings of each protocol, in order of its name, so many as one rule takes. */
function inRules(mappings: readonly Mapping[]): readonly (readonly [Mapping, ...Mapping[]])[] {
  const groups: [Mapping, ...Mapping[]][] = [];
  for (const mapping of mappings.toSorted(
    (a, b) => Number(a.protocol > b.protocol) - Number(a.protocol < b.protocol),
  )) {
    const last = groups.at(-1);
    if (last?.[0].protocol === mapping.protocol && last.length < PORTS_IN_A_RULE) last.push(mapping);
    else groups.push([mapping]);
  }
  return groups;
}
