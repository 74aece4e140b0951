import type { KubeObject } from '../../api/meta.js';
import { createTracer } from '../tracer.js';
import type { Hop, Trace, TrafficRequest } from '../types.js';
import { expectCauses } from './expect-causes.js';
import { request, shop } from './shop.js';

export const tracer = createTracer();

/** Traces a request in the shop with some objects changed, and checks every cause on the way. */
export function traced(parts: Partial<TrafficRequest>, ...changed: readonly KubeObject[]): Trace {
  const view = shop(...changed);
  const trace = tracer.trace(view, request(parts));
  expectCauses(view, trace);
  return trace;
}

/** The end of a trace in three words: verdict, what the client sees, the sentence that sums it up. */
export const ended = (trace: Trace) => [trace.verdict, trace.client, trace.why.code.replace(/^trace\.(?:sum\.)?/, '')];

export const hops = <K extends Hop['kind']>(trace: Trace, kind: K) =>
  trace.hops.filter((hop): hop is Extract<Hop, { kind: K }> => hop.kind === kind);
