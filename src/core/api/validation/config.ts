import { base64Length } from '../base64.js';
import { forbidden, invalid, invalidEach, required, tooLong, type FieldError } from '../field-error.js';
import type { Labels } from '../meta.js';
import { byteLength, configMapKeyErrors, dns1123SubdomainErrors } from '../names.js';
import { isSame } from '../same.js';
import type { ConfigMap, Secret } from '../storage.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate } from './metadata.js';

/** `MaxSecretSize`, for both kinds: 1 MiB of data. */
const MOST_DATA = 1024 * 1024;

const sizeOf = (data: Labels, measure: (value: string) => number) =>
  Object.values(data).reduce((sum, value) => sum + measure(value), 0);

const keyErrors = (data: Labels, field: string) =>
  Object.keys(data).flatMap((key) => invalidEach([field, key], key, configMapKeyErrors(key)));

/** `ValidateConfigMap` of pkg/apis/core/validation/validation.go. */
export function validateConfigMap(configMap: ConfigMap): readonly FieldError[] {
  const { data = {}, binaryData = {} } = configMap;
  const both = Object.keys(data).filter((key) => Object.hasOwn(binaryData, key));
  const size = sizeOf(data, byteLength) + sizeOf(binaryData, base64Length);
  return [
    ...validateMetadata(configMap.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...keyErrors(data, 'data'),
    ...both.map((key) => invalid(['data', key], key, 'duplicate of key present in binaryData')),
    ...keyErrors(binaryData, 'binaryData'),
    ...both.map((key) => invalid(['binaryData', key], key, 'duplicate of key present in data')),
    ...(size > MOST_DATA ? [{ ...tooLong([], MOST_DATA), at: ['data'] }] : []),
  ];
}

const WHEN_SET = 'field is immutable when `immutable` is set';

function validateImmutableData<T extends ConfigMap | Secret>(
  before: T,
  after: T,
  fields: readonly (keyof T & string)[],
): readonly FieldError[] {
  if (before.immutable !== true) return [];
  return [
    ...(after.immutable === true ? [] : [forbidden(['immutable'], WHEN_SET)]),
    ...fields.flatMap((field) => (isSame(before[field], after[field]) ? [] : [forbidden([field], WHEN_SET)])),
  ];
}

export function validateConfigMapUpdate(before: ConfigMap, after: ConfigMap): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...validateImmutableData(before, after, ['data', 'binaryData']),
  ];
}

/** What a Secret of a type must hold. An empty list of keys means all of them, `any` at least one. */
const NEEDED: ReadonlyMap<string, { readonly keys: readonly string[]; readonly any?: true }> = new Map([
  ['kubernetes.io/dockercfg', { keys: ['.dockercfg'] }],
  ['kubernetes.io/dockerconfigjson', { keys: ['.dockerconfigjson'] }],
  ['kubernetes.io/basic-auth', { keys: ['username', 'password'], any: true as const }],
  ['kubernetes.io/ssh-auth', { keys: ['ssh-privatekey'] }],
  ['kubernetes.io/tls', { keys: ['tls.crt', 'tls.key'] }],
]);

const ACCOUNT = 'kubernetes.io/service-account.name';

/** `ValidateSecret`. Whether a docker config is JSON is not looked at. */
export function validateSecret(secret: Secret): readonly FieldError[] {
  const { data = {}, type = '' } = secret;
  const needed = NEEDED.get(type);
  const missing = (needed?.keys ?? []).filter((key) => !Object.hasOwn(data, key));
  const enough = needed?.any === true ? missing.length < needed.keys.length : missing.length === 0;
  const account = secret.metadata.annotations?.[ACCOUNT] ?? '';
  return [
    ...validateMetadata(secret.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...keyErrors(data, 'data'),
    ...(sizeOf(data, base64Length) > MOST_DATA ? [tooLong(['data'], MOST_DATA)] : []),
    ...(enough ? [] : missing.map((key) => required(['data', key]))),
    ...(type === 'kubernetes.io/service-account-token' && account === ''
      ? [required(['metadata', 'annotations', ACCOUNT])]
      : []),
  ];
}

export function validateSecretUpdate(before: Secret, after: Secret): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...validateImmutable(after.type, before.type, ['type']),
    ...validateImmutableData(before, after, ['data']),
  ];
}
