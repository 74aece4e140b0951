import { encodeBase64 } from '../base64.js';
import type { ConfigMap, Secret } from '../storage.js';
import { isRecord } from '../shape.js';
import { fill, type Written } from './fill.js';

/** A key without a value (`flag:`) is an empty text: so Go decodes a null in a map of strings. Elsewhere null means absent. */
export function keysWithoutValues<T extends object>(object: T): T {
  const maps = Object.entries(object).map(([field, map]: [string, unknown]): [string, unknown] => {
    const isData = field === 'data' || field === 'binaryData' || field === 'stringData';
    if (!isData || !isRecord(map) || !Object.values(map).includes(null)) return [field, map];
    return [field, Object.fromEntries(Object.entries(map).map(([key, value]) => [key, value ?? '']))];
  });
  return Object.fromEntries(maps) as T;
}

/** `SetDefaults_ConfigMap` of pkg/apis/core/v1/defaults.go: a map without data has an empty one. */
export function defaultConfigMap(configMap: Written<ConfigMap>): Written<ConfigMap> {
  return { ...configMap, data: configMap.data ?? {} };
}

/**
 * `SetDefaults_Secret`, and what conversion does before: `stringData` is written over `data` and is never stored
 * (`Convert_v1_Secret_To_core_Secret` of pkg/apis/core/v1/conversion.go).
 */
export function defaultSecret(secret: Written<Secret>): Written<Secret> {
  const { stringData, ...rest } = fill(secret, { type: 'Opaque' });
  const encoded = Object.entries(stringData ?? {}).map(([key, text]) => [key, encodeBase64(text ?? '')] as const);
  if (encoded.length === 0) return rest;
  return { ...rest, data: { ...rest.data, ...Object.fromEntries(encoded) } };
}
