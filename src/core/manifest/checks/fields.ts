import { checkFields, type FieldFault } from '../schema/check-fields.js';
import type { Schema } from '../schema/schema.js';
import { fix, type Finding, type LocalFix } from '../finding.js';
import { LIMITS } from '../limits.js';
import { locate, type SourceNode } from '../source-map.js';
import { moveInto, removePair, yamlString } from '../text-edits.js';
import { findingAt, type Subject } from './subject.js';

/** Metadata of a kind the API does not have: custom resources are decoded as `ObjectMeta` all the same. */
const OBJECT_META = 'meta/v1.ObjectMeta';

/**
 * The strict field validation of `kubectl apply` and the API server, by the object's own apiVersion and kind. `typeId` is undefined for
 * kinds the schema does not know: of those only the metadata is checked.
 * @param validated whether validation of core/api covers the kind: then it, not the schema, decides what is required
 */
export function checkObjectFields(
  subject: Subject,
  schema: Schema,
  typeId: string | undefined,
  validated: boolean,
): readonly Finding[] {
  const most = LIMITS.diagnosticsPerDocument;
  const faults =
    typeId === undefined
      ? checkFields(schema, OBJECT_META, subject.value['metadata'], ['metadata'], most)
      : checkFields(schema, typeId, subject.value, [], most);
  return faults
    .filter((fault) => fault.code !== 'required-field' || !validated)
    .map((fault) =>
      findingAt(
        subject,
        fault.code === 'required-field' ? 'warning' : 'error',
        fault.code,
        fault.message,
        fault.field,
        {
          mark: fault.code === 'unknown-field' ? 'key' : 'value',
          fixes: fixesOf(subject, fault),
        },
      ),
    );
}

function fixesOf(subject: Subject, fault: FieldFault): readonly LocalFix[] {
  const { node, depth } = locate(subject.source, fault.field);
  const name = String(fault.field.at(-1));
  if (depth < fault.field.length) return [];
  switch (fault.code) {
    case 'unknown-field':
      return unknownFieldFixes(subject, fault, name, node);
    case 'unsupported-value': {
      if (fault.meant === undefined) return [];
      const written = subject.text.slice(node.value.from, node.value.to);
      return [fix('fix.replace', { from: written, to: fault.meant }, [{ ...node.value, text: fault.meant }])];
    }
    case 'wrong-type':
      return quoteFix(subject, fault, node);
    case 'required-field':
      return [];
  }
}

function unknownFieldFixes(subject: Subject, fault: FieldFault, name: string, node: SourceNode): readonly LocalFix[] {
  const fixes: LocalFix[] = [];
  if (fault.meant !== undefined && node.key !== undefined)
    fixes.push(fix('fix.replace', { from: name, to: fault.meant }, [{ ...node.key, text: fault.meant }]));
  if (fault.belongsIn !== undefined) {
    const home = locate(subject.source, [...fault.field.slice(0, -1), fault.belongsIn]).node;
    const edits = moveInto(subject.text, node, home);
    if (edits !== undefined) fixes.push(fix('fix.moveInto', { key: name, parent: fault.belongsIn }, edits));
  }
  const removal = removePair(subject.text, node);
  if (removal !== undefined) fixes.push(fix('fix.removeKey', { key: name }, [removal]));
  return fixes;
}

/** A number or boolean where a string is wanted: the commonest of all mistakes (`value: 8080`, `access: true`). */
function quoteFix(subject: Subject, fault: FieldFault, node: SourceNode): readonly LocalFix[] {
  if (!/of type string$/.test(fault.message) || node.members !== undefined || node.alias) return [];
  const written = subject.text.slice(node.value.from, node.value.to);
  if (written === '' || /["'\n]/.test(written)) return [];
  const text = yamlString(written).startsWith('"') ? yamlString(written) : JSON.stringify(written);
  return [fix('fix.quote', { value: written }, [{ ...node.value, text }])];
}
