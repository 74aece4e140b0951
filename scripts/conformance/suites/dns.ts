import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  answer,
  createCluster,
  createManifestCache,
  keyOf,
  DEFAULT_SETTINGS,
  parseManifests,
  type ClusterView,
  type CoreDnsConfig,
  type DnsAnswer,
  type DnsRecord,
  type DnsType,
  type KubeObject,
  type Pod,
} from '../../../src/core/index.js';
import { endpointName } from '../../../src/core/dns/endpoints.js';
import { aView } from '../../../src/core/network/testing/objects.js';
import { canonical, filesOf, readJson, type CaseResult, type Suite } from '../suite.js';

interface Expected {
  readonly name: string;
  readonly ttl: number | null;
  readonly type: string;
  readonly data: string;
}

interface Query {
  readonly qname: string;
  readonly qtype: DnsType;
  readonly rcode: string;
  readonly answer?: readonly Expected[];
  readonly authority?: readonly Expected[];
  readonly additional?: readonly Expected[];
  readonly answerCount?: number;
  readonly additionalCount?: number;
  readonly targetRegex?: string;
  readonly answerTargets?: readonly (readonly [port: string, target: string])[];
  readonly upstream?: Readonly<Record<string, string>>;
}

interface DnsCase {
  readonly config: {
    readonly zones: readonly string[];
    readonly pods: CoreDnsConfig['pods'];
    readonly ttl?: number;
    readonly exposedNamespaces?: readonly string[] | null;
    readonly ignoreEmptyService?: boolean;
    readonly endpointPodNames?: boolean;
    readonly reverseZones?: readonly string[];
    readonly manifests?: string;
    readonly upstream?: Readonly<Record<string, string>>;
  };
  readonly objects: readonly KubeObject[];
  readonly queries: readonly Query[];
}

interface HostnameCase {
  readonly rows: readonly {
    readonly ip: string;
    readonly hostname: string;
    readonly podName: string;
    readonly endpointPodNames: boolean;
    readonly expected: string;
  }[];
}

/** CoreDNS' answers: every query of a file, against the objects the file gives or a cluster made from its manifests. */
export const dns: Suite = {
  name: 'dns',
  run: (dir) => ({ cases: filesOf(dir, '.json').map((file) => runFile(dir, file)) }),
};

function runFile(dir: string, file: string): CaseResult {
  const read = readJson<DnsCase | HostnameCase>(dir, file);
  if ('rows' in read) {
    const names = read.rows.map((row) => endpointName(row.ip, row.hostname, row.podName, row.endpointPodNames));
    return result(
      file,
      read.rows.map((row, i) => [row.expected, names[i]]),
    );
  }
  const view = viewFor(dir, read);
  return result(
    file,
    read.queries.map((query) => {
      const reply = answer(view, { name: query.qname, type: query.qtype }, configOf(read, query));
      return [expectedOf(query), actualOf(query, reply)];
    }),
  );
}

/** Passes when every pair is the same; prints the first that is not. */
function result(file: string, pairs: readonly (readonly [expected: unknown, actual: unknown])[]): CaseResult {
  const wrong = pairs.find(([expected, actual]) => canonical(expected) !== canonical(actual));
  return wrong ? { case: file, ok: false, expected: wrong[0], actual: wrong[1] } : { case: file, ok: true };
}

/** Objects as they stand in the store; or manifests, which become a cluster first: pods get addresses, Endpoints are mirrored. */
function viewFor(dir: string, { config, objects }: DnsCase): ClusterView {
  if (config.manifests === undefined) return aView(objects);
  const cluster = createCluster(DEFAULT_SETTINGS);
  const text = readFileSync(join(dir, config.manifests), 'utf8');
  const file = { id: config.manifests, name: config.manifests, text };
  const written = parseManifests([file], createManifestCache()).documents.map((one) => one.object);
  cluster.apply([...written, ...objects]);
  cluster.settle();
  // The model's kubelets get every image. A pod that must not pull, of an image that nobody has put on the node, never becomes ready.
  for (const pod of cluster.list<Pod>('Pod')) {
    if (!pod.spec.containers.some((one) => 'imagePullPolicy' in one && one.imagePullPolicy === 'Never')) continue;
    cluster.act({ type: 'set-readiness', pod: keyOf(pod), ready: false });
  }
  cluster.settle();
  return cluster;
}

