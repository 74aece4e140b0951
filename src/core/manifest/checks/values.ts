import { formatFieldError, invalid, type FieldError } from '../../api/field-error.js';
import { formatFieldPath, type FieldPath } from '../../api/field-path.js';
import type { KubeObject, Labels, LabelSelector } from '../../api/meta.js';
import { dns1123SubdomainErrors } from '../../api/names.js';
import { validateLabels, validateLabelSelector } from '../../api/validation/label.js';
import { validateObject } from '../../api/validation/index.js';
import { validateAnnotations } from '../../api/validation/metadata.js';
import type { DiagnosticCode } from '../diagnostic-codes.js';
import type { Finding } from '../finding.js';
import type { FieldType } from '../schema/field-type.js';
import type { Schema } from '../schema/schema.js';
import type { Identity } from './identity.js';
import { findingAt, isJsonObject, type Subject } from './subject.js';
import { valueFixes } from './value-fixes.js';

/** Whether core/api validates this kind as the API server does. */
export function hasValidation({ info }: Identity): boolean {
  return info?.simulated === true;
}

/**
 * The API server's validation of an object that decodes, mapped to its text. Kinds that are not simulated are judged by what all kinds
 * share: names, labels, annotations, label selectors.
 */
export function checkValues(
  subject: Subject,
  identity: Identity,
  object: KubeObject,
  schema: Schema,
): readonly Finding[] {
  const errors = hasValidation(identity) ? validateObject(object) : sharedRules(identity, object, schema);
  return errors.map((error) => {
    const field = error.at ?? error.field;
    return findingAt(subject, 'error', codeOf(error), formatFieldError(error), field, {
      mark: error.type === 'required' ? 'key' : 'value',
      fixes: valueFixes(subject, error),
    });
  });
}

function codeOf(error: FieldError): DiagnosticCode {
  if (error.type === 'required') return 'required-field';
  return error.type === 'not-supported' ? 'unsupported-value' : 'invalid-value';
}

/** Names that are not DNS names: RBAC and certificates take any path segment, an IPAddress is named by its address. */
const FREE_NAMES =
  /^(?:rbac\.authorization|certificates|networking)\.k8s\.io\/\S+ (?:Role|RoleBinding|ClusterRole|ClusterRoleBinding|CertificateSigningRequest|IPAddress)$/;

function sharedRules({ typeId, info }: Identity, object: KubeObject, schema: Schema): readonly FieldError[] {
  const { metadata } = object;
  const errors = [
    ...validateLabels(decoded(metadata.labels), ['metadata', 'labels']),
    ...validateAnnotations(decoded(metadata.annotations), ['metadata', 'annotations']),
  ];
  if (info !== undefined && !FREE_NAMES.test(`${object.apiVersion} ${object.kind}`))
    for (const why of dns1123SubdomainErrors(metadata.name))
      errors.push(invalid(['metadata', 'name'], metadata.name, why));
  if (typeId !== undefined) selectorsOf(schema, { form: 'object', id: typeId }, object, [], errors);
  return errors;
}

/** Every label selector of an object, found by type; it decodes, so a selector has a selector's shape. */
function selectorsOf(schema: Schema, type: FieldType, value: unknown, path: FieldPath, errors: FieldError[]): void {
  if (type.form === 'list' && Array.isArray(value)) {
    value.forEach((item, i) => selectorsOf(schema, type.of, item, [...path, i], errors));
  } else if (type.form === 'map' && isJsonObject(value)) {
    if (type.of.form === 'object')
      for (const key of Object.keys(value)) selectorsOf(schema, type.of, value[key], [...path, key], errors);
  } else if (type.form === 'object' && isJsonObject(value)) {
    if (type.id === 'meta/v1.LabelSelector') errors.push(...validateLabelSelector(decodedSelector(value), path));
    else
      for (const field of schema.fields(type.id).values())
        if (Object.hasOwn(value, field.name))
          selectorsOf(schema, field.type, value[field.name], [...path, field.name], errors);
  }
}

/** A null in a map of strings is an empty string: so Go's decoder reads it. Kinds without a schema have any map there. */
function decoded(map: Readonly<Record<string, string | null>> | undefined): Labels {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, value ?? '']));
}

/** A selector as Go's decoder gives it: a null field is absent, a null string is empty. */
function decodedSelector(selector: object): LabelSelector {
  const { matchLabels, matchExpressions, ...rest } = withoutNulls(selector) as LabelSelector;
  const requirements = matchExpressions?.map((requirement) => {
    const { values, ...others } = withoutNulls(requirement) as typeof requirement;
    return values === undefined ? others : { ...others, values: values.map((value: string | null) => value ?? '') };
  });
  return {
    ...rest,
    ...(matchLabels === undefined ? {} : { matchLabels: decoded(matchLabels) }),
    ...(requirements === undefined ? {} : { matchExpressions: requirements }),
  };
}

/** A null in a list of objects is an empty object. */
function withoutNulls(value: object | null): object {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, one]) => one !== null));
}

/**
 * Schema findings and validation findings about one field with one code say the same: validation's words and the schema's fixes stay.
 * A field that is missing because it is misspelt, or stands in the wrong place, is not missed a second time, nor what is below it.
 */
export function mergeFindings(fromSchema: readonly Finding[], fromValidation: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ code, field }: Finding) => `${code} ${formatFieldPath(field ?? [])}`;
  const explained = ({ code, field = [] }: Finding) =>
    // What is not written is read as nothing, or as the number 0, which a port must not be.
    (code === 'required-field' || code === 'invalid-value') &&
    fromSchema.some(({ explains }) => explains?.every((part, i) => field[i] === part) === true);
  const schemaFixes = new Map(fromSchema.map((finding) => [keyOf(finding), finding.fixes]));
  const said = new Set(fromValidation.map(keyOf));
  return [
    ...fromSchema.filter((finding) => !said.has(keyOf(finding)) && !explained(finding)),
    ...fromValidation
      .filter((finding) => !explained(finding))
      .map((finding) => ({ ...finding, fixes: [...(schemaFixes.get(keyOf(finding)) ?? []), ...finding.fixes] })),
  ];
}
