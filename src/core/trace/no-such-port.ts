import type { Message } from '../api/message.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { clusterIPsOf } from '../dns/endpoints.js';
import type { Dial, Ending } from './exchange.js';
import { reasonWhy } from './why-reason.js';

/**
 * Why a packet to a cluster IP left the cluster and was lost: the Service has no such port. kube-proxy writes rules for the address and the
 * port together (`pkg/proxy/iptables/proxier.go`, `syncProxyRules`), so for another port the address is nobody's. Undefined when the packet
 * was lost elsewhere, or the address is no Service's.
 */
export function noSuchPort(view: ClusterView, client: string, dial: Dial, ending: Ending): Message | undefined {
  if (ending.lost?.why.code !== 'trace.stop.notRouted') return undefined;
  const { dst, dport } = dial.packet;
  const service = view.list<Service>('Service').find((one) => clusterIPsOf(one).includes(dst));
  if (!service) return undefined;
  const ports = (service.spec.ports ?? []).map(({ port, protocol }) => `${port}/${protocol}`);
  if (ports.includes(`${dport}/${dial.protocol}`)) return undefined;
  const { name } = service.metadata;
  return reasonWhy('reason.noSuchPort', {
    client,
    service: name,
    port: dport,
    protocol: dial.protocol,
    ports: ports.join(', '),
  });
}
