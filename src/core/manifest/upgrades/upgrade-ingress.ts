import type { LocalEdit } from '../finding.js';
import { locate, type SourceNode } from '../source-map.js';
import { columnOf, lineBreak, yamlString } from '../text-edits.js';
import { isJsonObject, type JsonObject, type Subject } from '../checks/subject.js';

/**
 * `extensions/v1beta1` and `networking.k8s.io/v1beta1` Ingress to `networking.k8s.io/v1`: `backend` becomes `defaultBackend`, a backend's
 * `serviceName` and `servicePort` become `service.name` and `service.port.number` or `.name`, and each path gets the `pathType` that keeps
 * its old meaning, `ImplementationSpecific`. Source: the Deprecated API Migration Guide of kubernetes.io, "Ingress".
 */
export function upgradeIngress(subject: Subject): readonly LocalEdit[] {
  const spec = subject.value['spec'];
  if (!isJsonObject(spec)) return [];
  const edits: LocalEdit[] = [];
  const root = locate(subject.source, ['spec']).node;
  const backend = root.members?.get('backend');
  if (backend?.key !== undefined) {
    edits.push({ ...backend.key, text: 'defaultBackend' }, ...backendEdits(subject.text, backend, spec['backend']));
  }
  const rules = Array.isArray(spec['rules']) ? spec['rules'] : [];
  rules.forEach((rule: unknown, i) => {
    const http = isJsonObject(rule) ? rule['http'] : undefined;
    const paths = isJsonObject(http) && Array.isArray(http['paths']) ? http['paths'] : [];
    paths.forEach((path: unknown, j) => {
      const at = locate(subject.source, ['spec', 'rules', i, 'http', 'paths', j]);
      if (at.depth === 6 && isJsonObject(path)) edits.push(...pathEdits(subject.text, at.node, path));
    });
  });
  return edits;
}

function pathEdits(text: string, node: SourceNode, path: JsonObject): readonly LocalEdit[] {
  const backend = node.members?.get('backend');
  if (backend?.key === undefined) return [];
  const edits = [...backendEdits(text, backend, path['backend'])];
  if (!Object.hasOwn(path, 'pathType')) {
    const { from } = backend.key;
    const glue = text[node.value.from] === '{' ? ', ' : lineBreak(text) + ' '.repeat(columnOf(text, from));
    edits.push({ from, to: from, text: `pathType: ImplementationSpecific${glue}` });
  }
  return edits;
}

/** In block style only the keys are rewritten, so that what is written behind and between them stays. */
function backendEdits(text: string, node: SourceNode, value: unknown): readonly LocalEdit[] {
  if (!isJsonObject(value) || node.alias) return [];
  const { serviceName, servicePort, ...rest } = value;
  if (typeof serviceName !== 'string' || Object.keys(rest).length > 0) return [];
  if (typeof servicePort !== 'number' && typeof servicePort !== 'string') return [];
  const kind = typeof servicePort === 'number' ? 'number' : 'name';
  const keys = [...(node.members?.values() ?? [])].flatMap(({ key }) => key ?? []);
  const [first, ...others] = keys;
  const own = others.every(({ from }) => columnOf(text, from) === columnOf(text, first?.from ?? 0));
  if (text[node.value.from] === '{' || first === undefined || !own) {
    const port = kind === 'number' ? String(servicePort) : yamlString(String(servicePort));
    return [{ ...node.value, text: `{service: {name: ${yamlString(serviceName)}, port: {${kind}: ${port}}}}` }];
  }
  const indent = lineBreak(text) + ' '.repeat(columnOf(text, first.from));
  return keys.map((key) => {
    const isName = text.slice(key.from, key.to).includes('serviceName');
    const words = isName ? 'name' : `port:${indent}    ${kind}`;
    return { ...key, text: key === first ? `service:${indent}  ${words}` : `  ${words}` };
  });
}
