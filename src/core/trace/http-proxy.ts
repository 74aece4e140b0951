import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Pod } from '../api/pod.js';
import { seededBelow } from '../cluster/seeded.js';
import type { ControllerSpec } from '../ingress/controllers.js';
import { decideRoute } from '../ingress/route-request.js';
import type { HttpRequest, RouteBackend, RouteDecision } from '../ingress/types.js';
import { respond, urlOf, type Answered, type HttpTalk, type Taken } from './http-talk.js';
import { from, newPacket, to } from './parcel.js';
import { placeOfPod } from './place.js';
import { sourceFor } from './source.js';
import type { Ending } from './stage.js';
import type { ClientOutcome, HttpOutcome } from './types.js';
import { upstreamsOf } from './upstreams.js';
import { httpWhy } from './why-http.js';

/** How often nginx tries (`proxy-next-upstream-tries`) and how long it waits for a connection (`proxy-connect-timeout`, seconds). */
const MAX_TRIES = 3;
const CONNECT_TIMEOUT = 5;

type Endpoint = RouteBackend['endpoints'][number];

/** Makes the talk of a connection of the balancer's own. */
type Talk = (http: HttpRequest, depth: number) => HttpTalk;

/**
 * The routing half of an ingress controller at work: TLS ends, the request is read and decided by host and path; then the balancer answers itself, or opens a
 * connection of its own to an endpoint, past the cluster IP, and copies the answer. The client's address travels in a header only.
 */
export function proxy(taken: Taken, spec: ControllerSpec, pod: Pod, talk: Talk): Answered {
  const { stage, http, at, packet } = taken;
  const { recorder, view } = stage;
  const server = pod.metadata.name;
  const decision = decideRoute(view, spec, http);
  const { tls } = decision;
  recorder.direction = 'out';
  if (tls) recorder.add({ kind: 'tls', tls }, at, packet, () => tls.why, tls.cause);
  recorder.add({ kind: 'l7', decision }, at, packet, () => decision.why, decision.cause);
  const { answer } = decision;
  if (answer) {
    const { status, location } = answer;
    const outcome: HttpOutcome = {
      status,
      by: 'balancer',
      ...(location === undefined ? {} : { location }),
      ...(tls ? { tls } : {}),
    };
    return respond(taken, outcome, () => answersWith(taken, server, status, location), decision.cause, server);
  }
  if (taken.depth <= 0) {
    const outcome: HttpOutcome = { status: 502, by: 'balancer', ...(tls ? { tls } : {}) };
    return respond(
      taken,
      outcome,
      () => httpWhy('http.response.loop', { server, status: 502 }),
      decision.cause,
      server,
    );
  }
  return upstream(taken, spec, pod, decision, talk);
}

function answersWith({ http }: Taken, server: string, status: number, location?: string): Message {
  const params = { server, method: http.method, url: urlOf(http), status };
  return location === undefined
    ? httpWhy('http.response.balancer', params)
    : httpWhy('http.response.redirect', { ...params, location });
}

/**
 * Round robin over the endpoints, from one that chance chose when nginx started (`rootfs/etc/nginx/lua/balancer/round_robin.lua`). A connection that fails or is
 * not answered in time is followed by one to the next endpoint, three in all (`proxy_next_upstream error timeout`); an only endpoint is tried three times, and told once.
 */
function upstream(taken: Taken, spec: ControllerSpec, pod: Pod, decision: RouteDecision, talk: Talk): Answered {
  const { stage, http } = taken;
  const { backend } = decision;
  const { service, cause = decision.cause } = backend ?? {};
  const endpoints = backend ? upstreamsOf(stage, spec, pod, backend) : [];
  if (endpoints.length === 0 && backend?.external) return unresolved(taken, spec, pod, decision, backend);
  const start = seededBelow(stage.view.settings.seed, `round robin ${keyOf(pod)} ${service ?? ''}`, endpoints.length);
  const ring = endpoints.map((_, i) => endpoints[(start + stage.dice.attempt + i) % endpoints.length] as Endpoint);
  const asked: HttpRequest = {
    ...http,
    scheme: 'http',
    ...(decision.rewritten === undefined ? {} : { path: decision.rewritten }),
  };
  let failed: Ending | undefined;
  let last: Endpoint | undefined;
  for (const [i, endpoint] of ring.slice(0, MAX_TRIES).entries()) {
    const inner = talk(asked, taken.depth - 1);
    const { ending, answered } = connect(taken, pod, endpoint, i, last, inner);
    if (answered)
      return {
        ...answered,
        ...tlsOf(answered.outcome, decision),
        cause,
        balancer: pod.metadata.name,
        ...ingressOf(decision),
      };
    failed = ending;
    last = endpoint;
  }
  return giveUp(taken, pod, decision, failed, last);
}

