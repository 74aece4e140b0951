import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Protocol } from '../api/meta.js';
import type { L4Protocol, Packet } from '../netfilter/types.js';
import type { Arrival, Lost } from './arrival.js';
import { balancerAt } from './balancer.js';
import { listenerAt, type Listener, type ServicePortChoice } from './listen.js';
import { from, icmpAbout, replyTo, sameHeader, to, type Parcel } from './parcel.js';
import { causeOfClient, causeOfTarget, locationOf, nameOf, type Place } from './place.js';
import { relay } from './relay.js';
import type { Dial, Ending, Stage } from './stage.js';
import { Walk } from './walk.js';
import { why } from './why.js';
import type { ClientOutcome, Hop, Verdict } from './types.js';

export type { Dial, Ending, Stage } from './stage.js';

export function l4(protocol: Protocol): L4Protocol {
  return protocol.toLowerCase() as L4Protocol;
}

/**
 * One packet out and its answer back: the first packet of a connection (a TCP SYN, a UDP datagram) and what comes in return (SYN-ACK, a
 * datagram, RST, an ICMP error). What it says about the first packet holds for the connection.
 */
export function exchange(stage: Stage, dial: Dial): Ending {
  const { recorder, view } = stage;
  recorder.direction = 'out';
  const own = causeOfClient(view, dial.client, dial.packet);
  recorder.add({ kind: 'socket' }, locationOf(dial.client), dial.packet, () => dial.opening, own);
  const arrival = walkOf(stage, causeOfTarget(view, dial.packet, own)).send(dial.client, { packet: dial.packet });
  return arrival.kind === 'lost' ? endLost(stage, dial, arrival) : endArrived(stage, dial, arrival);
}

function walkOf(stage: Stage, about: Cause, isReply = false): Walk {
  const { view, provider, hosts, recorder, dice } = stage;
  const random = (node: string) => dice.stream(`rules ${node}`);
  return new Walk({ view, provider, hosts, recorder, about, isReply, random, chance: dice.stream });
}

function endLost(stage: Stage, dial: Dial, gone: Lost): Ending {
  const { recorder } = stage;
  const lost: Lost = { ...gone, cause: handWritten(stage, gone) ?? gone.cause };
  recorder.add({ kind: 'stop', stop: lost.stop }, lost.at, lost.packet, () => lost.why, lost.cause);
  const verdict: Verdict = lost.error || lost.stop === 'no-route' ? 'REJECTED' : 'DROPPED';
  const ending: Ending = { verdict, client: lost.client, cause: lost.cause, lost };
  if (!lost.error) return ending;
  recorder.direction = 'back';
  const back = walkOf(stage, causeOfClient(stage.view, dial.client, dial.packet), true).fromNode(
    lost.error.node,
    lost.error.parcel,
  );
  const told = takeError(stage, dial, back, lost.client);
  // An error that is lost on its way leaves the sender waiting.
  return told ? ending : { ...ending, client: 'timeout' };
}

function endArrived(stage: Stage, dial: Dial, arrival: Extract<Arrival, { kind: 'arrived' }>): Ending {
  const { view, recorder } = stage;
  const { place } = arrival;
  const { packet } = arrival.parcel;
  const balancer = place.kind === 'outside' && place.is === 'load-balancer' ? balancerAt(view, place.ip) : undefined;
  if (balancer) {
    const answer = (ending: Ending, reply: Parcel): Ending => {
      const code = ending.client === 'ok' ? 'trace.deliver.client' : 'trace.deliver.refused';
      return endReply(stage, dial, ending, reply, () => why(code, clientOf(dial)));
    };
    return relay(stage, dial, balancer, packet, { exchange, answer });
  }
  const listener = listenerAt(
    view,
    place,
    packet.dport,
    dial.protocol,
    choiceOf(stage),
    causeOfClient(view, dial.client, dial.packet),
  );
  if (!listener.listens) return endUnheard(stage, dial, place, packet, listener);

  const pod = listener.pod ?? (place.kind === 'outside' ? undefined : place.pod);
  const server = {
    ...(pod ? { pod: keyOf(pod) } : {}),
    ip: packet.dst,
    port: packet.dport,
    sourceIp: packet.src,
    sourcePort: packet.sport,
  };
  const at = { ...locationOf(place), ...(pod ? { pod: keyOf(pod) } : {}), device: listener.process };
  recorder.add(
    {
      kind: 'deliver',
      ...(pod ? { pod: keyOf(pod) } : {}),
      ...(listener.container === undefined ? {} : { container: listener.container }),
    },
    at,
    packet,
    () =>
      listener.container === undefined
        ? why('trace.deliver.host', {
            host: `${listener.process} (${nameOf(place)})`,
            port: packet.dport,
            source: from(packet),
          })
        : why('trace.deliver.server', {
            server: pod?.metadata.name ?? nameOf(place),
            container: listener.container,
            port: packet.dport,
            source: from(packet),
          }),
    listener.cause,
  );
  dial.serve?.({ stage, dial, place, pod, at, packet, listener, exchange });
  recorder.direction = 'back';
  const answer = replyTo(packet);
  recorder.add(
    { kind: 'socket' },
    at,
    answer,
    () =>
      why('trace.socket.answer', {
        server: pod?.metadata.name ?? nameOf(place),
        source: from(answer),
        target: to(answer),
      }),
    listener.cause,
  );
  const ending: Ending = { verdict: 'FORWARDED', client: 'ok', cause: listener.cause, at: place, listener, server };
  return endReply(stage, dial, ending, { packet: answer }, () => why('trace.deliver.client', clientOf(dial)));
}

