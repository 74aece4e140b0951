import type { Cause, Message, ObjectKey, Packet } from '../core/index.js';

export type Lens = 'traffic' | 'rules' | 'policy' | 'storage';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A band of the picture with a heading: the world outside, the nodes, the Services. */
export interface Lane {
  readonly id: string;
  readonly title: Message;
  readonly box: Box;
  /** `strip`: a translucent band in front of the groups; `heading`: words only, the box is where they stand. */
  readonly form?: 'strip' | 'heading';
  /** What the lane is, for a reader who asks. */
  readonly about?: Message;
}

/** A container drawn behind nodes: a cluster node, a chain of rules. */
export interface Group {
  readonly id: string;
  readonly kind: 'node' | 'namespace' | 'chain' | 'zone' | 'server' | 'edge';
  readonly box: Box;
  readonly label: string;
  readonly sublabel: string;
  readonly state: SceneState;
  readonly object?: ObjectKey;
  readonly cause?: Cause;
  /** The word for the state, in Kubernetes' own spelling: `Ready`, `NotReady`, `Ready,SchedulingDisabled`. */
  readonly stateWord?: string;
  /** The word as it fits the box. */
  readonly word?: string;
  /** A second note at the far end of the heading, e.g. the pod CIDR of a node. */
  readonly corner?: string;
  /** True where the current trace passes. */
  readonly part?: boolean;
  /** The heading as it fits the box; `label` is the whole of it. */
  readonly heading?: string;
  /** True where the heading has room for the glyph of the kind. */
  readonly glyph?: boolean;
  /** Words below the heading in the reader's language. */
  readonly note?: Message;
  /**
   * Name, state and corner stand in one line, so that what is in it begins close below; they end this far from its right edge, in px, where lines
   * run down.
   */
  readonly tight?: number;
}

/** How a thing is doing, drawn by shape and word as well as colour. */
export type SceneState = 'ok' | 'starting' | 'not-ready' | 'terminating' | 'failed' | 'neutral';

/** What a reader can point at. */
export interface SceneNode {
  readonly id: string;
  readonly kind:
    | 'pod'
    | 'pods'
    | 'service'
    | 'bridge'
    | 'kube-proxy'
    | 'interface'
    | 'network'
    | 'outside'
    | 'rule'
    | 'dns'
    | 'mount'
    | 'claim'
    | 'volume'
    | 'storage-class'
    | 'driver'
    | 'attachment'
    | 'disk'
    /** A machine outside: on the nodes' network, or in the Internet. */
    | 'client'
    | 'load-balancer'
    | 'node-port'
    | 'ingress'
    /** One host and path of an Ingress. */
    | 'route'
    | 'controller'
    | 'policy';
  readonly box: Box;
  /** The kind's short name beside its glyph: `pod`, `svc`. */
  readonly short: string;
  /** Lines of text that fit the box, each already measured; `full` is the whole of it for a reader who asks. */
  readonly lines: readonly string[];
  readonly full: string;
  readonly state: SceneState;
  /** A word for the state, e.g. `Running`, `ContainerCreating`, in Kubernetes' own spelling. */
  readonly stateWord: string;
  readonly object?: ObjectKey;
  readonly cause?: Cause;
  /** For an aggregate card: how many it stands for. The count is the model's. */
  readonly count?: number;
  /** How much room it takes: a card of several lines, a two-line card, a chip of one line, or words on a line drawn elsewhere. */
  readonly form?: NodeForm;
  /** Words drawn in the reader's language: below the lines, or in the heading of a Service. */
  readonly notes?: readonly Message[];
  /** What a thing like this is, for a newcomer who asks. */
  readonly about?: Message;
  /** True where the current trace passes. */
  readonly part?: boolean;
  /** A pod's address, whole. */
  readonly address?: string;
  /** A bridge's or interface's name on its node, whole. */
  readonly device?: string;
  /** The cluster node it stands on. */
  readonly node?: string;
  /** Brought by the cluster itself, not by the learner: it steps back. */
  readonly system?: boolean;
  /**
   * For a rule that rolls dice, and the one after the last of them. `share` is the chance to get here and match, from the head of the chain on, and
   * `from` the sum of the shares before it.
   */
  readonly dice?: {
    readonly probability: number;
    readonly from: number;
    readonly share: number;
    readonly roll?: number;
  };
  /** For a rule that the packet of the current trace met. */
  readonly walked?: 'matched' | 'missed';
  /** A state that the accessible name says also where it is not written on the node, or not whole. */
  readonly spoken?: string;
  /** Of a claim or a volume: the phases it can be in, in order, and the one it is in. `was`: the one before the present step. */
  readonly phases?: { readonly all: readonly string[]; readonly at: number; readonly was?: number };
  /** The files in a disk, as many as there is room for; `more` are there besides. `lost` went with the present step and dissolve. */
  readonly files?: { readonly shown: readonly SceneFile[]; readonly more: number };
  /** It does not exist yet, or no longer, at the present step: its place is kept. */
  readonly absent?: boolean;
  /** Of an Ingress or a route: TLS ends here, with a certificate or without one. */
  readonly lock?: 'certificate' | 'self-signed';
  /** Of a route: what the present request did with it. */
  readonly tried?: 'matched' | 'missed';
  /** Of a route that did not match: what it failed by. */
  readonly missed?: 'host' | 'path';
  /** Of pods: policies select them in that direction, so that what no rule names is denied. */
  readonly isolated?: {
    readonly ingress: boolean;
    readonly egress: boolean;
    /** Only some of the pods of a card are. */
    readonly inPart?: { readonly ingress?: true; readonly egress?: true };
    /** The network provider does not enforce it. */
    readonly unenforced?: true;
    /** Where connections come through the boundary, in px below the top of the card. */
    readonly doors?: readonly number[];
  };
  /** Of a policy: what it says, line by line, each as it fits the card. */
  readonly rules?: readonly SceneRule[];
}

