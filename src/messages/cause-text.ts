import { formatFieldPath, parseKey, type Cause, type ObjectKey } from '../core/index.js';

/** An object as kubectl names it, with its namespace where that is not `default`: `service/my-service`, `pod/web-1 -n prod`. */
export function objectText(key: ObjectKey): string {
  const { kind, namespace, name } = parseKey(key);
  const place = namespace === '' || namespace === 'default' ? '' : ` -n ${namespace}`;
  return `${kind.toLowerCase()}/${name}${place}`;
}

/** A cause in one line: `service/my-service spec.ports[0].targetPort`. These are Kubernetes' words, the same in every language. */
export function causeText(cause: Cause): string {
  const field = formatFieldPath(cause.field);
  return field === '' ? objectText(cause.object) : `${objectText(cause.object)} ${field}`;
}
