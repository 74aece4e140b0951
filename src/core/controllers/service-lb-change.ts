import type { FieldPath } from '../api/field-path.js';
import type { Service } from '../api/service.js';
import { wantsLoadBalancer } from '../cluster/load-balancer.js';

/** What was changed of a Service, in the words of the Event that tells it, and the field. */
export interface ServiceChange {
  readonly reason: string;
  readonly message: string;
  readonly field: FieldPath;
}

/**
 * The first change of a Service that its balancer has to follow and that is told in an Event; ports, session affinity and annotations change without one. Models
 * `needsUpdate` of `staging/src/k8s.io/cloud-provider/controllers/service/controller.go`.
 */
export function changeOf(before: Service, after: Service): ServiceChange | undefined {
  const [wanted, wants] = [wantsLoadBalancer(before), wantsLoadBalancer(after)];
  const [was, is] = [before.spec, after.spec];
  if (wanted !== wants) return changed('Type', was.type, is.type, 'type');
  if (!wants) return undefined;
  const [oldRanges, ranges] = [listed(was.loadBalancerSourceRanges), listed(is.loadBalancerSourceRanges)];
  if (oldRanges !== ranges) return changed('LoadBalancerSourceRanges', oldRanges, ranges, 'loadBalancerSourceRanges');
  if (isRebuilt(was, is)) return undefined;
  const [oldIp, ip] = [was.loadBalancerIP ?? '', is.loadBalancerIP ?? ''];
  if (oldIp !== ip) return changed('LoadbalancerIP', oldIp, ip, 'loadBalancerIP');
  const [oldExternal, external] = [was.externalIPs ?? [], is.externalIPs ?? []];
  if (oldExternal.length !== external.length) {
    const message = `Count: ${oldExternal.length} -> ${external.length}`;
    return { reason: 'ExternalIP', message, field: ['spec', 'externalIPs'] };
  }
  const added = external.find((one, i) => one !== oldExternal[i]);
  if (added !== undefined) return { reason: 'ExternalIP', message: `Added: ${added}`, field: ['spec', 'externalIPs'] };
  if (was.externalTrafficPolicy !== is.externalTrafficPolicy) {
    const [from, to] = [was.externalTrafficPolicy ?? '', is.externalTrafficPolicy ?? ''];
    return changed('ExternalTrafficPolicy', from, to, 'externalTrafficPolicy');
  }
  const [oldPort, port] = [was.healthCheckNodePort ?? 0, is.healthCheckNodePort ?? 0];
  return oldPort === port
    ? undefined
    : changed('HealthCheckNodePort', String(oldPort), String(port), 'healthCheckNodePort');
}

/** What is asked before the addresses, and ends the questions without a word. */
function isRebuilt(was: Service['spec'], is: Service['spec']): boolean {
  const parts = ({ ports = [], sessionAffinity, sessionAffinityConfig }: Service['spec']) =>
    JSON.stringify([
      ports.map(({ name, protocol, port, nodePort, targetPort }) => [name, protocol, port, nodePort, targetPort]),
      sessionAffinity,
      sessionAffinityConfig?.clientIP?.timeoutSeconds,
    ]);
  return parts(was) !== parts(is);
}

function changed(reason: string, before: string, after: string, field: string): ServiceChange {
  return { reason, message: `${before} -> ${after}`, field: ['spec', field] };
}

/** A list as Go's `%v` prints it. */
function listed(values: readonly string[] = []): string {
  return `[${values.join(' ')}]`;
}
