import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { PathType } from '../api/networking.js';

/** A request as it arrives at a balancer. `host` is the Host header, without a port; `path` has no query. */
export interface HttpRequest {
  readonly scheme: 'http' | 'https';
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** The name in the TLS handshake; the Host when absent. */
  readonly sni?: string;
}

/** An ingress controller that runs in the cluster: who routes, and for which classes. */
export interface IngressController {
  /** `Deployment/ingress-nginx/ingress-nginx-controller`. */
  readonly workload: ObjectKey;
  /** Which program it is, known by its image: `ingress-nginx`. */
  readonly program: string;
  /** What IngressClasses name it by: `k8s.io/ingress-nginx`. */
  readonly controllerName: string;
  readonly classes: readonly ObjectKey[];
  /** Its pods that are ready to route. */
  readonly pods: readonly ObjectKey[];
  /** The Services in front of it. */
  readonly services: readonly ObjectKey[];
}

/** One rule that was tried for a request, in the order of the balancer. */
export interface RouteTrial {
  readonly ingress: ObjectKey;
  /** `` stands for every host. */
  readonly host: string;
  readonly path: string;
  readonly pathType: PathType;
  readonly matched: boolean;
  readonly why: Message;
  readonly cause: Cause;
}

export interface RouteBackend {
  readonly kind: 'service' | 'resource' | 'controller-default';
  readonly service?: ObjectKey;
  readonly port?: number | string;
  /** What it proxies to: the ready endpoints, or the cluster IP for `service-upstream`. */
  readonly endpoints: readonly { readonly ip: string; readonly port: number; readonly pod?: ObjectKey }[];
  /** A name outside the Service's endpoints that the balancer connects to instead. `asIs`: it is taken for an address and not looked up. */
  readonly external?: { readonly name: string; readonly port: number; readonly asIs?: true };
  readonly cause: Cause;
}

/** The certificate that is shown for a server name. */
export interface TlsDecision {
  readonly sni: string;
  /** The names on it, as far as they are known; those of the controller's own self-signed one when it has no other. */
  readonly names: readonly string[];
  readonly self: boolean;
  readonly secret?: ObjectKey;
  readonly why: Message;
  readonly cause: Cause;
}

/** What a balancer does with a request. */
export interface RouteDecision {
  readonly request: HttpRequest;
  readonly tls?: TlsDecision;
  /** Rules of other hosts first (the server is chosen by name), then those of the host that was chosen. */
  readonly tried: readonly RouteTrial[];
  /** How many rules of other hosts are not listed in `tried`: a balancer looks a host up by its name and reads none of them. */
  readonly unlisted?: number;
  /** The path that the backend sees, where it is another one than the client asked for. */
  readonly rewritten?: string;
  readonly backend?: RouteBackend;
  /** What the balancer answers itself, when it does not proxy: 308, 404, 503. */
  readonly answer?: { readonly status: number; readonly location?: string };
  readonly why: Message;
  readonly cause: Cause;
}

/** The configuration that the controller's watching half writes for its routing half, as text, and where each line comes from. */
export interface IngressConfig {
  readonly controller: ObjectKey;
  readonly fileName: string;
  readonly lines: readonly { readonly text: string; readonly cause?: Cause }[];
}
