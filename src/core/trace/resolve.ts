import type { Cause } from '../api/cause.js';
import { parseKey, type ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import { parseIp } from '../api/ip.js';
import type { ClusterView } from '../cluster/types.js';
import { explainAnswer, loadBalance } from '../dns/coredns.js';
import { kubeadmCorefile } from '../dns/corefile.js';
import { endpointIndex } from '../dns/endpoints.js';
import { nodeResolvConf } from '../dns/kubelet.js';
import { OUTSIDE_NAMES } from '../dns/outside.js';
import { ingressOfHost, publishedAt, worldFor, type HostedName, type PublishedName } from '../dns/published.js';
import { resolvConf } from '../dns/resolv-conf.js';
import { searchNames } from '../dns/search.js';
import type { CoreDnsConfig, DnsAnswer, DnsQuestion, ExplainedAnswer, ResolvConf } from '../dns/types.js';
import { aliasOf, causeOfEmpty, emptyHeadless, type Alias } from './dead-names.js';
import { exchange, type Ending, type Stage } from './exchange.js';
import { newPacket, from as sourceOf, to as targetOf } from './parcel.js';
import { causeOfAddress, causeOfPlace, existing, locationOf, nameOf, type Place } from './place.js';
import { Recorder } from './recorder.js';
import { sourceFor } from './source.js';
import { httpWhy } from './why-http.js';
import { reasonWhy } from './why-reason.js';
import { why } from './why.js';
import type { Packet } from '../netfilter/types.js';
import { routerOf } from './world.js';

/** What a look-up ended with. */
export type Resolution =
  | { readonly kind: 'address'; readonly ip: string }
  | {
      readonly kind: 'nxdomain';
      readonly asked: number;
      readonly cause: Cause;
      readonly alias?: Alias;
      /** It is a headless Service without ready pods, and the field to blame. */
      readonly headless?: { readonly service: ObjectKey; readonly cause: Cause };
      /** The Ingress that names it as a host, and has no address. */
      readonly ingress?: HostedName;
    }
  | { readonly kind: 'no-data'; readonly cause: Cause; readonly alias?: Alias }
  | { readonly kind: 'silent'; readonly ending: Ending; readonly server: string };

const DNS_PORT = 53;

/**
 * The stub resolver of the client: glibc's order of names, A and AAAA for each, until one has an address; the first IPv4 address is taken.
 * Every question travels to the name server as a datagram of its own, so kube-proxy chooses the CoreDNS pod anew for each step.
 * When no name server answers, the hops of that datagram are told instead.
 */
export function resolve(stage: Stage, client: Place, source: string, name: string): Resolution {
  const conf = resolverOf(stage.view, client);
  let last: Cause = causeOfPlace(stage.view, client);
  let hadName = false;
  let alias: Alias | undefined;
  let headless: ObjectKey | undefined;
  const names = searchNames(name, conf);
  for (const [step, full] of names.entries()) {
    const asked = ask(stage, client, source, conf, step, full);
    if (asked.kind === 'silent') return asked;
    const replies = (['A', 'AAAA'] as const).map((type) => {
      const question: DnsQuestion = { name: full, type };
      return tellQuestion(stage, client, asked, question);
    });
    const cause = replies[0]?.cause;
    if (cause) last = cause;
    const address = replies.flatMap((one) => one.answer.answers).find((one) => one.type === 'A')?.data;
    if (address !== undefined) return { kind: 'address', ip: address };
    alias ??= aliasOf(stage.view, replies[0]);
    headless ??= emptyHeadless(stage.view, replies[0]);
    hadName ||= replies.some((one) => one.answer.rcode === 'NOERROR');
  }
  const also = alias === undefined ? {} : { alias };
  if (hadName) return { kind: 'no-data', cause: last, ...also };
  const ingress = ingressOfHost(stage.view, name);
  return {
    kind: 'nxdomain',
    asked: names.length,
    cause: last,
    ...also,
    ...(headless === undefined ? {} : { headless: { service: headless, cause: causeOfEmpty(stage.view, headless) } }),
    ...(ingress === undefined ? {} : { ingress }),
  };
}

/**
 * A look-up that nobody is told of, as a proxy does it in the background: the addresses of the first name of the search list that has any, of the first of the
 * given types. Empty when there is none, or no name server answers.
 */
export function addressesOf(
  stage: Stage,
  client: Place,
  name: string,
  types: readonly ('A' | 'AAAA')[],
): readonly string[] {
  const silent: Stage = { ...stage, recorder: new Recorder(true) };
  const conf = resolverOf(stage.view, client);
  const source = sourceFor(stage, client, '');
  for (const [step, full] of searchNames(name, conf).entries()) {
    const asked = ask(silent, client, source, conf, step, full);
    if (asked.kind === 'silent') return [];
    for (const type of types) {
      const { answers } = tellQuestion(silent, client, asked, { name: full, type }).answer;
      const found = answers.filter((one) => one.type === type).map(({ data }) => data);
      if (found.length > 0) return found;
    }
  }
  return [];
}

/** A pod has the file the kubelet wrote for it; a process of a node, and a client outside, ask their router. */
function resolverOf(view: ClusterView, client: Place): ResolvConf {
  const pod = client.kind === 'outside' ? undefined : client.pod;
  return pod ? resolvConf(view, pod) : nodeResolvConf(view.settings);
}

type Asked =
  | { readonly kind: 'answered'; readonly by: Place; readonly packet: Packet; readonly step: number }
  | Extract<Resolution, { kind: 'silent' }>;

/** Sends the datagram of one step to the name servers in turn; the first that answers is it. */
function ask(stage: Stage, client: Place, source: string, conf: ResolvConf, step: number, name: string): Asked {
  const port = stage.dice.port(`dns ${step}`);
  const dice = { ...stage.dice, stream: (purpose: string) => stage.dice.stream(`dns ${step} ${purpose}`) };
  // The look-ups leave their own connections behind; the trace keeps those of the request alone.
  const send = (server: string, recorder: Recorder): { packet: Packet; ending: Ending } => {
    const packet = newPacket('udp', source, port, server, DNS_PORT);
    const words = { client: nameOf(client), source: sourceOf(packet), target: targetOf(packet), name };
    const dial = { client, packet, protocol: 'UDP' as const, opening: why('trace.socket.dns', words) };
    return { packet, ending: exchange({ ...stage, dice, hosts: stage.freshHosts(), recorder }, dial) };
  };
  for (const server of conf.nameservers) {
    const { packet, ending } = send(server, new Recorder(true));
    if (ending.client === 'ok' && ending.at && speaksDns(stage.view, ending)) {
      return { kind: 'answered', by: ending.at, packet, step };
    }
  }
  // The way to the first name server is told: the others were asked only because that one failed.
  const server = conf.nameservers[0];
  if (server === undefined) return noNameserver(stage, client);
  return { kind: 'silent', server, ending: send(server, stage.recorder).ending };
}

/** Without a `nameserver` line glibc asks this machine, where nobody listens. */
function noNameserver(stage: Stage, client: Place): Extract<Resolution, { kind: 'silent' }> {
  const packet = newPacket('udp', '127.0.0.1', stage.dice.port('dns none'), '127.0.0.1', DNS_PORT);
  const opening = why('trace.socket.dns', {
    client: nameOf(client),
    source: sourceOf(packet),
    target: targetOf(packet),
    name: '',
  });
  return { kind: 'silent', server: '127.0.0.1', ending: exchange(stage, { client, packet, protocol: 'UDP', opening }) };
}

/** Who answers on port 53 and is no name server answers nothing: in this cluster only the pods behind kube-dns are. */
function speaksDns(view: ClusterView, ending: Ending): boolean {
  if (ending.at?.kind === 'outside') return ending.at.ip === routerOf(view.settings);
  return isCoreDns(view, ending.server?.ip ?? '');
}

function isCoreDns(view: ClusterView, ip: string): boolean {
  return (endpointIndex(view).byService.get('kube-system/kube-dns') ?? []).some((one) => one.address === ip);
}

/** What a name server outside the cluster knows: the world outside. */
const OUTSIDE_CONFIG: CoreDnsConfig = {
  zones: [],
  pods: 'disabled',
  ttl: 300,
  fallthrough: [],
  upstream: OUTSIDE_NAMES,
};

function tellQuestion(
  stage: Stage,
  client: Place,
  asked: Extract<Asked, { kind: 'answered' }>,
  question: DnsQuestion,
): ExplainedAnswer {
  const { view, recorder, dice } = stage;
  const own = asked.by.kind === 'outside' ? OUTSIDE_CONFIG : kubeadmCorefile(view.settings);
  const config: CoreDnsConfig = { ...own, upstream: worldFor(view, question.name) };
  const explained = explainAnswer(view, question, config);
  const published = explained.reason === 'outside' ? publishedAt(view, question.name) : undefined;
  const answer = loadBalance(explained.answer, dice.stream(`loadbalance ${asked.step}`));
  const server = nameOf(asked.by);
  const cause = explained.cause ?? published?.cause ?? causeOfMissing(view, client, explained.service, asked);
  recorder.add(
    {
      kind: 'dns',
      question,
      answer,
      ...(explained.service === undefined ? {} : { service: explained.service }),
    },
    { ...locationOf(asked.by), device: asked.by.kind === 'outside' ? 'dns' : 'coredns' },
    asked.packet,
    () => whyPublished(question, answer, published, server) ?? whyAnswer(view, question, answer, explained, server),
    cause,
  );
  return { ...explained, answer, cause };
}

/** A name of the world outside that is there because of an object of the cluster. */
function whyPublished(
  question: DnsQuestion,
  answer: DnsAnswer,
  published: PublishedName | undefined,
  server: string,
): Message | undefined {
  const address = answer.answers.find((one) => one.type === 'A' || one.type === 'AAAA')?.data;
  if (!published || address === undefined) return undefined;
  const { kind, name: object } = parseKey(published.cause.object);
  return httpWhy('http.dns.published', { name: question.name.replace(/\.$/, ''), server, address, kind, object });
}

/** A negative answer has no field of its own: the Service it is about, else the policy that made the client ask this name. */
function causeOfMissing(
  view: ClusterView,
  client: Place,
  service: ObjectKey | undefined,
  asked: Extract<Asked, { kind: 'answered' }>,
): Cause {
  if (service) {
    const { externalName } = view.get<Service>(service)?.spec ?? {};
    return existing(view, {
      object: service,
      field: ['spec', externalName === undefined ? 'selector' : 'externalName'],
    });
  }
  const pod: Pod | undefined = client.kind === 'outside' ? undefined : client.pod;
  if (pod) return existing(view, { object: podKey(pod), field: ['spec', 'dnsPolicy'] });
  return causeOfAddress(view, asked.packet.dst);
}

function podKey(pod: Pod): ObjectKey {
  return `Pod/${pod.metadata.namespace ?? ''}/${pod.metadata.name}` as ObjectKey;
}

function whyAnswer(
  view: ClusterView,
  question: DnsQuestion,
  answer: DnsAnswer,
  explained: ExplainedAnswer,
  server: string,
): Message {
  const { type } = question;
  // The dot that ends a full name would read as the end of the sentence.
  const name = question.name.replace(/\.$/, '');
  const service = explained.service ? parseKey(explained.service).name : '';
  const addresses = answer.answers.filter((one) => one.type === 'A' || one.type === 'AAAA');
  const address = addresses[0]?.data ?? '';
  const target = answer.answers.find((one) => one.type === 'CNAME')?.data.replace(/\.$/, '') ?? '';
  if (answer.rcode === 'NXDOMAIN') {
    if (explained.reason === 'outside-unknown') return why('trace.dns.outsideUnknown', { name, server });
    if (explained.reason === 'no-endpoints') return why('trace.dns.noEndpoints', { name, server, service });
    const alias = aliasOf(view, explained);
    if (alias) return reasonWhy('reason.dns.aliasIsAddress', { name, server, service, target: alias.target });
    if (explained.reason === 'no-namespace') return why('trace.dns.noNamespace', { name, server });
    if (explained.reason === 'no-service') return why('trace.dns.noService', { name, server });
    return why('trace.dns.noSuchName', { name, server });
  }
  if (answer.answers.length === 0) return why('trace.dns.noData', { name, type, server });
  switch (explained.reason) {
    case 'cluster-ip':
      return why('trace.dns.clusterIp', { name, server, service, address });
    case 'headless':
      return why('trace.dns.headless', { name, server, service, count: addresses.length, address });
    case 'endpoint':
      return why('trace.dns.endpoint', { name, server, service, address });
    case 'external-name':
      return address === ''
        ? why('trace.dns.externalNameDangling', { name, server, service, target })
        : why('trace.dns.externalName', { name, server, service, target, address });
    case 'pod':
      return why('trace.dns.pod', { name, server, address });
    default:
      return why('trace.dns.outside', { name, server, address });
  }
}

/** Whether a text is an address already: it is dialled, not looked up. */
export function isAddress(text: string): boolean {
  return parseIp(text) !== undefined;
}
