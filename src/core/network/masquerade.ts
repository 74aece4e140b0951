import type { ClusterSettings } from '../cluster/types.js';

const CHAIN = 'IP-MASQ-AGENT';
const JUMP = `ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to our custom ${CHAIN} chain`;
const STAYS = 'ip-masq-agent: local traffic is not subject to MASQUERADE';
const LEAVES = 'ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)';

/**
 * The rules that hide pods behind their node's address when they talk to the world outside, as ip-masq-agent writes them
 * (kubernetes-sigs/ip-masq-agent, cmd/ip-masq-agent/ip-masq-agent.go, `syncMasqRules`), configured with
 * `nonMasqueradeCIDRs: [pod CIDR]`, which is what kindnet and flannel spare as well; link-local is its own default. The options stand in the order iptables-save prints them.
 * `chains` and `rules` are lines of other programs for the same table; their jumps come before this one's.
 */
export function masqueradeRules(
  settings: ClusterSettings,
  chains: readonly string[] = [],
  rules: readonly string[] = [],
): string {
  const inside = ['169.254.0.0/16', settings.podCIDR];
  return [
    '*nat',
    `:${CHAIN} - [0:0]`,
    ...chains,
    `-A POSTROUTING -m comment --comment "${JUMP}" -m addrtype ! --dst-type LOCAL -j ${CHAIN}`,
    ...inside.map((cidr) => `-A ${CHAIN} -d ${cidr} -m comment --comment "${STAYS}" -j RETURN`),
    `-A ${CHAIN} -m comment --comment "${LEAVES}" -j MASQUERADE`,
    ...rules,
    'COMMIT',
    '',
  ].join('\n');
}
