import {
  ingressControllers,
  routeRequest,
  type ClusterView,
  type Ingress,
  type KubeObject,
} from '../../../src/core/index.js';
import {
  aBackend,
  anIngress,
  aTlsSecret,
  edgeView,
  PLAIN_IMAGE,
  type ControllerParts,
} from '../../../src/core/ingress/testing/cluster.js';
import { aPod, aService, aSlice } from '../../../src/core/network/testing/objects.js';
import { createTracer } from '../../../src/core/trace/tracer.js';
import { compare, filesOf, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface Asked {
  readonly name: string;
  readonly scheme?: 'http' | 'https';
  readonly method?: string;
  readonly host: string;
  readonly path: string;
  readonly status: number;
  readonly service: string | null;
  readonly count?: number;
  readonly distinctPods?: number;
  readonly tlsHostVerified?: boolean;
}

interface PathRow {
  readonly paths: readonly { readonly pathType: string; readonly path: string }[];
  readonly request: string;
  readonly match: boolean;
  readonly winner: { readonly pathType: string; readonly path: string } | null;
}

interface Table {
  readonly ingresses?: readonly Ingress[];
  readonly replicas?: Readonly<Record<string, number>>;
  readonly requests?: readonly Asked[];
  readonly expected?: { readonly statusHasAddress: boolean };
  readonly rows?: readonly PathRow[];
  readonly hosts?: readonly { readonly host: string; readonly request: string; readonly match: boolean }[];
}

/** Every case is asked of both ways of routing: by the API's rules alone, and as ingress-nginx does it. */
const CONTROLLERS: readonly ControllerParts[] = [
  { image: PLAIN_IMAGE, args: ['--empty-ingress-class'] },
  { args: ['--watch-ingress-without-class=true'] },
];

/** Where a request ends: the Service that gets it, or the status. Redirects are followed, as the suite's client does. */
export const ingress: Suite = {
  name: 'ingress',
  run: (dir) => ({
    cases: filesOf(dir, '.json').flatMap((file) => {
      const table = readJson<Table>(dir, file);
      return [
        ...(table.requests ?? []).map((row, i) => runRequest(rowName(file, 'requests', i, row.name), table, row)),
        ...(table.expected ? [runStatus(`${file}#expected`, table)] : []),
        ...(table.rows ?? []).map((row, i) => runPath(rowName(file, 'rows', i, row.request), row)),
        ...(table.hosts ?? []).map((row, i) => {
          const objects = [anIngress('case', [`${row.host} / Prefix taker:80`], { class: 'nginx' })];
          const expected = [row.match, row.match];
          const actual = views(objects, ['taker']).map((view) => follow(view, row.request, '/').status === 200);
          return compare(rowName(file, 'hosts', i, row.request), expected, actual);
        }),
      ];
    }),
  }),
};

function views(objects: readonly KubeObject[], services: readonly string[], replicas = 1): readonly ClusterView[] {
  const backends = services.flatMap((name, i) => (replicas === 1 ? atPort(name, i + 1) : spread(name, replicas)));
  return CONTROLLERS.map((controller) => edgeView([...backends, ...objects], controller));
}

/** The suite's Services listen on 8080, by the name `http` too. */
function atPort(name: string, n: number): readonly KubeObject[] {
  return aBackend(name, n).map((object) =>
    object.kind === 'Service'
      ? aService(name, `10.96.1.${n}`, [
          { name: 'web', port: 80, targetPort: 8080 },
          { name: 'http', port: 8080, targetPort: 8080 },
        ])
      : object.kind === 'EndpointSlice'
        ? { ...object, ports: ['web', 'http'].map((port) => ({ name: port, port: 8080, protocol: 'TCP' })) }
        : object,
  );
}

function spread(name: string, replicas: number): readonly KubeObject[] {
  const pods = Array.from({ length: replicas }, (_, i) =>
    aPod(`${name}-${i}`, { node: 'worker-2', ip: `10.244.2.${i + 20}`, ports: [8080] }),
  );
  return [
    ...pods,
    aService(name, '10.96.1.1', [{ name: 'http', port: 8080, targetPort: 8080 }]),
    aSlice(name, pods, [{ name: 'http', port: 8080, protocol: 'TCP' }]),
  ];
}

function servicesOf(ingresses: readonly Ingress[]): readonly string[] {
  const names = ingresses.flatMap(({ spec }) => [
    spec.defaultBackend?.service?.name,
    ...(spec.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend.service?.name)),
  ]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

function placed(ingresses: readonly Ingress[]): readonly Ingress[] {
  return ingresses.map((one) => ({ ...one, metadata: { namespace: 'default', ...one.metadata } }));
}

interface Ended {
  readonly status: number;
  readonly service: string | null;
  /** Whether the certificate is that of the Secret for the host. */
  readonly tlsHostVerified?: boolean;
}

function follow(
  view: ClusterView,
  host: string,
  path: string,
  scheme: 'http' | 'https' = 'http',
  method = 'GET',
): Ended {
  const [controller] = ingressControllers(view);
  if (!controller) return { status: 0, service: null };
  const decision = routeRequest(view, controller, { scheme, method, host, path });
  const { answer, backend } = decision;
  if (answer?.location !== undefined) {
    const [, to = 'http', , then = '/'] = /^(https?):\/\/([^/]*)(\/.*)?$/.exec(answer.location) ?? [];
    return follow(view, host, then, to as 'http' | 'https', method);
  }
  return {
    status: answer?.status ?? 200,
    service: (answer ? undefined : backend?.service?.split('/').at(-1)) ?? null,
    ...(decision.tls ? { tlsHostVerified: !decision.tls.self } : {}),
  };
}

/** The Secrets that the cases name, with a certificate whose names cannot be read: it is taken to be for the host. */
function secretsOf(ingresses: readonly Ingress[]): readonly KubeObject[] {
  const names = ingresses.flatMap(({ spec }) => (spec.tls ?? []).flatMap(({ secretName }) => secretName ?? []));
  const block = (label: string) => btoa(`-----BEGIN ${label}-----\nAQID\n-----END ${label}-----\n`);
  return names.map((name) => aTlsSecret(name, block('CERTIFICATE'), block('PRIVATE KEY')));
}

function runRequest(name: string, table: Table, row: Asked): CaseResult {
  const ingresses = placed(table.ingresses ?? []);
  const services = servicesOf(ingresses);
  if (row.distinctPods !== undefined) return runBalanced(name, table, row, ingresses);
  const { status, service, tlsHostVerified } = row;
  const expected: Ended = { status, service, ...(tlsHostVerified === undefined ? {} : { tlsHostVerified }) };
  const actual = views([...ingresses, ...secretsOf(ingresses)], services).map((view) => {
    const { tlsHostVerified: verified, ...ended } = follow(view, row.host, row.path, row.scheme, row.method);
    return tlsHostVerified === undefined ? ended : { ...ended, tlsHostVerified: verified };
  });
  return compare(name, [expected, expected], actual);
}

/** So many requests, sent through the whole cluster to a pod of the controller, reach so many pods. */
function runBalanced(name: string, table: Table, row: Asked, ingresses: readonly Ingress[]): CaseResult {
  const [service = ''] = servicesOf(ingresses);
  const tracer = createTracer();
  const actual = views(ingresses, [service], table.replicas?.[service] ?? 1).map((view) => {
    const [controller] = ingressControllers(view);
    const pod = controller?.pods[0];
    const reached = new Set<string>();
    for (let attempt = 0; pod && attempt < (row.count ?? 1); attempt++) {
      const http = { scheme: 'http', method: 'GET', host: row.host, path: row.path } as const;
      const from = { kind: 'node', node: 'worker-1' } as const;
      const trace = tracer.trace(view, { from, to: { kind: 'pod', pod }, port: 80, protocol: 'TCP', attempt, http });
      if (trace.http?.status === row.status) reached.add(trace.server?.pod ?? '');
    }
    return reached.size;
  });
  return compare(name, [row.distinctPods, row.distinctPods], actual);
}

/** An Ingress of a class that nobody has gets no address: no controller claims it. */
function runStatus(name: string, table: Table): CaseResult {
  const ingresses = placed(table.ingresses ?? []);
  const actual = views(ingresses, servicesOf(ingresses)).map((view) => {
    const { host = '' } = ingresses[0]?.spec.rules?.[0] ?? {};
    return follow(view, host, '/').status !== 404;
  });
  const wanted = table.expected?.statusHasAddress ?? false;
  return compare(name, [wanted, wanted], actual);
}

function runPath(name: string, row: PathRow): CaseResult {
  const rules = row.paths.map(({ pathType, path }, i) => `* ${path} ${pathType} taker-${i}:80`);
  const services = row.paths.map((_, i) => `taker-${i}`);
  const at = row.paths.findIndex((one) => one.path === row.winner?.path && one.pathType === row.winner?.pathType);
  const expected = row.match ? `taker-${at}` : null;
  const actual = views([anIngress('case', rules)], services).map(
    (view) => follow(view, 'any.example', row.request).service,
  );
  return compare(name, [expected, expected], actual);
}
