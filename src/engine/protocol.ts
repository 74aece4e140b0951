import type {
  Action,
  Cause,
  ClusterEvent,
  ClusterSettings,
  Completion,
  Diagnostic,
  HoverText,
  ManifestFile,
  Message,
  Exposure,
  HttpRequest,
  IngressConfig,
  IngressController,
  ObjectKey,
  OutsidePlace,
  PolicyVerdict,
  Protocol,
  ReachChange,
  Reachability,
  ReachPort,
  Refusal,
  RouteDecision,
  SourceRange,
  MatchBoard,
  StorageWorld,
  Trace,
  TrafficRequest,
  VolumeChain,
  VolumeMark,
  WorkCounters,
} from '../core/index.js';
import type { Lens, Profile, Scene, Timeline } from '../scene/index.js';

/** Everything that makes the picture what it is, besides the view. It is what a link carries. */
export interface Workspace {
  readonly files: readonly ManifestFile[];
  readonly settings: ClusterSettings;
  /**
   * What was done to the cluster, in order. Opening a workspace replays it. A seek back followed by an act forks: the later steps
   * are gone, so only what survives is recorded, each act with the journal length it happened at.
   */
  readonly history: readonly Operation[];
  readonly request: TrafficRequest | null;
}

export type Operation =
  | { readonly op: 'apply'; readonly files: readonly ManifestFile[]; readonly at: number }
  | { readonly op: 'act'; readonly action: Action; readonly at: number };

/** A step of the cluster's journal, for the timeline of the page. */
export interface StepView {
  readonly index: number;
  readonly t: number;
  readonly by: string;
  readonly why: Message;
  readonly cause: Cause;
  readonly event?: ClusterEvent;
  /** Which stage of a volume's way it is, and what it wrote to which object. Only where it is one. */
  readonly volume?: VolumeMark;
  readonly writes?: readonly Write[];
}

/** What a step wrote to an object: the fields as they were and as they became, each in short. */
export interface Write {
  readonly object: ObjectKey;
  readonly how: 'created' | 'changed' | 'deleted';
  readonly fields: readonly { readonly path: string; readonly was?: string; readonly is?: string }[];
}

/** An object as menus, the composer and the object panel need it. */
export interface ObjectSummary {
  readonly key: ObjectKey;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly state: string;
  readonly ip?: string;
  readonly ports: readonly { readonly port: number; readonly protocol: string; readonly name?: string }[];
  /** True for what the cluster brings itself (kube-system …). */
  readonly system: boolean;
  readonly simulated: boolean;
  /** Of a pod or a node: its Ready condition. */
  readonly ready?: boolean;
  /** A pod's containers, by name. */
  readonly containers?: readonly string[];
  /** What made it and keeps it: of a pod its ReplicaSet, of that its Deployment. */
  readonly owner?: ObjectKey;
  /** A workload's wanted replicas. */
  readonly replicas?: number;
  /** Of a claim, a volume and an attachment. */
  readonly storage?: StorageSummary;
  /** Of a node: it has the taint `node.kubernetes.io/out-of-service`. */
  readonly outOfService?: boolean;
  /** Of a Service that can be reached otherwise than by its cluster IP. */
  readonly entry?: EntrySummary;
  readonly ingress?: IngressSummary;
}

/** The ways in to a Service, besides its cluster IP. */
export interface EntrySummary {
  /** The EXTERNAL-IP column of `kubectl get service`: `<pending>` where nobody has given an address yet; absent where it says `<none>`. */
  readonly external?: string;
  /** Addresses that lead to it: of its balancer, and its `externalIPs`. */
  readonly addresses: readonly string[];
  readonly nodePorts: readonly { readonly port: number; readonly nodePort: number; readonly protocol: string }[];
}

/** What menus, testers and the composer must know of an Ingress. */
export interface IngressSummary {
  /** Of `spec.ingressClassName`, or of the annotation before it. */
  readonly class?: string;
  /** Each host and path in the order of the manifest; `` stands for every host. */
  readonly routes: readonly { readonly host: string; readonly path: string }[];
  /** Hosts that TLS is configured for. */
  readonly tls: readonly string[];
  /** Its addresses, written by its controller. */
  readonly addresses: readonly string[];
}

/** What menus must know of a claim, a volume or an attachment. */
export interface StorageSummary {
  /** A claim's asked size, a volume's capacity, as written: `5Gi`. */
  readonly size?: string;
  /** The other hand of the binding: a claim's volume, a volume's claim. */
  readonly bound?: ObjectKey;
  readonly class?: string;
}

/** The answer to every command: view models, never the cluster itself. Parts that did not change keep their revision. */
export interface Snapshot {
  readonly revision: number;
  readonly diagnostics: readonly Diagnostic[];
  /** The picture is of an older, valid text: the present text has errors. */
  readonly stale: boolean;
  readonly steps: readonly StepView[];
  /** How many steps of the journal are applied right now; equal to `steps.length` when at the end. */
  readonly at: number;
  readonly objects: readonly ObjectSummary[];
  readonly request: TrafficRequest | null;
  readonly trace: Trace | null;
  readonly scenes: Readonly<Record<Lens, Scene>>;
  readonly timelines: Readonly<Record<Lens, Timeline>>;
  readonly history: readonly Operation[];
  readonly work: WorkCounters;
  /** Why the last command was refused, in the API server's words; absent when it was not. */
  readonly refused?: readonly Refusal[];
  /** The moment that the reader pinned to compare with. */
  readonly pinned?: Moment;
}

