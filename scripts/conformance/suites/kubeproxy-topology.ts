import { categorizeEndpoints, type EndpointState } from '../../../src/core/index.js';
import { compare, filesOf, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface Row {
  readonly name: string;
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly service: {
    readonly internalTrafficPolicy?: string;
    readonly externalTrafficPolicy?: string;
    readonly nodePort?: number;
    readonly hints?: string;
  };
  readonly topologyAwareHints: boolean;
  readonly proxyTerminatingEndpoints: boolean;
  readonly endpoints: readonly {
    readonly endpoint: string;
    readonly ready: boolean;
    readonly local: boolean;
    readonly serving: boolean;
    readonly terminating: boolean;
    readonly zoneHints?: readonly string[];
    readonly nodeHints?: readonly string[];
  }[];
  readonly clusterEndpoints: readonly string[] | null;
  readonly localEndpoints: readonly string[] | null;
  readonly allEndpoints: readonly string[] | null;
  readonly hasAnyEndpoints: boolean;
}

/** Which endpoints a node uses. The rows were written for a release with feature gates, which the row sets. */
export const kubeproxyTopology: Suite = {
  name: 'kubeproxy/topology',
  run: (dir) => ({
    cases: filesOf(dir, '.json').flatMap((file) =>
      readJson<{ cases: readonly Row[] }>(dir, file).cases.map((row, i) =>
        runRow(rowName(file, 'cases', i, row.name), row),
      ),
    ),
  }),
};

function runRow(name: string, row: Row): CaseResult {
  const internalLocal = row.service.internalTrafficPolicy === 'Local';
  const accessible = (row.service.nodePort ?? 0) !== 0;
  const externalLocal = row.service.externalTrafficPolicy === 'Local';
  const use = { usesCluster: !internalLocal || accessible, usesLocal: internalLocal || (externalLocal && accessible) };
  const found = categorizeEndpoints(
    row.endpoints.map(stateOf),
    row.service.hints === undefined ? use : { ...use, hintsAnnotation: row.service.hints },
    { name: 'this-node', zone: row.nodeLabels['topology.kubernetes.io/zone'] ?? '' },
    { hints: row.topologyAwareHints ? 'annotated' : 'never', terminatingFallback: row.proxyTerminatingEndpoints },
  );
  return compare(
    name,
    [sorted(row.clusterEndpoints), sorted(row.localEndpoints), sorted(row.allEndpoints ?? []), row.hasAnyEndpoints],
    [addresses(found.cluster), addresses(found.local), addresses(found.reachable), found.any],
  );
}

function stateOf({
  endpoint,
  ready,
  local,
  serving,
  terminating,
  zoneHints,
  nodeHints,
}: Row['endpoints'][number]): EndpointState {
  return {
    address: endpoint,
    ready,
    local,
    serving,
    terminating,
    zoneHints: zoneHints ?? [],
    nodeHints: nodeHints ?? [],
  };
}

function sorted(endpoints: readonly string[] | null): readonly string[] | null {
  return endpoints === null ? null : [...endpoints].sort();
}

function addresses(endpoints: readonly EndpointState[] | null): readonly string[] | null {
  return sorted(endpoints === null ? null : endpoints.map((endpoint) => endpoint.address));
}
