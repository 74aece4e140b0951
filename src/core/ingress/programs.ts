import { repositoryOf } from '../api/image.js';

/**
 * What a program does with a backend of type ExternalName. Sources: ingress-nginx `serviceEndpoints` of `internal/ingress/controller/controller.go` and
 * `rootfs/etc/nginx/lua/util/dns.lua`; Traefik `pkg/provider/kubernetes/ingress/kubernetes.go` (a route that cannot be built is left out); Contour
 * `internal/dag/accessors.go` and `ingress_processor.go`; HAProxy Ingress `pkg/converters/utils/services.go`; of the others the documentation: NGINX Ingress
 * Controller follows names in NGINX Plus only, and only with resolvers from its ConfigMap, which is not read here.
 */
export interface ExternalNames {
  readonly follows: boolean;
  /** The flag that turns that round. */
  readonly flag?: string;
  /** Where it does not follow: the rule is not there at all, or it is and this is answered. */
  readonly refusal: 'no-rule' | 502 | 503;
  /** What is answered when the name has no address. */
  readonly unresolved: 502 | 503;
}

/** A program that serves Ingresses: how it is recognised, and what it does when nobody tells it otherwise. */
export interface IngressProgram {
  readonly name: string;
  /** The end of its image's repository, without registry, tag and digest. */
  readonly images: readonly string[];
  /** What IngressClasses name it by, and the flag that changes that. */
  readonly controllerName: string;
  readonly controllerFlag?: string;
  /** What the annotation `kubernetes.io/ingress.class` names it by, and the flag that changes that. */
  readonly className: string;
  readonly classFlag?: string;
  /** The flag that makes it serve Ingresses without any class; `true` where it does so unless it is given a class. */
  readonly withoutClass?: string | true;
  /** The flag that names the Service whose addresses are published in the status of Ingresses. */
  readonly publishFlag?: string;
  readonly externalNames: ExternalNames;
  /** Its flags are read in any case, as Traefik reads its own. */
  readonly anyCase?: true;
  /** `nginx`: modelled as ingress-nginx is. `api`: by the rules of the API alone. */
  readonly routing: 'nginx' | 'api';
}

/**
 * The programs that are known. Sources: ingress-nginx `pkg/flags/flags.go`, and the documentation of each other one. A new one is a new row;
 * a program that routes in its own way is a new `routing`, with a module beside `nginx-routes.ts`.
 */
const PROGRAMS: readonly IngressProgram[] = [
  {
    name: 'ingress-nginx',
    images: ['ingress-nginx/controller', 'ingress-nginx/controller-chroot', 'nginx-ingress-controller'],
    controllerName: 'k8s.io/ingress-nginx',
    controllerFlag: 'controller-class',
    className: 'nginx',
    classFlag: 'ingress-class',
    withoutClass: 'watch-ingress-without-class',
    publishFlag: 'publish-service',
    externalNames: { follows: true, flag: 'disable-svc-external-name', refusal: 503, unresolved: 502 },
    routing: 'nginx',
  },
  {
    name: 'nginx-ingress',
    images: ['nginx/nginx-ingress', 'nginx/nginx-ingress-plus', 'nginx-ic/nginx-plus-ingress'],
    controllerName: 'nginx.org/ingress-controller',
    className: 'nginx',
    classFlag: 'ingress-class',
    publishFlag: 'external-service',
    externalNames: { follows: false, refusal: 502, unresolved: 502 },
    routing: 'api',
  },
  {
    name: 'traefik',
    images: ['traefik', 'library/traefik', 'traefik/traefik'],
    controllerName: 'traefik.io/ingress-controller',
    className: 'traefik',
    classFlag: 'providers.kubernetesingress.ingressclass',
    withoutClass: true,
    publishFlag: 'providers.kubernetesingress.ingressendpoint.publishedservice',
    externalNames: {
      follows: false,
      flag: 'providers.kubernetesingress.allowexternalnameservices',
      refusal: 'no-rule',
      unresolved: 502,
    },
    anyCase: true,
    routing: 'api',
  },
  {
    name: 'haproxy-kubernetes-ingress',
    images: ['haproxytech/kubernetes-ingress'],
    controllerName: 'haproxy.org/ingress-controller',
    className: 'haproxy',
    classFlag: 'ingress.class',
    withoutClass: 'empty-ingress-class',
    publishFlag: 'publish-service',
    externalNames: { follows: true, flag: 'disable-service-external-name', refusal: 503, unresolved: 503 },
    routing: 'api',
  },
  {
    name: 'haproxy-ingress',
    images: ['jcmoraisjr/haproxy-ingress'],
    controllerName: 'haproxy-ingress.github.io/controller',
    controllerFlag: 'controller-class',
    className: 'haproxy',
    classFlag: 'ingress-class',
    withoutClass: 'watch-ingress-without-class',
    publishFlag: 'publish-service',
    externalNames: { follows: true, flag: 'disable-external-name', refusal: 503, unresolved: 503 },
    routing: 'api',
  },
  {
    name: 'contour',
    images: ['projectcontour/contour'],
    controllerName: 'projectcontour.io/projectcontour/contour',
    className: 'contour',
    classFlag: 'ingress-class-name',
    withoutClass: true,
    externalNames: { follows: false, refusal: 'no-rule', unresolved: 503 },
    routing: 'api',
  },
];

const known = new Map(PROGRAMS.flatMap((program) => program.images.map((image) => [image, program] as const)));

/** Which program an image is: `registry.k8s.io/ingress-nginx/controller:v1.11.2@sha256:…` is ingress-nginx. Undefined for any other image. */
export function programOfImage(image: string): IngressProgram | undefined {
  const parts = repositoryOf(image).split('/');
  const [last = '', owner] = [parts.at(-1), parts.at(-2)];
  return (owner === undefined ? undefined : known.get(`${owner}/${last}`)) ?? known.get(last);
}
