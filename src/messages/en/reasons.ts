import type { ReasonWhy } from '../../core/index.js';

/** What is behind a failure, in the manifests: which port, which name, what the scheduler missed. */
export const reasons = {
  'reason.noSuchPort':
    '{client} waits until it times out: {service} has no port {port}/{protocol}, it has {ports}. No rule takes the packet, and nobody else has that address.',
  'reason.unscheduled':
    '{client} was refused at once: {service} has no endpoint, because {count, plural, one {the pod it selects has} other {the # pods it selects have}} found no node. The scheduler says: “{said}”',
  'reason.probe':
    '{client} was refused at once: {service} has no endpoint, because {count, plural, one {the pod it selects, {pod}, is not ready} other {none of the # pods it selects is ready}}: the {probe} of container {container} has not passed.',
  'reason.crashes':
    '{client} was refused at once: {service} has no endpoint, because {count, plural, one {the pod it selects, {pod}, is not ready} other {none of the # pods it selects is ready}}: container {container} ends again and again, and its next start has to wait (CrashLoopBackOff).',
  'reason.portNames':
    '{client} was refused at once: {service} has no endpoint for its port named {port}, because the endpoints written for it name their ports {names}. Both names must be the same.',
  'reason.writtenNotReady':
    '{client} was refused at once: the endpoints written for {service} are marked as not ready.',
  'reason.headless':
    '{client} cannot resolve {name}: {service} is headless, its name stands for the addresses of its ready pods, and there is none.',
  'reason.insideOnly':
    '{client} waits until it times out: {target} is the ClusterIP of {service}, and only the nodes of the cluster know what to do with it.',
  'reason.pending':
    '{client} waits until it times out: {service} has no address outside yet (<pending>), and {target} is nobody’s outside the cluster.',
  'reason.alias':
    '{client} cannot connect to {name}: it is only another name (ExternalName) for {target}, and no name server knows an address of that.',
  'reason.aliasIsAddress':
    '{client} cannot resolve {name}: its externalName is the address {target}, where a name must stand, so CoreDNS does not answer. A Service without a selector, with an EndpointSlice, leads to an address.',
  'reason.hostWithoutAddress':
    '{client} cannot resolve {name}: the Ingress {ingress} names that host, but has no address yet that could be published for it.',
  'reason.dns.aliasIsAddress':
    '{name} is the ExternalName Service {service}, but {target} is an address and no name: {server} does not answer with it, NXDOMAIN.',
} as const satisfies Record<keyof ReasonWhy, string>;
