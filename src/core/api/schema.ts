import type { FieldError } from './field-error.js';
import type { KubeObject } from './meta.js';
import { NETWORKING_SCHEMAS } from './schema-networking.js';
import { claimTemplate, nodeSelector, podVolume, STORAGE_SCHEMAS } from './schema-storage.js';
import {
  bool,
  fields,
  int32,
  int64,
  intOrString,
  isRecord,
  labelSelector,
  list,
  mapOf,
  objectMeta,
  objectShape,
  quantity,
  text,
  textMap,
} from './shape.js';

/** The fields of each simulated kind that defaulting, validation or the model read, with their JSON types. */
const quantities = mapOf(quantity);

const httpGet = fields({
  path: text,
  port: intOrString,
  scheme: text,
  host: text,
  httpHeaders: list(fields({ name: text, value: text })),
});

const probe = fields({
  httpGet,
  tcpSocket: fields({ port: intOrString, host: text }),
  exec: fields({ command: list(text) }),
  grpc: fields({ port: int32, service: text }),
  initialDelaySeconds: int32,
  periodSeconds: int32,
  timeoutSeconds: int32,
  successThreshold: int32,
  failureThreshold: int32,
  terminationGracePeriodSeconds: int64,
});

const container = fields({
  name: text,
  image: text,
  command: list(text),
  args: list(text),
  ports: list(fields({ name: text, containerPort: int32, hostPort: int32, hostIP: text, protocol: text })),
  env: list(fields({ name: text, value: text, valueFrom: fields({}) })),
  readinessProbe: probe,
  livenessProbe: probe,
  startupProbe: probe,
  resources: fields({ requests: quantities, limits: quantities }),
  volumeMounts: list(
    fields({
      name: text,
      mountPath: text,
      subPath: text,
      subPathExpr: text,
      readOnly: bool,
      mountPropagation: text,
      recursiveReadOnly: text,
    }),
  ),
  volumeDevices: list(fields({ name: text, devicePath: text })),
  imagePullPolicy: text,
  restartPolicy: text,
  terminationMessagePath: text,
  terminationMessagePolicy: text,
});

const podAffinity = fields({
  requiredDuringSchedulingIgnoredDuringExecution: list(
    fields({
      labelSelector,
      topologyKey: text,
      namespaces: list(text),
      namespaceSelector: labelSelector,
      matchLabelKeys: list(text),
      mismatchLabelKeys: list(text),
    }),
  ),
});

const toleration = fields({ key: text, operator: text, value: text, effect: text, tolerationSeconds: int64 });

const podSpec = fields({
  containers: list(container),
  initContainers: list(container),
  nodeName: text,
  nodeSelector: textMap,
  affinity: fields({
    nodeAffinity: fields({ requiredDuringSchedulingIgnoredDuringExecution: nodeSelector }),
    podAffinity,
    podAntiAffinity: podAffinity,
  }),
  tolerations: list(toleration),
  topologySpreadConstraints: list(
    fields({ maxSkew: int32, minDomains: int32, topologyKey: text, whenUnsatisfiable: text, labelSelector }),
  ),
  hostNetwork: bool,
  hostname: text,
  subdomain: text,
  dnsPolicy: text,
  dnsConfig: fields({
    nameservers: list(text),
    searches: list(text),
    options: list(fields({ name: text, value: text })),
  }),
  restartPolicy: text,
  terminationGracePeriodSeconds: int64,
  activeDeadlineSeconds: int64,
  readinessGates: list(fields({ conditionType: text })),
  schedulerName: text,
  serviceAccountName: text,
  priority: int32,
  securityContext: fields({}),
  enableServiceLinks: bool,
  hostAliases: list(fields({ ip: text, hostnames: list(text) })),
  volumes: list(podVolume),
});

const condition = fields({ type: text, status: text, reason: text, message: text });

const podTemplate = fields({ metadata: objectMeta, spec: podSpec });

const servicePort = fields({
  name: text,
  protocol: text,
  appProtocol: text,
  port: int32,
  targetPort: intOrString,
  nodePort: int32,
});

const endpointAddress = fields({
  ip: text,
  hostname: text,
  nodeName: text,
  targetRef: fields({ kind: text, name: text }),
});