/** A moment of the cluster: after how many steps of its journal. Null: of a cluster with other settings. */
export interface Moment {
  readonly step: number | null;
}

/** How the parties of the reachability matrix are made; the ports are those that pods declare when they are not given. */
export interface ReachOptions {
  readonly by: 'workload' | 'namespace' | 'pod';
  readonly ports?: readonly ReachPort[];
}

/** What the present moment is compared with: how it was before the last edit, or at the moment that the reader pinned. */
export interface Since extends Moment {
  readonly kind: 'edit' | 'pin';
}

/** What reaches what otherwise than it did. */
export interface ReachNews {
  readonly since: Since;
  readonly changes: readonly ReachChange[];
}

/** An end of a connection, as the page names it. */
export type PairEnd =
  | { readonly kind: 'pod'; readonly pod: ObjectKey }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'outside'; readonly place: OutsidePlace }
  | { readonly kind: 'address'; readonly ip: string };

/** May this one connect to that one? The port is the destination's own. */
export interface PairQuestion {
  readonly from: PairEnd;
  readonly to: PairEnd;
  readonly protocol: Protocol;
  readonly port: number;
}

/** An ingress controller with both of its halves: what it serves, and what it has written for its balancer. */
export interface ControllerView {
  readonly controller: IngressController;
  readonly config: IngressConfig;
  /** The lines that the configuration had then; absent where there is nothing to compare with. */
  readonly was?: readonly string[];
  readonly since?: Since;
}

/** What a cursor position causes: the object and field under it and the hops that name them. */
export interface CausedHere {
  readonly object: ObjectKey | null;
  readonly field: readonly (string | number)[];
  readonly hops: readonly number[];
  readonly sceneIds: readonly string[];
  /** Steps of the journal that are stages of a volume's way: their numbers, counted from 1 as `VolumeStep.step`. */
  readonly steps: readonly number[];
}

export interface ObjectView {
  readonly yaml: string;
  /** The steps that told Events about this very object, in order. */
  readonly events: readonly Pick<StepView, 't' | 'by' | 'cause' | 'event'>[];
  readonly range: SourceRange | null;
}

/** What the worker does for the page. Every command answers with a whole new snapshot. */
export interface Engine {
  /** `profile`: how much room the picture has, `lens`: what is looked at; as before where they are not given. */
  open(workspace: Workspace, profile?: Profile, lens?: Lens): Promise<Snapshot>;
  /**
   * `typing`: this edit goes on with the one before it (the next keystroke of a word). Then it takes that one's place, if it was of the
   * same objects and nothing was done to the cluster since: what was on screen for a keystroke leaves no trace in the cluster.
   */
  edit(files: readonly ManifestFile[], typing?: boolean): Promise<Snapshot>;
  act(action: Action): Promise<Snapshot>;
  configure(settings: ClusterSettings): Promise<Snapshot>;
  seek(step: number): Promise<Snapshot>;
  send(request: TrafficRequest | null): Promise<Snapshot>;
  /** Keeps the present moment to compare with, or lets go of it. It outlives new settings, and no new work. */
  pin(on: boolean): Promise<Snapshot>;
  /** How much room the picture has. */
  fit(profile: Profile): Promise<Snapshot>;
  /** Which lens is looked at. The Storage lens is painted only while it is: `isPainted` of its scene is false otherwise. */
  show(lens: Lens): Promise<Snapshot>;
  /** The work as a link or a draft carries it: its history as short as gives the same cluster. */
  workspace(): Promise<Workspace>;
  /** Where a cause stands in the text: the field itself, or the nearest one that exists in a manifest up the owner chain. */
  locate(cause: Cause): Promise<SourceRange | null>;
  causedAt(file: string, offset: number): Promise<CausedHere>;
  complete(file: string, text: string, offset: number): Promise<readonly Completion[]>;
  hover(file: string, text: string, offset: number): Promise<HoverText | null>;
  inspect(key: ObjectKey): Promise<ObjectView | null>;
  /** The matchmaking of a claim at the present moment; null where there is no such claim. */
  board(claim: ObjectKey): Promise<MatchBoard | null>;
  /** Every volume of every pod, and every claim and volume without one, with what is behind it and the files in it, at the present moment. */
  volumes(): Promise<{ readonly chains: readonly VolumeChain[]; readonly world: StorageWorld }>;
  /** Who reaches whom, by the policies of the present moment. */
  reachability(options: ReachOptions): Promise<Reachability | null>;
  /** What changed of it since the pinned moment, or with the last edit when none is; null when there is nothing to compare with. */
  reachChanges(options: ReachOptions): Promise<ReachNews | null>;
  /** What the policies say of one connection; null where an end does not exist. */
  decide(question: PairQuestion): Promise<PolicyVerdict | null>;
  /** The ingress controllers that run in the cluster. */
  ingress(): Promise<readonly ControllerView[] | null>;
  /** What a controller, named by its workload, would do with a request. No packet is sent. */
  testRoute(controller: ObjectKey, request: HttpRequest): Promise<RouteDecision | null>;
  /** Who can reach a Service: each tried with a real request, none of which is shown. */
  exposure(service: ObjectKey): Promise<readonly Exposure[] | null>;
  /** A node's rules as `iptables-save` prints them. */
  rulesText(node: string): Promise<string>;
  /** The command that does each action on a real cluster; null where kubectl has none. */
  kubectl(actions: readonly Action[]): Promise<readonly (string | null)[]>;
}
