import { invalid, type FieldError } from '../api/field-error.js';
import type { Service, ServicePort } from '../api/service.js';
import { checkServiceIp, nextServiceIp, type AllocationError, type ServiceRange } from './address-range.js';
import { checkPort, nextPort, NODE_PORTS, type PortRange } from './port-range.js';
import { seededNumber } from './seeded.js';

/** What is given away already. A Service may keep what is its own: the caller leaves it out. */
export interface Allocations {
  readonly range: ServiceRange | undefined;
  readonly rangeText: string;
  readonly ports?: PortRange;
  readonly seed: number;
  isIpTaken(ip: string): boolean;
  isPortTaken(port: number): boolean;
}

export type Allocated = { readonly service: Service } | { readonly error: FieldError };

/**
 * Gives a Service its clusterIP and nodePorts, or keeps those of `old`. Models `allocateCreate` and `allocateUpdate` of
 * `pkg/registry/core/service/storage/alloc.go` and `patchAllocatedValues` of storage.go.
 */
export function allocateService(service: Service, old: Service | undefined, allocations: Allocations): Allocated {
  const patched = old ? keepAllocated(service, old) : service;
  const addressed = allocateIp(patched, allocations);
  if ('error' in addressed) return addressed;
  const numbered = allocatePorts(addressed.service, allocations);
  return 'error' in numbered ? numbered : allocateHealthCheck(numbered.service, allocations);
}

/** The port on which load balancers ask a node whether it has local endpoints (`allocHealthCheckNodePort`). */
function allocateHealthCheck(
  service: Service,
  { ports: range = NODE_PORTS, seed, isPortTaken }: Allocations,
): Allocated {
  const { type, externalTrafficPolicy, healthCheckNodePort } = service.spec;
  if (type !== 'LoadBalancer' || externalTrafficPolicy !== 'Local') return { service };
  const path = ['spec', 'healthCheckNodePort'];
  const own = (port: number) => service.spec.ports?.some((one) => one.nodePort === port) === true;
  const taken = (port: number) => isPortTaken(port) || own(port);
  if (healthCheckNodePort) {
    const problem = checkPort(range, healthCheckNodePort, taken);
    if (!problem) return { service };
    const detail = `failed to allocate requested HealthCheck NodePort ${healthCheckNodePort}: ${portProblem(problem, range)}`;
    return { error: invalid(path, healthCheckNodePort, detail) };
  }
  const key = `${service.metadata.namespace}/${service.metadata.name}`;
  const port = nextPort(range, seededNumber(seed, `healthCheckNodePort ${key}`), taken);
  if (port === undefined)
    return { error: invalid(path, 0, 'failed to allocate a HealthCheck NodePort: range is full') };
  return { service: { ...service, spec: { ...service.spec, healthCheckNodePort: port } } };
}

function portProblem(problem: AllocationError, range: PortRange): string {
  if (problem === 'ErrAllocated') return 'provided port is already allocated';
  return `provided port is not in the valid range. The range of valid ports is ${range.first}-${range.first + range.size - 1}`;
}

function hasClusterIp(service: Service): boolean {
  return service.spec.type !== 'ExternalName' && service.spec.clusterIP !== 'None';
}

function hasNodePorts({ spec }: Service): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

/** `needsNodePort` of `pkg/registry/core/service/strategy.go`. */
function mayHaveNodePorts({ spec }: Service): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}

/** What the user leaves out of an update stays as it was (`patchAllocatedValues`). */
function keepAllocated(service: Service, old: Service): Service {
  let { spec } = service;
  const { clusterIP, clusterIPs } = old.spec;
  if (hasClusterIp(service) && hasClusterIp(old) && !spec.clusterIP && clusterIP) {
    spec = { ...spec, clusterIP, clusterIPs: clusterIPs ?? [clusterIP] };
  }
  // With allocateLoadBalancerNodePorts: false no new ones are given; those that are there stay until somebody takes them out.
  if (mayHaveNodePorts(service) && mayHaveNodePorts(old) && spec.ports) {
    const known = new Map((old.spec.ports ?? []).map((port) => [portId(port), port.nodePort]));
    const used = new Set(spec.ports.map((port) => port.nodePort));
    spec = {
      ...spec,
      ports: spec.ports.map((port) => {
        const nodePort = known.get(portId(port));
        if (port.nodePort || !nodePort || used.has(nodePort)) return port;
        used.add(nodePort);
        return { ...port, nodePort };
      }),
    };
  }
  return spec === service.spec ? service : { ...service, spec };
}

