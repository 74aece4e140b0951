import { getField, type FieldPath } from '../../api/field-path.js';
import type { Labels } from '../../api/meta.js';
import { fix, type LocalFix } from '../finding.js';
import type { PlacedObject } from '../place.js';
import { mostSimilar } from '../schema/similar.js';
import { yamlString } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { lint, writtenAt } from './lint.js';
import type { PodSource, PodSources } from '../pod-sources.js';
import { labelsAt, listAt, textAt } from '../read-json.js';

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
    if (selected.length === 0) return [selectsNothing(placed, selector, pods.inNamespace(namespace))];
    return listAt(object, ['spec', 'ports']).flatMap((port, index) =>
      lintPort(placed, port, index, declared(selected)),
    );
  });
}

function selectsNothing(placed: PlacedObject, selector: Labels, pods: readonly PodSource[]): Diagnostic {
  const pairs = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  const message = `no pod in the manifests has the labels ${pairs.join(',')}: the Service has no endpoints`;
  return lint(
    placed,
    'warning',
    'selector-matches-nothing',
    message,
    ['spec', 'selector'],
    labelFixes(placed, selector, pods),
    'key',
  );
}

/** Pods that a Service without any is compared with: the square of a large bundle would be too much. */
const LOOKED_AT = 100;

/** When one label alone stands in the way, the values and keys that the pods do have are offered for it. */
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
    if (other === undefined || labels[other] !== value || Object.hasOwn(selector, other)) continue;
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
    const message = `no container of the selected pods has a ${protocol} port named ${JSON.stringify(target)}: this port has no endpoints`;
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
  const message = `no container of the selected pods declares ${protocol} port ${target} (they declare ${[...numbers].slice(0, 10).join(', ')}); that is allowed, if something listens there`;
  const node = writtenAt(placed, field);
  const fixes =
    node === undefined || written !== 'targetPort'
      ? []
      : [...numbers]
          .slice(0, 3)
          .map((number) =>
            fix('fix.replace', { from: String(target), to: String(number) }, [{ ...node.value, text: String(number) }]),
          );
  return [lint(placed, 'info', 'target-port-not-declared', message, field, fixes)];
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
