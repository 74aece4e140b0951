import { forbidden, invalid, invalidEach, notSupported, required, tooLong, type FieldError } from '../field-error.js';
import { byteLength, dns1123LabelErrors, dns1123SubdomainErrors, httpPathErrors } from '../names.js';
import type { IngressClass } from '../networking.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateLocalReference } from './reference.js';

const CONTROLLER = ['spec', 'controller'];
const PARAMETERS = ['spec', 'parameters'];
const LONGEST_CONTROLLER = 250;
const SCOPES = ['Cluster', 'Namespace'];

/** `ValidateIngressClass` of pkg/apis/networking/validation/validation.go. */
export function validateIngressClass({ metadata, spec }: IngressClass): readonly FieldError[] {
  return [
    ...validateMetadata(metadata, { namespaced: false, name: dns1123SubdomainErrors }),
    ...validateController(spec.controller ?? ''),
    ...(spec.parameters === undefined ? [] : validateParameters(spec.parameters)),
  ];
}

/** `ValidateIngressClassUpdate`: a class stays with its controller. */
export function validateIngressClassUpdate(before: IngressClass, after: IngressClass): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...validateImmutable(after.spec.controller ?? '', before.spec.controller ?? '', CONTROLLER),
  ];
}

/** `IsDomainPrefixedPath` of k8s.io/apimachinery/pkg/util/validation/validation.go: a domain, a slash, a path. */
function validateController(controller: string): readonly FieldError[] {
  const long = byteLength(controller) > LONGEST_CONTROLLER ? [tooLong(CONTROLLER, LONGEST_CONTROLLER)] : [];
  if (controller === '') return [...long, required(CONTROLLER)];
  const slash = controller.indexOf('/');
  const [host, path] = [controller.slice(0, Math.max(0, slash)), controller.slice(slash + 1)];
  if (host === '' || path === '')
    return [...long, invalid(CONTROLLER, controller, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  return [
    ...long,
    ...invalidEach(CONTROLLER, host, dns1123SubdomainErrors(host)),
    ...invalidEach(CONTROLLER, path, httpPathErrors(path)),
  ];
}

/** `validateIngressClassParametersReference`. */
function validateParameters(parameters: NonNullable<IngressClass['spec']['parameters']>): readonly FieldError[] {
  const { scope, namespace } = parameters;
  const errors = validateLocalReference(parameters, PARAMETERS);
  const [atScope, at] = [
    [...PARAMETERS, 'scope'],
    [...PARAMETERS, 'namespace'],
  ];
  if (scope === undefined) return [...errors, required(atScope)];
  if (!SCOPES.includes(scope)) return [...errors, notSupported(atScope, scope, SCOPES)];
  if (scope === 'Cluster') {
    if (namespace === undefined) return errors;
    return [...errors, forbidden(at, "`parameters.scope` is set to 'Cluster'")];
  }
  if (namespace === undefined) return [...errors, required(at, "`parameters.scope` is set to 'Namespace'")];
  return [...errors, ...invalidEach(at, namespace, dns1123LabelErrors(namespace))];
}
