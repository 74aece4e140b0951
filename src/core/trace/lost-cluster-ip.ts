import type { Message } from '../api/message.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { clusterIPsOf } from '../dns/endpoints.js';
import type { Dial, Ending } from './exchange.js';
import { to } from './parcel.js';
import { reasonWhy } from './why-reason.js';

/**
 * Why a packet to a cluster IP was lost at the router: it was sent outside, where no rule knows the address; or the Service has no such port.
 * kube-proxy writes rules for the address and the port together (`pkg/proxy/iptables/proxier.go`, `syncProxyRules`), so for another port
 * the address is nobody's. Undefined when the packet was lost elsewhere, or the address is no Service's.
 */
export function lostClusterIp(view: ClusterView, client: string, dial: Dial, ending: Ending): Message | undefined {
  if (ending.lost?.why.code !== 'trace.stop.notRouted') return undefined;
  const { dst, dport } = dial.packet;
  const found = view.list<Service>('Service').find((one) => clusterIPsOf(one).includes(dst));
  if (!found) return undefined;
  const service = found.metadata.name;
  if (dial.client.kind === 'outside') {
    const isPending = found.spec.type === 'LoadBalancer' && (found.status?.loadBalancer?.ingress ?? []).length === 0;
    const params = { client, service, target: to(dial.packet) };
    return reasonWhy(isPending ? 'reason.pending' : 'reason.insideOnly', params);
  }
  const { protocol } = dial;
  const ports = (found.spec.ports ?? []).map((one) => `${one.port}/${one.protocol}`);
  if (ports.includes(`${dport}/${protocol}`)) return undefined;
  return reasonWhy('reason.noSuchPort', { client, service, port: dport, protocol, ports: ports.join(', ') });
}
