import type { IpFamily } from '../ip.js';
import type { KubeObject } from '../meta.js';
import { kindKey, shapeErrors } from '../schema.js';
import { defaultEndpoints, defaultEndpointSlice } from './endpoints.js';
import { dropNulls, type Written } from './fill.js';
import { defaultNamespace, defaultNode } from './node.js';
import { defaultPod } from './pod.js';
import { defaultService } from './service.js';
import { defaultDeployment, defaultReplicaSet } from './workload.js';

export interface DefaultingOptions {
  /** The family of the cluster's Service addresses; IPv4 when it is not given. */
  readonly serviceFamily?: IpFamily;
}

type Defaulter = (object: never, options: DefaultingOptions) => object;

const DEFAULTERS: ReadonlyMap<string, Defaulter> = new Map<string, Defaulter>([
  ['v1 Namespace', defaultNamespace],
  ['v1 Node', defaultNode],
  ['v1 Pod', defaultPod],
  [
    'v1 Service',
    (service: Parameters<typeof defaultService>[0], o) => defaultService(service, o.serviceFamily ?? 'IPv4'),
  ],
  ['v1 Endpoints', defaultEndpoints],
  ['discovery.k8s.io/v1 EndpointSlice', defaultEndpointSlice],
  ['apps/v1 Deployment', defaultDeployment],
  ['apps/v1 ReplicaSet', defaultReplicaSet],
]);

/**
 * The object as the API server stores it: nulls dropped, defaults filled in, quantities canonical. Pure; the given object is not changed.
 * Kinds that are not simulated, and objects of a wrong shape (which validation refuses), come back as they are.
 * Defaulting twice is the same as once.
 */
export function defaultObject(object: KubeObject, options: DefaultingOptions = {}): KubeObject {
  return shapeErrors(object).length > 0 ? object : defaultShaped(object, options);
}

/** The same, for an object whose shape was checked before. */
export function defaultShaped(object: KubeObject, options: DefaultingOptions = {}): KubeObject {
  const defaulter = DEFAULTERS.get(kindKey(object));
  if (defaulter === undefined) return object;
  const written = dropNulls<Written<KubeObject>>(object);
  // The caller has checked the shape: the cast says no more than that.
  return defaulter({ ...written, metadata: written.metadata ?? {} } as never, options) as KubeObject;
}