function configOf({ config }: DnsCase, query: Query): CoreDnsConfig {
  const upstream = Object.entries({ ...config.upstream, ...query.upstream }).map(([name, ip]) => [name, [ip]] as const);
  return {
    zones: [...config.zones, ...(config.reverseZones ?? []).map(reverseZone)],
    pods: config.pods,
    ttl: config.ttl ?? 5,
    fallthrough: [],
    upstream: new Map(upstream),
    ...(config.exposedNamespaces ? { namespaces: config.exposedNamespaces } : {}),
    ...(config.ignoreEmptyService ? { ignoreEmptyService: true } : {}),
    ...(config.endpointPodNames ? { endpointPodNames: true } : {}),
  };
}

/** A Corefile may name a reverse zone by its CIDR (coredns plugin/normalize.go); the cases do so on whole bytes and nibbles only. */
function reverseZone(zone: string): string {
  const [address = '', length = ''] = zone.split('/');
  if (length === '') return zone;
  if (!address.includes(':')) {
    const octets = address.split('.').slice(0, Number(length) / 8);
    return `${octets.toReversed().join('.')}.in-addr.arpa.`;
  }
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  const nibbles = [...groups.map((group) => group.padStart(4, '0')).join('')].slice(0, Number(length) / 4);
  return `${nibbles.toReversed().join('.')}.ip6.arpa.`;
}

function expectedOf(query: Query): unknown {
  const { rcode, answerCount, additionalCount, targetRegex, answerTargets } = query;
  return {
    rcode,
    answerCount,
    additionalCount,
    target: targetRegex === undefined ? undefined : true,
    answerTargets,
    ...(countsOnly(query) ? {} : { answer: recordsOf(query.answer ?? [], query.answer) }),
    authority: query.authority && recordsOf(query.authority, query.authority),
    additional: query.additional && recordsOf(query.additional, query.additional),
  };
}

function actualOf(query: Query, reply: DnsAnswer): unknown {
  const parts = reply.answers.map((one) => one.data.split(' '));
  const target = query.targetRegex;
  return {
    rcode: reply.rcode,
    answerCount: query.answerCount === undefined ? undefined : reply.answers.length,
    additionalCount: query.additionalCount === undefined ? undefined : reply.additional.length,
    target: target === undefined ? undefined : parts.every((one) => new RegExp(target).test(one[3] ?? '')),
    answerTargets: query.answerTargets && parts.map((one) => [one[2], one[3]]),
    ...(countsOnly(query) ? {} : { answer: recordsOf(reply.answers, query.answer) }),
    authority: query.authority && recordsOf(reply.authority, query.authority),
    additional: query.additional && recordsOf(reply.additional, query.additional),
  };
}

function countsOnly(query: Query): boolean {
  return query.answerCount !== undefined || query.answerTargets !== undefined;
}

/**
 * Records as a sorted set of lines. A ttl that the case leaves open is left out on both sides. Of a SOA the serial and the minimum are left out:
 * CoreDNS' own test helper, which wrote them down, compares neither (plugin/test/helpers.go, `Section`).
 */
function recordsOf(records: readonly (DnsRecord | Expected)[], expected: readonly Expected[] | undefined): string[] {
  const isOpen = (record: DnsRecord | Expected) =>
    expected?.some((one) => one.type === record.type && one.name === record.name && one.ttl === null) === true;
  return records
    .map((record) => {
      const data =
        record.type === 'SOA' ? record.data.split(' ').toSpliced(6, 1).toSpliced(2, 1).join(' ') : record.data;
      return `${record.name} ${isOpen(record) ? '' : String(record.ttl)} ${record.type} ${data}`;
    })
    .sort();
}
