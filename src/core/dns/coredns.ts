import { keyOf, objectKey } from '../api/key.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { addressType } from './addresses.js';
import { clusterIPsOf } from './endpoints.js';
import { findRecords, type Finding, type Target } from './kubernetes-plugin.js';
import { fqdn, isSubdomain, labelsBefore, zoneOf } from './names.js';
import { findReverse } from './reverse.js';
import type { CoreDnsConfig, DnsAnswer, DnsQuestion, DnsReason, DnsRecord, ExplainedAnswer } from './types.js';

/** The version of the DNS specification that `dns-version.<zone>` gives, with the time to live CoreDNS gives it. */
const SCHEMA = { version: '1.1.0', ttl: 28800 };
/** CNAMEs followed before CoreDNS gives up (plugin/backend_lookup.go). */
const MAX_CHAIN = 7;
const MAX_SOA_TTL = 300;

/**
 * CoreDNS' answer to one question: the `kubernetes` plugin for the zones of the Corefile, then `forward`.
 * Models `ServeDNS` of coredns plugin/kubernetes/handler.go and the record makers of plugin/backend_lookup.go.
 * A records come in the order of the endpoints; `loadbalance` shuffles them later (see `loadBalance`).
 */
export function answer(view: ClusterView, question: DnsQuestion, config: CoreDnsConfig): DnsAnswer {
  return explainAnswer(view, question, config).answer;
}

/** The same, with the reason and the field the answer was read from. */
export function explainAnswer(view: ClusterView, question: DnsQuestion, config: CoreDnsConfig): ExplainedAnswer {
  const asked: DnsQuestion = { ...question, name: fqdn(question.name) };
  const zone = zoneOf(config.zones, asked.name);
  if (zone === undefined) return forwarded(asked, config);
  const found = find(view, asked, zone, config);
  if (found.missing && config.fallthrough.some((one) => isSubdomain(one, asked.name))) return forwarded(asked, config);

  const origin = {
    plugin: 'kubernetes' as const,
    reason: found.reason,
    ...(found.service === undefined ? {} : { service: found.service }),
    ...(found.cause === undefined ? {} : { cause: found.cause }),
  };
  if (found.missing) return { answer: negative('NXDOMAIN', view, zone, config), ...origin };
  if (found.answers.length === 0) return { answer: negative('NOERROR', view, zone, config), ...origin };
  const answer: DnsAnswer = { rcode: 'NOERROR', answers: found.answers, authority: [], additional: found.additional };
  return { answer, ...origin };
}

