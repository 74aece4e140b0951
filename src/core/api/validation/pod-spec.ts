import { duplicate, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, inclusiveRangeError } from '../names.js';
import type { PodSpec, TopologySpreadConstraint } from '../pod.js';
import type { PodVolume } from '../volume.js';
import { validateIp } from './address.js';
import { validateContainers, validateInitContainers, type WholeContainer } from './container.js';
import { validateLabels, validateLabelSelector, validateQualifiedName } from './label.js';
import { validateAffinity } from './pod-affinity.js';
import { validateDnsConfig } from './pod-dns.js';
import { validateVolumes } from './pod-volume.js';
import { validateEnum } from './port.js';
import { validateTolerations } from './toleration.js';

/** Fields of a Pod's spec that the model does not read, but that have rules. */
export type WholePodSpec = PodSpec & {
  readonly activeDeadlineSeconds?: number;
  readonly serviceAccountName?: string;
  readonly hostAliases?: readonly { readonly ip?: string; readonly hostnames?: readonly string[] }[];
};

const INT32_MAX = 2 ** 31 - 1;

export interface PodSpecRules {
  /** The name of a Pod; absent for templates, which leave some things for later. */
  readonly pod?: string;
  /** Volumes that the workload of a template adds, over those of the same name. */
  readonly more?: readonly PodVolume[];
}

/** `ValidatePodSpec` of pkg/apis/core/validation/validation.go. */
export function validatePodSpec(spec: WholePodSpec, path: FieldPath, rules: PodSpecRules): readonly FieldError[] {
  const containers: readonly WholeContainer[] = spec.containers ?? [];
  const initContainers: readonly WholeContainer[] = spec.initContainers ?? [];
  const ofPod = rules.pod !== undefined;
  const checked = validateVolumes(spec.volumes ?? [], [...path, 'volumes'], rules.pod);
  const volumes = new Map([...checked.volumes, ...(rules.more ?? []).map(({ name }) => [name, true] as const)]);
  return [
    ...checked.errors,
    ...validateContainers(containers, volumes, [...path, 'containers']),
    ...validateInitContainers(initContainers, containers, volumes, [...path, 'initContainers']),
    ...(spec.hostNetwork === true ? validateHostNetworkPorts(containers, [...path, 'containers'], ofPod) : []),
    ...validateEnum(spec.restartPolicy, ['Always', 'OnFailure', 'Never'], [...path, 'restartPolicy']),
    ...validateEnum(
      spec.dnsPolicy,
      ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'],
      [...path, 'dnsPolicy'],
    ),
    ...validateLabels(spec.nodeSelector, [...path, 'nodeSelector']),
    ...validateAffinity(spec.affinity, [...path, 'affinity']),
    ...validateDnsConfig(spec, [...path, 'dnsConfig']),
    ...(spec.readinessGates ?? []).flatMap((gate, i) =>
      validateQualifiedName(gate.conditionType ?? '', [...path, 'readinessGates', i, 'conditionType']),
    ),
    ...validateSpread(spec.topologySpreadConstraints ?? [], [...path, 'topologySpreadConstraints']),
    ...validateNames(spec, path),
    ...validateDeadline(spec.activeDeadlineSeconds, [...path, 'activeDeadlineSeconds']),
    ...validateTolerations(spec.tolerations ?? [], [...path, 'tolerations']),
    ...validateHostAliases(spec.hostAliases ?? [], [...path, 'hostAliases']),
  ];
}

/** `validatePodHostNetworkDeps`: on the host's network a container port is the host port. */
function validateHostNetworkPorts(
  containers: readonly WholeContainer[],
  path: FieldPath,
  ofPod: boolean,
): readonly FieldError[] {
  return containers.flatMap((container, i) =>
    (container.ports ?? []).flatMap(({ hostPort = 0, containerPort }, j) => {
      const fine = hostPort === containerPort || (!ofPod && hostPort === 0);
      const at = [...path, i, 'ports', j, 'hostPort'];
      return fine ? [] : [invalid(at, hostPort, 'must match `containerPort` when `hostNetwork` is true')];
    }),
  );
}

function validateNames(spec: WholePodSpec, path: FieldPath): readonly FieldError[] {
  const rules = [
    ['serviceAccountName', dns1123SubdomainErrors],
    ['nodeName', dns1123SubdomainErrors],
    ['hostname', dns1123LabelErrors],
    ['subdomain', dns1123LabelErrors],
  ] as const;
  return rules.flatMap(([field, check]) => {
    const name = spec[field] ?? '';
    return name === '' ? [] : invalidEach([...path, field], name, check(name));
  });
}

function validateDeadline(seconds: number | undefined, path: FieldPath): readonly FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= INT32_MAX)) return [];
  return [invalid(path, seconds, inclusiveRangeError(1, INT32_MAX))];
}

function validateHostAliases(
  aliases: NonNullable<WholePodSpec['hostAliases']>,
  path: FieldPath,
): readonly FieldError[] {
  return aliases.flatMap(({ ip = '', hostnames = [] }, i) => [
    ...validateIp(ip, [...path, i, 'ip']),
    ...hostnames.flatMap((name, j) => invalidEach([...path, i, 'hostnames', j], name, dns1123SubdomainErrors(name))),
  ]);
}

/** `validateTopologySpreadConstraints`. Of two constraints for the same key and action, the API server complains about the first. */
function validateSpread(constraints: readonly TopologySpreadConstraint[], path: FieldPath): readonly FieldError[] {
  const pairOf = ({ topologyKey = '', whenUnsatisfiable }: TopologySpreadConstraint) =>
    `{${topologyKey}, ${whenUnsatisfiable ?? ''}}`;
  const last = new Map(constraints.map((constraint, i) => [pairOf(constraint), i] as const));
  return constraints.flatMap((constraint, i) => {
    const at = [...path, i];
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable = '' } = constraint;
    const pair = pairOf(constraint);
    return [
      ...(maxSkew > 0 ? [] : [invalid([...at, 'maxSkew'], maxSkew, 'must be greater than zero')]),
      ...(topologyKey === '' ? [required([...at, 'topologyKey'], 'can not be empty')] : []),
      ...(ACTIONS.includes(whenUnsatisfiable)
        ? []
        : [notSupported([...at, 'whenUnsatisfiable'], whenUnsatisfiable, ACTIONS)]),
      ...(last.get(pair) === i ? [] : [{ ...duplicate([...at, '{topologyKey, whenUnsatisfiable}'], pair), at }]),
      ...validateLabelSelector(constraint.labelSelector, [...at, 'labelSelector']),
    ];
  });
}

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
