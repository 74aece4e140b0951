import type { Message } from '../api/message.js';
import { parseKey } from '../api/key.js';
import type { ClusterView } from '../cluster/types.js';
import { why as policyWhy } from '../policy/why.js';
import type { Dial, Ending } from './exchange.js';
import { to } from './parcel.js';
import { causeOfClient, causeOfPlace, nameOf, type Place } from './place.js';
import { policyNames } from './policy-check.js';
import { lostClusterIp } from './lost-cluster-ip.js';
import type { Resolution } from './resolve.js';
import { reasonWhy } from './why-reason.js';
import type { Trace } from './types.js';
import { edgeWhy } from './why-edge.js';
import { why } from './why.js';

/** What a trace says in the end. */
export type Conclusion = Pick<Trace, 'verdict' | 'client' | 'why' | 'cause' | 'server' | 'http'>;

/** Sums an exchange up in one sentence and the field that decided it. */
export function conclude(view: ClusterView, dial: Dial, ending: Ending): Conclusion {
  const base = {
    verdict: ending.verdict,
    client: ending.client,
    cause: ending.cause,
    ...(ending.server ? { server: ending.server } : {}),
  };
  const client = nameOf(dial.client);
  const target = to(dial.packet);
  switch (ending.client) {
    case 'ok':
      return { ...base, why: fromOutside(dial, ending) ?? okay(dial, ending) };
    case 'connection-refused':
      if (ending.unfit !== undefined) {
        return { ...base, why: edgeWhy('edge.sum.noHealthyNode', { client, service: ending.unfit }) };
      }
      if (ending.lost?.service !== undefined) {
        const { nobody, service } = ending.lost;
        return {
          ...base,
          why: nobody?.sum(client, service) ?? why('trace.sum.refusedNoEndpoints', { client, service }),
        };
      }
      if (ending.at) {
        const port = ending.server?.port ?? portOf(ending, dial);
        return { ...base, why: why('trace.sum.refusedPort', { client, server: nameOf(ending.at), port }) };
      }
      return { ...base, why: why('trace.sum.refused', { client, target }) };
    case 'no-route-to-host':
      return { ...base, why: why('trace.sum.noRouteToHost', { client, target }) };
    case 'network-unreachable':
      return { ...base, why: why('trace.sum.networkUnreachable', { client, target }) };
    default:
      if (ending.lost?.by === 'dead-node') {
        const node = ending.lost.at.node ?? '';
        return { ...base, why: why('trace.sum.timeoutDeadNode', { client, node }) };
      }
      if (ending.lost?.decision) {
        const { decision } = ending.lost;
        const pod = parseKey(decision.pod).name;
        const params = { direction: decision.direction, client, target, pod, policies: policyNames(decision) };
        return { ...base, why: policyWhy('policy.sum', params) };
      }
      return {
        ...base,
        cause: ending.cause ?? causeOfClient(view, dial.client, dial.packet),
        why:
          atTheEdge(ending, client, target) ??
          lostClusterIp(view, client, dial, ending) ??
          why('trace.sum.timeout', { client, target }),
      };
  }
}

function okay(dial: Dial, ending: Ending): Message {
  const target = to(dial.packet);
  const server = ending.at ? serverName(ending) : target;
  return why('trace.sum.ok', { client: nameOf(dial.client), target, server });
}

/** A client outside is told what the server knows of it: whether its address came through, and what took it away. */
function fromOutside(dial: Dial, ending: Ending): Message | undefined {
  const { server } = ending;
  const target = to(dial.packet);
  if (dial.client.kind !== 'outside' || !server || `${server.ip}:${server.port}` === target) return undefined;
  const params = { client: nameOf(dial.client), server: serverName(ending), target };
  if (server.sourceIp === dial.client.ip) return edgeWhy('edge.sum.kept', params);
  const source = server.sourceIp;
  if (ending.relayed) return edgeWhy('edge.sum.proxied', { ...params, source });
  return edgeWhy('edge.sum.lost', { ...params, source });
}

