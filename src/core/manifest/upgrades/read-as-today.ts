import type { KindInfo } from '../../api/kinds.js';
import type { Json } from '../../api/meta.js';
import { isJsonObject, type JsonObject, type Subject } from '../checks/subject.js';
import type { SourceNode } from '../source-map.js';

/** A part of an object and where it is written. */
interface Part {
  readonly value: Json;
  readonly source: SourceNode;
}

type Reader = (part: Part) => Part;

/**
 * An object of networking in an apiVersion that clusters do not serve any more, as the API of today would have it: with the fields of
 * `networking.k8s.io/v1`, each of which still points at the text that says it. Undefined for objects that are not played so. Models
 * pkg/apis/networking/v1beta1/conversion.go and defaults.go (a path without a type is ImplementationSpecific).
 */
export function readAsToday(subject: Subject, info: KindInfo | undefined): Subject | undefined {
  const replacement = info?.removed?.replacement;
  if (info === undefined || replacement !== 'networking.k8s.io/v1') return undefined;
  const read = info.kind === 'Ingress' ? at('spec', ingressSpec)(subject) : subject;
  if (!isJsonObject(read.value)) return undefined;
  return { ...subject, value: Object.freeze({ ...read.value, apiVersion: replacement }), source: read.source };
}

const ingressSpec: Reader = (part) =>
  at(
    'rules',
    each(at('http', at('paths', each(ingressPath)))),
  )(at('defaultBackend', backend)(renamed(part, 'backend', 'defaultBackend')));

const ingressPath: Reader = (part) => {
  const { value, source } = at('backend', backend)(part);
  if (!isJsonObject(value) || (value['pathType'] ?? null) !== null) return { value, source };
  return { value: Object.freeze({ ...value, pathType: 'ImplementationSpecific' }), source };
};

/** `serviceName` and `servicePort`, a number or a name. */
const backend: Reader = ({ value, source }) => {
  if (!isJsonObject(value)) return { value, source };
  const { serviceName, servicePort, ...rest } = value;
  if (serviceName === undefined && servicePort === undefined) return { value, source };
  const kind = typeof servicePort === 'string' ? 'name' : 'number';
  const port = servicePort === undefined || servicePort === null ? {} : { [kind]: servicePort };
  const service = { ...(serviceName === undefined ? {} : { name: serviceName }), port };
  return {
    value: Object.freeze({ ...rest, service: Object.freeze(service) }),
    source: withMembers(source, serviceMembers(source, kind)),
  };
};

function serviceMembers(source: SourceNode, kind: string): Members {
  const { serviceName: name, servicePort: port, ...others } = Object.fromEntries(source.members ?? []);
  const members: [string, SourceNode][] = [];
  if (name !== undefined) members.push(['name', name]);
  if (port !== undefined) members.push(['port', { ...port, members: new Map([[kind, port]]) }]);
  const service = { value: source.value, ...(source.alias === true ? { alias: true } : {}), members: new Map(members) };
  return new Map([...Object.entries(others), ['service', service]]);
}

type Members = NonNullable<SourceNode['members']>;

function withMembers(source: SourceNode, members: Members): SourceNode {
  return { ...source, members };
}

/** The part with one field read anew; as it is where it has no such field. */
function at(field: string, reader: Reader): Reader {
  return ({ value, source }) => {
    const member = source.members?.get(field);
    if (!isJsonObject(value) || !Object.hasOwn(value, field) || member === undefined) return { value, source };
    const read = reader({ value: value[field] ?? null, source: member });
    if (read.value === value[field]) return { value, source };
    return {
      value: Object.freeze({ ...value, [field]: read.value }),
      source: withMembers(source, new Map([...(source.members ?? []), [field, read.source]])),
    };
  };
}

function each(reader: Reader): Reader {
  return ({ value, source }) => {
    if (!Array.isArray(value)) return { value, source };
    const items = value.map((item: Json, i): Part => {
      const member = source.members?.get(i);
      return member === undefined ? { value: item, source } : reader({ value: item, source: member });
    });
    const members = new Map(source.members ?? []);
    for (const i of items.keys()) if (members.has(i)) members.set(i, items[i]?.source ?? source);
    return { value: Object.freeze(items.map((item) => item.value)), source: withMembers(source, members) };
  };
}

function renamed({ value, source }: Part, from: string, to: string): Part {
  const member = source.members?.get(from);
  if (!isJsonObject(value) || !Object.hasOwn(value, from) || Object.hasOwn(value, to) || member === undefined)
    return { value, source };
  const pairs = Object.entries(value).map(([name, one]): [string, Json] => [name === from ? to : name, one]);
  const members = [...(source.members ?? [])].map(([name, one]): [string | number, SourceNode] => [
    name === from ? to : name,
    one,
  ]);
  return {
    value: Object.freeze(Object.fromEntries(pairs)) as JsonObject,
    source: withMembers(source, new Map(members)),
  };
}