/** One line of a policy's card. `tried`: what the present connection made of the rule that begins or goes on in it. */
export interface SceneRule {
  readonly text: string | Message;
  readonly tried?: 'matched' | 'missed';
}

export interface SceneFile {
  readonly id: string;
  readonly name: string;
  readonly state: 'there' | 'new' | 'lost';
}

export type NodeForm = 'card' | 'dense' | 'chip' | 'row' | 'line';

export interface SceneLink {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind:
    | 'veth'
    | 'wire'
    | 'selects'
    | 'jump'
    | 'bridge'
    | 'uplink'
    | 'mounts'
    | 'claims'
    /** One hand of a binding, from its owner to the middle: `spec.volumeName` of the claim, `spec.claimRef` of the volume. */
    | 'volume-name'
    | 'claim-ref'
    | 'of-class'
    | 'provisions'
    | 'attaches'
    | 'stands-for'
    /** What the world outside can enter by: client → balancer → node, Ingress → Service. */
    | 'enters'
    | 'routes'
    /** Connections that policies allow or deny, from party to party. */
    | 'allows'
    | 'denies';
  /** How far it has come about: a hand that is not stretched out, an attachment that is wanted. Absent: it is there. */
  readonly state?: 'absent' | 'wanted' | 'there' | 'failed';
  readonly points: readonly Point[];
  readonly label?: string;
  readonly cause?: Cause;
  /** Further fields that it is there for: a connection that has to be allowed at either end. */
  readonly also?: readonly Cause[];
  /** Of an allowed or denied connection: what the last change of the cluster did to it. */
  readonly change?: 'added' | 'removed' | 'changed';
  /** Of such a connection: words in the reader's language, line by line; the first stands in place of a label where there is none. */
  readonly words?: readonly Message[];
  /** Where its label stands, when it does not stand at the middle of the line: the left end of the baseline. */
  readonly labelAt?: Point;
  /** Of a denied one: the point at the boundary where it is stopped. What follows is where it was going. */
  readonly stopped?: Point;
  /** It is so for some pods of the two ends, and not for others. */
  readonly partly?: true;
  /** For a veth pair: the name of the node's end. */
  readonly device?: string;
  /** True where the current trace passes. */
  readonly part?: boolean;
}

