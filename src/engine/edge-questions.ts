import type {
  Cluster,
  ClusterView,
  Exposure,
  HttpRequest,
  IngressController,
  Node,
  ObjectKey,
  Pod,
  PolicyEnd,
  PolicyVerdict,
  Reachability,
  ReachPort,
  RouteDecision,
  Tracer,
} from '../core/index.js';
import type { Earlier } from './earlier.js';
import type { EdgeAnswers } from './edge-answers.js';
import type { ControllerView, Moment, PairEnd, PairQuestion, ReachNews, ReachOptions, Since } from './protocol.js';

/**
 * Questions about policies and ways in, and the two earlier moments that the present one is compared with: before the last edit, and the one
 * that the reader pinned. Until the chunk that answers has come, every answer is null.
 */
export class EdgeQuestions {
  #answers: EdgeAnswers | null = null;
  #edited: Earlier | null = null;
  #pinned: Earlier | null = null;
  #moment: Moment | null = null;

  use(answers: EdgeAnswers): void {
    this.#answers = answers;
  }

  /** An edit or an act came about; this is how the cluster was before. */
  edited(before: Earlier): void {
    this.#edited = before;
  }

  /** The reader keeps a moment, or lets go of the one before. */
  pin(moment: Earlier | null): void {
    this.#pinned = moment;
    this.#moment = moment === null ? null : { step: moment.step };
  }

  /** The same value until another moment is pinned. */
  get pinned(): Moment | null {
    return this.#moment;
  }

  /** Another work: nothing of the one before is a moment of it. */
  forget(): void {
    this.#edited = null;
    this.pin(null);
  }

  /** The settings are others: what was kept is of another cluster, but can be compared with. */
  movedOn(before: Earlier): void {
    this.#edited = { ...before, step: null };
    if (this.#pinned !== null) this.pin({ ...this.#pinned, step: null });
  }

  /** What the present moment is compared with. A cluster that stands before its last edit has nothing to say of it. */
  base(cluster: Cluster): (Earlier & { readonly kind: Since['kind'] }) | null {
    if (this.#pinned !== null) return { ...this.#pinned, kind: 'pin' };
    if (this.#edited === null || (this.#edited.step !== null && cluster.at <= this.#edited.step)) return null;
    return { ...this.#edited, kind: 'edit' };
  }

  reachability(cluster: Cluster, options: ReachOptions): Reachability | null {
    return this.#answers?.reachability(cluster, options) ?? null;
  }

  reachChanges(cluster: Cluster, options: ReachOptions): ReachNews | null {
    const base = this.base(cluster);
    const answers = this.#answers;
    if (answers === null || base === null) return null;
    const { view, kind, step } = base;
    const [before, after] = [answers.reachability(view, options), answers.reachability(cluster, options)];
    // A port that only one of the two declares is asked of the other too.
    const ports = portsOf(after, before);
    const asked = (reach: Reachability, of: ClusterView): Reachability =>
      reach.matrices.length === ports.length ? reach : answers.reachability(of, { ...options, ports });
    return { since: { kind, step }, changes: answers.reachChanges(asked(before, view), asked(after, cluster)) };
  }

  decide(cluster: Cluster, { from, to, protocol, port }: PairQuestion): PolicyVerdict | null {
    const answers = this.#answers;
    if (answers === null) return null;
    const [source, destination] = [endOf(cluster, from, answers), endOf(cluster, to, answers)];
    if (source === null || destination === null) return null;
    return answers.decideConnection(cluster, { from: source, to: destination, protocol, port });
  }

  ingress(cluster: Cluster): readonly ControllerView[] | null {
    const answers = this.#answers;
    if (answers === null) return null;
    const base = this.base(cluster);
    const earlier = base === null ? [] : answers.ingressControllers(base.view);
    return answers.ingressControllers(cluster).map((controller) => {
      const config = answers.ingressConfig(cluster, controller);
      const was = earlier.find(({ workload }) => workload === controller.workload);
      if (base === null || was === undefined) return { controller, config };
      const { kind, step } = base;
      const lines = answers.ingressConfig(base.view, was).lines.map(({ text }) => text);
      return { controller, config, was: lines, since: { kind, step } };
    });
  }

  testRoute(cluster: Cluster, workload: ObjectKey, request: HttpRequest): RouteDecision | null {
    const controller = this.#controller(cluster, workload);
    if (this.#answers === null || controller === undefined) return null;
    return this.#answers.routeRequest(cluster, controller, request);
  }

  exposure(cluster: Cluster, tracer: Tracer, service: ObjectKey): readonly Exposure[] | null {
    return this.#answers?.exposure(tracer, cluster, service) ?? null;
  }

  #controller(cluster: Cluster, workload: ObjectKey): IngressController | undefined {
    return this.#answers?.ingressControllers(cluster).find((one) => one.workload === workload);
  }
}

/** An end as the policies see it; null where there is no such pod or node. */
function endOf(view: ClusterView, end: PairEnd, answers: EdgeAnswers): PolicyEnd | null {
  if (end.kind === 'pod') {
    const pod = view.get<Pod>(end.pod);
    return pod === undefined ? null : { kind: 'pod', pod };
  }
  if (end.kind === 'node') {
    const ip = addressOf(view.list<Node>('Node').find(({ metadata }) => metadata.name === end.node));
    return ip === undefined ? null : { kind: 'address', ip, node: end.node };
  }
  if (end.kind === 'outside') return { kind: 'address', ip: answers.outsideAddress(view.settings, end.place) };
  const pod = view.list<Pod>('Pod').find(({ spec, status }) => status?.podIP === end.ip && spec.hostNetwork !== true);
  if (pod !== undefined) return { kind: 'pod', pod };
  const node = view.list<Node>('Node').find((one) => one.status?.addresses?.some(({ address }) => address === end.ip));
  return { kind: 'address', ip: end.ip, ...(node === undefined ? {} : { node: node.metadata.name }) };
}

function addressOf(node: Node | undefined): string | undefined {
  return node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
}

/** The ports of both, each once, those of the first before those that only the second has. */
function portsOf(...reaches: readonly Reachability[]): readonly ReachPort[] {
  const ports = new Map<string, ReachPort>();
  for (const { matrices } of reaches) {
    for (const { port } of matrices) ports.set(`${port.port}/${port.protocol}`, port);
  }
  return [...ports.values()];
}
