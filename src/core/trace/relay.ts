import type { Message } from '../api/message.js';
import { nodeAddress } from '../network/node-address.js';
import { objectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import { causeOfChoice, choose, placeOfBalancer, portAt, type Balancer } from './balancer.js';
import type { Dial, Ending, Stage } from './stage.js';
import { shownName } from './health.js';
import { from, newPacket, replyTo, to, type Parcel } from './parcel.js';
import { locationOf } from './place.js';
import type { Packet } from '../netfilter/types.js';
import { edgeWhy } from './why-edge.js';

/** What a relay needs of the exchange it is part of. */
export interface Exchanging {
  exchange(stage: Stage, dial: Dial): Ending;
  /** Sends the answer of the place of an ending back to the client. */
  answer(ending: Ending, reply: Parcel): Ending;
}

/**
 * A balancer that is a proxy: it takes the client's connection itself and opens one of its own to a node port. The two are nothing to each
 * other but what it copies from one to the other, so the client's address stays behind.
 */
export function relay(stage: Stage, dial: Dial, balancer: Balancer, packet: Packet, parts: Exchanging): Ending {
  const { recorder, view, dice } = stage;
  const place = placeOfBalancer(balancer);
  const at = locationOf(place);
  const service = shownName(balancer.service);
  const words = { balancer: balancer.ip, source: from(packet), service };
  recorder.add({ kind: 'deliver' }, at, packet, () => edgeWhy('edge.relay.accepts', words), balancer.cause);

  const choice = choose(view, balancer, packet, dice.stream(`balancer ${balancer.key}`));
  const cause = causeOfChoice(balancer);
  const node = choice.hop && view.get<Node>(objectKey('Node', undefined, choice.hop.node));
  const target = node && nodeAddress(node)?.ip;
  const { nodePort } = portAt(balancer, packet.dport, packet.protocol) ?? {};
  if (!choice.hop || target === undefined || !nodePort) {
    recorder.add({ kind: 'stop', stop: 'refused' }, at, packet, () => choice.why(), cause);
    const refused: Ending = { verdict: 'REJECTED', client: 'connection-refused', cause, at: place };
    return { ...close(stage, dial, packet, refused, parts), unfit: service };
  }
  recorder.add(choice.hop, at, packet, () => choice.why(), cause);

  const own = newPacket(packet.protocol, balancer.ip, dice.port('balancer'), target, nodePort);
  const opening = edgeWhy('edge.relay.opens', {
    balancer: balancer.ip,
    source: from(own),
    target: to(own),
    client: from(packet),
  });
  const leg = recorder.leg;
  recorder.leg = leg + 1;
  const inner = parts.exchange(stage, { ...dial, client: place, packet: own, opening });
  recorder.leg = leg;
  if (inner.client !== 'ok') return close(stage, dial, packet, { ...inner, at: place }, parts);

  recorder.direction = 'back';
  const reply = replyTo(packet);
  const answers = (): Message => edgeWhy('edge.relay.answers', { balancer: balancer.ip, target: to(reply) });
  recorder.add({ kind: 'socket' }, at, reply, answers, balancer.cause);
  const told = parts.answer({ ...inner, at: place }, { packet: reply });
  return told.client === 'ok' ? { ...told, ...(inner.at ? { at: inner.at } : {}), relayed: true } : told;
}

/**
 * The balancer's own connection has failed. A client of TCP has been accepted already and is now cut off with a reset, which the model calls
 * refused; one that waits for the balancer's own attempt waits as long, and a datagram is answered by nobody.
 */
function close(stage: Stage, dial: Dial, packet: Packet, ending: Ending, parts: Exchanging): Ending {
  const { recorder } = stage;
  if (dial.protocol !== 'TCP' || ending.client === 'timeout') return { ...ending, client: 'timeout' };
  recorder.direction = 'back';
  const reply: Parcel = { packet: replyTo(packet), isReset: true };
  const params = { balancer: from(reply.packet), client: to(reply.packet) };
  const at = ending.at ? locationOf(ending.at) : { place: 'outside' as const };
  recorder.add({ kind: 'socket' }, at, reply.packet, () => edgeWhy('edge.relay.closes', params), ending.cause);
  return parts.answer({ ...ending, client: 'connection-refused' }, reply);
}
