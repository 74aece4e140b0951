import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterView, Ingress, NetworkPolicy, Pod, PolicyEnd, Service } from '../../../src/core/index.js';
import { matchesLabels } from '../../../src/core/index.js';
import { canonical, foldersOf, readJson, type CaseResult, type Suite } from '../suite.js';
import { policyCase, podNamed, type PolicyCase } from './netpol-cluster.js';
import { addressSteps, alike, connections, portSteps, valueOf, type Connections } from './netpol-connections.js';

/** An end in a file of expectations. */
interface End {
  readonly workload?: string;
  readonly ipRange?: readonly [string, string];
  readonly ingressController?: true;
}

interface Listed {
  readonly src: End;
  readonly dst: End;
}

type Pairs = ReadonlyMap<string, unknown>;

const NOTHING = {};

/** Every pair of the matrix, `from > to`, and what may be opened between them; pairs without any connection are left out. */
class Matrix {
  readonly #case: PolicyCase;
  readonly #ports: readonly number[];

  constructor(read: PolicyCase) {
    this.#case = read;
    this.#ports = portSteps(read.policies, [...read.workloads.values()].flat());
  }

  pairs(addresses: readonly string[]): Map<string, Connections> {
    const found = new Map<string, Connections>();
    const alikes = alike(this.#case.policies, addresses);
    const put = (from: string, to: string, ends: () => Connections) => {
      const conns = from === to ? NOTHING : ends();
      if (canonical(conns) !== canonical(NOTHING)) found.set(`${from} > ${to}`, conns);
    };
    for (const [from, pods] of this.#case.workloads) {
      for (const [to, others] of this.#case.workloads)
        put(from, to, () => this.#between(pods.map(podEnd), others.map(podEnd)));
      const known = new Map<string, { readonly out: Connections; readonly in: Connections }>();
      for (const [address, ip] of alikes) {
        let ways = known.get(ip);
        if (!ways) {
          const [own, other] = [pods.map(podEnd), [{ kind: 'address', ip } as const]];
          known.set(ip, (ways = { out: this.#between(own, other), in: this.#between(other, own) }));
        }
        const { out, in: into } = ways;
        put(from, address, () => out);
        put(address, from, () => into);
      }
    }
    return found;
  }

  /** What all the pods of both sides agree on. Where they do not, the text says so and no expectation is met. */
  #between(from: readonly PolicyEnd[], to: readonly PolicyEnd[]): Connections {
    const { view } = this.#case;
    const answers = from.flatMap((a) => to.map((b) => connections(view, a, b, this.#ports)));
    const [first = NOTHING] = answers;
    const odd = answers.find((one) => canonical(one) !== canonical(first));
    return odd === undefined ? first : ({ differs: [first, odd] } as unknown as Connections);
  }
}

function podEnd(pod: Pod): PolicyEnd {
  return { kind: 'pod', pod };
}

/** Expectations about ranges of addresses, spelt out for each first address of a stretch. */
function spelt<T extends Listed>(
  listed: readonly T[],
  addresses: readonly string[],
  value: (one: T) => unknown,
): Pairs {
  const names = ({ workload, ipRange }: End): readonly string[] => {
    if (!ipRange) return workload === undefined ? [] : [workload];
    const [first, last] = ipRange.map(valueOf) as [bigint, bigint];
    return addresses.filter((ip) => valueOf(ip) >= first && valueOf(ip) <= last);
  };
  return new Map(
    listed.flatMap((one) =>
      names(one.src).flatMap((from) =>
        names(one.dst).flatMap((to) => (from === to ? [] : [[`${from} > ${to}`, value(one)] as const])),
      ),
    ),
  );
}

/** The first few pairs that two tables give differently. */
function verdict(name: string, expected: Pairs, actual: Pairs): CaseResult {
  const keys = [...new Set([...expected.keys(), ...actual.keys()])].filter(
    (key) => canonical(expected.get(key)) !== canonical(actual.get(key)),
  );
  const shown = keys.slice(0, 4);
  const of = (pairs: Pairs) => Object.fromEntries(shown.map((key) => [key, pairs.get(key) ?? 'nothing']));
  return { case: name, ok: keys.length === 0, expected: of(expected), actual: { ...of(actual), pairs: keys.length } };
}

interface Flags {
  readonly ipBlockMatchesPods: boolean;
}

function readCase(dir: string, name: string, file: string, flags: Flags): PolicyCase {
  return policyCase(readFileSync(join(dir, name, file), 'utf8'), flags.ipBlockMatchesPods);
}

function rangesOf(listed: readonly Listed[]): (readonly [string, string])[] {
  return listed
    .flatMap(({ src, dst }) => [src, dst].flatMap((end) => end.ipRange ?? []))
    .reduce<[string, string][]>((all, ip, i, flat) => {
      if (i % 2 === 1) all.push([flat[i - 1] ?? '', ip]);
      return all;
    }, []);
}

/** Who may connect to whom, workloads and addresses. */
export const npGuard: Suite = {
  name: 'netpol/np-guard',
  run(dir) {
    const cases = foldersOf(dir).map((name) => {
      const expected = readJson<Flags & { allowed: readonly (Listed & { conns: Connections })[] }>(
        dir,
        name,
        'expected.json',
      );
      const read = readCase(dir, name, 'manifests.yaml', expected);
      const addresses = addressSteps(read.policies, rangesOf(expected.allowed));
      const actual: Map<string, unknown> = new Map(new Matrix(read).pairs(addresses));
      const wanted = new Map(spelt(expected.allowed, addresses, (one) => one.conns));
      for (const { src, dst, conns } of expected.allowed)
        if (src.ingressController) wanted.set(`controller > ${dst.workload}`, conns);
      for (const [id, ports] of controllerReaches(read)) {
        actual.set(`controller > ${id}`, { TCP: ports.map((port) => [port, port]) });
      }
      return verdict(name, wanted, actual);
    });
    return { cases };
  },
};

/** Which workloads an Ingress controller reaches: the declared TCP ports behind the Services that Ingresses name, where policies let it in. */
function controllerReaches({ view, workloads }: PolicyCase): ReadonlyMap<string, readonly number[]> {
  const reached = new Map<string, number[]>();
  const from = controllerPod();
  for (const ingress of view.list<Ingress>('Ingress')) {
    for (const { service: named } of backendsOf(ingress)) {
      const service = view.list<Service>('Service').find((one) => sameName(one, ingress, named?.name));
      const selector = service?.spec.selector ?? {};
      if (!service || Object.keys(selector).length === 0) continue;
      const { name, number } = named?.port ?? {};
      const port = (service.spec.ports ?? []).find((one) =>
        name === undefined ? one.port === number : one.name === name,
      );
      for (const [id, pods] of workloads) {
        const pod = pods.find(
          (one) => sameName(one, ingress, one.metadata.name) && matchesLabels(selector, one.metadata.labels),
        );
        if (!pod || !port) continue;
        const numbers = pod.spec.containers
          .flatMap((container) => container.ports ?? [])
          .filter(
            (one) => one.protocol === 'TCP' && (one.name === port.targetPort || one.containerPort === port.targetPort),
          )
          .map((one) => one.containerPort)
          .filter((number) => connects(view, from, pod, number));
        if (numbers.length > 0)
          reached.set(
            id,
            [...new Set([...(reached.get(id) ?? []), ...numbers])].sort((a, b) => a - b),
          );
      }
    }
  }
  return reached;
}

function backendsOf({ spec }: Ingress) {
  const paths = (spec.rules ?? []).flatMap((rule) => rule.http?.paths ?? []).map((path) => path.backend);
  return spec.defaultBackend ? [spec.defaultBackend, ...paths] : paths;
}

function sameName(
  object: { metadata: { name: string; namespace?: string } },
  other: typeof object,
  name: string | undefined,
) {
  return (
    object.metadata.name === name &&
    (object.metadata.namespace ?? 'default') === (other.metadata.namespace ?? 'default')
  );
}

/** The analyser's idea of a controller: a pod without labels in a namespace that nobody knows. */
function controllerPod(): Pod {
  const metadata = { name: 'controller', namespace: 'ingress-controller-of-nobody' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers: [] },
    status: { phase: 'Running' },
  } as unknown as Pod;
}

function connects(view: ClusterView, from: Pod, to: Pod, port: number): boolean {
  const found = connections(view, podEnd(from), podEnd(to), [port, port + 1]);
  return found === 'all' || (found.TCP ?? []).some(([first]) => first === port);
}

export const npGuardIngress: Suite = {
  name: 'netpol/np-guard-ingress',
  run(dir) {
    const cases = foldersOf(dir).map((name) => {
      type Reach = { workload: string; ports: readonly number[] };
      const expected = readJson<{ ingressControllerReaches: readonly Reach[] }>(dir, name, 'expected.json');
      const read = readCase(dir, name, 'manifests.yaml', { ipBlockMatchesPods: false });
      const wanted = new Map(expected.ingressControllerReaches.map((one) => [one.workload, one.ports]));
      return verdict(name, wanted, controllerReaches(read));
    });
    return { cases };
  },
};

interface Query {
  readonly src: { readonly pod?: string; readonly ip?: string };
  readonly dst: { readonly pod?: string; readonly ip?: string };
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  readonly port?: number;
  readonly allowed?: boolean;
  readonly conns?: Connections;
}

/** Single questions about pods and addresses. */
export const npGuardEval: Suite = {
  name: 'netpol/np-guard-eval',
  run(dir) {
    const cases = foldersOf(dir).map((name) => {
      const { queries, ...flags } = readJson<Flags & { queries: readonly Query[] }>(dir, name, 'expected.json');
      const read = readCase(dir, name, 'manifests.yaml', flags);
      const steps = portSteps(read.policies, [...read.workloads.values()].flat());
      const wanted = new Map<string, unknown>();
      const actual = new Map<string, unknown>();
      for (const [i, query] of queries.entries()) {
        const [from, to] = [endOf(read.view, query.src), endOf(read.view, query.dst)];
        const label = `${i} ${JSON.stringify(query.src)} > ${JSON.stringify(query.dst)}`;
        const { protocol = 'TCP', port } = query;
        if (port !== undefined && query.allowed !== undefined) {
          const open = from && to && connections(read.view, from, to, [port, port + 1]);
          wanted.set(label, query.allowed);
          actual.set(label, open === 'all' || (open?.[protocol] ?? []).some(([first]) => first === port));
        }
        if (query.conns === undefined) continue;
        wanted.set(`${label} in all`, query.conns);
        actual.set(`${label} in all`, from && to && connections(read.view, from, to, steps));
      }
      return verdict(name, wanted, actual);
    });
    return { cases };
  },
};

function endOf(view: ClusterView, { pod: name, ip }: Query['src']): PolicyEnd | undefined {
  const pod = name === undefined ? undefined : podNamed(view, name);
  return pod ? podEnd(pod) : ip === undefined ? undefined : { kind: 'address', ip };
}

/** What another state of the cluster changes. */
export const npGuardDiff: Suite = {
  name: 'netpol/np-guard-diff',
  run(dir) {
    const cases = foldersOf(dir).map((name) => {
      type Change = Listed & { old: Connections; new: Connections };
      const expected = readJson<Flags & { changes: readonly Change[] }>(dir, name, 'expected.json');
      const states = ['old.yaml', 'new.yaml']
        .filter((file) => existsSync(join(dir, name, file)))
        .map((file) => readCase(dir, name, file, expected));
      const policies: readonly NetworkPolicy[] = states.flatMap((one) => one.policies);
      const addresses = addressSteps(policies, rangesOf(expected.changes));
      const [before = new Map(), after = new Map()] = states.map((one) => new Matrix(one).pairs(addresses));
      const actual = new Map<string, unknown>();
      for (const pair of new Set([...before.keys(), ...after.keys()])) {
        const [was, is] = [before.get(pair) ?? NOTHING, after.get(pair) ?? NOTHING];
        if (canonical(was) !== canonical(is)) actual.set(pair, { old: was, new: is });
      }
      return verdict(
        name,
        spelt(expected.changes, addresses, (one) => ({ old: one.old, new: one.new })),
        actual,
      );
    });
    return { cases };
  },
};
