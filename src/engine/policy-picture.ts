import type { ClusterView, Trace } from '../core/index.js';
import type { Profile, Scene, Timeline } from '../scene/index.js';
import type { PolicyLens } from './policy-lens.js';
import { NO_TIMELINE } from './unpainted.js';

/** The Policy lens: who reaches whom, and the way of the present packet between them. */
export interface PolicyPicture {
  readonly scene: Scene;
  readonly timeline: Timeline;
}

/** What the policies' answers hang on. */
const KINDS = ['Pod', 'NetworkPolicy', 'Namespace', 'Node'] as const;

/** Computes the Policy lens of one cluster, and only when it is asked. It asks who reaches whom again when what decides that has changed. */
export class PolicyPainter {
  #lens: PolicyLens | null = null;
  #last: (PolicyPicture & { readonly trace: Trace | null }) | null = null;
  #asked: { readonly of: readonly unknown[]; readonly answer: ReturnType<PolicyLens['reachOf']> } | null = null;

  /** From now on there is a picture. */
  use(lens: PolicyLens): void {
    this.#lens = lens;
  }

  /** Null until the lens has been loaded. `since`: the moment that the present one is compared with. `work` counts the nodes that were laid out. */
  paint(
    view: ClusterView,
    trace: Trace | null,
    since: ClusterView | null,
    profile: Profile,
    work: { nodesLaidOut: number },
  ): PolicyPicture | null {
    const lens = this.#lens;
    if (lens === null) return null;
    const before = this.#last;
    const { reach, changes } = this.#ask(lens, view, since);
    const scene = lens.buildPolicyScene(view, reach, trace, {
      profile,
      changes,
      work,
      ...(before === null ? {} : { previous: before.scene }),
    });
    const kept = before !== null && before.scene === scene && before.trace === trace;
    const timeline = kept ? before.timeline : trace === null ? NO_TIMELINE : lens.buildPolicyTimeline(scene, trace);
    this.#last = { scene, timeline, trace };
    return this.#last;
  }

  #ask(lens: PolicyLens, view: ClusterView, since: ClusterView | null): ReturnType<PolicyLens['reachOf']> {
    const of: readonly unknown[] = [view.settings.networkPolicy, since, ...KINDS.map((kind) => view.list(kind))];
    const kept = this.#asked;
    if (kept?.of.every((part, index) => part === of[index]) === true) return kept.answer;
    const answer = lens.reachOf(view, since);
    this.#asked = { of, answer };
    return answer;
  }
}
