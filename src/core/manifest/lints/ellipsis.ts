import { dns1123SubdomainErrors, wildcardSubdomainErrors } from '../../api/names.js';
import { getField } from '../../api/field-path.js';
import { isJsonObject, type JsonObject } from '../checks/subject.js';
import { fix, type LocalFix } from '../finding.js';
import type { Place } from '../place.js';
import { listAt, textAt } from '../read-json.js';
import { locate } from '../source-map.js';
import { columnOf, lineBreak, lineEnd, lineStart } from '../text-edits.js';
import { buildValue } from '../yaml/build-value.js';
import { readYaml } from '../yaml/read-yaml.js';
import { blockLines } from '../yaml/write-yaml.js';
import type { KnownObjects } from './known-objects.js';

const ELLIPSIS = /^ +\.\.\.[ \t]*(?:#.*)?\r?\n?$/;
/** A Service that nobody wrote yet. */
const SOMETHING = { name: 'my-service', port: 80 };

/**
 * Ways out of a line that is only `...`, by which slides and documentation leave something out and which no reader of YAML takes: under the
 * `rules:` of an Ingress the rule that it stands for, and anywhere the document without it, where that reads.
 */
export function ellipsisFixes({ text }: Place, at: number, known: KnownObjects): readonly LocalFix[] {
  const from = lineStart(text, at);
  const to = lineEnd(text, at);
  if (!ELLIPSIS.test(text.slice(from, to))) return [];
  const rest = text.slice(0, from) + text.slice(to);
  const reading = readYaml(rest);
  if (reading.document === undefined || reading.errors.length > 0) return [];
  const { value, source } = buildValue(reading.document, rest);
  const removal = fix('fix.removeKey', { key: '...' }, [{ from, to, text: '' }]);
  if (!isJsonObject(value)) return [removal];
  const rules = locate(source, ['spec', 'rules']);
  const { key } = rules.node;
  const isOpen = rules.depth === 2 && key !== undefined && getField(value, ['spec', 'rules']) === null;
  // Nothing but blanks may stand between `rules:` and the dots.
  if (value['kind'] !== 'Ingress' || !isOpen || text.slice(key.to, from).trim() !== ':') return [removal];
  const indent = Math.max(text.slice(from, to).search(/\S/), columnOf(text, key.from));
  return [writeRules(value, { from, to }, indent, text, known), removal];
}

function writeRules(
  ingress: JsonObject,
  line: { readonly from: number; readonly to: number },
  indent: number,
  text: string,
  known: KnownObjects,
): LocalFix {
  const { name, port } = someService(textAt(ingress, ['metadata', 'namespace']) ?? 'default', known) ?? SOMETHING;
  const backend =
    textAt(ingress, ['apiVersion']) === 'networking.k8s.io/v1'
      ? { service: { name, port: { number: port } } }
      : { serviceName: name, servicePort: port };
  const rule = { http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } };
  const hosts = hostsOf(ingress);
  const rules = hosts.length === 0 ? [rule] : hosts.map((host) => ({ host, ...rule }));
  const eol = lineBreak(text);
  const [, ...lines] = blockLines({ rules }, 0);
  // Lists are written two columns in; here they begin where the dots do.
  const written = lines.map((one) => ' '.repeat(indent) + one.slice(2)).join(eol) + eol;
  const route = `${hosts[0] ?? ''}/ → ${name}:${port}`;
  return fix('fix.writeRules', { route }, [{ ...line, text: written }]);
}

/** The hosts that TLS is for are the ones that the rules are for. */
function hostsOf(ingress: JsonObject): readonly string[] {
  const hosts = listAt(ingress, ['spec', 'tls']).flatMap((tls) => listAt(tls, ['hosts']));
  const names = hosts.filter(
    (host): host is string =>
      typeof host === 'string' &&
      (dns1123SubdomainErrors(host).length === 0 || wildcardSubdomainErrors(host).length === 0),
  );
  return [...new Set(names)];
}

function someService(
  namespace: string,
  known: KnownObjects,
): { readonly name: string; readonly port: number } | undefined {
  for (const { document } of known.ofKind('Service')) {
    const { object } = document;
    const port = getField(object, ['spec', 'ports', 0, 'port']);
    const fits =
      (object.metadata.namespace ?? 'default') === namespace && textAt(object, ['spec', 'type']) !== 'ExternalName';
    if (fits && typeof port === 'number') return { name: object.metadata.name, port };
  }
  return undefined;
}
