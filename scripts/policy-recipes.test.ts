import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createCluster, createTracer, DEFAULT_SETTINGS, parseKey, reachability } from '../src/core/index.js';
import {
  createManifestCache,
  parseManifests,
  type Cluster,
  type ObjectKey,
  type ReachPort,
} from '../src/core/index.js';

const EXAMPLES = fileURLToPath(new URL('../src/lessons/examples/', import.meta.url));
const read = (file: string) => readFileSync(`${EXAMPLES}${file}`, 'utf8');

/** A cluster at rest with these manifests of the gallery; a diagnostic that says an error fails the test. */
function clusterOf(...files: readonly string[]): Cluster {
  const texts = files.map((file) => ({ id: file, name: file, text: read(file) }));
  const { documents, diagnostics } = parseManifests(texts, createManifestCache());
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const cluster = createCluster(DEFAULT_SETTINGS);
  expect(cluster.apply(documents.map(({ object }) => object)).refusals).toEqual([]);
  cluster.settle();
  return cluster;
}

const HTTP: ReachPort = { protocol: 'TCP', port: 80 };
const METRICS: ReachPort = { protocol: 'TCP', port: 5000 };
const MYSQL: ReachPort = { protocol: 'TCP', port: 3306 };
const DNS: ReachPort = { protocol: 'UDP', port: 53 };

/** Those whose connections are told of, in the order of the tables below. */
const WHO = [
  'default/api',
  'default/db',
  'default/web',
  'dev/monitor',
  'dev/probe',
  'prod/monitor',
  'prod/shop',
  'kube-system/coredns',
  'outside',
];

/** A row for each of them, a letter for each that it may reach on a port: `+` yes, `-` no, `=` itself. */
function table(cluster: Cluster, port: ReachPort): readonly string[] {
  const { parties, matrices } = reachability(cluster, { by: 'workload', ports: [port] });
  const place = (who: string) =>
    parties.findIndex(({ id, object }) => id === who || (object && textOf(object) === who));
  const places = WHO.map(place);
  expect(places).not.toContain(-1);
  const letters = { allowed: '+', denied: '-', self: '=', partly: '?' };
  const cells = matrices[0]?.cells;
  return places.map((from) => places.map((to) => letters[cells?.[from]?.[to] ?? 'partly']).join(''));
}

function textOf(object: ObjectKey): string {
  const { namespace, name } = parseKey(object);
  return `${namespace}/${name}`;
}

/** What comes from no pod of its own is open; only what is told otherwise here is closed. */
type Rule = (from: string, to: string) => boolean;
const expected = (allows: Rule) =>
  WHO.map((from) =>
    WHO.map((to) => {
      if (from === to) return from === 'kube-system/coredns' || from === 'outside' ? '+' : '=';
      return allows(from, to) ? '+' : '-';
    }).join(''),
  );
const of = (namespace: string) => (who: string) => who.startsWith(`${namespace}/`);
const [WEB, DB, API, COREDNS] = ['default/web', 'default/db', 'default/api', 'kube-system/coredns'];
const inDefault = of('default');
const inProd = of('prod');
const isPod = (who: string) => who !== 'outside';

