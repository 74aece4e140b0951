import type { ClusterView } from '../cluster/types.js';
import type { Dial, Ending } from './exchange.js';
import { to } from './parcel.js';
import { causeOfPlace, nameOf, type Place } from './place.js';
import type { Resolution } from './resolve.js';
import type { Trace } from './types.js';
import { why } from './why.js';

/** What a trace says in the end. */
export type Conclusion = Pick<Trace, 'verdict' | 'client' | 'why' | 'cause' | 'server'>;

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
      return { ...base, why: why('trace.sum.ok', { client, target, server: ending.at ? serverName(ending) : target }) };
    case 'connection-refused':
      if (ending.lost?.service !== undefined) {
        return { ...base, why: why('trace.sum.refusedNoEndpoints', { client, service: ending.lost.service }) };
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
      return {
        ...base,
        cause: ending.cause ?? causeOfPlace(view, dial.client),
        why: why('trace.sum.timeout', { client, target }),
      };
  }
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
  return {
    verdict: found.ending.verdict === 'FORWARDED' ? 'DROPPED' : found.ending.verdict,
    client: 'timeout',
    why: why(isRefused ? 'trace.sum.resolverRefused' : 'trace.sum.resolverSilent', params),
    cause: found.ending.cause ?? causeOfPlace(view, client),
  };
}
