import type { Pod } from '../../../src/core/index.js';
import { parseResolvConf } from '../../../src/core/dns/kubelet.js';
import { dnsSource, fittingSearches, mergeOptions, podResolvConf } from '../../../src/core/dns/resolv-conf.js';
import { aPod } from '../../../src/core/network/testing/objects.js';
import { compare, filesOf, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface PodRow {
  readonly dnsPolicy: string;
  readonly hostNetwork?: boolean;
  readonly dnsConfig?: Pod['spec']['dnsConfig'];
  readonly type?: string;
  readonly servers?: readonly string[];
  readonly searches?: readonly string[];
  readonly options?: readonly string[];
}

interface PodTable {
  readonly namespace?: string;
  readonly clusterDNS: readonly string[];
  readonly clusterDomain: string;
  readonly hostResolvConf?: string;
  readonly rows: readonly PodRow[];
}

interface ListRow {
  readonly name?: string;
  readonly in: readonly string[];
  readonly out: readonly string[];
  readonly limits?: 'both' | 'expanded' | 'legacy';
  readonly warning?: boolean;
}

interface Tables {
  readonly policy?: readonly PodRow[];
  readonly pod?: PodTable;
  readonly noHostResolvConf?: PodTable;
  readonly searchLimit?: readonly ListRow[];
  readonly nameserverLimit?: readonly ListRow[];
  readonly mergeOptions?: readonly {
    readonly existing: readonly string[];
    readonly dnsConfig: NonNullable<NonNullable<Pod['spec']['dnsConfig']>['options']>;
    readonly out: readonly string[];
  }[];
  readonly parse?: readonly {
    readonly in: string;
    readonly error?: boolean;
    readonly nameservers?: readonly string[];
    readonly searches?: readonly string[];
    readonly options?: readonly string[];
  }[];
}

/** A pod's /etc/resolv.conf, table by table of the kubelet's own test. */
export const resolvconf: Suite = {
  name: 'resolvconf',
  run: (dir) => {
    const cases: CaseResult[] = [];
    let notCovered = 0;
    for (const file of filesOf(dir, '.json')) {
      const tables = readJson<Tables>(dir, file);
      const rows = <T>(table: string, list: readonly T[] | undefined, run: (name: string, row: T) => CaseResult) =>
        cases.push(...(list ?? []).map((row, i) => run(rowName(file, table, i), row)));
      rows('policy', tables.policy, (name, row) =>
        compare(name, row.type, dnsSource(podOf(row)).replace('invalid', 'error')),
      );
      for (const table of ['pod', 'noHostResolvConf'] as const) {
        const given = tables[table];
        if (given) rows(table, given.rows, (name, row) => runPod(name, given, row));
      }
      // The limits of kubelets before 1.26 are not modelled.
      const today = tables.searchLimit?.filter((row) => row.limits !== 'legacy');
      notCovered += (tables.searchLimit?.length ?? 0) - (today?.length ?? 0);
      rows('searchLimit', today, runSearchLimit);
      rows('nameserverLimit', tables.nameserverLimit, runNameserverLimit);
      rows('mergeOptions', tables.mergeOptions, (name, row) =>
        compare(name, sorted(row.out), sorted(mergeOptions(row.existing, row.dnsConfig))),
      );
      rows('parse', tables.parse, (name, row) => {
        const { in: text, error, ...expected } = row;
        return compare(name, error === true ? null : expected, parseResolvConf(text));
      });
    }
    return { cases, notCovered };
  },
};

function podOf(row: PodRow, namespace = 'default'): Pod {
  return aPod('pod', {
    namespace,
    hostNetwork: row.hostNetwork ?? false,
    spec: {
      // One row gives a policy that the API server would refuse, on purpose.
      dnsPolicy: row.dnsPolicy as Pod['spec']['dnsPolicy'],
      ...(row.dnsConfig ? { dnsConfig: row.dnsConfig } : {}),
    },
  });
}

function runPod(name: string, table: PodTable, row: PodRow): CaseResult {
  const host = table.hostResolvConf === undefined ? null : parseResolvConf(table.hostResolvConf);
  const kubelet = { clusterDns: table.clusterDNS, clusterDomain: table.clusterDomain, host };
  const actual = podResolvConf(podOf(row, table.namespace), kubelet);
  return compare(
    name,
    { servers: row.servers, searches: row.searches, options: row.options && sorted(row.options) },
    {
      servers: row.servers && actual.nameservers,
      searches: row.searches && actual.searches,
      options: row.options && sorted(actual.options),
    },
  );
}

function runSearchLimit(name: string, row: ListRow): CaseResult {
  const actual = fittingSearches(row.in);
  const expected = { out: row.out, warning: row.warning };
  return compare(name, expected, { out: actual, warning: actual.length < row.in.length });
}

function runNameserverLimit(name: string, row: ListRow): CaseResult {
  const pod = podOf({ dnsPolicy: 'None', dnsConfig: { nameservers: row.in } });
  const { nameservers, warnings } = podResolvConf(pod, { clusterDns: [], clusterDomain: '', host: null });
  return compare(
    name,
    { out: row.out, warning: row.warning ?? false },
    { out: nameservers, warning: warnings.length > 0 },
  );
}

function sorted(values: readonly string[]): string[] {
  return [...values].sort();
}
