import type { Cause } from '../api/cause.js';
import { keyOf, objectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Ingress, IngressClass } from '../api/networking.js';
import type { ClusterView } from '../cluster/types.js';
import { ownsClass, type ControllerSpec } from './controllers.js';
import { why } from './why.js';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** Whether a controller serves an Ingress; when it does not, why, and the field to change. */
export type Claim =
  | { readonly mine: true; readonly cause: Cause }
  | { readonly mine: false; readonly why: Message; readonly cause: Cause };

/**
 * Whose Ingress it is: by its class, else by the old annotation, else (neither) whoever serves Ingresses without a class. Models
 * `GetIngressClass` of ingress-nginx `internal/ingress/controller/store/store.go`, and the API's words on `spec.ingressClassName`.
 * A default class is written into the Ingress when it is made (`cluster/ingress-admission.ts`).
 */
export function claimOf(view: ClusterView, spec: ControllerSpec, ingress: Ingress): Claim {
  const { name, namespace = '' } = ingress.metadata;
  const object = keyOf(ingress);
  if (spec.namespace !== undefined && spec.namespace !== namespace) {
    const sentence = why('ingress.trial.otherNamespace', { ingress: name, namespace, watched: spec.namespace });
    return { mine: false, why: sentence, cause: { object, field: ['metadata', 'namespace'] } };
  }
  const named = ingress.spec.ingressClassName;
  if (named !== undefined) return byClass(view, spec, name, named, { object, field: ['spec', 'ingressClassName'] });
  const annotation = annotationOf(ingress, CLASS_ANNOTATION);
  if (annotation !== undefined) {
    const cause: Cause = { object, field: ['metadata', 'annotations', CLASS_ANNOTATION] };
    if (annotation === spec.className) return { mine: true, cause };
    const sentence = why('ingress.trial.otherAnnotation', {
      ingress: name,
      class: annotation,
      expected: spec.className,
    });
    return { mine: false, why: sentence, cause };
  }
  const cause: Cause = { object, field: ['metadata', 'name'] };
  if (spec.withoutClass) return { mine: true, cause };
  return { mine: false, why: why('ingress.trial.noClass', { ingress: name, controller: spec.program.name }), cause };
}

function byClass(view: ClusterView, spec: ControllerSpec, ingress: string, name: string, cause: Cause): Claim {
  const key = objectKey('IngressClass', undefined, name);
  const found = view.get<IngressClass>(key);
  if (!found) return { mine: false, why: why('ingress.trial.missingClass', { ingress, class: name }), cause };
  const of = found.spec?.controller ?? '';
  if (ownsClass(spec, found)) return { mine: true, cause };
  const params = { ingress, class: name, of, controller: spec.controllerName };
  const field = of === '' ? ['metadata', 'name'] : ['spec', 'controller'];
  return { mine: false, why: why('ingress.trial.otherController', params), cause: { object: key, field } };
}

/** An annotation's value; own properties only. */
function annotationOf({ metadata: { annotations } }: Ingress, name: string): string | undefined {
  return annotations !== undefined && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
}

const NGINX = 'nginx.ingress.kubernetes.io/';

export type NginxAnnotation =
  | 'rewrite-target'
  | 'use-regex'
  | 'ssl-redirect'
  | 'force-ssl-redirect'
  | 'service-upstream'
  | 'default-backend'
  | 'canary';

/** The annotations of ingress-nginx that are modelled (`internal/ingress/annotations`). */
export function nginxAnnotation(ingress: Ingress, name: NginxAnnotation): string | undefined {
  return annotationOf(ingress, `${NGINX}${name}`);
}

/** A boolean annotation, by `strconv.ParseBool`; what cannot be read counts as not written. */
export function nginxFlag(ingress: Ingress, name: NginxAnnotation): boolean | undefined {
  const value = nginxAnnotation(ingress, name);
  if (value === undefined) return undefined;
  if (['1', 't', 'T', 'true', 'True', 'TRUE'].includes(value)) return true;
  return ['0', 'f', 'F', 'false', 'False', 'FALSE'].includes(value) ? false : undefined;
}

export function nginxField(name: NginxAnnotation): readonly string[] {
  return ['metadata', 'annotations', `${NGINX}${name}`];
}