const SCHEMAS: ReadonlyMap<string, (object: KubeObject) => readonly FieldError[]> = new Map([
  ['v1 Namespace', objectShape({ spec: fields({ finalizers: list(text) }), status: fields({ phase: text }) })],
  [
    'v1 Node',
    objectShape({
      spec: fields({
        podCIDR: text,
        podCIDRs: list(text),
        providerID: text,
        unschedulable: bool,
        taints: list(fields({ key: text, value: text, effect: text })),
      }),
      status: fields({
        addresses: list(fields({ type: text, address: text })),
        capacity: quantities,
        allocatable: quantities,
        conditions: list(condition),
      }),
    }),
  ],
  [
    'v1 Pod',
    objectShape({
      spec: podSpec,
      status: fields({ phase: text, podIP: text, podIPs: list(fields({ ip: text })), conditions: list(condition) }),
    }),
  ],
  [
    'v1 Service',
    objectShape({
      spec: fields({
        type: text,
        selector: textMap,
        ports: list(servicePort),
        clusterIP: text,
        clusterIPs: list(text),
        ipFamilies: list(text),
        ipFamilyPolicy: text,
        externalIPs: list(text),
        externalName: text,
        sessionAffinity: text,
        sessionAffinityConfig: fields({ clientIP: fields({ timeoutSeconds: int32 }) }),
        internalTrafficPolicy: text,
        externalTrafficPolicy: text,
        trafficDistribution: text,
        publishNotReadyAddresses: bool,
        healthCheckNodePort: int32,
        loadBalancerIP: text,
        loadBalancerClass: text,
        loadBalancerSourceRanges: list(text),
        allocateLoadBalancerNodePorts: bool,
      }),
      status: fields({
        loadBalancer: fields({ ingress: list(fields({ ip: text, hostname: text, ipMode: text })) }),
      }),
    }),
  ],
  [
    'v1 Endpoints',
    objectShape({
      subsets: list(
        fields({
          addresses: list(endpointAddress),
          notReadyAddresses: list(endpointAddress),
          ports: list(fields({ name: text, port: int32, protocol: text, appProtocol: text })),
        }),
      ),
    }),
  ],
  [
    'discovery.k8s.io/v1 EndpointSlice',
    objectShape({
      addressType: text,
      endpoints: list(
        fields({
          addresses: list(text),
          conditions: fields({ ready: bool, serving: bool, terminating: bool }),
          hostname: text,
          nodeName: text,
          zone: text,
          hints: fields({ forZones: list(fields({ name: text })), forNodes: list(fields({ name: text })) }),
          targetRef: fields({ kind: text, name: text }),
        }),
      ),
      ports: list(fields({ name: text, protocol: text, port: int32, appProtocol: text })),
    }),
  ],
  [
    'apps/v1 Deployment',
    objectShape({
      spec: fields({
        replicas: int32,
        paused: bool,
        minReadySeconds: int32,
        revisionHistoryLimit: int32,
        progressDeadlineSeconds: int32,
        strategy: fields({ type: text, rollingUpdate: fields({ maxUnavailable: intOrString, maxSurge: intOrString }) }),
        selector: labelSelector,
        template: podTemplate,
      }),
      status: fields({ conditions: list(condition) }),
    }),
  ],
  [
    'apps/v1 ReplicaSet',
    objectShape({
      spec: fields({ replicas: int32, minReadySeconds: int32, selector: labelSelector, template: podTemplate }),
      status: fields({ replicas: int32 }),
    }),
  ],
  [
    'apps/v1 StatefulSet',
    objectShape({
      spec: fields({
        replicas: int32,
        serviceName: text,
        minReadySeconds: int32,
        revisionHistoryLimit: int32,
        podManagementPolicy: text,
        updateStrategy: fields({
          type: text,
          rollingUpdate: fields({ partition: int32, maxUnavailable: intOrString }),
        }),
        ordinals: fields({ start: int32 }),
        selector: labelSelector,
        template: podTemplate,
        volumeClaimTemplates: list(claimTemplate),
        persistentVolumeClaimRetentionPolicy: fields({ whenDeleted: text, whenScaled: text }),
      }),
      status: fields({ replicas: int32, conditions: list(condition) }),
    }),
  ],
  [
    'apps/v1 DaemonSet',
    objectShape({
      spec: fields({
        minReadySeconds: int32,
        revisionHistoryLimit: int32,
        updateStrategy: fields({
          type: text,
          rollingUpdate: fields({ maxUnavailable: intOrString, maxSurge: intOrString }),
        }),
        selector: labelSelector,
        template: podTemplate,
      }),
      status: fields({
        desiredNumberScheduled: int32,
        currentNumberScheduled: int32,
        numberMisscheduled: int32,
        numberReady: int32,
        conditions: list(condition),
      }),
    }),
  ],
  ...STORAGE_SCHEMAS,
  ...NETWORKING_SCHEMAS,
]);

/** The key of a kind in the tables of this folder; empty for what is no object of a kind at all. */
export function kindKey(object: KubeObject): string {
  const { apiVersion, kind } = isRecord(object) ? object : { apiVersion: undefined, kind: undefined };
  return typeof apiVersion === 'string' && typeof kind === 'string' ? `${apiVersion} ${kind}` : '';
}

/** What has the wrong JSON type in an object of a simulated kind; nothing for other kinds. */
export function shapeErrors(object: KubeObject): readonly FieldError[] {
  return SCHEMAS.get(kindKey(object))?.(object) ?? [];
}
