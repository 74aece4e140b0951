import {
  bridgeProvider,
  createKubeProxy,
  createTracer,
  mergeRules,
  objectKey,
  parseRules,
  printRules,
  type Cluster,
  type ClusterView,
  type Node,
  type NodeRules,
  type Trace,
  type TrafficRequest,
  type VolumeStep,
} from '../core/index.js';
import {
  buildRulesScene,
  buildTimeline,
  buildTrafficScene,
  nodeOfRules,
  type Lens,
  type Profile,
  type Scene,
  type Timeline,
} from '../scene/index.js';
import type { PolicyLens } from './policy-lens.js';
import { PolicyPainter } from './policy-picture.js';
import type { Snapshot } from './protocol.js';
import type { StorageLens } from './storage-lens.js';
import { sameAs, StoragePainter } from './storage-picture.js';
import { NO_TIMELINE, UNPAINTED_SCENE } from './unpainted.js';

/** What is drawn: the trace of the present request, the scenes, and the timelines on them. */
export type Picture = Pick<Snapshot, 'trace' | 'scenes' | 'timelines'>;

/** Computes pictures of one cluster. It keeps the one before, so that whatever did not change keeps its identity. */
export class Painter {
  readonly #kubeProxy = createKubeProxy();
  readonly tracer = createTracer({ rulesOf: (view, node) => this.#kubeProxy.rules(view, node) });
  readonly #work = { nodesLaidOut: 0 };
  readonly #storage = new StoragePainter();
  readonly #policy = new PolicyPainter();
  #last: Picture | null = null;
  #merged: { readonly kubeProxy: NodeRules; readonly own: string; readonly rules: NodeRules } | null = null;

  get rulesBuilt(): number {
    return this.#kubeProxy.rulesBuilt;
  }

  get nodesLaidOut(): number {
    return this.#work.nodesLaidOut;
  }

  useStorageLens(lens: StorageLens): void {
    this.#storage.use(lens);
  }

  usePolicyLens(lens: PolicyLens): void {
    this.#policy.use(lens);
  }

  /**
   * The Storage and Policy lenses are painted only while they are looked at: a keystroke on another lens does not pay for them. `since`: the
   * moment that the Policy lens compares the present one with.
   */
  paint(
    cluster: Cluster,
    request: TrafficRequest | null,
    profile: Profile,
    lens: Lens = 'traffic',
    since: ClusterView | null = null,
  ): Picture {
    const last = this.#last;
    const trace =
      request === null || !isThere(cluster, request)
        ? null
        : same(last?.trace ?? null, this.tracer.trace(cluster, request));
    const traffic = buildTrafficScene(cluster, trace, {
      profile,
      network: (node) => bridgeProvider.node(cluster, node),
      rules: (node) => this.#kubeProxy.rules(cluster, node),
      work: this.#work,
      ...(last === null ? {} : { previous: last.scenes.traffic }),
    });
    const node = (trace === null ? null : nodeOfRules(trace)) ?? firstWorker(cluster);
    const rules = buildRulesScene(this.#rulesOf(cluster, node), trace, {
      node,
      profile,
      work: this.#work,
      ...(last === null ? {} : { previous: last.scenes.rules }),
    });
    const timeline = (scene: Scene, before: Scene | undefined, was: Timeline | undefined): Timeline => {
      if (trace === null) return NO_TIMELINE;
      if (trace !== last?.trace || was === undefined) return buildTimeline(scene, trace);
      // A word on a card that changed moves nothing of the way.
      return scene === before ? was : sameAs(was, buildTimeline(scene, trace));
    };
    const storage = (lens === 'storage' ? this.#storage.paint(cluster, profile, this.#work) : null) ?? UNPAINTED;
    const policy =
      (lens === 'policy' ? this.#policy.paint(cluster, trace, since, profile, this.#work) : null) ?? UNPAINTED_POLICY;
    const next: Picture = {
      trace,
      scenes: { traffic, rules, policy: policy.scene, storage: storage.scene },
      timelines: {
        traffic: timeline(traffic, last?.scenes.traffic, last?.timelines.traffic),
        rules: timeline(rules, last?.scenes.rules, last?.timelines.rules),
        policy: policy.timeline,
        storage: storage.timeline,
      },
    };
    this.#last = next;
    return next;
  }

  /** The stages of every volume's way. */
  story(cluster: Cluster): readonly VolumeStep[] {
    return this.#storage.story(cluster);
  }

  /** A node's rules as `iptables-save` prints them. */
  rulesText(cluster: Cluster, node: string): string {
    return printRules(this.#rulesOf(cluster, node).ruleset);
  }

  /** All the rules that a packet meets on a node: kube-proxy's, and behind them those of the network provider. */
  #rulesOf(cluster: Cluster, node: string): NodeRules {
    const kubeProxy = this.#kubeProxy.rules(cluster, node);
    const own = bridgeProvider.rules(cluster, node);
    const kept = this.#merged;
    if (kept?.kubeProxy === kubeProxy && kept.own === own) return kept.rules;
    const ruleset = mergeRules(kubeProxy.ruleset, parseRules(own).ruleset);
    // The provider's rules stand behind kube-proxy's in every chain, so the places that `origin` knows are the same.
    const origin: NodeRules['origin'] = (table, chain, index) =>
      kubeProxy.origin(table, chain, index) ?? bridgeProvider.source(cluster, node, chain, index);
    const rules = { ruleset, origin };
    this.#merged = { kubeProxy, own, rules };
    return rules;
  }
}

const UNPAINTED = { scene: UNPAINTED_SCENE, timeline: NO_TIMELINE };
const UNPAINTED_POLICY = { scene: { ...UNPAINTED_SCENE, lens: 'policy' } as Scene, timeline: NO_TIMELINE };

/** The node whose rules are shown when no packet chooses one. */
function firstWorker(cluster: Cluster): string {
  const nodes = cluster.list<Node>('Node');
  const isControlPlane = ({ metadata }: Node): boolean =>
    Object.hasOwn(metadata.labels ?? {}, 'node-role.kubernetes.io/control-plane');
  return (nodes.find((node) => !isControlPlane(node)) ?? nodes[0])?.metadata.name ?? '';
}

/** The trace before, when the new one says the same: then nothing that was drawn from it has changed. */
function same(before: Trace | null, next: Trace): Trace {
  return before !== null && JSON.stringify(before) === JSON.stringify(next) ? before : next;
}

/** Whether the sender is in the cluster at this moment: who is not there, or not yet, sends nothing. */
function isThere(cluster: ClusterView, { from }: TrafficRequest): boolean {
  if (from.kind === 'outside') return true;
  return cluster.get(from.kind === 'pod' ? from.pod : objectKey('Node', undefined, from.node)) !== undefined;
}
