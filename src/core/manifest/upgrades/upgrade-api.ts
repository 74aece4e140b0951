import type { KindInfo } from '../../api/kinds.js';
import type { Json } from '../../api/meta.js';
import { isJsonObject, type Subject } from '../checks/subject.js';
import type { LocalEdit } from '../finding.js';
import { checkFields } from '../schema/check-fields.js';
import type { Schema } from '../schema/schema.js';
import { locate } from '../source-map.js';
import { applyEdits } from '../text-edits.js';
import { buildValue } from '../yaml/build-value.js';
import { readYaml } from '../yaml/read-yaml.js';
import { upgradeIngress } from './upgrade-ingress.js';
import { upgradeWorkload } from './upgrade-workload.js';

/**
 * The edits that turn an object of a removed apiVersion into one of its replacement; undefined where there is none, or where the edited
 * text would not be strictly valid there: a conversion that loses a field is worse than none.
 */
export function upgradeApi(subject: Subject, info: KindInfo, schema: Schema): readonly LocalEdit[] | undefined {
  const apiVersion = info.removed?.replacement;
  const typeId = apiVersion === undefined ? undefined : schema.kind(apiVersion, info.kind);
  const at = locate(subject.source, ['apiVersion']);
  if (apiVersion === undefined || typeId === undefined || at.depth === 0) return undefined;
  const edits = [{ ...at.node.value, text: apiVersion }, ...moreEdits(subject, info)];
  const edited = applyEdits(subject.text, edits);
  const reading = readYaml(edited);
  if (reading.document === undefined || reading.errors.length > 0) return undefined;
  const value = objectAt(buildValue(reading.document, edited).value, subject.index);
  const clean =
    isJsonObject(value) && value['kind'] === info.kind && checkFields(schema, typeId, value, [], 1).length === 0;
  return clean ? edits : undefined;
}

/** The n-th object of a document: itself, or an item of a list. A list in a list is left alone. */
function objectAt(value: Json | undefined, index: number): Json | undefined {
  const kind = isJsonObject(value) ? value['kind'] : undefined;
  const items = isJsonObject(value) && typeof kind === 'string' && kind.endsWith('List') ? value['items'] : undefined;
  if (Array.isArray(items)) return items[index] as Json | undefined;
  return index === 0 ? value : undefined;
}

function moreEdits(subject: Subject, { kind, removed }: KindInfo): readonly LocalEdit[] {
  if (kind === 'Ingress') return upgradeIngress(subject);
  return removed?.replacement === 'apps/v1' ? upgradeWorkload(subject) : [];
}
