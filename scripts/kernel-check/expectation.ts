import {
  createKubeProxy,
  createTracer,
  type ClusterView,
  type Trace,
  type Tracer,
  type TrafficRequest,
} from '../../src/core/index.js';
import type { Observation } from './agent.js';
import { agrees } from './chi-square.js';
import type { Probe } from './probes.js';

/** One place where the trace lets a connection land. */
interface Landing {
  readonly sourceIp: string;
  /** False when the source port is chosen anew on the way (masquerading). */
  readonly keepsPort: boolean;
  /** The chance that the dice lead here; undefined for what is left when all dice have missed. */
  readonly chance: number | undefined;
}

/** Everything that the trace allows for a probe: what the client may see, and the servers it may land on. */
export interface Expectation {
  readonly outcomes: ReadonlySet<string>;
  readonly landings: ReadonlyMap<string, Landing>;
  /** True when a second connection must land where the first did. */
  readonly sticks: boolean;
  /** The node that a balancer sends it to: the probe's own, or one that the trace chose. */
  readonly via?: string;
}

/**
 * Seeds tried to see every face of the dice, at most. With six endpoints the chance to miss one is below one in a million, and where a
 * balancer chooses between two nodes first below one in five hundred, which is then a failure that can be repeated.
 */
const SEEDS = 90;

/** Says what the trace allows in one cluster, whatever the dice: the same cluster under many seeds, with a tracer for each. */
export class Oracle {
  readonly #worlds: readonly { readonly view: ClusterView; readonly tracer: Tracer }[];

  constructor(view: ClusterView) {
    const kubeProxy = createKubeProxy();
    const rulesOf = (seeded: ClusterView, node: string) => kubeProxy.rules(seeded, node);
    this.#worlds = Array.from({ length: SEEDS }, (_, seed) => ({
      view: withSeed(view, seed),
      tracer: createTracer({ rulesOf }),
    }));
  }

  expectation(probe: Probe): Expectation {
    const outcomes = new Set<string>();
    const landings = new Map<string, Landing>();
    const request: TrafficRequest = {
      from: probe.from,
      to: { kind: 'ip', ip: probe.ip },
      port: probe.port,
      protocol: probe.protocol,
      attempt: 0,
    };
    let sticks = false;
    let { via } = probe;
    for (const { view, tracer } of this.#worlds) {
      const trace = tracer.trace(view, request);
      if (probe.balanced) via ??= nodeOfBalancer(trace);
      if (via !== undefined && nodeOfBalancer(trace) !== via) continue;
      outcomes.add(trace.client);
      if (trace.server !== undefined) landings.set(serverOf(trace), landingOf(trace));
      if (landings.size >= facesOf(trace)) break;
      if (outcomes.size === 1 && landings.size === 1)
        sticks = isRemembered(tracer.trace(view, { ...request, attempt: 1 }));
    }
    return { outcomes, landings, sticks, ...(via === undefined ? {} : { via }) };
  }
}

/** Where the balancer sent it; undefined where there is none. */
function nodeOfBalancer(trace: Trace): string | undefined {
  const hop = trace.hops.find((one) => one.kind === 'balance');
  return hop?.kind === 'balance' ? hop.node : undefined;
}

/** How many places the dice can lead to: the first of them is 1/n. Without dice there is one, also when it is a refusal. */
function facesOf(trace: Trace): number {
  const first = trace.hops.find((hop) => hop.kind === 'rule' && hop.dice !== undefined);
  const probability = first?.kind === 'rule' ? first.dice?.probability : undefined;
  if (probability === undefined) return 0;
  return Math.round(1 / probability);
}

/** True when a rule recognised the client as one that was there before. */
function isRemembered(trace: Trace): boolean {
  return trace.hops.some((hop) => hop.kind === 'rule' && hop.matched && hop.text.includes(' --rcheck '));
}

function withSeed(view: ClusterView, seed: number): ClusterView {
  return {
    settings: { ...view.settings, seed },
    clock: view.clock,
    get: (key) => view.get(key),
    list: (kind, namespace) => view.list(kind, namespace),
  };
}

function serverOf(trace: Trace): string {
  if (trace.server === undefined) return '';
  return (
    trace.server.pod ?? trace.hops.findLast((hop) => hop.kind === 'deliver' && hop.direction === 'out')?.at.node ?? ''
  );
}

function landingOf(trace: Trace): Landing {
  const chosen = trace.hops.findLast((hop) => hop.kind === 'rule' && hop.matched && /-j KUBE-SEP-/.test(hop.text));
  const chance = chosen?.kind === 'rule' ? chosen.dice?.cumulative : undefined;
  const socket = trace.hops.find((hop) => hop.kind === 'socket');
  const { sourceIp = '', sourcePort } = trace.server ?? {};
  // A port drawn anew may by chance be the one before.
  const isDrawn = trace.hops.some((hop) => hop.kind === 'rule' && hop.matched && hop.text.includes('--random-fully'));
  return { sourceIp, keepsPort: !isDrawn && socket?.packet.after.sport === sourcePort, chance };
}

/** What the kernel did against what the trace allows; a sentence for each disagreement. */
export function disagreements(probe: Probe, expected: Expectation, seen: readonly Observation[]): string[] {
  const found = seen.flatMap((observation) => {
    const wrong = disagreement(expected, observation);
    return wrong === undefined ? [] : [wrong];
  });
  const names = new Set(seen.map(({ name }) => name));
  if (expected.sticks && names.size > 1) found.push(`should stay with one endpoint, went to ${[...names].join(', ')}`);
  if (probe.frequencies === true && isFair(expected) && found.length === 0) found.push(...unfairness(expected, seen));
  return [...new Set(found)];
}

function disagreement({ outcomes, landings }: Expectation, seen: Observation): string | undefined {
  if (!outcomes.has(seen.outcome)) return `client saw ${seen.outcome}, the trace says ${[...outcomes].join(' or ')}`;
  if (seen.outcome !== 'ok') return undefined;
  const landing = landings.get(seen.name ?? '');
  if (landing === undefined) return `landed on ${seen.name}, the trace allows ${[...landings.keys()].join(', ')}`;
  if (seen.ip !== landing.sourceIp) return `${seen.name} saw ${seen.ip}, the trace says ${landing.sourceIp}`;
  if (landing.keepsPort && seen.port !== seen.localPort)
    return `${seen.name} saw port ${seen.port}, the client's is ${seen.localPort} and the trace keeps it`;
  return undefined;
}

/** Whether the dice say where each connection lands: not where a client is remembered, or where some endpoints refuse. */
function isFair({ outcomes, sticks }: Expectation): boolean {
  return !sticks && outcomes.size === 1 && outcomes.has('ok');
}

function unfairness({ landings }: Expectation, seen: readonly Observation[]): string[] {
  const servers = [...landings.keys()];
  const known = [...landings.values()].reduce((sum, { chance }) => sum + (chance ?? 0), 0);
  const probabilities = [...landings.values()].map(({ chance }) => chance ?? 1 - known);
  const counts = servers.map((server) => seen.filter(({ name }) => name === server).length);
  const { ok, chi2, limit } = agrees(counts, probabilities);
  if (ok) return [];
  const shares = servers.map((server, i) => `${server} ${counts[i]} (p=${probabilities[i]?.toFixed(3)})`);
  return [`frequencies disagree, chi-square ${chi2.toFixed(1)} over ${limit}: ${shares.join(', ')}`];
}
