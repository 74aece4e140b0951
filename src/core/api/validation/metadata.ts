import { forbidden, invalid, invalidEach, required, tooLong, type FieldError } from '../field-error.js';
import type { ObjectMeta, OwnerReference } from '../meta.js';
import { byteLength, dns1123LabelErrors, qualifiedNameErrors, type NameCheck } from '../names.js';
import { isSame } from '../same.js';
import { validateLabels } from './label.js';

const PATH = ['metadata'];
const ANNOTATIONS_LIMIT = 256 * 1024;

export interface MetadataRules {
  readonly namespaced: boolean;
  readonly name: NameCheck;
}

/** `ValidateObjectMeta` of k8s.io/apimachinery/pkg/api/validation/objectmeta.go. */
export function validateMetadata(meta: Partial<ObjectMeta>, rules: MetadataRules): readonly FieldError[] {
  return [
    ...validateName(meta, rules.name),
    ...validateNamespaceField(meta.namespace ?? '', rules.namespaced),
    ...validateNonNegative(meta.generation, [...PATH, 'generation']),
    ...validateLabels(meta.labels, [...PATH, 'labels']),
    ...validateAnnotations(meta.annotations, [...PATH, 'annotations']),
    ...validateOwners(meta.ownerReferences ?? []),
    ...validateFinalizers(meta.finalizers ?? []),
  ];
}

function validateName(meta: Partial<ObjectMeta>, check: NameCheck): readonly FieldError[] {
  const { name = '', generateName = '' } = meta;
  // Five letters follow a generateName, so that it may end in a dash.
  const prefix = generateName.length > 1 && generateName.endsWith('-') ? `${generateName.slice(0, -2)}a` : generateName;
  const ofPrefix = generateName === '' ? [] : invalidEach([...PATH, 'generateName'], generateName, check(prefix));
  if (name !== '') return [...ofPrefix, ...invalidEach([...PATH, 'name'], name, check(name))];
  return generateName === '' ? [required([...PATH, 'name'], 'name or generateName is required')] : ofPrefix;
}

function validateNamespaceField(namespace: string, namespaced: boolean): readonly FieldError[] {
  const path = [...PATH, 'namespace'];
  if (!namespaced) return namespace === '' ? [] : [forbidden(path, 'not allowed on this type')];
  return namespace === '' ? [required(path)] : invalidEach(path, namespace, dns1123LabelErrors(namespace));
}

export function validateNonNegative(
  value: number | undefined,
  path: readonly (string | number)[],
): readonly FieldError[] {
  return value !== undefined && value < 0 ? [invalid(path, value, 'must be greater than or equal to 0')] : [];
}

/** Keys are qualified names in any case of letters, and all annotations together have a limit. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: readonly (string | number)[],
): readonly FieldError[] {
  const entries = Object.entries(annotations ?? {});
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return [
    ...entries.flatMap(([key]) => invalidEach(path, key, qualifiedNameErrors(key.toLowerCase()), [...path, key])),
    ...(size > ANNOTATIONS_LIMIT ? [tooLong(path, ANNOTATIONS_LIMIT)] : []),
  ];
}

function validateOwners(owners: readonly OwnerReference[]): readonly FieldError[] {
  const path = [...PATH, 'ownerReferences'];
  const errors: FieldError[] = [];
  let controller = '';
  owners.forEach((owner, i) => {
    const bad = (field: keyof OwnerReference, why: string) =>
      errors.push({ ...invalid([...path, field], owner[field] ?? '', why), at: [...path, i] });
    if (!owner.apiVersion) bad('apiVersion', 'version must not be empty');
    if (!owner.kind) bad('kind', 'must not be empty');
    if (!owner.name) bad('name', 'must not be empty');
    if (!owner.uid) bad('uid', 'must not be empty');
    if (owner.controller !== true) return;
    const name = `${owner.kind}/${owner.name}`;
    if (controller !== '') {
      const why = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`;
      errors.push({ ...invalid(path, owners, why), at: [...path, i] });
    } else controller = name;
  });
  return errors;
}

function validateFinalizers(finalizers: readonly string[]): readonly FieldError[] {
  const path = [...PATH, 'finalizers'];
  const conflict = finalizers.includes('orphan') && finalizers.includes('foregroundDeletion');
  return [
    ...finalizers.flatMap((name, i) => invalidEach(path, name, qualifiedNameErrors(name), [...path, i])),
    ...(conflict ? [invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')] : []),
  ];
}

const IMMUTABLE: readonly (keyof ObjectMeta)[] = ['name', 'namespace', 'uid', 'creationTimestamp'];

/** `ValidateObjectMetaUpdate`. Fields that a writer leaves out (uid, creationTimestamp) are taken from the stored object before. */
export function validateMetadataUpdate(before: Partial<ObjectMeta>, after: Partial<ObjectMeta>): readonly FieldError[] {
  const changed = IMMUTABLE.filter((field) => after[field] !== undefined && !isSame(after[field], before[field]));
  return changed.map((field) => validateImmutable(after[field], before[field], [...PATH, field])).flat();
}

/** `ValidateImmutableField`. */
export function validateImmutable(
  after: unknown,
  before: unknown,
  path: readonly (string | number)[],
): readonly FieldError[] {
  return isSame(after, before) ? [] : [invalid(path, after ?? null, 'field is immutable')];
}
