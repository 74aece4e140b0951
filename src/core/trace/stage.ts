import type { Cause } from '../api/cause.js';
import type { Message } from '../api/message.js';
import type { Protocol } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import type { Packet } from '../netfilter/types.js';
import type { NetworkProvider } from '../network/types.js';
import type { Lost } from './arrival.js';
import type { Dice } from './dice.js';
import type { Hosts } from './host.js';
import type { Listener } from './listen.js';
import type { Place } from './place.js';
import type { Recorder } from './recorder.js';
import type { ClientOutcome, Location, Trace, Verdict } from './types.js';

/** What every exchange of a trace shares. */
export interface Stage {
  readonly view: ClusterView;
  readonly provider: NetworkProvider;
  readonly hosts: Hosts;
  /** Nodes that remember nothing yet, for a flow beside this one. */
  freshHosts(): Hosts;
  readonly dice: Dice;
  readonly recorder: Recorder;
}

/** One socket talking to one address. */
export interface Dial {
  readonly client: Place;
  readonly packet: Packet;
  readonly protocol: Protocol;
  /** The sentence at the client's socket. */
  readonly opening: Message;
  /** What is asked of the program that takes the connection, before its answer goes back. */
  readonly serve?: Serving;
}

/** Speaks with the program that has taken a connection. */
export type Serving = (served: Served) => void;

/** A connection that a program has taken. */
export interface Served {
  readonly stage: Stage;
  readonly dial: Dial;
  readonly place: Place;
  readonly pod: Pod | undefined;
  readonly at: Location;
  readonly packet: Packet;
  readonly listener: Extract<Listener, { listens: true }>;
  /** Opens another connection. */
  exchange(stage: Stage, dial: Dial): Ending;
}

/** How an exchange ended. */
export interface Ending {
  readonly verdict: Verdict;
  readonly client: ClientOutcome;
  readonly cause: Cause;
  /** Where the packet was stopped and why, when it was. */
  readonly lost?: Lost;
  /** Where it was delivered, when it was. */
  readonly at?: Place;
  readonly listener?: Listener;
  readonly server?: NonNullable<Trace['server']>;
  /** A proxy stands between the client and the server. */
  readonly relayed?: true;
  /** The Service whose balancer had no node fit to send to, where that is how it ended. */
  readonly unfit?: string;
}