function tlsOf(outcome: HttpOutcome, { tls }: RouteDecision): { outcome: HttpOutcome } {
  return { outcome: tls ? { ...outcome, tls } : outcome };
}

function ingressOf({ tried, backend }: RouteDecision): { ingress?: string } {
  const key =
    tried.find((one) => one.matched)?.ingress ??
    (backend?.cause.object.startsWith('Ingress/') ? backend.cause.object : undefined);
  return key === undefined ? {} : { ingress: key.split('/').at(-1) ?? '' };
}

/** One connection of the balancer's own, told as a leg further in. */
function connect(
  taken: Taken,
  pod: Pod,
  endpoint: Endpoint,
  i: number,
  before: Endpoint | undefined,
  talk: HttpTalk,
): { ending: Ending; answered: Answered | undefined } {
  const { stage, packet } = taken;
  const { recorder, dice } = stage;
  const leg = recorder.leg;
  const name = `upstream ${leg} ${i}`;
  const client = placeOfPod(pod);
  const packetOut = newPacket(
    'tcp',
    sourceFor(stage, client, endpoint.ip),
    dice.port(name),
    endpoint.ip,
    endpoint.port,
  );
  const words = { server: pod.metadata.name, source: from(packetOut), target: to(packetOut) };
  const opening = before
    ? httpWhy('http.upstream.again', { ...words, failed: `${before.ip}:${before.port}` })
    : httpWhy('http.upstream.opens', { ...words, client: packet.src });
  const own = {
    ...dice,
    stream: (purpose: string) => dice.stream(`${name} ${purpose}`),
    port: (purpose: string) => dice.port(`${name} ${purpose}`),
  };
  recorder.leg = leg + 1;
  const ending = taken.exchange(
    { ...stage, dice: own },
    { client, packet: packetOut, protocol: 'TCP', opening, serve: talk.serve },
  );
  recorder.leg = leg;
  const answered = ending.client === 'ok' ? talk.answer() : undefined;
  const server = answered?.server ?? ending.server;
  return { ending, answered: answered && { ...answered, ...(server ? { server } : {}) } };
}

const SILENT: ClientOutcome = 'timeout';

/**
 * The name has no address: nginx is left with the placeholder of its upstream, 0.0.0.1, to which nothing connects (`rootfs/etc/nginx/template/nginx.tmpl`); a Go proxy
 * fails as it dials; HAProxy has a backend without a server.
 */
function unresolved(
  taken: Taken,
  spec: ControllerSpec,
  pod: Pod,
  { tls, cause }: RouteDecision,
  { service, external }: RouteBackend,
): Answered {
  const status = spec.program.externalNames.unresolved;
  const server = pod.metadata.name;
  const params = { server, name: external?.name ?? '', status };
  const at: Cause = service ? { object: service, field: ['spec', 'externalName'] } : cause;
  const outcome: HttpOutcome = { status, by: 'balancer', ...(tls ? { tls } : {}) };
  return respond(taken, outcome, () => httpWhy('http.response.unresolved', params), at, server);
}

/** 504 when the last endpoint did not answer in time, 502 when it refused or could not be reached. */
function giveUp(
  taken: Taken,
  pod: Pod,
  decision: RouteDecision,
  failed: Ending | undefined,
  last: Endpoint | undefined,
): Answered {
  const server = pod.metadata.name;
  const isSilent = failed?.client === SILENT;
  const status = isSilent ? 504 : 502;
  const cause: Cause = failed?.cause ?? decision.cause;
  const target = last ? `${last.ip}:${last.port}` : '';
  const outcome: HttpOutcome = { status, by: 'balancer', ...(decision.tls ? { tls: decision.tls } : {}) };
  const sentence = () =>
    isSilent
      ? httpWhy('http.response.gatewayTimeout', { server, status, target, seconds: CONNECT_TIMEOUT })
      : httpWhy('http.response.badGateway', { server, status, target, tries: MAX_TRIES });
  return respond(taken, outcome, sentence, cause, server);
}
