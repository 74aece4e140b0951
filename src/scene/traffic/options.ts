import type { HostNetwork, NodeRules } from '../../core/index.js';
import type { Scene } from '../types.js';

/** How much room there is: a pane beside an editor, or a phone. */
export type Profile = 'wide' | 'compact';

/** What the Traffic lens reads besides the cluster itself. Whatever is not given is not shown. */
export interface TrafficOptions {
  readonly profile?: Profile;
  /** A node's interfaces and routes: the network provider's answer. */
  readonly network?: (node: string) => HostNetwork | undefined;
  /** A node's rules as kube-proxy programmed them. */
  readonly rules?: (node: string) => NodeRules | undefined;
  /** The scene drawn before: what is the same in the new one keeps its identity, and is not laid out again. It never changes the result. */
  readonly previous?: Scene;
  /** Counts the work done. */
  readonly work?: { nodesLaidOut: number };
}