interface Found extends Finding {
  readonly answers: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

function find(view: ClusterView, question: DnsQuestion, zone: string, config: CoreDnsConfig): Found {
  const { name, type } = question;
  const ttl = config.ttl;
  const isApex = name.length === zone.length;
  switch (type) {
    case 'TXT':
      return text(name, zone);
    case 'NS':
    case 'SOA':
      if (isApex) return type === 'SOA' ? apex([soa(view, zone, config)]) : nameservers(view, name, zone, config);
      return { ...findRecords(view, name, zone, config), answers: [], additional: [] };
    case 'PTR': {
      const found = findReverse(view, name, zone, config);
      const hosts = [...new Set(found.targets.map((target) => target.host))];
      return { ...found, answers: hosts.map((data) => ({ name, ttl, type, data })), additional: [] };
    }
    default: {
      const found = findRecords(view, name, zone, config);
      if (found.missing) return { ...found, answers: [], additional: [] };
      if (type === 'SRV') return { ...found, ...services(found.targets, name, ttl) };
      if (type === 'CNAME') return { ...found, answers: aliases(found.targets, name, ttl), additional: [] };
      const answers = addresses(view, found.targets, { name, type }, zone, config, []);
      return { ...found, reason: answers.length === 0 ? 'other-type' : found.reason, answers, additional: [] };
    }
  }
}

/** A and AAAA. An alias within the zone is followed here, one outside by asking upstream; one that leads nowhere in the zone is left out. */
function addresses(
  view: ClusterView,
  targets: readonly Target[],
  question: DnsQuestion,
  zone: string,
  config: CoreDnsConfig,
  previous: readonly DnsRecord[],
): DnsRecord[] {
  const { name, type } = question;
  const records: DnsRecord[] = [];
  const seen = new Set<string>();
  for (const target of targets) {
    const kind = addressType(target.host);
    if (kind === type && !seen.has(target.host)) {
      seen.add(target.host);
      records.push({ name, ttl: config.ttl, type, data: target.host });
    }
    if (kind !== undefined) continue;
    const data = fqdn(target.host);
    const alias: DnsRecord = { name, ttl: config.ttl, type: 'CNAME', data };
    const isLoop = [...previous, alias].some((one) => one.name.toLowerCase() === data.toLowerCase());
    if (isLoop || previous.length > MAX_CHAIN) continue;
    if (isSubdomain(zone, data)) {
      const next = findRecords(view, data, zone, config);
      const more = addresses(view, next.targets, { name: data, type }, zone, config, [...previous, alias]);
      if (more.length > 0) records.push(alias, ...more);
    } else {
      records.push(alias, ...upstream({ name: data, type }, config));
    }
  }
  return records;
}

/** SRV: priority 0, the weight shared out evenly, each target's addresses in the additional section. Aliases have none. */
function services(targets: readonly Target[], name: string, ttl: number) {
  const hosts = targets.filter((target) => addressType(target.host) !== undefined);
  const weight = Math.max(1, Math.floor((100 / (hosts.length * 100)) * 100));
  const answers = new Map<string, DnsRecord>();
  const additional = new Map<string, DnsRecord>();
  for (const target of hosts) {
    if (target.port === -1) continue;
    const data = `0 ${weight} ${target.port} ${target.key}`;
    answers.set(data, { name, ttl, type: 'SRV', data });
    const type = addressType(target.host) ?? 'A';
    additional.set(`${target.key}/${target.host}`, { name: target.key, ttl, type, data: target.host });
  }
  return { answers: [...answers.values()], additional: [...additional.values()] };
}

function aliases(targets: readonly Target[], name: string, ttl: number): DnsRecord[] {
  const first = targets[0];
  if (!first || addressType(first.host) !== undefined) return [];
  return [{ name, ttl, type: 'CNAME', data: fqdn(first.host) }];
}

/** Only `dns-version` has a text. Other names are said to exist without one, whether they do or not: CoreDNS looks no further for TXT. */
function text(name: string, zone: string): Found {
  const labels = labelsBefore(zone, name);
  if (labels.length !== 1 || labels[0] !== 'dns-version') return apex([]);
  const record: DnsRecord = { name, ttl: SCHEMA.ttl, type: 'TXT', data: SCHEMA.version };
  return { ...apex([record]), reason: 'schema' };
}

/** NS of the zone itself: the Service CoreDNS runs behind (plugin/kubernetes/ns.go). */
function nameservers(view: ClusterView, name: string, zone: string, config: CoreDnsConfig): Found {
  const service = view.get<Service>(objectKey('Service', 'kube-system', 'kube-dns'));
  if (!service) return apex([]);
  const data = `kube-dns.kube-system.svc.${zone}`;
  const additional = clusterIPsOf(service).map((ip): DnsRecord => {
    return { name: data, ttl: config.ttl, type: addressType(ip) ?? 'A', data: ip };
  });
  return {
    ...apex([{ name, ttl: config.ttl, type: 'NS', data }]),
    additional,
    service: keyOf(service),
    cause: { object: keyOf(service), field: ['spec', 'clusterIP'] },
  };
}

function apex(answers: readonly DnsRecord[]): Found {
  const reason: DnsReason = answers.length === 0 ? 'other-type' : 'schema';
  return { missing: false, targets: [], reason, answers, additional: [] };
}

/** NXDOMAIN, or NOERROR without an answer ("NODATA": the name exists, not with this type); both carry the zone's SOA. */
function negative(rcode: 'NXDOMAIN' | 'NOERROR', view: ClusterView, zone: string, config: CoreDnsConfig): DnsAnswer {
  return { rcode, answers: [], authority: [soa(view, zone, config)], additional: [] };
}

/** The serial is the time of the last change, in seconds; here of the present moment. */
function soa(view: ClusterView, zone: string, config: CoreDnsConfig): DnsRecord {
  const serial = Math.floor(view.clock / 1000);
  const data = `ns.dns.${zone} hostmaster.${zone} ${serial} 7200 1800 86400 ${config.ttl}`;
  return { name: zone, ttl: Math.min(MAX_SOA_TTL, config.ttl), type: 'SOA', data };
}

function forwarded(question: DnsQuestion, config: CoreDnsConfig): ExplainedAnswer {
  const exists = config.upstream.has(question.name.toLowerCase());
  const answer: DnsAnswer = {
    rcode: exists ? 'NOERROR' : 'NXDOMAIN',
    answers: upstream(question, config),
    authority: [],
    additional: [],
  };
  return { answer, plugin: 'forward', reason: exists ? 'outside' : 'outside-unknown' };
}

function upstream(question: DnsQuestion, config: CoreDnsConfig): DnsRecord[] {
  const { name, type } = question;
  return (config.upstream.get(name.toLowerCase()) ?? [])
    .filter((data) => addressType(data) === type)
    .map((data) => ({ name, ttl: config.ttl, type, data }));
}

/**
 * The `loadbalance` plugin of the Corefile: address records change places at random, everything else stays before them in order
 * (coredns plugin/loadbalance/loadbalance.go). `random` gives numbers in [0, 1).
 */
export function loadBalance(reply: DnsAnswer, random: () => number): DnsAnswer {
  const isAddress = (record: DnsRecord) => record.type === 'A' || record.type === 'AAAA';
  const shuffled = reply.answers.filter(isAddress);
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [shuffled[i], shuffled[j]];
    if (a && b) [shuffled[i], shuffled[j]] = [b, a];
  }
  return { ...reply, answers: [...reply.answers.filter((record) => !isAddress(record)), ...shuffled] };
}
