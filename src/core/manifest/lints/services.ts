import { getField, type FieldPath } from '../../api/field-path.js';
import { matchesLabels } from '../../api/labels.js';
import type { Labels } from '../../api/meta.js';
import { fix, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { mostSimilar } from '../schema/similar.js';
import { removePair, yamlString } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { addPairs } from '../write-edits.js';
import { addObject } from './lint-fixes.js';
import { lint, writtenAt } from './lint.js';
import type { PodSource, PodSources } from '../pod-sources.js';
import { labelsAt, listAt, textAt } from '../read-json.js';

/** Declared ports that a sentence names. */
const MOST_NAMED = 10;

/** What a Service's selector and ports find among the pods of the manifests. */
export function lintServices(objects: readonly PlacedObject[], pods: PodSources): readonly Diagnostic[] {
  const declared = declaredPorts();
  return objects.flatMap((placed) => {
    const { object } = placed.document;
    if (object.kind !== 'Service' || object.apiVersion !== 'v1') return [];
    const selector = labelsAt(object, ['spec', 'selector']);
    if (selector === undefined || textAt(object, ['spec', 'type']) === 'ExternalName') return [];
    const namespace = object.metadata.namespace ?? 'default';
    const selected = pods.matching(namespace, selector);
    if (selected.length === 0) return [selectsNothing(placed, namespace, selector, pods)];
    return listAt(object, ['spec', 'ports']).flatMap((port, index) =>
      lintPort(placed, port, index, declared(selected)),
    );
  });
}

function selectsNothing(placed: PlacedObject, namespace: string, selector: Labels, pods: PodSources): Diagnostic {
  const labels = Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const elsewhere = pods.all.slice(0, LOOKED_AT).find((source) => matchesLabels(selector, source.labels));
  const message =
    elsewhere === undefined
      ? say('lint.serviceSelectsNothing', { labels })
      : say('lint.serviceSelectsElsewhere', { labels, namespace, other: elsewhere.namespace });
  const fixes =
    elsewhere === undefined
      ? labelFixes(placed, selector, pods.inNamespace(namespace))
      : moveTo(placed, elsewhere.namespace);
  const offered = fixes.length > 0 ? fixes : [addPods(placed, namespace, selector, pods)];
  return lint(placed, 'warning', 'selector-matches-nothing', message, ['spec', 'selector'], offered, 'key');
}

/** Puts the Service into the namespace of its pods. */
function moveTo(placed: PlacedObject, namespace: string): readonly LocalFix[] {
  const written = textAt(placed.document.object, ['metadata', 'namespace']);
  const node = writtenAt(placed, ['metadata', 'namespace']);
  if (written !== undefined && node !== undefined) {
    const edit = { ...node.value, text: yamlString(namespace) };
    return [fix('fix.replace', { from: written, to: namespace }, [edit])];
  }
  const metadata = writtenAt(placed, ['metadata']);
  const edit = metadata === undefined ? undefined : addPairs(placed.place.text, metadata, { namespace });
  return edit === undefined ? [] : [fix('fix.addField', { field: 'namespace', value: namespace }, [edit])];
}

/** A Deployment of pods that the Service selects and that listen where it sends. */
function addPods(placed: PlacedObject, namespace: string, selector: Labels, pods: PodSources): LocalFix {
  const { object } = placed.document;
  const [port] = listAt(object, ['spec', 'ports']);
  const target = getField(port, ['targetPort']) ?? getField(port, ['port']);
  const number = typeof target === 'number' && target > 0 && target < 65_536 ? target : 8080;
  const named = typeof target === 'string' && target.length <= LONGEST_PORT_NAME ? { name: target } : {};
  const container = {
    name: 'app',
    image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
    args: ['netexec', `--http-port=${number}`],
    ports: [{ ...named, containerPort: number }],
  };
  const { name } = object.metadata;
  const isTaken = pods.inNamespace(namespace).some(({ document }) => document.object.metadata.name === name);
  return addObject(placed, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: isTaken ? `${name}-pods` : name, namespace: object.metadata.namespace },
    spec: {
      selector: { matchLabels: selector },
      template: { metadata: { labels: selector }, spec: { containers: [container] } },
    },
  });
}

const LONGEST_PORT_NAME = 15;

/** Pods that a Service without any is compared with: the square of a large bundle would be too much. */
const LOOKED_AT = 100;

