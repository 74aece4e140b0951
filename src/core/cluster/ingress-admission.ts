import type { KubeObject } from '../api/meta.js';
import type { Ingress, IngressClass } from '../api/networking.js';
import { classAnnotationOf } from '../api/validation/ingress.js';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/** Whether Ingresses that name no class are given this one. */
function isDefaultIngressClass({ metadata: { annotations = {} } }: KubeObject): boolean {
  return Object.hasOwn(annotations, DEFAULT_CLASS) && annotations[DEFAULT_CLASS] === 'true';
}

/**
 * What the API server makes of a new Ingress. Its status is its controller's to say (`PrepareForCreate` of
 * `pkg/registry/networking/ingress/strategy.go`). Where it names no class, by field or annotation, it gets one: of several default ones the
 * newest, of equally old ones the first by name (DefaultIngressClass, `plugin/pkg/admission/network/defaultingressclass`). A default that
 * comes later changes nothing.
 */
export function admitIngress(object: KubeObject, classes: () => readonly IngressClass[]): KubeObject {
  if (object.kind !== 'Ingress' || object.apiVersion !== 'networking.k8s.io/v1') return object;
  const ingress: Ingress = { ...(object as Ingress), status: { loadBalancer: {} } };
  if (ingress.spec?.ingressClassName !== undefined || classAnnotationOf(ingress) !== undefined) return ingress;
  const [newest] = classes().filter(isDefaultIngressClass).toSorted(newestFirst);
  if (newest === undefined) return ingress;
  return { ...ingress, spec: { ...ingress.spec, ingressClassName: newest.metadata.name } } as Ingress;
}

function newestFirst({ metadata: a }: IngressClass, { metadata: b }: IngressClass): number {
  const [born, other] = [a.creationTimestamp ?? '', b.creationTimestamp ?? ''];
  if (born !== other) return born < other ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}
