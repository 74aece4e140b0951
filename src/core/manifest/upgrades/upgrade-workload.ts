import { getField } from '../../api/field-path.js';
import type { LocalEdit } from '../finding.js';
import { labelsAt } from '../read-json.js';
import { locate } from '../source-map.js';
import { columnOf, lineBreak, yamlString } from '../text-edits.js';
import type { Subject } from '../checks/subject.js';

/**
 * Workloads of the old groups to `apps/v1`, where `spec.selector` is required; before, it was taken from the template's labels when it was
 * not written. Source: the Deprecated API Migration Guide of kubernetes.io, "Deployment", "DaemonSet", "StatefulSet", "ReplicaSet".
 */
export function upgradeWorkload(subject: Subject): readonly LocalEdit[] {
  const labels = labelsAt(subject.value, ['spec', 'template', 'metadata', 'labels']);
  const template = locate(subject.source, ['spec', 'template']).node;
  if (getField(subject.value, ['spec', 'selector']) !== undefined || labels === undefined || template.key === undefined)
    return [];
  const at = template.key.from;
  if (subject.text[locate(subject.source, ['spec']).node.value.from] === '{') return [];
  const indent = lineBreak(subject.text) + ' '.repeat(columnOf(subject.text, at));
  const pairs = Object.entries(labels).map(([key, value]) => `    ${yamlString(key)}: ${yamlString(value)}`);
  return [{ from: at, to: at, text: ['selector:', '  matchLabels:', ...pairs, ''].join(indent) }];
}
