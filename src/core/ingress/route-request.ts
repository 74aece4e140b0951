import type { Cause } from '../api/cause.js';
import { keyOf, objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Ingress, IngressBackend } from '../api/networking.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { pickByApi, type LeftOut } from './api-routes.js';
import { clusterAddress, resolveService, serviceKey, wantedPort, type Resolved } from './backends.js';
import { nginxAnnotation, nginxField, nginxFlag } from './classes.js';
import { isServing, podsOf, specOfController, type ControllerSpec } from './controllers.js';
import { leftOut } from './external-name.js';
import { nginxPath } from './matching.js';
import { pickByNginx } from './nginx-routes.js';
import { trial, words, type Pick } from './pick.js';
import { causeOfHost, hostNames, normalHost, routeTable, type HostRules, type RouteTable } from './route-table.js';
import { hasCertificate, tlsFor } from './tls.js';
import type { HttpRequest, IngressController, RouteBackend, RouteDecision, RouteTrial } from './types.js';
import { why } from './why.js';

/** How many rules of other hosts are told: the rest is a number. */
const MAX_OTHERS = 32;

/**
 * What a controller does with a request: which rule takes it and why no other did, where it proxies to, or what it answers itself. Finding the rule takes a
 * look-up by host and a walk over the rules of that host alone, however many hosts there are. Without a ready pod of the controller nothing routes: then there is
 * neither a backend nor an answer. Never throws.
 */
export function routeRequest(view: ClusterView, controller: IngressController, request: HttpRequest): RouteDecision {
  const spec = specOfController(view, controller.workload);
  if (spec && podsOf(view, spec).some(isServing)) return decideRoute(view, spec, request);
  const isThere = view.get(controller.workload) !== undefined;
  const { name } = parseKey(controller.workload);
  const field = spec ? [...spec.field, 'image'] : ['metadata', 'name'];
  const object = isThere ? controller.workload : objectKey('Namespace', undefined, 'default');
  // Which certificate it would show is known all the same: the picture has a lock for it.
  const tls =
    spec && request.scheme === 'https' ? tlsFor(view, routeTable(view, spec), request.sni ?? request.host) : undefined;
  const sentence = why('ingress.decide.nobody', { controller: name });
  return { request, ...(tls ? { tls } : {}), tried: [], why: sentence, cause: { object, field } };
}

/** The same for a pod of the controller that has the request already, ready or not. */
export function decideRoute(view: ClusterView, spec: ControllerSpec, request: HttpRequest): RouteDecision {
  return new Router(view, routeTable(view, spec), request).decide();
}

/** What is done with the request, once it is known which rule has it. */
type Outcome = Omit<RouteDecision, 'request' | 'tls' | 'tried' | 'unlisted' | 'rewritten'>;

class Router {
  readonly #view: ClusterView;
  readonly #table: RouteTable;
  readonly #request: HttpRequest;
  readonly #host: string;
  /** As it came. */
  readonly #path: string;

  constructor(view: ClusterView, table: RouteTable, request: HttpRequest) {
    this.#view = view;
    this.#table = table;
    this.#request = request;
    this.#host = normalHost(request.host);
    this.#path = request.path === '' ? '/' : request.path;
  }

