import type { FieldError } from '../../api/field-error.js';
import { formatFieldPath, getField } from '../../api/field-path.js';
import type { Labels } from '../../api/meta.js';
import { dns1123LabelErrors } from '../../api/names.js';
import { fix, type LocalEdit, type LocalFix } from '../finding.js';
import { labelsAt } from '../read-json.js';
import { locate } from '../source-map.js';
import { columnOf, lineBreak, yamlString } from '../text-edits.js';
import type { Subject } from './subject.js';

/** Fixes for what validation refuses, where the way out is plain. */
export function valueFixes(subject: Subject, error: FieldError): readonly LocalFix[] {
  const path = formatFieldPath(error.field);
  if (path === 'spec.template.metadata.labels' && /selector/.test(error.detail)) return templateLabels(subject);
  if (/(?:^|\.)(?:name|namespace)$/.test(path) && /1123|1035/.test(error.detail)) return validName(subject, error);
  return [];
}

/** Upper case and underscores are what people write in names. */
function validName(subject: Subject, error: FieldError): readonly LocalFix[] {
  const { node, depth } = locate(subject.source, error.field);
  const value = getField(subject.value, error.field);
  if (depth < error.field.length || typeof value !== 'string' || node.alias) return [];
  const name = value
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  if (name === '' || name === value || dns1123LabelErrors(name).length > 0) return [];
  return [fix('fix.replace', { from: value, to: name }, [{ ...node.value, text: yamlString(name) }])];
}

/** A workload whose selector does not select its own pods: the template gets the labels, which is what was meant in almost every case. */
function templateLabels(subject: Subject): readonly LocalFix[] {
  const selector = labelsAt(subject.value, ['spec', 'selector', 'matchLabels']);
  const at = locate(subject.source, ['spec', 'template', 'metadata', 'labels']);
  if (selector === undefined || at.depth < 4 || at.node.alias || at.node.members === undefined) return [];
  const edits = labelEdits(subject, selector, at.node.members);
  const value = Object.entries(selector)
    .map(([key, label]) => `${key}: ${label}`)
    .join(', ');
  return edits === undefined ? [] : [fix('fix.setValue', { field: 'labels', value }, edits)];
}

function labelEdits(
  { text }: Subject,
  selector: Labels,
  members: NonNullable<ReturnType<typeof locate>['node']['members']>,
): readonly LocalEdit[] | undefined {
  const [first] = members.values();
  if (first?.key === undefined || text[first.key.from - 1] === '{') return undefined;
  const start = first.key.from;
  const indent = ' '.repeat(columnOf(text, start));
  return Object.entries(selector).flatMap(([key, label]) => {
    const member = members.get(key);
    if (member === undefined)
      return [{ from: start, to: start, text: `${yamlString(key)}: ${yamlString(label)}${lineBreak(text)}${indent}` }];
    return [{ ...member.value, text: yamlString(label) }];
  });
}
