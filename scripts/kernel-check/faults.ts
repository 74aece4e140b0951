/** A wrong rule, planted in what the kernel loads and unknown to the trace. Each must be noticed. */
export interface Fault {
  readonly name: string;
  spoil(rules: string): string;
  /** Seen only from outside, or on the ways that lead in from there. */
  readonly edge?: true;
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'DNAT to another port',
    spoil: (rules) => rules.replaceAll(/(--to-destination \S+):8080/g, '$1:4444'),
  },
  {
    name: 'an endpoint that does not mark itself coming back',
    spoil: (rules) => rules.replaceAll(/^-A KUBE-SEP-\S+ .* -s \S+ -j KUBE-MARK-MASQ\n/gm, ''),
  },
  {
    name: 'loaded dice',
    spoil: (rules) => rules.replaceAll(/--probability 0\.[1-5]\d*/g, '--probability 0.8500000000'),
  },
  {
    name: 'everything to ClusterIPs masqueraded',
    spoil: (rules) => rules.replaceAll(/ ! -s \S+ -j KUBE-MARK-MASQ/g, ' -j KUBE-MARK-MASQ'),
  },
  {
    name: 'silence where there should be a refusal',
    spoil: (rules) => rules.replaceAll('-j REJECT', '-j DROP'),
  },
  {
    name: 'clients forgotten',
    spoil: (rules) => rules.replaceAll(/^-A KUBE-SVC-\S+ .* --rcheck .*\n/gm, ''),
  },
  {
    name: 'node ports forgotten',
    spoil: (rules) => rules.replaceAll(/^-A KUBE-SERVICES .* -j KUBE-NODEPORTS\n/gm, ''),
    edge: true,
  },
  {
    name: 'policy Cluster that keeps the client’s address',
    spoil: (rules) => rules.replaceAll(/^-A KUBE-EXT-\S+ .*masquerade traffic for .* -j KUBE-MARK-MASQ\n/gm, ''),
    edge: true,
  },
  {
    name: 'policy Local that loses the client’s address',
    spoil: (rules) => rules.replaceAll(/^-A (KUBE-EXT-\S+) -j KUBE-SVL-/gm, '-A $1 -j KUBE-MARK-MASQ\n$&'),
    edge: true,
  },
  {
    name: 'a refusal where policy Local is silent',
    spoil: (rules) =>
      rules.replaceAll(/^(-A KUBE-EXTERNAL-SERVICES .*has no local endpoints.*) -j DROP$/gm, '$1 -j REJECT'),
    edge: true,
  },
  {
    name: 'external IPs forgotten',
    spoil: (rules) => rules.replaceAll(/^-A KUBE-SERVICES .* external IP".*\n/gm, ''),
    edge: true,
  },
  {
    name: 'source ranges that let everybody in',
    spoil: (rules) => rules.replaceAll(/^(-A KUBE-FW-\S+ .*)-s \S+ (.*-j KUBE-EXT-)/gm, '$1$2'),
    edge: true,
  },
  {
    // The thirteenth is planted in a drawn cluster: only those have hostPorts.
    name: 'host ports forgotten',
    spoil: (rules) => rules.replaceAll(/^-A \S+ .* -j CNI-HOSTPORT-DNAT\n/gm, ''),
  },
];
