import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BUILTIN_CHAINS,
  endpointChainName,
  parseRules,
  printRules,
  probability,
  serviceChainNames,
  servicePortName,
  type EndpointSlice,
  type KubeObject,
  type NodeRules,
  type Service,
  type TableName,
} from '../../../src/core/index.js';
import { compare, filesOf, readJson, type CaseResult, type Suite } from '../suite.js';
import { rulesOf, type ProxyConfig } from './kubeproxy-case.js';

interface Dump {
  readonly config: ProxyConfig;
  readonly objects: string;
  readonly tables: Readonly<Record<'filter' | 'nat', readonly string[]>>;
}

interface Hashes {
  readonly cases: readonly {
    readonly prefix: string;
    readonly namespace: string;
    readonly service: string;
    readonly port: string;
    readonly protocol: string;
    readonly endpoint: string | null;
    readonly hash: string;
  }[];
}

interface Partly {
  readonly oneLocalEndpoint: { readonly endpoints: readonly string[]; readonly natContains: readonly string[] };
  readonly noLocalEndpoint: { readonly endpoints: readonly string[]; readonly filterContains: readonly string[] };
}

/** Rule text, chain names and probabilities as kube-proxy's own tests have them. The nftables dump waits for that mode. */
export const kubeproxyGolden: Suite = {
  name: 'kubeproxy/golden',
  run: (dir) => {
    const runners: Readonly<Record<string, (file: string) => CaseResult>> = {
      'hashes.json': (file) => hashes(file, readJson(dir, file)),
      'probability.json': (file) => probabilities(file, readJson(dir, file)),
      'overall.iptables.json': (file) => dump(file, dir, readJson(dir, file)),
      'internal-traffic-policy-local.iptables.json': (file) => partly(file, readJson(dir, file)),
      'overall.iptables-save': (file) => roundTrip(file, readFileSync(join(dir, file), 'utf8')),
    };
    const files = [...filesOf(dir, '.json'), ...filesOf(dir, '.iptables-save')];
    return {
      cases: files.flatMap((file) => runners[file]?.(file) ?? []),
      notCovered: files.filter((file) => file.endsWith('.nftables.json')).length,
    };
  },
};

function hashes(name: string, { cases }: Hashes): CaseResult {
  const ours = cases.map(({ prefix, namespace, service, port, protocol, endpoint }) => {
    const portName = servicePortName(namespace, service, port);
    if (endpoint !== null) return endpointChainName(portName, protocol, endpoint);
    const chains = serviceChainNames(portName, protocol);
    return Object.values(chains).find((chain) => chain.startsWith(`${prefix}-`));
  });
  return compare(
    name,
    cases.map((c) => `${c.prefix}-${c.hash}`),
    ours,
  );
}

function probabilities(name: string, { cases }: { readonly cases: Readonly<Record<string, string>> }): CaseResult {
  const ours = Object.fromEntries(Object.keys(cases).map((n) => [n, probability(Number(n))]));
  return compare(name, cases, ours);
}

/** What kube-proxy's own restore would hold: without the built-in chains, where it inserts its jumps one by one, and the canaries. */
function restored(rules: NodeRules, table: TableName): string[] {
  const chains = [...(rules.ruleset.tables.get(table)?.chains.values() ?? [])]
    .filter((chain) => !(BUILTIN_CHAINS[table] as readonly string[]).includes(chain.name))
    .filter((chain) => !chain.name.endsWith('-CANARY'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...chains.map((chain) => `:${chain.name} - [0:0]`),
    ...chains.flatMap((chain) => chain.rules.map((rule) => rule.text)),
  ];
}

/** The same lines with the chains by name; the order inside a chain stays. */
function byChain(lines: readonly string[]): string[] {
  const chainOf = (line: string): string => (line.split(' ')[line.startsWith(':') ? 0 : 1] ?? '').replace(':', '');
  const kind = (line: string): number => (line.startsWith(':') ? 0 : 1);
  return lines.toSorted(
    (a, b) => kind(a) - kind(b) || (chainOf(a) < chainOf(b) ? -1 : chainOf(a) > chainOf(b) ? 1 : 0),
  );
}

function dump(name: string, dir: string, { config, objects, tables }: Dump): CaseResult {
  const rules = rulesOf(config, objectsIn(readJson(dir, objects)));
  const ours = { filter: restored(rules, 'filter'), nat: restored(rules, 'nat') };
  return compare(name, { filter: byChain(tables.filter), nat: byChain(tables.nat) }, ours);
}

function objectsIn(
  document: readonly KubeObject[] | { readonly objects: readonly KubeObject[] },
): readonly KubeObject[] {
  return 'objects' in document ? document.objects : document;
}

function roundTrip(name: string, text: string): CaseResult {
  const { ruleset, errors } = parseRules(text);
  return compare(name, { text, errors: [] }, { text: printRules(ruleset), errors });
}

/** Some of the rules of a Service with internalTrafficPolicy Local, with and without a local endpoint. */
function partly(name: string, { oneLocalEndpoint, noLocalEndpoint }: Partly): CaseResult {
  const missing = [
    ...missingLines('nat', oneLocalEndpoint.endpoints, oneLocalEndpoint.natContains),
    ...missingLines('filter', noLocalEndpoint.endpoints, noLocalEndpoint.filterContains),
  ];
  return compare(name, [], missing);
}

function missingLines(table: TableName, endpoints: readonly string[], lines: readonly string[]): string[] {
  const nodeName = 'this-node';
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'svc1', namespace: 'ns1' },
    spec: {
      clusterIP: '172.30.1.1',
      internalTrafficPolicy: 'Local',
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    },
  } as unknown as Service;
  const slice: EndpointSlice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'svc1-1', namespace: 'ns1', labels: { 'kubernetes.io/service-name': 'svc1' } },
    addressType: 'IPv4',
    ports: [{ name: '', port: 80, protocol: 'TCP' }],
    endpoints: endpoints.map((text) => {
      const [address = '', where] = text.split(' ');
      const ip = address.split(':')[0] ?? '';
      return { addresses: [ip], conditions: {}, nodeName: where === 'local' ? nodeName : 'another-node' };
    }),
  };
  const config: ProxyConfig = {
    nodeName,
    nodeIPs: ['192.168.0.2'],
    podCIDR: '10.0.0.0/8',
    detectLocal: 'ClusterCIDR',
    masqueradeAll: false,
    localhostNodePorts: true,
    nodePortAddresses: null,
    masqueradeMark: '0x4000',
  };
  const ours = new Set(restored(rulesOf(config, [service, slice]), table));
  return lines.filter((line) => !ours.has(line));
}
