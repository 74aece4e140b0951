import type { FieldPath } from '../api/field-path.js';
import { keyOf, objectKey, parseKey, type ObjectKey } from '../api/key.js';
import { matchesLabels, matchesSelector } from '../api/labels.js';
import type { KubeObject, LabelSelector } from '../api/meta.js';
import type { IngressClass } from '../api/networking.js';
import type { Container, Pod, PodTemplateSpec } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { flagOf, isSet, type Flag } from '../api/flags.js';
import { programOfImage, type IngressProgram } from './programs.js';
import type { IngressController } from './types.js';

/** An ingress controller as its workload's template describes it. */
export interface ControllerSpec {
  readonly workload: ObjectKey;
  readonly program: IngressProgram;
  readonly container: Container;
  /** Where the container stands in the workload. */
  readonly field: FieldPath;
  readonly controllerName: string;
  readonly className: string;
  readonly withoutClass: boolean;
  /** `--ingress-class-by-name` of ingress-nginx: a class of that name is its own too, whoever it says it belongs to. */
  readonly classByName: boolean;
  /** The only namespace whose Ingresses it reads: `--watch-namespace`. Absent: all of them. */
  readonly namespace?: string;
  readonly publish?: { readonly service: ObjectKey; readonly flag: Flag };
  /** `--publish-status-address`: addresses and names, in commas, that are published instead of anything that is found. */
  readonly publishAddress?: Flag;
  readonly defaultBackend?: { readonly service: ObjectKey; readonly flag: Flag };
  /** `--default-ssl-certificate`: the Secret that is shown where a host has no certificate of its own. */
  readonly defaultCertificate?: { readonly secret: ObjectKey; readonly flag: Flag };
  /** Whether it follows Services of type ExternalName, and the flag that says so where one does. */
  readonly externalNames: { readonly follows: boolean; readonly flag?: Flag };
  /** Which pods are its own: those of its selector; of a bare pod, itself. */
  readonly selector?: LabelSelector;
  readonly labels: Readonly<Record<string, string>>;
}

interface Templated extends KubeObject {
  readonly spec: { readonly selector?: LabelSelector; readonly template: PodTemplateSpec };
}

const WORKLOADS = ['DaemonSet', 'Deployment', 'StatefulSet'] as const;

const specs = new WeakMap<readonly object[], readonly ControllerSpec[]>();

/** Every workload, and every pod without an owner, that runs an ingress controller; known by the image. Read once for each state of the workloads. */
export function controllerSpecs(view: ClusterView): readonly ControllerSpec[] {
  return [
    ...WORKLOADS.flatMap((kind) =>
      remembered(view.list(kind), () => view.list(kind).flatMap((one) => controllerSpecOf(one) ?? [])),
    ),
    ...remembered(view.list('Pod'), () => view.list('Pod').flatMap((one) => controllerSpecOf(one) ?? [])),
  ];
}

function remembered(list: readonly object[], read: () => readonly ControllerSpec[]): readonly ControllerSpec[] {
  const known = specs.get(list);
  if (known) return known;
  const found = read();
  specs.set(list, found);
  return found;
}

const read = new WeakMap<object, ControllerSpec | undefined>();

/**
 * What an object is as an ingress controller; undefined for any other. Read once for each version of its spec, so that what was made of it (a table of routes) holds
 * while its status changes.
 */
export function controllerSpecOf(object: KubeObject): ControllerSpec | undefined {
  const own = (object as Partial<Templated>).spec;
  if (typeof own !== 'object' || own === null) return undefined;
  const known = read.get(own);
  if (known?.workload === keyOf(object) || (read.has(own) && !known)) return known;
  const [found] = object.kind === 'Pod' ? ofBarePod(object as Pod) : ofWorkload(object as Templated);
  read.set(own, found);
  return found;
}

function ofWorkload(workload: Templated): readonly ControllerSpec[] {
  // Whoever asks before the API server has looked asks of what was written, whatever that is.
  const { selector, template } = (workload.spec ?? {}) as Partial<Templated['spec']>;
  const containers = template?.spec?.containers;
  const found = Array.isArray(containers) ? programIn(containers as readonly Container[]) : undefined;
  if (!found) return [];
  const field = ['spec', 'template', 'spec', 'containers', found.index];
  const labels = template?.metadata?.labels ?? {};
  const matchLabels = selector?.matchLabels;
  const expressions: unknown = selector?.matchExpressions;
  const isPlain = typeof matchLabels === 'object' && matchLabels !== null && !Array.isArray(expressions);
  const pods = Array.isArray(expressions) ? selector : isPlain ? { matchLabels } : undefined;
  return [specOf(keyOf(workload), found, field, { labels, ...(pods ? { selector: pods } : {}) })];
}

function ofBarePod(pod: Pod): readonly ControllerSpec[] {
  if ((pod.metadata.ownerReferences ?? []).length > 0) return [];
  const found = programIn(pod.spec.containers);
  const labels = pod.metadata.labels ?? {};
  return found ? [specOf(keyOf(pod), found, ['spec', 'containers', found.index], { labels })] : [];
}

interface Found {
  readonly program: IngressProgram;
  readonly container: Container;
  readonly index: number;
}

function programIn(containers: readonly Container[]): Found | undefined {
  for (const [index, container] of containers.entries()) {
    const image: unknown = (container as Container | null)?.image;
    const program = typeof image === 'string' ? programOfImage(image) : undefined;
    if (program) return { program, container, index };
  }
  return undefined;
}

