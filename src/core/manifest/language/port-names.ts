import { getField, type FieldPath } from '../../api/field-path.js';
import type { JsonObject } from '../checks/subject.js';
import { findPodSources, type PodSource } from '../pod-sources.js';
import { labelsAt, listAt, textAt } from '../read-json.js';
import type { ManifestDocument } from '../types.js';
import type { KnownName } from './known-name.js';

/** Ports that a field may name, from the manifests; undefined for fields that name none. */
export function portsFor(
  typeId: string,
  field: string,
  path: FieldPath,
  object: JsonObject,
  known: readonly ManifestDocument[],
): readonly KnownName[] | undefined {
  const namespace = textAt(object, ['metadata', 'namespace']) ?? 'default';
  if (typeId === 'v1.ServicePort' && field === 'targetPort') return targetPorts(object, path, namespace, known);
  if (typeId === 'networking.k8s.io/v1.ServiceBackendPort') {
    const name = textAt(object, [...path.slice(0, -2), 'name']);
    return servicePorts(name, field === 'number' ? ['port'] : ['name'], namespace, known);
  }
  if (field === 'servicePort' && typeId.endsWith('.IngressBackend')) {
    const name = textAt(object, [...path.slice(0, -1), 'serviceName']);
    return servicePorts(name, ['port', 'name'], namespace, known);
  }
  if (field === 'port' && typeId.endsWith('.NetworkPolicyPort')) return policyPorts(object, path, namespace, known);
  return undefined;
}

/** The ports of the Service that a backend names; of all of the namespace where it names none that there is. */
function servicePorts(
  name: string | undefined,
  fields: readonly ('port' | 'name')[],
  namespace: string,
  known: readonly ManifestDocument[],
): readonly KnownName[] {
  const services = known.filter(
    ({ object }) => object.kind === 'Service' && (object.metadata.namespace ?? 'default') === namespace,
  );
  const named = services.filter(({ object }) => object.metadata.name === name);
  return (named.length > 0 ? named : services).flatMap(({ object }) =>
    listAt(object, ['spec', 'ports']).flatMap((port) =>
      fields.flatMap((field) => {
        const value = getField(port, [field]);
        if (typeof value !== 'string' && typeof value !== 'number') return [];
        return [{ name: String(value), from: `Service ${object.metadata.name}` }];
      }),
    ),
  );
}

/** The ports that the pods the Service selects declare, by name and by number. */
function targetPorts(
  object: JsonObject,
  path: FieldPath,
  namespace: string,
  known: readonly ManifestDocument[],
): readonly KnownName[] {
  const pods = findPodSources(known);
  const selector = labelsAt(object, ['spec', 'selector']);
  const selected = selector === undefined ? [] : pods.matching(namespace, selector);
  const protocol = textAt(object, [...path.slice(0, -1), 'protocol']) ?? 'TCP';
  return declared(selected.length > 0 ? selected : pods.inNamespace(namespace), protocol);
}

/** The ports of the pods that receive: for ingress those that the policy selects by labels, for egress any. */
function policyPorts(
  object: JsonObject,
  path: FieldPath,
  namespace: string,
  known: readonly ManifestDocument[],
): readonly KnownName[] {
  const pods = findPodSources(known);
  const selector = labelsAt(object, ['spec', 'podSelector', 'matchLabels']) ?? {};
  const protocol = textAt(object, [...path.slice(0, -1), 'protocol']) ?? 'TCP';
  return declared(path[1] === 'egress' ? pods.all : pods.matching(namespace, selector), protocol);
}

function declared(pods: readonly PodSource[], protocol: string): readonly KnownName[] {
  return pods.flatMap((source) =>
    source.ports
      .filter((port) => port.protocol === protocol)
      .flatMap((port) => [
        ...(port.name === undefined ? [] : [{ name: port.name, from: `${sourceName(source)}: ${port.port}` }]),
        { name: String(port.port), from: sourceName(source) },
      ]),
  );
}

export function sourceName({ document }: PodSource): string {
  return `${document.object.kind} ${document.object.metadata.name}`;
}