/** When one label alone stands in the way, the values and keys that the pods do have are offered for it; or to do without it. */
function labelFixes(placed: PlacedObject, selector: Labels, pods: readonly PodSource[]): readonly LocalFix[] {
  const fixes = new Map<string, LocalFix>();
  for (const { labels } of pods.slice(0, LOOKED_AT)) {
    const wrong = Object.entries(selector).filter(
      ([key, value]) => !Object.hasOwn(labels, key) || labels[key] !== value,
    );
    const [pair] = wrong;
    if (pair === undefined || wrong.length > 1) continue;
    const [key, value] = pair;
    const node = writtenAt(placed, ['spec', 'selector', key]);
    if (node?.key === undefined || node.members !== undefined) continue;
    if (Object.hasOwn(labels, key)) {
      const meant = labels[key] ?? '';
      fixes.set(
        `=${meant}`,
        fix('fix.replace', { from: value, to: meant }, [{ ...node.value, text: yamlString(meant) }]),
      );
      continue;
    }
    const other = mostSimilar(key, Object.keys(labels)) ?? Object.keys(labels).find((name) => labels[name] === value);
    if (other === undefined || labels[other] !== value || Object.hasOwn(selector, other)) {
      const removal = Object.keys(selector).length > 1 ? removePair(placed.place.text, node) : undefined;
      if (removal !== undefined) fixes.set('', fix('fix.removeKey', { key }, [removal]));
      continue;
    }
    fixes.set(other, fix('fix.replace', { from: key, to: other }, [{ ...node.key, text: yamlString(other) }]));
  }
  return [...fixes.values()].slice(0, 3);
}

interface DeclaredPorts {
  readonly names: ReadonlySet<string>;
  readonly numbers: ReadonlySet<number>;
}

/** The ports of a list of pods by protocol, worked out once a list however many Services select it. */
function declaredPorts(): (pods: readonly PodSource[]) => (protocol: string) => DeclaredPorts {
  const known = new Map<readonly PodSource[], Map<string, DeclaredPorts>>();
  return (pods) => (protocol) => {
    const byProtocol = known.get(pods) ?? new Map<string, DeclaredPorts>();
    known.set(pods, byProtocol);
    const found = byProtocol.get(protocol);
    if (found !== undefined) return found;
    const all = pods.flatMap(({ ports }) => ports.filter((port) => port.protocol === protocol));
    const made = {
      names: new Set(all.flatMap(({ name }) => name ?? [])),
      numbers: new Set(all.map(({ port }) => port)),
    };
    byProtocol.set(protocol, made);
    return made;
  };
}

/** `targetPort` is looked up in each pod: by name it must exist there, by number it works whether the pod declares it or not. */
function lintPort(
  placed: PlacedObject,
  port: unknown,
  index: number,
  declared: (protocol: string) => DeclaredPorts,
): readonly Diagnostic[] {
  const protocol = textAt(port, ['protocol']) ?? 'TCP';
  const target = getField(port, ['targetPort']) ?? getField(port, ['port']);
  const written = getField(port, ['targetPort']) === undefined ? 'port' : 'targetPort';
  const field: FieldPath = ['spec', 'ports', index, written];
  const { names, numbers } = declared(protocol);
  if (typeof target === 'string') {
    if (names.has(target)) return [];
    const message = say('lint.portNameUnknown', { protocol, name: target });
    return [
      lint(
        placed,
        'warning',
        'target-port-name-unknown',
        message,
        field,
        portFixes(placed, field, target, [...names], [...numbers]),
      ),
    ];
  }
  if (typeof target !== 'number' || numbers.size === 0 || numbers.has(target)) return [];
  const message = say('lint.portNotDeclared', {
    protocol,
    port: target,
    declared: [...numbers].slice(0, MOST_NAMED).join(', '),
  });
  const fixes = written === 'port' ? addTarget(placed, index, numbers) : otherNumbers(placed, field, target, numbers);
  return [lint(placed, 'info', 'target-port-not-declared', message, field, fixes)];
}

function otherNumbers(
  placed: PlacedObject,
  field: FieldPath,
  target: number,
  numbers: ReadonlySet<number>,
): readonly LocalFix[] {
  const node = writtenAt(placed, field);
  if (node === undefined) return [];
  return [...numbers]
    .slice(0, 3)
    .map((number) =>
      fix('fix.replace', { from: String(target), to: String(number) }, [{ ...node.value, text: String(number) }]),
    );
}

/** Without `targetPort` it is the Service's own port: the one that the pods declare is offered. */
function addTarget(placed: PlacedObject, index: number, numbers: ReadonlySet<number>): readonly LocalFix[] {
  const port = writtenAt(placed, ['spec', 'ports', index]);
  if (port === undefined) return [];
  return [...numbers].slice(0, 3).flatMap((targetPort) => {
    const edit = addPairs(placed.place.text, port, { targetPort });
    return edit === undefined ? [] : [fix('fix.addField', { field: 'targetPort', value: String(targetPort) }, [edit])];
  });
}

function portFixes(
  placed: PlacedObject,
  field: FieldPath,
  target: string,
  names: readonly string[],
  numbers: readonly number[],
): readonly LocalFix[] {
  const node = writtenAt(placed, field);
  if (node === undefined) return [];
  const close = mostSimilar(target, names);
  const candidates = new Set([...(close === undefined ? [] : [close]), ...names, ...numbers.map(String)]);
  return [...candidates]
    .slice(0, 3)
    .map((to) =>
      fix('fix.replace', { from: target, to }, [{ ...node.value, text: /^\d+$/.test(to) ? to : yamlString(to) }]),
    );
}
