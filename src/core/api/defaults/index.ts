import type { IpFamily } from '../ip.js';
import type { KubeObject } from '../meta.js';
import { kindKey, shapeErrors } from '../schema.js';
import { defaultConfigMap, defaultSecret, keysWithoutValues } from './config.js';
import { defaultEndpoints, defaultEndpointSlice } from './endpoints.js';
import { dropNulls, type Written } from './fill.js';
import { defaultIngress, defaultIngressClass, defaultNetworkPolicy } from './networking.js';
import { defaultNamespace, defaultNode } from './node.js';
import { defaultPod } from './pod.js';
import { defaultService } from './service.js';
import {
  defaultAttachment,
  defaultClaim,
  defaultCsiNode,
  defaultDriver,
  defaultPersistentVolume,
  defaultStorageClass,
} from './storage.js';
import { defaultDaemonSet, defaultDeployment, defaultReplicaSet, defaultStatefulSet } from './workload.js';

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
  ['apps/v1 StatefulSet', defaultStatefulSet],
  ['apps/v1 DaemonSet', defaultDaemonSet],
  ['v1 PersistentVolume', defaultPersistentVolume],
  ['v1 PersistentVolumeClaim', defaultClaim],
  ['v1 ConfigMap', defaultConfigMap],
  ['v1 Secret', defaultSecret],
  ['storage.k8s.io/v1 StorageClass', defaultStorageClass],
  ['storage.k8s.io/v1 VolumeAttachment', defaultAttachment],
  ['storage.k8s.io/v1 CSIDriver', defaultDriver],
  ['storage.k8s.io/v1 CSINode', defaultCsiNode],
  ['networking.k8s.io/v1 Ingress', defaultIngress],
  ['networking.k8s.io/v1 IngressClass', defaultIngressClass],
  ['networking.k8s.io/v1 NetworkPolicy', defaultNetworkPolicy],
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
  const kind = kindKey(object);
  const defaulter = DEFAULTERS.get(kind);
  if (defaulter === undefined) return object;
  const hasData = kind === 'v1 ConfigMap' || kind === 'v1 Secret';
  const written = dropNulls<Written<KubeObject>>(hasData ? keysWithoutValues(object) : object);
  // The caller has checked the shape: the cast says no more than that.
  return defaulter({ ...written, metadata: written.metadata ?? {} } as never, options) as KubeObject;
}