describe('the recipes, each with what it is meant to do', () => {
  const rows: readonly (readonly [file: string, port: ReachPort, allows: Rule])[] = [
    ['01-deny-all-to-an-app', HTTP, (_, to) => to !== WEB],
    ['02-limit-to-an-app', HTTP, (from, to) => to !== WEB || from === API],
    ['02a-allow-all-to-an-app', HTTP, (_, to) => !inDefault(to) || to === WEB],
    ['03-default-deny-ingress', HTTP, (_, to) => !inDefault(to)],
    ['04-deny-from-other-namespaces', HTTP, (from, to) => !inDefault(to) || inDefault(from)],
    // Every pod of the cluster, and nobody else.
    ['05-allow-from-all-namespaces', HTTP, (from, to) => to !== WEB || isPod(from)],
    ['06-allow-from-a-namespace', HTTP, (from, to) => to !== WEB || inProd(from)],
    // Neither the other pods of that namespace, nor pods with that label elsewhere.
    ['07-allow-some-pods-of-another-namespace', HTTP, (from, to) => to !== WEB || from === 'prod/monitor'],
    ['08-allow-external-clients', HTTP, (_, to) => !inDefault(to) || to === WEB],
    ['08-allow-external-clients', METRICS, (_, to) => !inDefault(to)],
    ['09-only-certain-ports', METRICS, (from, to) => to !== WEB || from === API],
    ['09-only-certain-ports', HTTP, (_, to) => to !== WEB],
    // dev/probe has app=web too, and is of another namespace.
    ['10-several-selectors', MYSQL, (from, to) => to !== DB || from === WEB || from === API || inProd(from)],
    ['11-deny-egress-of-an-app', HTTP, (from) => from !== WEB],
    ['11-deny-egress-of-an-app', DNS, (from, to) => from !== WEB || to === COREDNS],
    ['12-default-deny-egress', HTTP, (from) => !inDefault(from)],
    ['12-default-deny-egress', DNS, (from) => !inDefault(from)],
    ['14-deny-external-egress', HTTP, (from, to) => from !== WEB || isPod(to)],
    ['14-deny-external-egress', DNS, (from, to) => from !== WEB || isPod(to)],
  ];
  test.each(rows)('%s', (file, port, allows) => {
    const cluster = clusterOf('policies/cluster.yaml', `policies/${file}.yaml`);
    expect(table(cluster, port)).toEqual(expected(allows));
  });

  test('each of the recipes is in the table', () => {
    const files = readdirSync(`${EXAMPLES}policies`).filter((file) => file !== 'cluster.yaml');
    expect([...new Set(rows.map(([file]) => `${file}.yaml`))].sort()).toEqual(files.sort());
  });
});

test('default-deny egress is first seen in names: the look-up of a Service is dropped', () => {
  const ask = (...files: readonly string[]) => {
    const view = clusterOf('policies/cluster.yaml', ...files);
    const from = { kind: 'pod', pod: 'Pod/default/api' as ObjectKey } as const;
    const trace = createTracer().trace(view, { from, to: { kind: 'name', name: 'web' }, ...HTTP, attempt: 0 });
    return [trace.client, trace.why.code];
  };
  expect(ask()).toEqual(['ok', 'trace.sum.ok']);
  expect(ask('policies/12-default-deny-egress.yaml')).toEqual(['timeout', 'policy.sumDns']);
  expect(ask('policies/01-deny-all-to-an-app.yaml')).toEqual(['timeout', 'policy.sum']);
});

describe('the policies of the lecture', () => {
  const states = (example: string, part: string, to: string, ...from: readonly string[]) => {
    const view = clusterOf(`parts/${part}.yaml`, `${example}/policy.yaml`);
    const { parties, matrices } = reachability(view, { by: 'pod', ports: [HTTP] });
    const place = (id: string) => parties.findIndex((party) => party.id === id || party.id === `Pod/${id}`);
    return from.map((one) => matrices[0]?.cells[place(one)]?.[place(to)]);
  };

  test('access-nginx lets in the pods of its namespace with access: "true", and nobody else', () => {
    const from = ['default/friend', 'default/stranger', 'outside'];
    expect(states('lecture-access-nginx', 'nginx-and-clients', 'default/nginx', ...from)).toEqual([
      'allowed',
      'denied',
      'denied',
    ]);
  });

  test('deny-from-other-namespaces selects all, for a null selector has no requirement', () => {
    const from = ['isolated-ns/neighbour', 'default/foreigner', 'outside'];
    expect(states('lecture-isolated-ns', 'isolated-namespace', 'isolated-ns/web', ...from)).toEqual([
      'allowed',
      'denied',
      'denied',
    ]);
  });
});