/** Silences that have a reason at the edge of the cluster. */
function atTheEdge({ lost, unfit }: Ending, client: string, target: string): Message | undefined {
  if (unfit !== undefined) return edgeWhy('edge.sum.noHealthyNode', { client, service: unfit });
  if (!lost) return undefined;
  const { service = '', chain, at } = lost;
  if (lost.why.code === 'edge.stop.privateAddress') return edgeWhy('edge.sum.private', { client, target });
  if (lost.why.code.startsWith('edge.stop.noHealthyNode'))
    return edgeWhy('edge.sum.noHealthyNode', { client, service });
  if (chain === 'KUBE-PROXY-FIREWALL' || lost.why.code === 'edge.stop.balancerRange') {
    return edgeWhy('edge.sum.sourceRange', { client, service });
  }
  if (chain !== 'KUBE-EXTERNAL-SERVICES' || service === '') return undefined;
  return edgeWhy('edge.sum.noLocalEndpoint', { client, service, node: at.node ?? '' });
}

function serverName(ending: Ending): string {
  const pod = ending.listener?.listens === true ? ending.listener.pod : undefined;
  return pod?.metadata.name ?? (ending.at ? nameOf(ending.at) : '');
}

function portOf(ending: Ending, dial: Dial): number {
  const said = ending.listener?.listens === false ? ending.listener.why.params['port'] : undefined;
  return typeof said === 'number' ? said : dial.packet.dport;
}

/** Sums up a trace that ended before the request was sent: the name had no address. */
export function concludeUnresolved(
  view: ClusterView,
  client: Place,
  name: string,
  found: Exclude<Resolution, { kind: 'address' }>,
): Conclusion {
  const who = nameOf(client);
  if (found.kind !== 'silent' && found.alias) {
    const sentence = reasonWhy(found.kind === 'nxdomain' ? 'reason.aliasIsAddress' : 'reason.alias', {
      client: who,
      name,
      target: found.alias.target,
    });
    const seen = found.kind === 'nxdomain' ? 'nxdomain' : 'no-address';
    return { verdict: 'REJECTED', client: seen, why: sentence, cause: found.alias.cause };
  }
  if (found.kind === 'nxdomain' && found.headless) {
    const { service, cause } = found.headless;
    const sentence = reasonWhy('reason.headless', { client: who, name, service: parseKey(service).name });
    return { verdict: 'REJECTED', client: 'nxdomain', why: sentence, cause };
  }
  if (found.kind === 'nxdomain' && found.ingress) {
    const sentence = reasonWhy('reason.hostWithoutAddress', { client: who, name, ingress: found.ingress.name });
    return { verdict: 'REJECTED', client: 'nxdomain', why: sentence, cause: found.ingress.cause };
  }
  if (found.kind === 'nxdomain') {
    const sentence = why('trace.sum.nxdomain', { client: who, name, count: found.asked });
    return { verdict: 'REJECTED', client: 'nxdomain', why: sentence, cause: found.cause };
  }
  if (found.kind === 'no-data') {
    return {
      verdict: 'REJECTED',
      client: 'no-address',
      why: why('trace.sum.noAddress', { client: who, name }),
      cause: found.cause,
    };
  }
  // Refused or unanswered, glibc says the same in the end, EAI_AGAIN: "Temporary failure in name resolution".
  const isRefused = found.ending.client === 'connection-refused';
  const params = { client: who, name, server: found.server };
  const decision = found.ending.lost?.decision;
  if (decision) {
    const asked = { direction: decision.direction, pod: parseKey(decision.pod).name, policies: policyNames(decision) };
    const sentence = policyWhy('policy.sumDns', { ...params, ...asked });
    return { verdict: 'DROPPED', client: 'timeout', why: sentence, cause: found.ending.cause };
  }
  return {
    verdict: found.ending.verdict === 'FORWARDED' ? 'DROPPED' : found.ending.verdict,
    client: 'timeout',
    why: why(isRefused ? 'trace.sum.resolverRefused' : 'trace.sum.resolverSilent', params),
    cause: found.ending.cause ?? causeOfPlace(view, client),
  };
}
