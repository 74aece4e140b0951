import { createCluster } from '../../../src/core/index.js';
import type { Endpoint, EndpointSlice, IpFamily, Node, Pod, Service } from '../../../src/core/index.js';
import {
  addressTypesOf,
  belongsInEndpoints,
  endpointOf,
  endpointPorts,
  findPort,
  hasHostnameIn,
} from '../../../src/core/controllers/endpoint-of-pod.js';
import { packSlices } from '../../../src/core/controllers/slice-packing.js';
import { withHints } from '../../../src/core/controllers/traffic-distribution.js';
import { compare, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

type Fields = Readonly<Record<string, unknown>>;

/** Fragments of objects, as the cases have them; the functions read no more than is there. */
const pod = (spec: Fields, rest: Fields = {}): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', namespace: 'ns' },
    spec,
    status: {},
    ...rest,
  }) as unknown as Pod;
const service = (spec: Fields, metadata: Fields = {}): Service =>
  ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'svc', namespace: 'ns', ...metadata },
    spec,
  }) as unknown as Service;

function table<R>(
  dir: string,
  file: string,
  judge: (row: R & { readonly name: string }) => readonly [unknown, unknown],
): CaseResult[] {
  const { rows } = readJson<{ rows: readonly (R & { name: string })[] }>(dir, file);
  return rows.map((row, i) => {
    const [expected, actual] = judge(row);
    return compare(rowName(file, 'rows', i, row.name), expected, actual);
  });
}

interface AddressTypes {
  readonly clusterIP: string | null;
  readonly ipFamilies: readonly IpFamily[] | null;
  readonly selector: boolean;
  readonly expected: readonly string[];
}

function addressTypes(dir: string): CaseResult[] {
  return table<AddressTypes>(dir, 'address-types.json', ({ clusterIP, ipFamilies, selector, expected }) => [
    expected,
    addressTypesOf({
      ...(clusterIP === null ? {} : { clusterIP }),
      ...(ipFamilies === null ? {} : { ipFamilies }),
      ...(selector ? { selector: { app: 'x' } } : {}),
    }),
  ]);
}

function ports(dir: string): CaseResult[] {
  type Ports = { servicePorts: unknown; containers: unknown; initContainers?: unknown; expected: readonly Fields[] };
  return table<Ports>(dir, 'endpoint-ports.json', ({ servicePorts, containers, initContainers, expected }) => [
    expected,
    endpointPorts(service({ ports: servicePorts }), pod({ containers, initContainers })),
  ]);
}

function namedPorts(dir: string): CaseResult[] {
  type Find = { containers: unknown; initContainers?: unknown; targetPort: number | string; expected: number | null };
  return table<Find>(dir, 'find-port.json', ({ containers, initContainers, targetPort, expected }) => [
    expected,
    findPort(pod({ containers, initContainers }), { targetPort, protocol: 'TCP' }) ?? null,
  ]);
}

interface Conditions {
  readonly podReady: boolean;
  readonly publishNotReadyAddresses: boolean;
  readonly podTerminating: boolean;
  readonly nodeLabels?: Readonly<Record<string, string>>;
  readonly podHostname?: string;
  readonly podSubdomain?: string;
  readonly expected: Fields;
}

function endpoints(dir: string): CaseResult[] {
  return table<Conditions>(dir, 'pod-to-endpoint.json', (row) => {
    const { expected } = row;
    const ready = { type: 'Ready', status: row.podReady ? 'True' : 'False' };
    const object = pod(
      {
        containers: [],
        ...(expected['nodeName'] === undefined ? {} : { nodeName: expected['nodeName'] }),
        ...(row.podHostname === undefined ? {} : { hostname: row.podHostname }),
        ...(row.podSubdomain === undefined ? {} : { subdomain: 'svc' }),
      },
      {
        metadata: {
          name: 'pod',
          namespace: 'ns',
          ...(row.podTerminating ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
        },
        status: { phase: 'Running', podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }], conditions: [ready] },
      },
    );
    const node = row.nodeLabels && ({ metadata: { name: 'node-1', labels: row.nodeLabels } } as unknown as Node);
    const publish = service({ publishNotReadyAddresses: row.publishNotReadyAddresses });
    const { conditions, hostname, nodeName, zone } = endpointOf(object, node, publish, 'IPv4');
    return [expected, { ...conditions, hostname, nodeName, zone }];
  });
}

interface Membership {
  readonly restartPolicy: string | null;
  readonly phase: string;
  readonly podIPs: readonly string[];
  readonly terminating: boolean;
  readonly includeTerminating: boolean;
  readonly inEndpoints: boolean;
}

function membership(dir: string): CaseResult[] {
  return table<Membership>(dir, 'should-pod-be-in-endpoints.json', (row) => {
    const metadata = { name: 'pod', ...(row.terminating ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}) };
    const status = { phase: row.phase, podIPs: row.podIPs.map((ip) => ({ ip })) };
    const object = pod({ restartPolicy: row.restartPolicy ?? undefined }, { metadata, status });
    return [row.inEndpoints, belongsInEndpoints(object, row.includeTerminating)];
  });
}

interface Hostname {
  readonly podNamespace: string;
  readonly hostname?: string | null;
  readonly subdomain?: string | null;
  readonly serviceNamespace: string;
  readonly serviceName: string;
  readonly setHostname: boolean;
}