function portId(port: ServicePort): string {
  return `${port.protocol}/${port.port}`;
}

function allocateIp(service: Service, { range, rangeText, seed, isIpTaken }: Allocations): Allocated {
  if (!hasClusterIp(service)) return { service };
  const { clusterIP } = service.spec;
  const key = `${service.metadata.namespace}/${service.metadata.name}`;
  if (clusterIP) {
    const problem = range ? checkServiceIp(range, clusterIP, isIpTaken) : 'ErrNotInRange';
    if (!problem) return { service: withIp(service, clusterIP) };
    const reason =
      problem === 'ErrAllocated'
        ? 'provided IP is already allocated'
        : `the provided IP (${clusterIP}) is not in the valid range. The range of valid IPs is ${rangeText}`;
    const detail = `failed to allocate IP ${clusterIP}: ${reason}`;
    return { error: invalid(['spec', 'clusterIPs'], [clusterIP], detail) };
  }
  const ip = range && nextServiceIp(range, seededNumber(seed, `clusterIP ${key}`), isIpTaken);
  if (ip !== undefined) return { service: withIp(service, ip) };
  return { error: invalid(['spec', 'clusterIPs'], [], 'failed to allocate a serviceIP: range is full') };
}

function withIp(service: Service, ip: string): Service {
  return { ...service, spec: { ...service.spec, clusterIP: ip, clusterIPs: [ip] } };
}

/**
 * One number a port. Ports of one Service with the same port number but other protocols may share a nodePort, and do when one of them
 * names it (`initNodePorts` and `updateNodePorts`).
 */
function allocatePorts(service: Service, { ports: range = NODE_PORTS, seed, isPortTaken }: Allocations): Allocated {
  const { ports } = service.spec;
  if (!ports) return { service };
  if (!hasNodePorts(service)) {
    if (service.spec.type === 'LoadBalancer' || ports.every((port) => port.nodePort === undefined)) return { service };
    return {
      service: withPorts(service, ports.map(withoutNodePort)),
    };
  }
  const key = `${service.metadata.namespace}/${service.metadata.name}`;
  const own = new Map<number, Set<string>>();
  const sharedBy = new Map<number, number>();
  const take = (nodePort: number, port: ServicePort) => {
    own.set(nodePort, (own.get(nodePort) ?? new Set()).add(port.protocol));
    sharedBy.set(port.port, nodePort);
  };
  for (const [index, port] of ports.entries()) {
    if (!port.nodePort) continue;
    if (!own.has(port.nodePort)) {
      const problem = checkPort(range, port.nodePort, isPortTaken);
      if (problem) {
        return { error: invalid(['spec', 'ports', index, 'nodePort'], port.nodePort, portProblem(problem, range)) };
      }
    }
    take(port.nodePort, port);
  }
  const result: ServicePort[] = [];
  for (const [index, port] of ports.entries()) {
    if (port.nodePort) {
      result.push(port);
      continue;
    }
    const shared = sharedBy.get(port.port);
    const nodePort =
      shared !== undefined && !own.get(shared)?.has(port.protocol)
        ? shared
        : nextPort(
            range,
            seededNumber(seed, `nodePort ${key} ${port.name ?? ''} ${port.port}`),
            (one) => isPortTaken(one) || own.has(one),
          );
    if (nodePort === undefined) {
      const detail = 'failed to allocate a nodePort: range is full';
      return { error: invalid(['spec', 'ports', index, 'nodePort'], port.nodePort ?? 0, detail) };
    }
    take(nodePort, port);
    result.push({ ...port, nodePort });
  }
  return { service: withPorts(service, result) };
}

function withoutNodePort(port: ServicePort): ServicePort {
  const { nodePort: _, ...rest } = port;
  return rest;
}

function withPorts(service: Service, ports: readonly ServicePort[]): Service {
  return { ...service, spec: { ...service.spec, ports } };
}
