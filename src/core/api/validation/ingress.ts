import { invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { parseIpSloppy } from '../ip.js';
import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  portNameErrors,
  portNumberErrors,
  wildcardSubdomainErrors,
} from '../names.js';
import type { Ingress, IngressBackend, IngressPath, IngressRule, IngressTls } from '../networking.js';
import { validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateLocalReference } from './reference.js';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_SUFFIXES = ['/..', '/.'];

/** `ValidateIngressCreate` of pkg/apis/networking/validation/validation.go. */
export function validateIngress(ingress: Ingress): readonly FieldError[] {
  const annotation = classAnnotationOf(ingress);
  const { ingressClassName } = ingress.spec;
  const differs = annotation !== undefined && ingressClassName !== undefined && annotation !== ingressClassName;
  const why = 'must match `ingressClassName` when both are specified';
  return [
    ...validateStored(ingress),
    // The API server leaves `metadata` out of the path here.
    ...(differs
      ? [
          {
            ...invalid(['annotations', CLASS_ANNOTATION], annotation, why),
            at: ['metadata', 'annotations', CLASS_ANNOTATION],
          },
        ]
      : []),
  ];
}

/** `ValidateIngressUpdate`: the rules of creation but that of the class's annotation. */
export function validateIngressUpdate(before: Ingress, after: Ingress): readonly FieldError[] {
  return validateMetadataUpdate(before.metadata, after.metadata);
}

/** The class that a cluster of before 1.18 read; undefined when it is not written. */
export function classAnnotationOf({ metadata: { annotations = {} } }: Ingress): string | undefined {
  return Object.hasOwn(annotations, CLASS_ANNOTATION) ? annotations[CLASS_ANNOTATION] : undefined;
}

/** What holds for every Ingress that is stored, new or changed. */
export function validateStored({ metadata, spec }: Ingress): readonly FieldError[] {
  const { rules = [], tls = [], defaultBackend, ingressClassName } = spec;
  const missing = 'either `defaultBackend` or `rules` must be specified';
  return [
    ...validateMetadata(metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...(rules.length === 0 && defaultBackend === undefined ? [invalid(['spec'], spec.rules ?? null, missing)] : []),
    ...(defaultBackend === undefined ? [] : validateBackend(defaultBackend, ['spec', 'defaultBackend'])),
    ...rules.flatMap((rule, i) => validateRule(rule, ['spec', 'rules', i])),
    ...tls.flatMap((one, i) => validateTls(one, ['spec', 'tls', i])),
    ...(ingressClassName === undefined
      ? []
      : invalidEach(['spec', 'ingressClassName'], ingressClassName, dns1123SubdomainErrors(ingressClassName))),
  ];
}

const hostErrors = (host: string) =>
  host.includes('*') ? wildcardSubdomainErrors(host) : dns1123SubdomainErrors(host);

function validateRule({ host = '', http }: IngressRule, path: FieldPath): readonly FieldError[] {
  const at = [...path, 'host'];
  const errors: FieldError[] = [];
  if (host !== '') {
    if (parseIpSloppy(host) !== undefined) errors.push(invalid(at, host, 'must be a DNS name, not an IP address'));
    errors.push(...invalidEach(at, host, hostErrors(host)));
  }
  if (http === undefined) return errors;
  const paths = [...path, 'http', 'paths'];
  const written: readonly IngressPath[] = http.paths ?? [];
  if (written.length === 0) errors.push(required(paths));
  return [...errors, ...written.flatMap((one, i) => validatePath(one, [...paths, i]))];
}

function validatePath({ path = '', pathType, backend }: IngressPath, at: FieldPath): readonly FieldError[] {
  if (pathType === undefined) return [required([...at, 'pathType'], 'pathType must be specified')];
  return [
    ...validatePathText(path, pathType, at),
    ...validateBackend((backend as IngressBackend | undefined) ?? {}, [...at, 'backend']),
  ];
}

function validatePathText(path: string, pathType: string, at: FieldPath): readonly FieldError[] {
  if (!PATH_TYPES.includes(pathType)) return [notSupported([...at, 'pathType'], pathType, PATH_TYPES)];
  const field = [...at, 'path'];
  const free = pathType === 'ImplementationSpecific';
  if (free && path === '') return [];
  const absolute = path.startsWith('/') ? [] : [invalid(field, path, 'must be an absolute path')];
  if (free) return absolute;
  return [
    ...absolute,
    ...BAD_SEQUENCES.filter((bad) => path.includes(bad)).map((bad) =>
      invalid(field, path, `must not contain '${bad}'`),
    ),
    ...BAD_SUFFIXES.filter((bad) => path.endsWith(bad)).map((bad) => invalid(field, path, `cannot end with '${bad}'`)),
  ];
}

/** `validateIngressBackend`: a Service with one way to say its port, or another object. */
function validateBackend({ service, resource }: IngressBackend, path: FieldPath): readonly FieldError[] {
  if (service !== undefined && resource !== undefined)
    return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource !== undefined) return validateLocalReference(resource, [...path, 'resource']);
  if (service === undefined) return [invalid(path, '', 'resource or service backend is required')];
  const at = [...path, 'service', 'name'];
  const name: string = service.name ?? '';
  return [
    ...(name === '' ? [required(at)] : invalidEach(at, name, dns1123LabelErrors(name))),
    ...validateServicePort(service.port ?? {}, path),
  ];
}

function validateServicePort(
  { name = '', number = 0 }: { readonly name?: string; readonly number?: number },
  path: FieldPath,
): readonly FieldError[] {
  const at = [...path, 'service', 'port'];
  if (name !== '' && number !== 0) return [{ ...invalid(path, '', 'cannot set both port name & port number'), at }];
  if (name !== '') return invalidEach([...at, 'name'], name, portNameErrors(name));
  if (number !== 0) return invalidEach([...at, 'number'], number, portNumberErrors(number));
  return [required(path, 'port name or number is required')];
}

function validateTls({ hosts = [], secretName = '' }: IngressTls, path: FieldPath): readonly FieldError[] {
  return [
    ...hosts.flatMap((host, i) => invalidEach([...path, 'hosts', i], host, hostErrors(host))),
    ...(secretName === '' ? [] : invalidEach([...path, 'secretName'], secretName, dns1123SubdomainErrors(secretName))),
  ];
}
