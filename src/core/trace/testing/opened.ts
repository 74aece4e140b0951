import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { Service } from '../../api/service.js';
import { aService, aSlice } from '../../network/testing/objects.js';
import type { Trace, TrafficRequest } from '../types.js';
import { expectCauses } from './expect-causes.js';
import { backends, request, shop } from './shop.js';
import { hops, tracer } from './traced.js';

/** The balancer's address. */
export const VIP = '203.0.113.1';
/** The machine beside the nodes. */
export const LAN = '192.168.0.200';
export const internet = { kind: 'outside' } as const;
export const lan = { kind: 'outside', place: 'lan' } as const;
export const ip = (address: string) => ({ kind: 'ip', ip: address }) as const;
export const node = (name: string) => ({ kind: 'node', node: name }) as const;

export interface Case {
  readonly spec?: Partial<Service['spec']>;
  readonly mode?: 'VIP' | 'Proxy';
  readonly behind?: readonly (Pod | undefined)[];
  readonly more?: readonly KubeObject[];
}

/** The lecture's Service, open to the world outside: port 80, node port 30080, and the balancer's address where it has one. */
function opened({ spec = {}, mode, behind = backends, more = [] }: Case): readonly KubeObject[] {
  const type = mode === undefined ? 'NodePort' : 'LoadBalancer';
  const made = aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 9376, nodePort: 30080 }], {
    spec: { type, selector: { app: 'MyApp' }, externalTrafficPolicy: 'Cluster', ...spec },
  });
  const ingress = mode === undefined ? {} : { ingress: [{ ip: VIP, ipMode: mode }] };
  return [
    { ...made, status: { loadBalancer: ingress } } as Service,
    aSlice(
      'my-service',
      behind.flatMap((one) => one ?? []),
      [{ name: '', port: 9376, protocol: 'TCP' }],
    ),
    ...more,
  ];
}

export function trace(parts: Partial<TrafficRequest>, built: Case = {}): Trace {
  const view = shop(...opened(built));
  const made = tracer.trace(view, request(parts));
  expectCauses(view, made);
  return made;
}

export const local = { externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 } as const;
/** The pod it lands on, and whose address that pod sees. */
export const landed = (made: Trace) => [made.server?.pod?.replace('Pod/default/', ''), made.server?.sourceIp];
export const chains = (made: Trace) =>
  hops(made, 'rule').flatMap(
    ({ chain }) =>
      /^(KUBE-(?:NODEPORTS|SERVICES|EXTERNAL-SERVICES|PROXY-FIREWALL|MARK-MASQ)|KUBE-(?:EXT|SVL|FW))/.exec(
        chain,
      )?.[0] ?? [],
  );
