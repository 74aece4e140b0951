import { keyOf } from '../api/key.js';
import type { ClusterView } from '../cluster/types.js';
import { addressOfReverse, canonicalAddress } from './addresses.js';
import { endpointIndex, endpointName, servicesAt } from './endpoints.js';
import { findRecords, isExposed, type Finding } from './kubernetes-plugin.js';
import type { CoreDnsConfig } from './types.js';

/**
 * The names of an address: the Service that has it as cluster IP, else every Service that has it as a ready endpoint
 * (plugin/kubernetes/reverse.go). Names are given in the cluster's own zone, the first of the Corefile that is no reverse zone.
 */
export function findReverse(view: ClusterView, name: string, zone: string, config: CoreDnsConfig): Finding {
  const ip = addressOfReverse(name);
  if (ip === undefined) return { ...findRecords(view, name, zone, config), targets: [] };
  const primary = config.zones.find((one) => !one.toLowerCase().endsWith('.arpa.')) ?? zone;
  const exposed = (namespace: string | undefined) =>
    config.namespaces === undefined || isExposed(view, namespace ?? '', config);

  const service = servicesAt(view, ip).find((one) => exposed(one.metadata.namespace));
  if (service) {
    const host = `${service.metadata.name}.${service.metadata.namespace ?? ''}.svc.${primary}`;
    const key = keyOf(service);
    const cause = { object: key, field: ['spec', 'clusterIP'] };
    return { missing: false, targets: [{ host, port: 0, key: host }], reason: 'reverse', service: key, cause };
  }
  const found = (endpointIndex(view).byAddress.get(canonicalAddress(ip)) ?? []).filter((one) => exposed(one.namespace));
  const first = found[0];
  if (!first) return { missing: true, targets: [], reason: 'no-endpoints' };
  const targets = found.map((one) => {
    const label = endpointName(
      one.address,
      one.endpoint.hostname,
      one.endpoint.targetRef?.name,
      config.endpointPodNames === true,
    );
    const host = `${label}.${one.service}.${one.namespace}.svc.${primary}`;
    return { host, port: 0, key: host };
  });
  const cause = { object: first.slice, field: ['endpoints', first.index, 'addresses', 0] };
  return { missing: false, targets, reason: 'reverse', cause };
}
