import type { Container, Pod, PodSpec, PodTemplateSpec, Probe } from '../pod.js';
import { fill, fillZero, mapField, type Written } from './fill.js';
import { canonicalQuantities } from './quantities.js';
import { defaultPodVolume } from './volume.js';

/** Fields that the model carries through without reading them, but that the API server fills in. */
type WrittenContainer = Written<Container> & {
  readonly imagePullPolicy?: string;
  readonly terminationMessagePath?: string;
  readonly terminationMessagePolicy?: string;
};
type WrittenPodSpec = Written<PodSpec> & {
  readonly securityContext?: object;
  readonly enableServiceLinks?: boolean;
};

/** `SetDefaults_Pod` and `SetDefaults_PodSpec` of pkg/apis/core/v1/defaults.go, and the phase that the registry's strategy sets on creation. */
export function defaultPod(pod: Written<Pod>): Written<Pod> {
  const spec = defaultPodSpec(pod.spec ?? {});
  const withRequests = mapContainers(spec, requestWhatIsLimited);
  const onHost = spec.hostNetwork === true ? mapContainers(withRequests, exposeOnHost) : withRequests;
  return {
    ...pod,
    spec: fill(onHost as WrittenPodSpec, { enableServiceLinks: true }),
    status: fill(pod.status ?? {}, { phase: 'Pending' }),
  };
}

/** A template gets the defaults of a Pod's spec, but not those that only a real Pod has (requests from limits, host ports). */
export function defaultPodTemplate(template: Written<PodTemplateSpec>): Written<PodTemplateSpec> {
  return { ...template, metadata: template.metadata ?? {}, spec: defaultPodSpec(template.spec ?? {}) };
}

function defaultPodSpec(spec: WrittenPodSpec): WrittenPodSpec {
  const filled = fill(spec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    securityContext: {},
  });
  return mapField(mapContainers(filled, defaultContainer), 'volumes', (volumes) => volumes.map(defaultPodVolume));
}

function mapContainers<T extends Written<PodSpec>>(
  spec: T,
  map: (container: Written<Container>) => Written<Container>,
): T {
  return mapField(
    mapField(spec, 'containers', (all) => all.map(map) as NonNullable<T['containers']>),
    'initContainers',
    (all) => all.map(map) as NonNullable<T['initContainers']>,
  );
}

function defaultContainer(container: WrittenContainer): WrittenContainer {
  const filled = fill(container, {
    imagePullPolicy: imageTag(container.image ?? '') === 'latest' ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
  return [
    (one: WrittenContainer) => mapField(one, 'ports', (ports) => ports.map((port) => fill(port, { protocol: 'TCP' }))),
    (one: WrittenContainer) => mapField(one, 'resources', canonicalResources),
    (one: WrittenContainer) => mapField(one, 'readinessProbe', defaultProbe),
    (one: WrittenContainer) => mapField(one, 'livenessProbe', defaultProbe),
    (one: WrittenContainer) => mapField(one, 'startupProbe', defaultProbe),
  ].reduce((one, step) => step(one), filled);
}

/** The tag of an image reference; without tag and digest it is `latest`. */
function imageTag(image: string): string {
  if (image.includes('@')) return '';
  return /:([^:/]+)$/.exec(image)?.[1] ?? 'latest';
}

function defaultProbe(probe: Written<Probe>): Written<Probe> {
  const filled = fillZero(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  return mapField(
    mapField(filled, 'httpGet', (get) => fill(get, { path: '/', scheme: 'HTTP' })),
    'grpc',
    (grpc) => ({ service: '', ...grpc }),
  );
}

type WrittenResources = NonNullable<WrittenContainer['resources']>;

function canonicalResources(resources: WrittenResources): WrittenResources {
  return mapField(mapField(resources, 'requests', canonicalQuantities), 'limits', canonicalQuantities);
}

/** What is limited but not requested is requested up to its limit. */
function requestWhatIsLimited(container: Written<Container>): Written<Container> {
  const limits = container.resources?.limits;
  if (limits === undefined) return container;
  return {
    ...container,
    resources: { ...container.resources, requests: { ...limits, ...container.resources?.requests } },
  };
}

/** On the host's network a container port is a host port. */
function exposeOnHost(container: Written<Container>): Written<Container> {
  return mapField(container, 'ports', (ports) =>
    ports.map((port) => (port.hostPort ? port : { ...port, hostPort: port.containerPort })),
  );
}
