import type { Cause } from '../api/cause.js';
import type { Message } from '../api/message.js';
import type { Packet } from '../netfilter/types.js';
import type { PolicyDecision } from '../policy/types.js';
import type { NobodyBehind } from './no-endpoints.js';
import type { Parcel } from './parcel.js';
import type { Place } from './place.js';
import type { ClientOutcome, Hop, Location } from './types.js';

export type StopKind = Extract<Hop, { kind: 'stop' }>['stop'];

/** Where a packet ended: at somebody's socket, or nowhere. */
export type Arrival = { readonly kind: 'arrived'; readonly place: Place; readonly parcel: Parcel } | Lost;

export interface Lost {
  readonly kind: 'lost';
  readonly at: Location;
  readonly packet: Packet;
  readonly stop: StopKind;
  readonly client: ClientOutcome;
  readonly why: Message;
  readonly cause: Cause;
  /** What happened, for the summary. */
  readonly by: 'rule' | 'policy' | 'dead-node' | 'arp' | 'no-route' | 'ttl' | 'martian' | 'outside';
  /** What a policy said that stopped it. */
  readonly decision?: PolicyDecision;
  /** The Service a refusing rule spoke of. */
  readonly service?: string;
  /** Why that Service has nobody to send it to, where the cluster shows that. */
  readonly nobody?: NobodyBehind;
  /** The chain of the rule that stopped it. */
  readonly chain?: string;
  /** The ICMP error that tells the sender, and the node that sends it. Absent when nobody is told, or the sender's own kernel knows. */
  readonly error?: { readonly node: string; readonly parcel: Parcel };
}
