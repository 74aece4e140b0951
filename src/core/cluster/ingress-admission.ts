import type { KubeObject } from '../api/meta.js';
import type { Ingress, IngressClass } from '../api/networking.js';
import { classAnnotationOf } from '../api/validation/ingress.js';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/** Whether Ingresses that name no class are given this one. */
export function isDefaultIngressClass({ metadata: { annotations = {} } }: KubeObject): boolean {
  return Object.hasOwn(annotations, DEFAULT_CLASS) && annotations[DEFAULT_CLASS] === 'true';
}

/**
 * The class of a new Ingress that names none, by field or annotation: of several default ones the newest, of equally old ones the first by
 * name. A default that comes later changes nothing. Models DefaultIngressClass (`plugin/pkg/admission/network/defaultingressclass`).
 */
export function admitIngress(object: KubeObject, classes: () => readonly IngressClass[]): KubeObject {
  if (object.kind !== 'Ingress' || object.apiVersion !== 'networking.k8s.io/v1') return object;
  const ingress = object as Ingress;
  if (ingress.spec?.ingressClassName !== undefined || classAnnotationOf(ingress) !== undefined) return object;
  const [newest] = classes().filter(isDefaultIngressClass).toSorted(newestFirst);
  if (newest === undefined) return object;
  const admitted: Ingress = { ...ingress, spec: { ...ingress.spec, ingressClassName: newest.metadata.name } };
  return admitted;
}

function newestFirst({ metadata: a }: IngressClass, { metadata: b }: IngressClass): number {
  const [born, other] = [a.creationTimestamp ?? '', b.creationTimestamp ?? ''];
  if (born !== other) return born < other ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}