function specOf(
  workload: ObjectKey,
  { program, container }: Found,
  field: FieldPath,
  pods: Pick<ControllerSpec, 'labels' | 'selector'>,
): ControllerSpec {
  const flag = (name: string | undefined) =>
    name === undefined ? undefined : flagOf(container, name, program.anyCase);
  const classFlag = flag(program.classFlag);
  const watched = flag('watch-namespace')?.value;
  const namespace = watched === OWN_NAMESPACE ? parseKey(workload).namespace : watched;
  const publish = serviceFlag(flag(program.publishFlag), workload);
  const certificate = namedBy(flag('default-ssl-certificate'), workload, 'Secret');
  const publishAddress = program.routing === 'nginx' ? flag('publish-status-address') : undefined;
  const defaultBackend = serviceFlag(flag('default-backend-service'), workload);
  const { follows, flag: turning } = program.externalNames;
  const turned = flag(turning);
  return {
    workload,
    program,
    container,
    field,
    controllerName: flag(program.controllerFlag)?.value ?? program.controllerName,
    className: classFlag?.value ?? program.className,
    withoutClass: program.withoutClass === true ? classFlag === undefined : isSet(flag(program.withoutClass)),
    classByName: program.routing === 'nginx' && isSet(flag('ingress-class-by-name')),
    externalNames: {
      follows: isSet(turned) ? !follows : follows,
      ...(isSet(turned) && turned ? { flag: turned } : {}),
    },
    ...(namespace ? { namespace } : {}),
    ...(publish ? { publish } : {}),
    ...(publishAddress ? { publishAddress } : {}),
    ...(defaultBackend ? { defaultBackend } : {}),
    ...(certificate ? { defaultCertificate: { secret: certificate.key, flag: certificate.flag } } : {}),
    ...pods,
  };
}

const OWN_NAMESPACE = '$(POD_NAMESPACE)';

function serviceFlag(flag: Flag | undefined, workload: ObjectKey): { service: ObjectKey; flag: Flag } | undefined {
  const found = namedBy(flag, workload, 'Service');
  return found && { service: found.key, flag: found.flag };
}

/** `namespace/name`; `$(POD_NAMESPACE)`, which manifests take from the downward API, is the workload's own namespace. */
function namedBy(
  flag: Flag | undefined,
  workload: ObjectKey,
  kind: string,
): { key: ObjectKey; flag: Flag } | undefined {
  const [namespace = '', name, ...rest] = (flag?.value ?? '').split('/');
  if (!flag || name === undefined || rest.length > 0) return undefined;
  const own = parseKey(workload).namespace;
  return { key: objectKey(kind, namespace === OWN_NAMESPACE ? own : namespace, name), flag };
}

/** The pods of a controller, ready or not, in key order. */
export function podsOf(view: ClusterView, spec: ControllerSpec): readonly Pod[] {
  const { kind, namespace } = parseKey(spec.workload);
  if (kind === 'Pod') return [view.get<Pod>(spec.workload)].filter((pod) => pod !== undefined);
  return view
    .list<Pod>('Pod', namespace)
    .filter((pod) => matchesSelector(spec.selector, pod.metadata.labels) && programIn(pod.spec.containers));
}

/** Whether a pod takes requests: ready, and not going. */
export function isServing(pod: Pod): boolean {
  const ready = (pod.status.conditions ?? []).some((one) => one.type === 'Ready' && one.status === 'True');
  return ready && pod.metadata.deletionTimestamp === undefined && pod.status.podIP !== undefined;
}

/** The ingress controllers that run in the cluster, in key order, with what they serve. Read from the images and flags of workloads. */
export function ingressControllers(view: ClusterView): readonly IngressController[] {
  return controllerSpecs(view).map((spec) => controllerOf(view, spec));
}

/** Whether a class is the controller's: by what it says, or by its name (`store.go` of ingress-nginx, the handlers of IngressClasses). */
export function ownsClass(spec: ControllerSpec, { metadata, spec: own }: IngressClass): boolean {
  return own?.controller === spec.controllerName || (spec.classByName && metadata.name === spec.className);
}

function controllerOf(view: ClusterView, spec: ControllerSpec): IngressController {
  const { namespace } = parseKey(spec.workload);
  const classes = view
    .list<IngressClass>('IngressClass')
    .filter((one) => ownsClass(spec, one))
    .map(keyOf);
  const services = view
    .list<Service>('Service', namespace)
    .filter(({ spec: { selector } }) => selector && matchesLabels(selector, spec.labels))
    .map(keyOf);
  return {
    workload: spec.workload,
    program: spec.program.name,
    controllerName: spec.controllerName,
    classes,
    pods: podsOf(view, spec).filter(isServing).map(keyOf),
    services,
  };
}

/** What a controller of `ingressControllers` is made of. */
export function specOfController(view: ClusterView, workload: ObjectKey): ControllerSpec | undefined {
  return controllerSpecs(view).find((one) => one.workload === workload);
}

/** The controller whose pod this is, by the pod's key. */
export function controllerOfPod(view: ClusterView, pod: Pod): ControllerSpec | undefined {
  if (!programIn(pod.spec.containers)) return undefined;
  const key = keyOf(pod);
  return controllerSpecs(view).find((spec) => podsOf(view, spec).some((one) => keyOf(one) === key));
}
