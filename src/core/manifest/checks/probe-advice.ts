import { getField, type FieldPath } from '../../api/field-path.js';
import { lastingContainers, listeningAt, PROBES, probedPort } from '../../api/listening.js';
import type { Json, KubeObject, Protocol } from '../../api/meta.js';
import type { Container, ContainerPort, PodSpec, Probe } from '../../api/pod.js';
import { fix, type Finding, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import { podTemplatePath } from '../pod-sources.js';
import { listAt, textAt } from '../read-json.js';
import { mostSimilar } from '../schema/similar.js';
import { locate } from '../source-map.js';
import { yamlString } from '../text-edits.js';
import { addItem } from '../write-edits.js';
import { findingAt, isJsonObject, type Subject } from './subject.js';

/** Declared ports that a sentence names, and that fixes offer. */
const MOST_NAMED = 10;
const MOST_OFFERED = 3;

/**
 * Probes of ports where nobody in the pod is taken to listen (`listeningAt`), and of names that no port of the container has: the kubelet resolves
 * a name in the container itself (`ResolveContainerPort` of pkg/probe/util.go). Neither is refused by the API server.
 */
export function adviseProbes(subject: Subject, object: KubeObject): readonly Finding[] {
  const template = podTemplatePath(object.kind);
  if (template === undefined) return [];
  const at = [...template, 'spec'];
  const spec = specOf(getField(object, at));
  return lastingContainers(spec).flatMap(({ list, index, container }) =>
    PROBES.flatMap((kind) => adviseProbe(subject, spec, container, container[kind], [...at, list, index], kind)),
  );
}

function adviseProbe(
  subject: Subject,
  spec: PodSpec,
  container: Container,
  probe: Probe | undefined,
  at: FieldPath,
  kind: string,
): readonly Finding[] {
  const asked = probedPort(probe);
  if (!asked || (probe?.httpGet?.host ?? probe?.tcpSocket?.host ?? '') !== '') return [];
  const { port, handler } = asked;
  const field = [...at, kind, handler, 'port'];
  const ports = (container.ports ?? []).filter(({ protocol }) => protocol === 'TCP');
  if (typeof port === 'string') {
    const names = ports.flatMap(({ name }) => name ?? []);
    if (container.ports?.some(({ name }) => name === port)) return [];
    const close = mostSimilar(port, names);
    const offers = [...(close === undefined ? [] : [close]), ...names, ...ports.map((one) => one.containerPort)];
    const message = say('lint.probePortNameUnknown', { name: port, container: container.name });
    return [
      findingAt(subject, 'warning', 'probe-port-name-unknown', message, field, {
        fixes: replace(subject, field, port, offers),
      }),
    ];
  }
  if (listeningAt(spec, port, 'TCP')) return [];
  const declared = [...new Set([...ports, ...tcpPorts(spec)].map((one) => one.containerPort))];
  const params = { port, declared: declared.slice(0, MOST_NAMED).join(', '), count: declared.length };
  const message = say('lint.probePortSilent', params);
  const fixes = [...declare(subject, [...at, 'ports'], port), ...replace(subject, field, port, declared)];
  return [findingAt(subject, 'warning', 'probe-port-silent', message, field, { fixes })];
}

function tcpPorts(spec: PodSpec): readonly ContainerPort[] {
  return [...spec.containers, ...(spec.initContainers ?? [])]
    .flatMap(({ ports = [] }) => ports)
    .filter(({ protocol }) => protocol === 'TCP');
}

/** Says that the program does listen there. */
function declare(subject: Subject, ports: FieldPath, port: number): readonly LocalFix[] {
  const { node, depth } = locate(subject.source, ports);
  if (depth !== ports.length || node.alias === true) return [];
  const edit = addItem(subject.text, node, `{ containerPort: ${port} }`);
  return edit === undefined ? [] : [fix('fix.addField', { field: 'containerPort', value: String(port) }, [edit])];
}

function replace(
  subject: Subject,
  field: FieldPath,
  from: string | number,
  offers: readonly (string | number)[],
): readonly LocalFix[] {
  const { node, depth } = locate(subject.source, field);
  if (depth !== field.length || node.alias === true) return [];
  return [...new Set(offers)]
    .slice(0, MOST_OFFERED)
    .map((to) =>
      fix('fix.replace', { from: String(from), to: String(to) }, [
        { ...node.value, text: typeof to === 'number' ? String(to) : yamlString(to) },
      ]),
    );
}

/** The part of a pod that says who listens; what has another type than it should counts as absent. */
function specOf(value: unknown): PodSpec {
  const containers = listAt(value, ['containers']).map(containerOf);
  const initContainers = listAt(value, ['initContainers']).map(containerOf);
  return { containers, initContainers } as unknown as PodSpec;
}

function containerOf(value: Json): Partial<Container> {
  const probes = PROBES.map((kind) => [kind, probeOf(getField(value, [kind]))] as const);
  return {
    name: textAt(value, ['name']) ?? '',
    image: textAt(value, ['image']) ?? '',
    restartPolicy: textAt(value, ['restartPolicy']) ?? '',
    command: wordsAt(value, 'command'),
    args: wordsAt(value, 'args'),
    ports: listAt(value, ['ports']).map((port) => ({
      name: textAt(port, ['name']) ?? '',
      containerPort: Number(getField(port, ['containerPort'])),
      protocol: (textAt(port, ['protocol']) ?? 'TCP') as Protocol,
    })),
    ...Object.fromEntries(probes.filter(([, probe]) => probe !== undefined)),
  };
}

function wordsAt(value: Json, list: string): readonly string[] {
  return listAt(value, [list]).filter((word) => typeof word === 'string');
}

/** A probe with a port that is one, in the handler that counts. */
function probeOf(value: unknown): Probe | undefined {
  for (const handler of ['httpGet', 'tcpSocket', 'grpc'] as const) {
    const port = getField(value, [handler, 'port']);
    const host = textAt(value, [handler, 'host']) ?? '';
    if (!isJsonObject(getField(value, [handler]))) continue;
    const isPort = typeof port === 'string' || (typeof port === 'number' && port > 0 && port < 65_536);
    return isPort ? ({ [handler]: { port, host } } as unknown as Probe) : undefined;
  }
  return undefined;
}
