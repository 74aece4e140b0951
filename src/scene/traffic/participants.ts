import type { Location, ObjectKey, Trace } from '../../core/index.js';

/** What a trace passes: these are drawn in full ink, and are never folded into an aggregate. */
export interface Participants {
  readonly objects: ReadonlySet<ObjectKey>;
  readonly nodes: ReadonlySet<string>;
  readonly outside: boolean;
  /** True when the packet travels from node to node or out of the cluster. */
  readonly trunk: boolean;
}

export const NOBODY: Participants = { objects: new Set(), nodes: new Set(), outside: false, trunk: false };

export function participantsOf(trace: Trace | null): Participants {
  if (trace === null) return NOBODY;
  const objects = new Set<ObjectKey>();
  const nodes = new Set<string>();
  let outside = false;
  let trunk = false;

  const visit = (at: Location): void => {
    if (at.pod !== undefined) objects.add(at.pod);
    if (at.node !== undefined) nodes.add(at.node);
    if (at.place === 'outside') {
      if (at.outside === undefined || at.outside === 'internet') outside = true;
      else trunk = true;
    }
    if (at.place === 'wire') trunk = true;
  };

  const { from, to } = trace.request;
  if (from.kind === 'pod') objects.add(from.pod);
  if (from.kind === 'node') nodes.add(from.node);
  if (from.kind === 'outside' && from.place !== 'lan') outside = true;
  if (to.kind === 'service') objects.add(to.service);
  if (to.kind === 'pod') objects.add(to.pod);
  for (const hop of trace.hops) {
    visit(hop.at);
    if (hop.kind === 'link') {
      visit(hop.to);
      if (hop.link === 'wire' || hop.link === 'uplink') trunk = true;
    }
    if ('service' in hop && hop.service !== undefined) objects.add(hop.service);
    if (hop.kind === 'deliver' && hop.pod !== undefined) objects.add(hop.pod);
    if (hop.kind === 'l7' && hop.decision.backend?.service !== undefined) objects.add(hop.decision.backend.service);
    if (hop.kind === 'policy') objects.add(hop.decision.pod);
  }
  return { objects, nodes, outside, trunk: trunk || outside };
}
