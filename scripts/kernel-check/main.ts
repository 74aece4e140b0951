import {
  parseRules,
  type ClusterView,
  type Node,
  type ObjectKey,
  type RuleSet,
  type TrafficSource,
} from '../../src/core/index.js';
import { Agent, type Observation } from './agent.js';
import { Oracle, disagreements, type Expectation } from './expectation.js';
import { FAULTS, type Fault } from './faults.js';
import { Lab } from './lab.js';
import { probesInside, serversOf, type Probe } from './probes.js';
import { probesAtTheEdge } from './probes-edge.js';
import { drawnCluster } from './drawn-cluster.js';
import { probesDrawn } from './probes-drawn.js';
import { Random } from './random.js';
import { sampleCluster } from './sample-cluster.js';

export interface Options {
  /** The Python program that plays clients and servers. */
  readonly agent: string;
  /** How many clusters. */
  readonly seeds: number;
  /** The seed of the first; the others follow. With another first than 1 the planted faults are left out: they have been noticed there. */
  readonly from: number;
  /** Plant a wrong rule in every cluster: the check must then fail. */
  readonly break: boolean;
}

interface Tally {
  passed: number;
  failed: number;
  /** Connections by how they ended, and those that came back to their own pod. */
  readonly connections: Map<string, number>;
}

/** Sorts of connections that the check must have met, or it has not checked what it says. */
const KINDS = [
  'ok',
  'connection-refused',
  'timeout',
  'hairpin',
  'outside ok',
  'outside connection-refused',
  'outside timeout',
  'client kept',
  'client lost',
] as const;

/** Seconds to wait for an answer that the trace says will come, and for all those together that it says will not. */
const PATIENCE = { expected: 5, silence: 0.7 };
/** The whole check may take this long, and each cluster beyond those that it has by default so much more. */
const DEADLINE_MS = { all: 170_000, usual: 20, more: 10_000 };
/** So many clusters have one Service of each sort, and their dice are judged; in those after them everything is drawn. */
const SAMPLE_CLUSTERS = 12;
/** Failures printed in full for one cluster. */
const SHOWN = 8;

/**
 * Builds each sample cluster as network namespaces, sends real packets, and compares with the trace. Then plants one wrong rule after the
 * other and expects to notice it: a check that cannot fail proves nothing. Gives the exit code.
 */
