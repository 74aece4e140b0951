import { getField } from '../../api/field-path.js';
import type { LocalEdit } from '../finding.js';
import { locate, type SourceNode } from '../source-map.js';

/** What a Secret with a certificate is of. */
export const TLS_TYPE = 'kubernetes.io/tls';

/** The edits that make a Secret one of `kubernetes.io/tls`; none where it is, or where its text does not take them. */
export function setSecretType(text: string, source: SourceNode, object: object): readonly LocalEdit[] {
  if (getField(object, ['type']) === TLS_TYPE) return [];
  const { node, depth } = locate(source, ['type']);
  if (depth === 1) return [{ ...node.value, text: TLS_TYPE }];
  const kind = locate(source, ['kind']).node;
  if (kind.key === undefined || text[kind.key.from - 1] === '{') return [];
  const indent = ' '.repeat(kind.key.from - (text.lastIndexOf('\n', kind.key.from - 1) + 1));
  return [{ from: kind.value.to, to: kind.value.to, text: `\n${indent}type: ${TLS_TYPE}` }];
}