function hostnames(dir: string): CaseResult[] {
  return table<Hostname>(dir, 'should-set-hostname.json', (row) => [
    row.setHostname,
    hasHostnameIn(
      pod(
        { hostname: row.hostname ?? undefined, subdomain: row.subdomain ?? undefined },
        { metadata: { name: 'pod', namespace: row.podNamespace } },
      ),
      service({}, { name: row.serviceName, namespace: row.serviceNamespace }),
    ),
  ]);
}

interface Reconcile {
  readonly name: string;
  readonly pods: number;
  readonly maxEndpointsPerSlice?: number;
  readonly sliceLengths?: readonly number[];
  readonly slices?: readonly { readonly endpoints: number; readonly ports: number }[];
}

function packing(dir: string): CaseResult[] {
  const file = 'reconcile.json';
  const { cases } = readJson<{ cases: readonly Reconcile[] }>(dir, file);
  return cases.flatMap((one, i) => {
    if (!one.sliceLengths) return living(rowName(file, 'cases', i, one.name), one);
    const desired = Array.from({ length: one.pods }, (_, n): Endpoint => ({
      addresses: [`10.1.${n >> 8}.${n & 255}`],
      conditions: {},
    }));
    const { create } = packSlices([], desired, one.maxEndpointsPerSlice ?? 100);
    return [
      compare(
        rowName(file, 'cases', i, one.name),
        one.sliceLengths,
        create.map((endpoints) => endpoints.length),
      ),
    ];
  });
}

/** A Service that finds no pods, in a living cluster. */
function living(name: string, { pods, slices }: Reconcile): CaseResult[] {
  if (pods !== 0 || !slices) return [];
  const cluster = createCluster();
  const spec = { selector: { app: 'nobody' }, ports: [{ port: 80 }] };
  cluster.apply([service(spec, { name: 'empty', namespace: 'default' })]);
  cluster.settle();
  const made = cluster
    .list<EndpointSlice>('EndpointSlice', 'default')
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === 'empty')
    .map((slice) => ({ endpoints: slice.endpoints.length, ports: slice.ports?.length ?? 0 }));
  return [compare(name, slices, made)];
}

interface HintedEndpoint {
  readonly address: string;
  readonly zone: string | null;
  readonly node: string | null;
  readonly ready: boolean;
  readonly forZones: readonly string[];
  readonly forNodes: readonly string[];
}
type Slices = readonly (readonly HintedEndpoint[])[];
interface Hints {
  readonly name: string;
  readonly trafficDistribution: string | null;
  readonly before: { readonly create: Slices; readonly update: Slices; readonly unchanged: Slices };
  readonly after: { readonly create: Slices; readonly update: Slices; readonly unchanged: Slices };
}

function hint(endpoint: HintedEndpoint, trafficDistribution: string | null): HintedEndpoint {
  const { address, zone, node, ready, forZones, forNodes } = endpoint;
  const named = (names: readonly string[]) => names.map((name) => ({ name }));
  const hints = {
    ...(forZones.length > 0 ? { forZones: named(forZones) } : {}),
    ...(forNodes.length > 0 ? { forNodes: named(forNodes) } : {}),
  };
  const given: Endpoint = {
    addresses: [address],
    conditions: { ready },
    ...(zone === null ? {} : { zone }),
    ...(node === null ? {} : { nodeName: node }),
    ...(Object.keys(hints).length > 0 ? { hints } : {}),
  };
  const result = withHints(given, trafficDistribution ?? undefined).hints;
  return {
    ...endpoint,
    forZones: result?.forZones?.map((one) => one.name) ?? [],
    forNodes: result?.forNodes?.map((one) => one.name) ?? [],
  };
}

/** Slices whose endpoints all keep their hints stay unchanged; one that changes moves to the updates. */
function trafficDistribution(dir: string): CaseResult[] {
  const file = 'traffic-distribution.json';
  const { cases } = readJson<{ cases: readonly Hints[] }>(dir, file);
  return cases.map(({ name, trafficDistribution: wanted, before, after }, i) => {
    const apply = (slices: Slices) => slices.map((slice) => slice.map((one) => hint(one, wanted)));
    const same = (slice: readonly HintedEndpoint[]) =>
      JSON.stringify(slice) === JSON.stringify(slice.map((one) => hint(one, wanted)));
    const actual = {
      create: apply(before.create),
      update: [...apply(before.update), ...apply(before.unchanged.filter((slice) => !same(slice)))],
      unchanged: before.unchanged.filter(same),
    };
    return compare(rowName(file, 'cases', i, name), after, actual);
  });
}

/** Pods to EndpointSlices. */
export const endpointslice: Suite = {
  name: 'endpointslice',
  run(dir) {
    const cases = [
      ...addressTypes(dir),
      ...ports(dir),
      ...namedPorts(dir),
      ...endpoints(dir),
      ...membership(dir),
      ...hostnames(dir),
      ...packing(dir),
      ...trafficDistribution(dir),
    ];
    const { cases: all } = readJson<{ cases: readonly Reconcile[] }>(dir, 'reconcile.json');
    return { cases, notCovered: all.filter((one) => !one.sliceLengths && (one.pods !== 0 || !one.slices)).length };
  },
};
