import type { Cause } from '../api/cause.js';
import { parseIp } from '../api/ip.js';
import { keyOf, objectKey } from '../api/key.js';
import type { Ingress } from '../api/networking.js';
import type { Node } from '../api/node.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { isServing, podsOf, type ControllerSpec } from './controllers.js';

type Address = NonNullable<NonNullable<NonNullable<Ingress['status']>['loadBalancer']>['ingress']>[number];

/** Where the Ingresses of a controller can be reached, and the field that says so. */
export interface Published {
  readonly addresses: readonly Address[];
  readonly cause: Cause;
}

/**
 * What a controller writes into the status of its Ingresses: what `--publish-status-address` says, else the addresses of the Service that `--publish-service` names, else (ingress-nginx) those of the nodes
 * with a ready pod of it. Models `runningAddresses` and `statusAddressFromService` of ingress-nginx `internal/ingress/status/status.go`. Undefined for a program that
 * publishes nothing, and for a Service that is not there.
 */
export function publishedBy(view: ClusterView, spec: ControllerSpec): Published | undefined {
  const { publishAddress } = spec;
  if (publishAddress) {
    const cause: Cause = { object: spec.workload, field: [...spec.field, ...publishAddress.field] };
    const texts = publishAddress.value.split(',').map((one) => one.trim());
    const given = texts.map((one): Address => (parseIp(one) ? { ip: one } : { hostname: one }));
    return { addresses: sorted(given), cause };
  }
  if (spec.publish) {
    const service = view.get<Service>(spec.publish.service);
    return service && ofService(service);
  }
  return spec.program.routing === 'nginx' ? ofNodes(view, spec) : undefined;
}

function ofService(service: Service): Published {
  const { spec, status } = service;
  const at = (field: readonly (string | number)[]): Cause => ({ object: keyOf(service), field });
  const external = (spec.externalIPs ?? []).map((ip): Address => ({ ip }));
  if (spec.type === 'ExternalName') {
    return { addresses: [{ hostname: spec.externalName ?? '' }], cause: at(['spec', 'externalName']) };
  }
  if (spec.type === 'LoadBalancer') {
    const given = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }): Address =>
      ip === undefined ? { hostname: hostname ?? '' } : { ip },
    );
    const all = [...given, ...external.filter((one) => !given.some(({ ip }) => ip === one.ip))];
    return { addresses: sorted(all), cause: at(given.length > 0 ? ['status', 'loadBalancer'] : ['spec', 'type']) };
  }
  if (spec.type === 'NodePort' && external.length > 0) {
    return { addresses: sorted(external), cause: at(['spec', 'externalIPs']) };
  }
  const ip = spec.clusterIP;
  const hasIp = ip !== undefined && parseIp(ip) !== undefined;
  return { addresses: hasIp ? [{ ip }] : [], cause: at(hasIp ? ['spec', 'clusterIP'] : ['spec', 'type']) };
}

/** A node's ExternalIP, else its InternalIP (`GetNodeIPOrName`, `internal/k8s/main.go`). */
function ofNodes(view: ClusterView, spec: ControllerSpec): Published {
  const nodes = [
    ...new Set(
      podsOf(view, spec)
        .filter(isServing)
        .map((pod) => pod.spec.nodeName ?? ''),
    ),
  ];
  const found = nodes.flatMap((name) => {
    const key = objectKey('Node', undefined, name);
    const all = view.get<Node>(key)?.status.addresses ?? [];
    const i = ['ExternalIP', 'InternalIP']
      .map((type) => all.findIndex((one) => one.type === type))
      .find((at) => at >= 0);
    const address = i === undefined ? undefined : all[i]?.address;
    return address === undefined
      ? []
      : [{ ip: address, cause: { object: key, field: ['status', 'addresses', i ?? 0, 'address'] } }];
  });
  const image: Cause = { object: spec.workload, field: [...spec.field, 'image'] };
  return { addresses: sorted(found.map(({ ip }) => ({ ip }))), cause: found[0]?.cause ?? image };
}

function sorted(addresses: readonly Address[]): readonly Address[] {
  const text = ({ hostname = '', ip = '' }: Address) => `${hostname} ${ip}`;
  return addresses.toSorted((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}

export function sameAddresses(a: readonly Address[], b: readonly Address[]): boolean {
  return a.length === b.length && a.every((one, i) => one.ip === b[i]?.ip && one.hostname === b[i]?.hostname);
}

export function textOfAddresses(addresses: readonly Address[]): string {
  return addresses.map(({ ip, hostname }) => ip ?? hostname ?? '').join(', ');
}