export async function main(options: Options): Promise<number> {
  const tally: Tally = { passed: 0, failed: 0, connections: new Map() };
  const started = performance.now();
  Lab.removeStale();
  // However this process ends, also by an error nobody foresaw, nothing of the labs stays.
  const cleanUp = (): void => Lab.removeAll();
  const onSignal = (): never => process.exit(130);
  process.once('exit', cleanUp).once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const late = setTimeout(
    () => {
      console.log('kernel-check: out of time');
      process.exit(1);
    },
    DEADLINE_MS.all + Math.max(0, options.seeds - DEADLINE_MS.usual) * DEADLINE_MS.more,
  );
  try {
    for (let seed = options.from; seed < options.from + options.seeds; seed++) {
      const fault = options.break ? FAULTS[(seed - 1) % FAULTS.length] : undefined;
      const wrong = await checkCluster(seed, options.agent, fault, tally);
      for (const line of wrong.slice(0, SHOWN)) console.log(`  FAIL ${line}`);
      if (wrong.length > SHOWN) console.log(`  and ${wrong.length - SHOWN} more`);
    }
    if (options.from === 1) coverage(tally);
    if (!options.break && options.from === 1)
      for (const [i, fault] of FAULTS.entries()) await proveNoticed(fault, i + 1, options.agent, tally);
  } catch (error) {
    tally.failed++;
    console.log(`  FAIL ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(late);
    process.off('exit', cleanUp).off('SIGINT', onSignal).off('SIGTERM', onSignal);
    cleanUp();
  }
  console.log(`took ${((performance.now() - started) / 1000).toFixed(0)} s`);
  console.log(`kernel-check: ${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed === 0 ? 0 : 1;
}

function coverage(tally: Tally): void {
  const counts = KINDS.map((kind) => `${kind} ${tally.connections.get(kind) ?? 0}`);
  console.log(`connections: ${counts.join(', ')}`);
  tally[KINDS.every((kind) => tally.connections.has(kind)) ? 'passed' : 'failed']++;
}

/** The same check on a spoilt cluster has to fail. */
async function proveNoticed(fault: Fault, seed: number, agent: string, tally: Tally): Promise<void> {
  const wrong = await checkCluster(seed, agent, fault, { passed: 0, failed: 0, connections: new Map() }, true);
  tally[wrong.length > 0 ? 'passed' : 'failed']++;
  console.log(wrong.length > 0 ? `  noticed: ${wrong[0]}` : `  FAIL planted, not noticed: ${fault.name}`);
}

async function checkCluster(
  seed: number,
  script: string,
  fault: Fault | undefined,
  tally: Tally,
  untilWrong = false,
): Promise<readonly string[]> {
  const isSample = seed <= SAMPLE_CLUSTERS;
  const cluster = isSample ? sampleCluster(seed) : drawnCluster(seed);
  const lab = new Lab(cluster, `${seed}${fault === undefined ? '' : 'x'}`);
  const agent = new Agent(script);
  try {
    lab.build(fault?.spoil);
    for (const { place, ...server } of serversOf(cluster))
      await agent.serve({ do: 'serve', namespace: lab.namespaceOf(place), ...server });
    const wrong = fault === undefined ? reread(cluster, lab) : [];
    tally.passed += wrong.length === 0 && fault === undefined ? 1 : 0;
    tally.failed += wrong.length;
    const probes = isSample
      ? probesOfSample(cluster, untilWrong && fault?.edge === true)
      : probesDrawn(cluster, new Random(seed));
    wrong.push(...(await sendAll(cluster, probes, lab, agent, tally, untilWrong)));
    const { podCIDR, serviceCIDR } = cluster.settings;
    const planted = fault === undefined ? '' : `, planted: ${fault.name}`;
    console.log(`seed ${seed}: pods ${podCIDR}, services ${serviceCIDR}, ${wrong.length} wrong${planted}`);
    return wrong;
  } finally {
    agent.stop();
    Lab.removeAll();
  }
}

/** A planted fault is looked for where it shows. */
function probesOfSample(cluster: ClusterView, onlyEdge: boolean): readonly Probe[] {
  const atTheEdge = probesAtTheEdge(cluster);
  return onlyEdge ? atTheEdge : [...probesInside(cluster), ...atTheEdge];
}

async function sendAll(
  view: ClusterView,
  probes: readonly Probe[],
  lab: Lab,
  agent: Agent,
  tally: Tally,
  untilWrong: boolean,
): Promise<string[]> {
  const oracle = new Oracle(view);
  const wrong: string[] = [];
  const judge = (probe: Probe, expected: Expectation, seen: readonly Observation[]): void => {
    count(probe, lab, seen, tally);
    const found = disagreements(probe, expected, seen);
    tally[found.length === 0 ? 'passed' : 'failed']++;
    wrong.push(...found.map((line) => `${probe.label}: ${line}`));
  };
  const silent: { readonly probe: Probe; readonly expected: Expectation }[] = [];
  const listen = async (): Promise<void> => {
    if (silent.length === 0) return;
    const heard = await agent.collect(PATIENCE.silence);
    for (const [i, { probe, expected }] of silent.splice(0).entries()) judge(probe, expected, heard.slice(i, i + 1));
  };
  for (const probe of probes) {
    const expected = oracle.expectation(probe);
    const { ip, port, protocol, count } = probe;
    const namespace = lab.namespaceOf(placeOf(probe.from));
    if (probe.via !== undefined || probe.balanced) lab.routeBalancer(ip, expected.via);
    if (expected.outcomes.has('timeout')) {
      // Its packet goes out now, on the routes of now; the silence is waited for with that of all the others.
      await agent.begin({ do: 'begin', namespace, protocol, ip, port });
      silent.push({ probe, expected });
      // A SYN is sent again after a second, and by then the balancer may have chosen another node for somebody else.
      if (probe.balanced) await listen();
      continue;
    }
    const timeout = PATIENCE.expected;
    judge(probe, expected, await agent.connect({ do: 'connect', namespace, protocol, ip, port, count, timeout }));
    if (untilWrong && wrong.length > 0) return wrong;
  }
  await listen();
  return wrong;
}

function count({ from }: Probe, lab: Lab, seen: readonly Observation[], { connections }: Tally): void {
  const one = (kind: string): unknown => connections.set(kind, (connections.get(kind) ?? 0) + 1);
  for (const { outcome, name, ip: saw } of seen) {
    one(outcome);
    if (from.kind === 'pod' && name === from.pod) one('hairpin');
    if (from.kind !== 'outside') continue;
    one(`outside ${outcome}`);
    if (outcome === 'ok') one(saw === lab.outsideAddress(from.place) ? 'client kept' : 'client lost');
  }
}

/** What the lab calls the place a connection comes from. */
function placeOf(from: TrafficSource): ObjectKey | string {
  if (from.kind === 'pod') return from.pod;
  return from.kind === 'node' ? from.node : (from.place ?? 'internet');
}

/** The kernel's own dump of what it loaded must read back, with as many rules in each chain as we sent. */
function reread(view: ClusterView, lab: Lab): string[] {
  return view.list<Node>('Node').flatMap(({ metadata: { name } }) => {
    const { ruleset, errors } = parseRules(lab.savedRules(name));
    const sent = lab.sentRules(name);
    const differing = [...chainSizes(sent)].filter(([chain, size]) => chainSizes(ruleset).get(chain) !== size);
    return [
      ...errors.map((error) => `${name}: iptables-save line ${error.line}: ${error.problem} ${error.word}`),
      ...differing.map(([chain]) => `${name}: the kernel holds another number of rules in ${chain}`),
    ];
  });
}

function chainSizes({ tables }: RuleSet): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const table of tables.values())
    for (const chain of table.chains.values()) sizes.set(`${table.name} ${chain.name}`, chain.rules.length);
  return sizes;
}
