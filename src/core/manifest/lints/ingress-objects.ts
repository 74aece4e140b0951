import { getField, type FieldPath } from '../../api/field-path.js';
import type { PlacedObject } from '../place.js';
import { listAt, textAt } from '../read-json.js';
import type { KnownObjects } from './known-objects.js';

const NETWORKING = 'networking.k8s.io/v1';
export const CLASS_ANNOTATION: FieldPath = ['metadata', 'annotations', 'kubernetes.io/ingress.class'];
export const CLASS_NAME: FieldPath = ['spec', 'ingressClassName'];

/** The objects of `networking.k8s.io/v1` of a kind; other groups have kinds of these names too. */
export function ofNetworking(known: KnownObjects, kind: string): readonly PlacedObject[] {
  return known.ofKind(kind).filter(({ document }) => document.object.apiVersion === NETWORKING);
}

/** One way of an Ingress: a path of a rule. */
export interface WrittenPath {
  readonly field: FieldPath;
  /** Empty for every host. */
  readonly host: string;
  readonly path: string;
  readonly pathType: string;
}

export function pathsOf(object: unknown): readonly WrittenPath[] {
  return listAt(object, ['spec', 'rules']).flatMap((rule, i) =>
    listAt(rule, ['http', 'paths']).map((one, j) => ({
      field: ['spec', 'rules', i, 'http', 'paths', j],
      host: textAt(rule, ['host']) ?? '',
      path: textAt(one, ['path']) ?? '',
      pathType: textAt(one, ['pathType']) ?? '',
    })),
  );
}

/** Where the backends of an Ingress stand. */
export function backendsOf(object: unknown): readonly FieldPath[] {
  const fallback: FieldPath = ['spec', 'defaultBackend'];
  const paths = pathsOf(object).map(({ field }) => [...field, 'backend']);
  return (getField(object, fallback) ?? null) === null ? paths : [fallback, ...paths];
}

/** The class that an Ingress names, and where: the field, or the annotation that came before it. */
export function namedClass(object: unknown): { readonly name: string; readonly field: FieldPath } | undefined {
  for (const field of [CLASS_NAME, CLASS_ANNOTATION]) {
    const name = textAt(object, field);
    if (name !== undefined && name !== '') return { name, field };
  }
  return undefined;
}

/** A canary of ingress-nginx has another Ingress's host and path on purpose: it takes a share of its requests. */
export function isCanary(object: unknown): boolean {
  return textAt(object, ['metadata', 'annotations', 'nginx.ingress.kubernetes.io/canary']) === 'true';
}

/** The containers of every workload in the manifests. */
export function containersOf(object: unknown, template: FieldPath): readonly unknown[] {
  return listAt(object, [...template, 'spec', 'containers']);
}
