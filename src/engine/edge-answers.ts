import type {
  ClusterSettings,
  ClusterView,
  Exposure,
  HttpRequest,
  IngressConfig,
  IngressController,
  ObjectKey,
  OutsidePlace,
  PolicyQuestion,
  PolicyVerdict,
  ReachChange,
  Reachability,
  RouteDecision,
  Tracer,
} from '../core/index.js';
import type { ReachOptions } from './protocol.js';

/** The core's answers about policies and ways in, as the session asks for them. */
export interface EdgeAnswers {
  reachability(view: ClusterView, options: ReachOptions): Reachability;
  reachChanges(before: Reachability, after: Reachability): readonly ReachChange[];
  decideConnection(view: ClusterView, question: PolicyQuestion): PolicyVerdict;
  ingressControllers(view: ClusterView): readonly IngressController[];
  ingressConfig(view: ClusterView, controller: IngressController): IngressConfig;
  routeRequest(view: ClusterView, controller: IngressController, request: HttpRequest): RouteDecision;
  /** The address of whoever sends from outside. */
  outsideAddress(settings: ClusterSettings, place: OutsidePlace): string;
  exposure(tracer: Tracer, view: ClusterView, service: ObjectKey): readonly Exposure[];
}

/** Loads them: a chunk of their own, which comes with the first question. */
export const loadEdgeAnswers = (): Promise<EdgeAnswers> => Promise.reject(new Error('not built yet'));