/** An endpoint's address that nobody has: when somebody wrote it by hand, that is the field to look at, and not the Service that was dialled. */
function handWritten({ recorder, view }: Stage, lost: Lost): Cause | undefined {
  if (lost.by !== 'arp' && lost.by !== 'outside' && lost.by !== 'no-route') return undefined;
  const hop = recorder.hops.findLast((one) => one.kind === 'nat' && one.nat === 'DNAT' && isOfLeg(one, recorder));
  if (hop?.packet.after.dst !== lost.packet.dst) return undefined;
  return view.get(hop.cause.object)?.kind === 'EndpointSlice' ? hop.cause : undefined;
}

/** Nobody listens: the destination's kernel answers a SYN with a reset, a datagram with ICMP port unreachable. */
function endUnheard(
  stage: Stage,
  dial: Dial,
  place: Place,
  packet: Packet,
  listener: Extract<Listener, { listens: false }>,
): Ending {
  const { recorder, view } = stage;
  recorder.add({ kind: 'stop', stop: 'refused' }, locationOf(place), packet, () => listener.why, listener.cause);
  recorder.direction = 'back';
  const isTcp = dial.protocol === 'TCP';
  const reply: Parcel = isTcp ? { packet: replyTo(packet), isReset: true } : icmpAbout(packet, packet.dst);
  const params = { server: nameOf(place), port: packet.dport };
  recorder.add(
    { kind: 'socket' },
    locationOf(place),
    reply.packet,
    () => why(isTcp ? 'trace.socket.reset' : 'trace.socket.unreachable', params),
    listener.cause,
  );
  const ending: Ending = {
    verdict: 'REJECTED',
    client: 'connection-refused',
    cause: listener.cause,
    at: place,
    listener,
  };
  if (isTcp) return endReply(stage, dial, ending, reply, () => why('trace.deliver.refused', clientOf(dial)));
  const back = walkOf(stage, causeOfClient(view, dial.client, dial.packet), true).send(place, reply);
  return takeError(stage, dial, back, 'connection-refused') ? ending : { ...ending, client: 'timeout' };
}

function endReply(stage: Stage, dial: Dial, ending: Ending, reply: Parcel, sentence: () => Message): Ending {
  const { recorder, view } = stage;
  const place = ending.at;
  if (!place) return ending;
  const back = walkOf(stage, causeOfClient(view, dial.client, dial.packet), true).send(place, reply);
  const cause = causeOfClient(view, dial.client, dial.packet);
  if (back.kind === 'lost') {
    recorder.add({ kind: 'stop', stop: back.stop }, back.at, back.packet, () => back.why, back.cause);
    return { ...ending, verdict: 'DROPPED', client: 'timeout', cause: back.cause, lost: back };
  }
  const { packet } = back.parcel;
  // The client's socket knows its peer only by the address it dialled; a reply from another one is not for it.
  if (!isSamePlace(back.place, dial.client) || to(packet) !== from(dial.packet) || from(packet) !== to(dial.packet)) {
    const params = { client: nameOf(dial.client), source: from(packet), expected: to(dial.packet) };
    recorder.add(
      { kind: 'stop', stop: 'unanswered' },
      locationOf(back.place),
      packet,
      () => why('trace.stop.notOurs', params),
      cause,
    );
    return { ...ending, verdict: 'DROPPED', client: 'timeout', cause };
  }
  tellClient(stage, dial, packet, sentence, cause);
  return ending;
}

/**
 * An ICMP error reaches the client's socket, which the kernel finds by the header that the error quotes (`__udp4_lib_err` of net/ipv4/udp.c).
 * False when it was lost, or quotes another.
 */
function takeError(stage: Stage, dial: Dial, back: Arrival, outcome: ClientOutcome): boolean {
  if (back.kind === 'lost' || !isSamePlace(back.place, dial.client)) return false;
  const { inner } = back.parcel;
  if (inner && !sameHeader(inner, dial.packet)) return false;
  const code = outcome === 'connection-refused' ? 'trace.deliver.refused' : 'trace.deliver.unreachable';
  const { packet } = back.parcel;
  const params = { client: nameOf(dial.client), source: from(packet) };
  tellClient(stage, dial, packet, () => why(code, params), causeOfClient(stage.view, dial.client, dial.packet));
  return true;
}

function tellClient(stage: Stage, dial: Dial, packet: Packet, sentence: () => Message, cause: Cause): void {
  const pod = dial.client.kind === 'outside' ? undefined : dial.client.pod;
  stage.recorder.add(
    { kind: 'deliver', ...(pod ? { pod: keyOf(pod) } : {}) },
    locationOf(dial.client),
    packet,
    sentence,
    cause,
  );
}

function clientOf(dial: Dial): { client: string; source: string } {
  return { client: nameOf(dial.client), source: to(dial.packet) };
}

function isSamePlace(a: Place, b: Place): boolean {
  if (a.kind === 'pod' && b.kind === 'pod') return keyOf(a.pod) === keyOf(b.pod);
  if (a.kind === 'node' && b.kind === 'node') return a.node === b.node;
  return a.kind === 'outside' && b.kind === 'outside' && a.ip === b.ip;
}

/** The Service whose rule sent the packet where it is, as the hops tell it. */
function choiceOf(stage: Stage): ServicePortChoice | undefined {
  const hop = stage.recorder.hops.findLast(
    (one): one is Extract<Hop, { kind: 'nat' }> =>
      one.kind === 'nat' && one.nat === 'DNAT' && isOfLeg(one, stage.recorder),
  );
  return hop?.service ? { service: hop.service, cause: hop.cause } : undefined;
}

/** Whether a hop is of the connection that is told now: what was done to one that a proxy took says nothing of the proxy's own. */
function isOfLeg(hop: Hop, recorder: Stage['recorder']): boolean {
  return (hop.leg ?? 0) === recorder.leg;
}
