import {
  traverse,
  type Hook,
  type HostContext,
  type KubeObject,
  type L4Protocol,
  type Packet,
  type RuleSet,
  type TableName,
  type Traversal,
} from '../../../src/core/index.js';
import { canonical, compare, filesOf, readJson, type CaseResult, type Suite } from '../suite.js';
import { rulesOf, type ProxyConfig } from './kubeproxy-case.js';

interface Flow {
  readonly name: string;
  readonly sourceIP: string;
  readonly protocol: string;
  readonly destIP: string;
  readonly destPort: number;
  readonly outcome: string;
  readonly endpoints?: readonly string[];
  readonly masquerade?: boolean;
}

interface FlowCase {
  readonly mode: 'iptables' | 'nftables';
  readonly config: ProxyConfig;
  readonly objects: readonly KubeObject[];
  readonly flows: readonly Flow[];
}

interface Result {
  readonly outcome: string;
  readonly endpoint?: string;
  readonly masquerade?: boolean;
}

/** Where a packet goes through all hooks of a node: which endpoints, whether its source is rewritten, or who refuses it. */
export const kubeproxyFlows: Suite = {
  name: 'kubeproxy/flows',
  run: (dir) => {
    const cases: CaseResult[] = [];
    let notCovered = 0;
    for (const file of filesOf(dir, '.json')) {
      const flowCase = readJson<FlowCase>(dir, file);
      if (flowCase.mode === 'iptables') cases.push(runCase(file, flowCase));
      else notCovered++;
    }
    return { cases, notCovered };
  },
};

function runCase(file: string, { config, objects, flows }: FlowCase): CaseResult {
  const { ruleset } = rulesOf(config, objects);
  const expected = flows.map(({ name, outcome, endpoints, masquerade }) =>
    outcome === 'DNAT' ? { name, outcome, endpoints: [...(endpoints ?? [])].sort(), masquerade } : { name, outcome },
  );
  const actual = flows.map((flow) => ({ name: flow.name, ...everyOutcome(ruleset, config, flow) }));
  const differs = (_: unknown, i: number): boolean => canonical(expected[i]) !== canonical(actual[i]);
  return compare(file.replace(/\.json$/, ''), expected.filter(differs), actual.filter(differs));
}

/** Sends the packet again and again, each time missing the dice once more, until there are no more dice to miss. */
function everyOutcome(ruleset: RuleSet, config: ProxyConfig, flow: Flow): object {
  const results: Result[] = [];
  for (let misses = 0; ; misses++) {
    let rolls = 0;
    const random = (): number => (rolls++ < misses ? 1 - 2 ** -31 : 0);
    results.push(send(ruleset, config, flow, random));
    if (rolls <= misses) break;
  }
  const [first = { outcome: 'NONE' }] = results;
  if (first.outcome !== 'DNAT') return { outcome: first.outcome };
  const endpoints = [...new Set(results.map((result) => result.endpoint))].sort();
  return { outcome: 'DNAT', endpoints, masquerade: results.every((result) => result.masquerade) };
}

function send(ruleset: RuleSet, config: ProxyConfig, flow: Flow, random: () => number): Result {
  const local = new Set([...config.nodeIPs, '127.0.0.1', '::1']);
  let packet: Packet = {
    src: flow.sourceIP,
    dst: flow.destIP,
    protocol: flow.protocol.toLowerCase() as L4Protocol,
    sport: 40_000,
    dport: flow.destPort,
    mark: 0,
    ttl: 64,
  };
  let dnat = false;
  const walk = (table: TableName, hook: Hook): Traversal => {
    const host: HostContext = {
      isLocal: (ip) => local.has(ip),
      random,
      now: 0,
      recent: new Map(),
      inInterface: '',
      outInterface: '',
      state: 'NEW',
      natDone: { dnat, snat: false },
      masqueradeAddress: config.nodeIPs[0] ?? '',
    };
    const traversal = traverse(ruleset, table, hook, packet, host);
    packet = traversal.packet;
    return traversal;
  };

  const fromHere = local.has(packet.src);
  walk('nat', fromHere ? 'OUTPUT' : 'PREROUTING');
  dnat = packet.dst !== flow.destIP || packet.dport !== flow.destPort;
  const filter = walk('filter', fromHere ? 'OUTPUT' : local.has(packet.dst) ? 'INPUT' : 'FORWARD');
  if (filter.verdict !== 'ACCEPT') return { outcome: filter.verdict };
  const { dst, dport } = packet;
  const masquerade = walk('nat', 'POSTROUTING').visits.some(({ rule }) => rule.target?.kind === 'MASQUERADE');
  if (dnat)
    return { outcome: 'DNAT', endpoint: dst.includes(':') ? `[${dst}]:${dport}` : `${dst}:${dport}`, masquerade };
  return { outcome: filter.visits.at(-1)?.rule.target?.kind === 'ACCEPT' ? 'ACCEPT' : 'NONE' };
}
