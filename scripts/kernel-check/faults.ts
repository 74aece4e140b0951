/** A wrong rule, planted in what the kernel loads and unknown to the trace. Each must be noticed. */
export interface Fault {
  readonly name: string;
  spoil(rules: string): string;
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'DNAT to another port',
    spoil: (rules) => rules.replace(/(--to-destination \S+):8080/, '$1:4444'),
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
];