export interface Scene {
  readonly lens: Lens;
  readonly box: Box;
  readonly lanes: readonly Lane[];
  readonly groups: readonly Group[];
  readonly nodes: readonly SceneNode[];
  readonly links: readonly SceneLink[];
}

/** One hop as the player shows it: where it moves, what lights up, what it says. Times are in seconds at 1×. */
export interface TimelineHop {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** The way the capsule takes, at least one point. */
  readonly path: readonly Point[];
  /** Ids of scene nodes, groups and links in full ink during the hop. */
  readonly lit: readonly string[];
  /** The place the eye is led to just before the packet arrives. */
  readonly next: string | null;
  readonly packet: { readonly before: Packet; readonly after: Packet };
  readonly direction: 'out' | 'back';
  readonly mood: 'plain' | 'rewrite' | 'reject' | 'drop' | 'deliver' | 'dns' | 'decide';
  readonly caption: Message;
  readonly cause: Cause;
  /** Where the capsule with the header stands, seen from the point that moves. Below it when absent. */
  readonly side?: CapsuleSide;
  /** The x beside which it stands, where that is not the x of the packet: the edge of a card. */
  readonly capsuleX?: number;
  /** The y that the capsule comes to beside, by the end of the hop: the edge of the thing that it must not cover. */
  readonly capsuleY?: number;
  /** Which step of the journal it is: the cluster is shown as it is after this step. Only where a timeline runs over the journal. */
  readonly step?: number;
  /** Words on the capsule in place of a header: what is done, and to what. */
  readonly token?: Token;
  /** What is inside is encrypted (`closed`), or was just decrypted here (`open`). Absent where nothing is. */
  readonly lock?: 'closed' | 'open';
  /** Of a decision: what was decided. Policies allow and deny; a balancer chooses; TLS ends; somebody answers. */
  readonly decided?: Decided;
  /** The status of an answer over HTTP. */
  readonly status?: number;
  /** What is to be seen besides the packet while it stands: the rule that was chosen. */
  readonly look?: Point;
}

export type Decided = 'allowed' | 'denied' | 'balance' | 'tls' | 'choose' | 'answer';

/** What the capsule says where nothing with a header moves: `Bind` and `mongodb-pv`. */
export interface Token {
  readonly word: Message;
  readonly text: string;
}

/** `foot`: not beside the packet, but in a strip of its own below the picture. */
export type CapsuleSide = 'below' | 'above' | 'left' | 'right' | 'foot';

export interface Timeline {
  readonly hops: readonly TimelineHop[];
  readonly duration: number;
}

/** A header field on the capsule; `was` is set where the current hop rewrote it. */
export interface HeaderField {
  readonly text: string;
  readonly was?: string;
}

/** Everything the packet layer needs to draw one instant. A pure function of timeline and t. */
export interface Frame {
  readonly t: number;
  /** Index of the current hop, -1 before the first. */
  readonly hop: number;
  readonly at: Point;
  readonly direction: 'out' | 'back';
  readonly source: HeaderField;
  readonly destination: HeaderField;
  readonly mood: TimelineHop['mood'];
  /** 0…1 within the hop, eased. */
  readonly progress: number;
  readonly lit: readonly string[];
  readonly next: string | null;
  readonly done: boolean;
  readonly side?: CapsuleSide;
  /** The point beside which the capsule stands, where it is not the packet's own. */
  readonly anchor?: Point;
  /** The way gone so far in the present direction, ending where the packet is. */
  readonly trail?: readonly Point[];
  readonly token?: Token;
  readonly lock?: 'closed' | 'open';
  readonly decided?: Decided;
  readonly status?: number;
  readonly look?: Point;
}

export interface Playback {
  readonly t: number;
  readonly rate: number;
  readonly playing: boolean;
  readonly loop: boolean;
}
