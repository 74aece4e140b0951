import type { Cause } from '../api/cause.js';
import { objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { clusterIPsOf } from '../dns/endpoints.js';
import { createKubeProxy } from '../kubeproxy/kube-proxy.js';
import { bridgeProvider } from '../network/bridge.js';
import type { NetworkProvider } from '../network/types.js';
import { diceOf } from './dice.js';
import { exchange, l4, type Dial, type Stage } from './exchange.js';
import { HostCache, Hosts, type RulesOf } from './host.js';
import { httpTalk } from './http.js';
import { newPacket, from as sourceOf, to as targetOf } from './parcel.js';
import { existing, locationOf, nameOf, OUTSIDE_CLIENT, placeOfPod, type Place } from './place.js';
import { Recorder } from './recorder.js';
import { isAddress, resolve, type Resolution } from './resolve.js';
import { sourceFor } from './source.js';
import { conclude, concludeUnresolved, type Conclusion } from './summary.js';
import type { OutsidePlace, Trace, TrafficRequest } from './types.js';
import { why } from './why.js';
import { lanMachineOf } from './world.js';

/** Sends requests through a cluster, one at a time; nothing of one is left for the next. */
export interface Tracer {
  /** The whole way of a request and its answer. The same view and request give the same trace, to the last hop. Never throws. */
  trace(view: ClusterView, request: TrafficRequest): Trace;
  /** Nodes put together since the start: work done, for tests and benchmarks. */
  readonly hostsBuilt: number;
}

/** What a tracer is made of; all of it has a default. */
export interface TracerParts {
  readonly provider?: NetworkProvider;
  readonly rulesOf?: RulesOf;
}

/**
 * Makes a tracer. It keeps what depends only on the cluster's objects (nodes' rules and interfaces) from one trace to the next, and nothing of any
 * trace.
 */
export function createTracer(parts: TracerParts = {}): Tracer {
  const provider = parts.provider ?? bridgeProvider;
  const kubeProxy = createKubeProxy();
  const cache = new HostCache(provider, parts.rulesOf ?? ((view, node) => kubeProxy.rules(view, node)));
  return {
    trace: (view, request) => new Attempt(view, request, provider, cache).run(),
    get hostsBuilt() {
      return cache.built;
    },
  };
}

class Attempt {
  readonly #view: ClusterView;
  readonly #request: TrafficRequest;
  readonly #provider: NetworkProvider;
  readonly #cache: HostCache;

  constructor(view: ClusterView, request: TrafficRequest, provider: NetworkProvider, cache: HostCache) {
    this.#view = view;
    this.#request = request;
    this.#provider = provider;
    this.#cache = cache;
  }

  run(): Trace {
    const hosts = new Hosts(this.#cache, this.#view);
    this.#remember(hosts);
    const recorder = new Recorder();
    const stage = this.#stage(hosts, recorder);
    const client = clientOf(this.#view, this.#request);
    const conclusion = this.#play(stage, client);
    const conntrack = hosts
      .all()
      .flatMap((host) => host.conntrack.entries(this.#view.clock).map((entry) => ({ node: host.node, entry })));
    return { request: this.#request, hops: recorder.hops, ...conclusion, conntrack };
  }

  #stage(hosts: Hosts, recorder: Recorder): Stage {
    const dice = diceOf(this.#view.settings.seed, this.#request);
    const freshHosts = () => new Hosts(this.#cache, this.#view);
    return { view: this.#view, provider: this.#provider, hosts, freshHosts, dice, recorder };
  }

  /**
   * Session affinity: the nodes' `recent` lists hold what earlier attempts wrote. The first attempt's roll is remembered and every later one
   * goes where it went, so playing the first again gives the lists that all of them together give.
   */
  #remember(hosts: Hosts): void {
    if (this.#request.attempt <= 0 || !usesAffinity(this.#view)) return;
    const earlier = new Hosts(this.#cache, this.#view);
    const first = new Attempt(this.#view, { ...this.#request, attempt: 0 }, this.#provider, this.#cache);
    first.#play(first.#stage(earlier, new Recorder(true)), clientOf(this.#view, this.#request));
    for (const host of earlier.all())
      for (const [name, list] of host.recent) hosts.at(host.node).recent.set(name, list);
  }

  #play(stage: Stage, client: Place): Conclusion {
    const unready = this.#unready(stage, client);
    if (unready) return unready;
    const target = this.#target(client);
    if (target.kind === 'none') return this.#noAddress(stage, client, target.name, target.cause);
    let ip = target.text;
    if (target.kind === 'name') {
      const source = sourceFor(stage, client, '');
      const found: Resolution = resolve(stage, client, source, target.text);
      if (found.kind !== 'address') return concludeUnresolved(stage.view, client, target.text, found);
      ip = found.ip;
    }
    return this.#dial(stage, client, ip);
  }

  #dial(stage: Stage, client: Place, ip: string): Conclusion {
    const { port, protocol } = this.#request;
    const source = sourceFor(stage, client, ip);
    const packet = newPacket(l4(protocol), source, stage.dice.port('client'), ip, port);
    const words = { client: nameOf(client), source: sourceOf(packet), target: targetOf(packet) };
    const { http } = this.#request;
    const talk = http && protocol === 'TCP' ? httpTalk(http) : undefined;
    const opening = why('trace.socket.dial', { ...words, protocol });
    const dial: Dial = { client, packet, protocol, opening, ...(talk ? { serve: talk.serve } : {}) };
    const done = (last: Dial): Conclusion => {
      const conclusion = conclude(stage.view, last, exchange(stage, last));
      return talk ? talk.conclude(last, conclusion) : conclusion;
    };
    if (this.#request.packet !== 'second') return done(dial);
    // The first packet has gone before, unseen: what is told is the way of one that conntrack knows.
    const first = exchange({ ...stage, recorder: new Recorder(true) }, dial);
    return done(first.client === 'ok' ? { ...dial, opening: why('trace.socket.again', words) } : dial);
  }

  /** The address to dial, or the name to look up. Pods find a Service by its name; nobody else can resolve the cluster's names. */
  #target(
    client: Place,
  ):
    | { readonly kind: 'ip' | 'name'; readonly text: string }
    | { readonly kind: 'none'; readonly name: string; readonly cause: Cause } {
    const { to } = this.#request;
    const view = this.#view;
    if (to.kind === 'ip') return { kind: 'ip', text: to.ip };
    if (to.kind === 'name') return { kind: isAddress(to.name) ? 'ip' : 'name', text: to.name };
    if (to.kind === 'pod') {
      const ip = view.get<Pod>(to.pod)?.status.podIP;
      const { name } = parseKey(to.pod);
      if (ip !== undefined) return { kind: 'ip', text: ip };
      return { kind: 'none', name, cause: existing(view, { object: to.pod, field: ['status', 'phase'] }) };
    }
    const { namespace, name } = parseKey(to.service);
    if (client.kind !== 'outside' && client.pod) {
      return { kind: 'name', text: client.pod.metadata.namespace === namespace ? name : `${name}.${namespace}` };
    }
    const service = view.get<Service>(to.service);
    // Nobody outside has a route to a cluster IP: the Service's address for the world outside is dialled where it has one.
    const shown = service && client.kind === 'outside' ? addressOutside(service) : undefined;
    const ip = shown ?? (service && clusterIPsOf(service)[0]);
    if (ip !== undefined) return { kind: 'ip', text: ip };
    const field = ['spec', service?.spec.type === 'ExternalName' ? 'externalName' : 'clusterIP'];
    return { kind: 'none', name, cause: existing(view, { object: to.service, field }) };
  }

  #noAddress(stage: Stage, client: Place, name: string, cause: Cause): Conclusion {
    const packet = newPacket(
      l4(this.#request.protocol),
      sourceFor(stage, client, ''),
      0,
      '0.0.0.0',
      this.#request.port,
    );
    const sentence = why('trace.stop.noAddress', { target: name });
    stage.recorder.add({ kind: 'stop', stop: 'no-route' }, locationOf(client), packet, () => sentence, cause);
    return {
      verdict: 'DROPPED',
      client: 'no-address',
      why: why('trace.sum.noAddress', { client: nameOf(client), name }),
      cause,
    };
  }

  /** A client that cannot send: its pod has no network yet, or its node is dead. */
  #unready(stage: Stage, client: Place): Conclusion | undefined {
    if (client.kind === 'outside') return undefined;
    const node = client.kind === 'node' ? client.node : (client.pod.spec.nodeName ?? '');
    const dead = node === '' ? undefined : stage.hosts.at(node).dead;
    const isStarted = client.kind === 'node' || client.pod.status.podIP !== undefined;
    if (isStarted && !dead) return undefined;
    const cause = dead ?? existing(stage.view, { object: podKeyOf(client), field: ['status', 'phase'] });
    const sentence = dead
      ? why('trace.stop.deadClient', { node })
      : why('trace.stop.notStarted', { pod: nameOf(client) });
    const packet = newPacket(l4(this.#request.protocol), '0.0.0.0', 0, '0.0.0.0', this.#request.port);
    stage.recorder.add({ kind: 'stop', stop: 'no-route' }, locationOf(client), packet, () => sentence, cause);
    return { verdict: 'DROPPED', client: dead ? 'timeout' : 'network-unreachable', why: sentence, cause };
  }
}

function podKeyOf(place: Place): ObjectKey {
  const pod = place.kind === 'outside' ? undefined : place.pod;
  return objectKey('Pod', pod?.metadata.namespace, pod?.metadata.name ?? '');
}

function clientOf(view: ClusterView, request: TrafficRequest): Place {
  const { from } = request;
  if (from.kind === 'outside') return outsider(view, from.place);
  if (from.kind === 'node') return { kind: 'node', node: from.node };
  const pod = view.get<Pod>(from.pod);
  return pod ? placeOfPod(pod) : { kind: 'outside', ip: OUTSIDE_CLIENT };
}

function outsider({ settings }: ClusterView, place: OutsidePlace | undefined): Place {
  if (place === 'lan') return { kind: 'outside', ip: lanMachineOf(settings), is: 'lan' };
  return { kind: 'outside', ip: OUTSIDE_CLIENT };
}

/** The address that a Service has outside for its own ports: its balancer's, else the first of its externalIPs. */
function addressOutside({ spec, status }: Service): string | undefined {
  return status?.loadBalancer?.ingress?.find(({ ip }) => ip !== undefined)?.ip ?? spec.externalIPs?.[0];
}

function usesAffinity(view: ClusterView): boolean {
  return view.list<Service>('Service').some((service) => service.spec.sessionAffinity === 'ClientIP');
}
