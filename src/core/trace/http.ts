import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import { controllerOfPod, type ControllerSpec } from '../ingress/controllers.js';
import type { HttpRequest } from '../ingress/types.js';
import { proxy } from './http-proxy.js';
import { respond, urlOf, type Answered, type HttpTalk, type Taken } from './http-talk.js';
import { replyTo } from './parcel.js';
import { nameOf } from './place.js';
import type { Conclusion } from './summary.js';
import { httpWhy } from './why-http.js';

const MAX_DEPTH = 4;

/** What is asked over a connection, and in the end what was answered. */
export function httpTalk(http: HttpRequest, depth = MAX_DEPTH): HttpTalk {
  let answered: Answered | undefined;
  return {
    serve: (served) => {
      answered = serve({ ...served, http, depth });
    },
    answer: () => answered,
    conclude: (dial, conclusion) => {
      if (!answered || conclusion.client !== 'ok') return conclusion;
      const { outcome, cause, server } = answered;
      const sentence = summary(http, nameOf(dial.client), conclusion, answered);
      return { ...conclusion, cause, why: sentence, http: outcome, ...(server ? { server } : {}) };
    },
  };
}

function summary(http: HttpRequest, client: string, conclusion: Conclusion, answered: Answered) {
  const { outcome, balancer, ingress, server } = answered;
  const params = { client, url: urlOf(http), status: outcome.status };
  const last = server ?? conclusion.server;
  const name = last?.pod?.split('/').at(-1) ?? last?.ip ?? '';
  if (balancer === undefined) return httpWhy('http.sum.server', { ...params, server: name });
  if (outcome.location !== undefined) {
    return httpWhy('http.sum.redirect', { ...params, location: outcome.location, balancer });
  }
  if (outcome.by === 'balancer' || ingress === undefined) return httpWhy('http.sum.balancer', { ...params, balancer });
  return httpWhy('http.sum.proxied', { ...params, server: name, balancer, ingress });
}

/** What the program that took the connection does with the request: an ingress controller routes it, anything else answers. */
function serve(taken: Taken): Answered {
  const { stage, pod, packet } = taken;
  const spec = pod && controllerOfPod(stage.view, pod);
  const port = spec && portKind(spec, packet.dport);
  return spec && pod && port ? balance(taken, spec, pod, port) : answerItself(taken);
}

/** Whether a port of a controller is where it serves: by its name, else by its number. Its other ports (metrics, webhooks) answer as any program. */
function portKind({ container }: ControllerSpec, port: number): 'http' | 'https' | undefined {
  const name = (container.ports ?? []).find((one) => one.containerPort === port)?.name;
  if (name === 'http' || name === 'web') return 'http';
  if (name === 'https' || name === 'websecure') return 'https';
  if (name !== undefined) return undefined;
  if (port === 80 || port === 8080 || port === 8000) return 'http';
  return port === 443 || port === 8443 ? 'https' : undefined;
}

/** Node programs that ask who is there: `401` of the kubelet, `403` of the API server to nobody in particular; both want TLS. */
const GUARDED: Readonly<Record<string, number>> = { kubelet: 401, 'kube-apiserver': 403 };

/** The model's assumption: an application answers 200 on every port that it listens on. */
function answerItself(taken: Taken): Answered {
  const { stage, http, listener, at, packet, place, pod } = taken;
  const guarded = pod || !Object.hasOwn(GUARDED, listener.process) ? undefined : GUARDED[listener.process];
  const status = guarded === undefined ? (listener.status ?? 200) : http.scheme === 'https' ? guarded : 400;
  const server = pod?.metadata.name ?? nameOf(place);
  stage.recorder.direction = 'back';
  const params = { server, method: http.method, url: urlOf(http), status };
  stage.recorder.add(
    { kind: 'response', status, by: 'server' },
    at,
    replyTo(packet),
    () => httpWhy('http.response.server', params),
    listener.cause,
  );
  return { outcome: { status, by: 'server' }, cause: listener.cause };
}

function balance(taken: Taken, spec: ControllerSpec, pod: Pod, port: 'http' | 'https'): Answered {
  const { http, packet } = taken;
  const cause: Cause = taken.listener.cause;
  const server = pod.metadata.name;
  if (http.scheme !== port) {
    // nginx: "The plain HTTP request was sent to HTTPS port"; the other way round the handshake is no request, and the client takes the answer for no TLS.
    const code = port === 'https' ? 'http.response.plainToTls' : 'http.response.tlsToPlain';
    const sentence = () => httpWhy(code, { server, port: packet.dport, status: 400 });
    return respond(taken, { status: 400, by: 'balancer' }, sentence, cause, keyOf(pod).split('/').at(-1));
  }
  return proxy(taken, spec, pod, httpTalk);
}
