import { duplicate, forbidden, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors, envVarNameErrors, portNameErrors } from '../names.js';
import type { Container, ContainerPort } from '../pod.js';
import { validateDevices, validateMounts, type MountableVolumes, type WholeMount } from './mount.js';
import { validateEnum, validatePortNumber, validateProtocol } from './port.js';
import { validateProbe } from './probe.js';
import { validateResources } from './resources.js';

/** Fields of a container that the model does not read, but that have rules. */
export type WholeContainer = Container & {
  readonly env?: readonly { readonly name?: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly volumeMounts?: readonly WholeMount[];
  readonly imagePullPolicy?: string;
  readonly restartPolicy?: string;
  readonly terminationMessagePolicy?: string;
  readonly lifecycle?: object;
};

/** `validateContainers` of pkg/apis/core/validation/validation.go. `volumes` are the Pod's, by name. */
export function validateContainers(
  containers: readonly WholeContainer[],
  volumes: MountableVolumes,
  path: FieldPath,
): readonly FieldError[] {
  if (containers.length === 0) return [required(path)];
  const names = new Set<string>();
  return [
    ...containers.flatMap((container, i) => {
      const at = [...path, i];
      const repeated = names.has(container.name);
      names.add(container.name);
      return [
        ...validateContainer(container, volumes, at),
        ...(repeated ? [duplicate([...at, 'name'], container.name ?? '')] : []),
        ...validateProbes(container, at),
        ...(container.restartPolicy === undefined
          ? []
          : [forbidden([...at, 'restartPolicy'], 'may not be set for non-init containers')]),
      ];
    }),
    ...validateHostPorts(containers, path),
  ];
}

/** `validateInitContainers`: those that restart always are sidecars, and may have probes. */
export function validateInitContainers(
  containers: readonly WholeContainer[],
  regular: readonly WholeContainer[],
  volumes: MountableVolumes,
  path: FieldPath,
): readonly FieldError[] {
  const names = new Set(regular.map((container) => container.name));
  return containers.flatMap((container, i) => {
    const at = [...path, i];
    const { name = '', restartPolicy } = container;
    const repeated = names.has(name);
    if (name !== '') names.add(name);
    const sidecar = restartPolicy === 'Always';
    return [
      ...validateContainer(container, volumes, at),
      ...(restartPolicy === undefined || sidecar
        ? []
        : [notSupported([...at, 'restartPolicy'], restartPolicy, ['Always'])]),
      ...(repeated ? [duplicate([...at, 'name'], name)] : []),
      ...validateHostPorts([container], path, i),
      ...(sidecar ? validateProbes(container, at) : forbidProbes(container, at)),
    ];
  });
}

const NOT_FOR_INIT = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function forbidProbes(container: WholeContainer, at: FieldPath): readonly FieldError[] {
  return NOT_FOR_INIT.filter((field) => container[field] !== undefined).map((field) =>
    forbidden([...at, field], 'may not be set for init containers without restartPolicy=Always'),
  );
}

function validateProbes(container: WholeContainer, at: FieldPath): readonly FieldError[] {
  return (['livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap((field) =>
    validateProbe(container[field], field, [...at, field]),
  );
}

function validateContainer(container: WholeContainer, volumes: MountableVolumes, at: FieldPath): readonly FieldError[] {
  const { name = '', image = '', volumeMounts: mounts = [], volumeDevices: devices = [] } = container;
  return [
    ...(name === '' ? [required([...at, 'name'])] : invalidEach([...at, 'name'], name, dns1123LabelErrors(name))),
    ...(image === '' ? [required([...at, 'image'])] : []),
    ...validateEnum(
      container.terminationMessagePolicy,
      ['File', 'FallbackToLogsOnError'],
      [...at, 'terminationMessagePolicy'],
    ),
    ...validatePorts(container.ports ?? [], [...at, 'ports']),
    ...validateEnv(container.env ?? [], [...at, 'env']),
    ...validateMounts(mounts, devices, volumes, [...at, 'volumeMounts']),
    ...validateDevices(devices, mounts, volumes, [...at, 'volumeDevices']),
    ...validateEnum(container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], [...at, 'imagePullPolicy']),
    ...validateResources(container.resources, [...at, 'resources']),
  ];
}

function validatePorts(ports: readonly ContainerPort[], path: FieldPath): readonly FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, i) => {
    const at = [...path, i];
    const { name = '' } = port;
    const reasons = name === '' ? [] : portNameErrors(name);
    const repeated = reasons.length === 0 && names.has(name);
    if (name !== '' && reasons.length === 0) names.add(name);
    return [
      ...invalidEach([...at, 'name'], name, reasons),
      ...(repeated ? [duplicate([...at, 'name'], name)] : []),
      ...(port.containerPort
        ? validatePortNumber(port.containerPort, [...at, 'containerPort'])
        : [required([...at, 'containerPort'])]),
      ...(port.hostPort ? validatePortNumber(port.hostPort, [...at, 'hostPort']) : []),
      ...validateProtocol(port.protocol, [...at, 'protocol']),
    ];
  });
}

/** Two ports of a Pod cannot be the same port of its node. `only` is the index of the one container in `containers`, for init containers. */
function validateHostPorts(
  containers: readonly WholeContainer[],
  path: FieldPath,
  only?: number,
): readonly FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap((container, i) =>
    (container.ports ?? []).flatMap((port, j) => {
      if (!port.hostPort) return [];
      const key = `${port.protocol}/${port.hostIP ?? ''}/${port.hostPort}`;
      const repeated = seen.has(key);
      seen.add(key);
      const at = [...path, only ?? i, 'ports', j, 'hostPort'];
      return repeated ? [{ ...duplicate([...path, i, 'ports', j, 'hostPort'], key), at }] : [];
    }),
  );
}

function validateEnv(vars: NonNullable<WholeContainer['env']>, path: FieldPath): readonly FieldError[] {
  return vars.flatMap(({ name = '', value = '', valueFrom }, i) => {
    const at = [...path, i, 'name'];
    const both = valueFrom !== undefined && value !== '';
    return [
      ...(name === '' ? [required(at)] : invalidEach(at, name, envVarNameErrors(name))),
      ...(both ? [invalid([...path, i, 'valueFrom'], '', 'may not be specified when `value` is not empty')] : []),
    ];
  });
}
