import type { Cause, Message } from '../../core/index.js';
import type { Box, SceneNode } from '../types.js';

/** One thing of the way in, before it has a place: a client, a balancer, an address, a half of a controller, an Ingress or one of its routes. */
export interface EdgeItem {
  readonly id: string;
  readonly kind: 'client' | 'load-balancer' | 'node-port' | 'controller' | 'ingress' | 'route';
  readonly form: 'chip' | 'dense' | 'card' | 'row';
  /** Its lines as they are; they are broken to fit when it has a place. */
  readonly lines: readonly string[];
  /** What everything but its place and its lines say of it. */
  readonly node: Omit<SceneNode, 'id' | 'kind' | 'form' | 'box' | 'lines'>;
  /** Of an Ingress: the field by which a controller knows that it is to read it. */
  readonly reads?: Cause;
  /** The line that joins it to what the packet travels on. */
  readonly joins?: EdgeJoint;
}

export type EdgeJoint =
  /** A machine on the network of the nodes. */
  | { readonly kind: 'network' }
  /** A balancer: the Internet enters by it, as soon as it has an address. */
  | { readonly kind: 'balancer'; readonly address: boolean }
  /** An address that the router sends to a node. */
  | { readonly kind: 'address' }
  /** An Ingress and the controller that reads it: the id of its watching half, or nobody. */
  | { readonly kind: 'read'; readonly by: string | undefined };

/** Things of one sort under a heading. */
export interface EdgeSection {
  readonly id: 'edge' | 'ingress';
  readonly title: Message;
  readonly items: readonly EdgeItem[];
}

/** A heading over a section. */
export interface SectionPlace {
  readonly id: EdgeSection['id'];
  readonly box: Box;
}

/** The ways into the cluster from outside. There is none without a Service, an Ingress or a request that opens it. */
export interface Edge {
  readonly internet: EdgeItem;
  readonly sections: readonly EdgeSection[];
}

/** A port that is open on a node's own addresses. */
export interface PortItem {
  readonly id: string;
  readonly text: string;
  readonly node: Omit<SceneNode, 'id' | 'kind' | 'form' | 'box' | 'lines'>;
}
