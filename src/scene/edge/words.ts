import { messageMaker } from '../../core/index.js';

/** The sentences of the ways in from outside, and their parameters. */
export interface EdgeWords {
  'scene.edge.lane': Record<never, never>;
  'scene.edge.lane.ingress': Record<never, never>;
  'scene.edge.internet': Record<never, never>;
  'scene.edge.lan': Record<never, never>;
  'scene.edge.more': { readonly count: number };
  'scene.edge.healthy': { readonly healthy: number; readonly all: number };
  'scene.edge.half.watch': Record<never, never>;
  'scene.edge.half.route': { readonly count: number };
  'scene.edge.unread': Record<never, never>;
  'scene.edge.selfSigned': Record<never, never>;
  'scene.edge.otherHost': Record<never, never>;
  'scene.edge.otherPath': Record<never, never>;
  'scene.edge.routes.more': { readonly count: number };
  'scene.edge.noLocal': Record<never, never>;
  'scene.edge.about.internet': Record<never, never>;
  'scene.edge.about.lan': Record<never, never>;
  'scene.edge.about.balancer': Record<never, never>;
  'scene.edge.about.balancer.none': Record<never, never>;
  'scene.edge.about.address': Record<never, never>;
  'scene.edge.about.port': Record<never, never>;
  'scene.edge.about.port.local': Record<never, never>;
  'scene.edge.about.controller': Record<never, never>;
  'scene.edge.about.watch': Record<never, never>;
  'scene.edge.about.route': Record<never, never>;
  'scene.edge.about.ingress': Record<never, never>;
  'scene.edge.about.ingress.unread': Record<never, never>;
  'scene.edge.about.rule': Record<never, never>;
  'scene.packet.allowed': Record<never, never>;
  'scene.packet.denied': Record<never, never>;
  'scene.packet.balance': Record<never, never>;
  'scene.packet.tls': Record<never, never>;
  'scene.packet.choose': Record<never, never>;
  'scene.packet.answer': Record<never, never>;
}

/** Makes a message of the ways in. */
export const say = messageMaker<EdgeWords>();
