import {
  bridgeProvider,
  createKubeProxy,
  createTracer,
  type KubeObject,
  type ObjectKey,
  type Trace,
  type TrafficRequest,
} from '../../core/index.js';
import { buildTrafficScene } from '../traffic/build.js';
import type { TrafficOptions } from '../traffic/options.js';
import type { Box, Scene } from '../types.js';
import { aView } from './objects.js';

const kubeProxy = createKubeProxy();
const tracer = createTracer({ rulesOf: (view, node) => kubeProxy.rules(view, node) });

const TO_SERVICE: TrafficRequest = {
  from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
  to: { kind: 'service', service: 'Service/default/my-service' as ObjectKey },
  port: 80,
  protocol: 'TCP',
  attempt: 0,
};

export function aTrace(objects: readonly KubeObject[], request: Partial<TrafficRequest> = {}): Trace {
  return tracer.trace(aView(objects), { ...TO_SERVICE, ...request });
}

export function rulesOn(objects: readonly KubeObject[], node: string) {
  return kubeProxy.rules(aView(objects), node);
}

/** The Traffic scene of these objects, with everything that the engine would hand in. */
export function traffic(
  objects: readonly KubeObject[],
  trace: Trace | null = null,
  options: TrafficOptions = {},
): Scene {
  const view = aView(objects);
  return buildTrafficScene(view, trace, {
    network: (node) => bridgeProvider.node(view, node),
    rules: (node) => kubeProxy.rules(view, node),
    ...options,
  });
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function within(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - 0.01 &&
    inner.y >= outer.y - 0.01 &&
    inner.x + inner.width <= outer.x + outer.width + 0.01 &&
    inner.y + inner.height <= outer.y + outer.height + 0.01
  );
}
