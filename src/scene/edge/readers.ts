import {
  keyOf,
  objectKey,
  type ClusterView,
  type Ingress,
  type IngressClass,
  type IngressController,
} from '../../core/index.js';

const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/** The controller that routes for an Ingress: the one of its class, or of the default class where it names none. */
export function readerOf(
  view: ClusterView,
  ingress: Ingress,
  controllers: readonly IngressController[],
): IngressController | undefined {
  const named = ingress.spec.ingressClassName ?? ingress.metadata.annotations?.['kubernetes.io/ingress.class'];
  const byDefault = view
    .list<IngressClass>('IngressClass')
    .find(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  const wanted = named === undefined ? byDefault && keyOf(byDefault) : objectKey('IngressClass', undefined, named);
  return wanted === undefined ? undefined : controllers.find(({ classes }) => classes.includes(wanted));
}