  get #isNginx(): boolean {
    return this.#table.spec.program.routing === 'nginx';
  }

  decide(): RouteDecision {
    const request = this.#request;
    const host = this.#chosenHost();
    const picked = this.#isNginx
      ? pickByNginx(this.#table, host, nginxPath(this.#path))
      : pickByApi(this.#table, host, this.#path, (ingress, backend) => this.#leftOut(ingress, backend));
    const others = this.#others(host);
    const tls = request.scheme === 'https' ? tlsFor(this.#view, this.#table, request.sni ?? request.host) : undefined;
    return {
      request,
      ...(tls ? { tls } : {}),
      tried: [...others.tried, ...this.#unclaimed(), ...picked.tried],
      ...(others.unlisted > 0 ? { unlisted: others.unlisted } : {}),
      ...(picked.rewritten === undefined ? {} : { rewritten: picked.rewritten }),
      ...this.#outcome(picked, host),
    };
  }

  /** Host first: exact, then wildcard, then the rules of every host; what comes first takes the request, whatever its paths. */
  #chosenHost(): HostRules | undefined {
    for (const name of hostNames(this.#host)) {
      const found = this.#table.hosts.get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** Rules of other hosts, as many as can be told. */
  #others(host: HostRules | undefined): { tried: readonly RouteTrial[]; unlisted: number } {
    const { rules } = this.#table;
    const tried: RouteTrial[] = [];
    for (const rule of rules) {
      if (tried.length === MAX_OTHERS) break;
      if (rule.host === host?.host) continue;
      tried.push(
        trial(
          rule,
          false,
          why('ingress.trial.host', { ...words(rule), asked: this.#host === '' ? '-' : this.#host }),
          causeOfHost(rule),
        ),
      );
    }
    return { tried, unlisted: rules.length - (host?.rules.length ?? 0) - tried.length };
  }

  /** Rules for this very host in Ingresses that are not the controller's. */
  #unclaimed(): readonly RouteTrial[] {
    const found = hostNames(this.#host).flatMap((name) => this.#table.unclaimed.get(name) ?? []);
    return found.slice(0, MAX_OTHERS).map(({ rule, claim }) => trial(rule, false, claim.why, claim.cause));
  }

  #outcome(picked: Pick, host: HostRules | undefined): Outcome {
    // nginx adds the slash while it looks for the location, before anything that stands in the location.
    if (picked.slash !== undefined) return this.#slash(picked.slash, picked);
    // The default location of `_` has nobody's annotations.
    const ingress = picked.rule?.ingress ?? (host && host.host !== '' ? host.ingresses[0] : undefined);
    const redirect = this.#isNginx && ingress && this.#redirect(ingress);
    if (redirect) return redirect;
    const { rule, fallback } = picked;
    if (rule) {
      const cause: Cause = { object: rule.key, field: [...rule.at, 'backend'] };
      return this.#proxy(rule.ingress, rule.backend, cause);
    }
    if (fallback?.spec.defaultBackend) {
      const cause: Cause = { object: keyOf(fallback), field: ['spec', 'defaultBackend'] };
      return this.#proxy(fallback, fallback.spec.defaultBackend, cause, true);
    }
    return this.#controllerDefault();
  }

  /**
   * A plain request is sent to https when a certificate is set up for its host, or when the Ingress says so in any case (`redirect_to_https`,
   * ingress-nginx `rootfs/etc/nginx/lua/lua_ingress.lua`; the status is `http-redirect-code`, 308).
   */
  #redirect(ingress: Ingress): Outcome | undefined {
    if (this.#request.scheme !== 'http') return undefined;
    const forced = nginxFlag(ingress, 'force-ssl-redirect') === true;
    const wanted = nginxFlag(ingress, 'ssl-redirect') !== false;
    if (!forced && !(wanted && hasCertificate(this.#view, this.#table, this.#host))) return undefined;
    const location = `https://${this.#host}${this.#path}`;
    const params = { host: this.#host, location };
    const object = keyOf(ingress);
    if (forced) {
      const cause: Cause = { object, field: nginxField('force-ssl-redirect') };
      return { answer: { status: 308, location }, why: why('ingress.decide.forcedHttps', params), cause };
    }
    const { cause } = tlsFor(this.#view, this.#table, this.#host);
    return { answer: { status: 308, location }, why: why('ingress.decide.toHttps', params), cause };
  }

  #slash(path: string, { rule, tried }: Pick): Outcome {
    const location = `${this.#request.scheme}://${this.#host}${path}`;
    const cause = tried.find((one) => one.matched)?.cause ?? {
      object: rule?.key ?? this.#table.spec.workload,
      field: ['metadata', 'name'],
    };
    const sentence = why('ingress.decide.slash', { path: this.#path, location });
    return { answer: { status: 301, location }, why: sentence, cause };
  }

  #proxy(ingress: Ingress, backend: IngressBackend, cause: Cause, isDefault = false): Outcome {
    const name = ingress.metadata.name;
    if (!backend.service) {
      const { kind = '', name: object = '' } = backend.resource ?? {};
      const sentence = why('ingress.decide.resource', { ingress: name, kind, name: object });
      return { backend: { kind: 'resource', endpoints: [], cause }, answer: { status: 503 }, why: sentence, cause };
    }
    const service = serviceKey(ingress.metadata.namespace, backend);
    const wanted = wantedPort(backend);
    if (this.#isNginx && nginxFlag(ingress, 'service-upstream') === true) {
      const address = clusterAddress(this.#view, service, wanted);
      if (address) {
        const at: Cause = { object: keyOf(ingress), field: nginxField('service-upstream') };
        const found: RouteBackend = {
          kind: 'service',
          service,
          ...(wanted === undefined ? {} : { port: wanted }),
          endpoints: [address],
          cause,
        };
        const params = { ingress: name, service: backend.service.name, address: `${address.ip}:${address.port}` };
        return { backend: found, why: why('ingress.decide.clusterIp', params), cause: at };
      }
    }
    const resolved = resolveService(this.#view, this.#table.spec, service, wanted, cause, name);
    if (!resolved.problem) return proxied(resolved.backend, this.#sentence(name, resolved, isDefault));
    return (
      this.#standIn(ingress, backend.service.name, service) ?? this.#unavailable(resolved.backend, resolved.problem)
    );
  }

  /** A rule that the program makes no route of: another one takes the request, if there is one. */
  #leftOut({ metadata }: Ingress, backend: IngressBackend): ReturnType<LeftOut> {
    const key = serviceKey(metadata.namespace, backend);
    const service = this.#view.get<Service>(key);
    const because = service && leftOut(service, wantedPort(backend), this.#table.spec);
    return because && { because, cause: { object: key, field: ['spec', 'type'] } };
  }

  #sentence(ingress: string, { backend }: Resolved, isDefault: boolean): Message {
    const service = backend.service?.split('/').at(-1) ?? '';
    const endpoints = backend.endpoints.length;
    if (backend.external) {
      const { name: target, port } = backend.external;
      return why('ingress.decide.external', { ingress, service, target, port });
    }
    if (isDefault) return why('ingress.decide.defaultBackend', { ingress, service, endpoints });
    return why('ingress.decide.service', { ingress, service, port: String(backend.port ?? ''), endpoints });
  }

  #unavailable(backend: RouteBackend, problem: NonNullable<Resolved['problem']>): Outcome {
    return { backend, answer: { status: problem.status ?? 503 }, why: problem.why, cause: problem.cause };
  }

  /** The annotation `default-backend`: a Service that answers where the rule's own has no endpoints (`getBackendServers`, controller.go). */
  #standIn(ingress: Ingress, service: string, key: ObjectKey): Outcome | undefined {
    const name = this.#isNginx ? nginxAnnotation(ingress, 'default-backend') : undefined;
    if (name === undefined || name === '') return undefined;
    const cause: Cause = { object: keyOf(ingress), field: nginxField('default-backend') };
    const other = objectKey('Service', ingress.metadata.namespace, name.split('/').at(-1) ?? '');
    const resolved = resolveService(this.#view, this.#table.spec, other, undefined, cause, ingress.metadata.name);
    if (resolved.problem) return undefined;
    const params = { ingress: ingress.metadata.name, service, standIn: name };
    // nginx looks names up for Services that are ExternalNames themselves; the stand-in goes under the name of the Service it stands in for.
    const isLookedUp = this.#view.get<Service>(key)?.spec.type === 'ExternalName';
    const { backend } = resolved;
    return proxied(isLookedUp ? backend : asIs(backend), why('ingress.decide.customDefault', params));
  }

  /** No rule and no default backend: the controller's own, which says 404. */
  #controllerDefault(): Outcome {
    const { spec } = this.#table;
    const params = { host: this.#host === '' ? '-' : this.#host, path: this.#path };
    const image: Cause = { object: spec.workload, field: [...spec.field, 'image'] };
    if (spec.defaultBackend) {
      const { service, flag } = spec.defaultBackend;
      const cause: Cause = { object: spec.workload, field: [...spec.field, ...flag.field] };
      const resolved = resolveService(this.#view, spec, service, undefined, cause, '');
      if (!resolved.problem) {
        const backend: RouteBackend = { ...asIs(resolved.backend), kind: 'controller-default' };
        return proxied(backend, why('ingress.decide.controllerDefault', params));
      }
    }
    return {
      backend: { kind: 'controller-default', endpoints: [], cause: image },
      answer: { status: 404 },
      why: why('ingress.decide.notFound', params),
      cause: image,
    };
  }
}

/** A name that nobody looks up (`resolve_external_names` of `rootfs/etc/nginx/lua/balancer.lua` asks what type the Service is). */
function asIs(backend: RouteBackend): RouteBackend {
  return backend.external ? { ...backend, external: { ...backend.external, asIs: true } } : backend;
}

function proxied(backend: RouteBackend, sentence: Message): Outcome {
  return { backend, why: sentence, cause: backend.cause };
}
