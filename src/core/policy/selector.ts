import type { FieldPath } from '../api/field-path.js';
import { matchesSelector } from '../api/labels.js';
import type { Labels, LabelSelector, LabelSelectorRequirement } from '../api/meta.js';
import { items, present } from './items.js';

/** The first requirement of a selector that some labels do not meet. */
export interface Unmet {
  /** As `kubectl get -l` writes it: `app=web`, `tier in (a,b)`, `!debug`. */
  readonly requirement: string;
  readonly key: string;
  /** What the labels have under that key; undefined when they do not have it. */
  readonly value: string | undefined;
  /** Where the requirement stands, from the selector on. */
  readonly field: FieldPath;
}

/** Whether labels meet a selector; an empty one is met by all. What is no requirement at all is met by none. */
export function meets(selector: LabelSelector, labels: Labels | undefined): boolean {
  const pairs = present(selector.matchLabels);
  if (pairs) {
    for (const key of Object.keys(pairs)) {
      if (labels === undefined || !Object.hasOwn(labels, key) || labels[key] !== pairs[key]) return false;
    }
  }
  if (!Array.isArray(selector.matchExpressions)) return true;
  return items(selector.matchExpressions).every(
    (one) => one !== undefined && matchesSelector({ matchExpressions: [withValues(one)] }, labels),
  );
}

/** The first requirement that fails, pairs before expressions; undefined when the selector matches. An empty selector matches everything. */
export function firstUnmet(selector: LabelSelector, labels: Labels | undefined): Unmet | undefined {
  const has = (key: string) => (labels !== undefined && Object.hasOwn(labels, key) ? String(labels[key]) : undefined);
  for (const [key, wanted] of Object.entries(present(selector.matchLabels) ?? {})) {
    if (has(key) === wanted) continue;
    return { requirement: `${key}=${wanted}`, key, value: has(key), field: ['matchLabels', key] };
  }
  for (const [i, expression] of items(selector.matchExpressions).entries()) {
    if (expression && matchesSelector({ matchExpressions: [withValues(expression)] }, labels)) continue;
    const key = expression?.key ?? '';
    const requirement = expression ? written(expression) : '';
    return { requirement, key, value: has(key), field: ['matchExpressions', i] };
  }
  return undefined;
}

function withValues(expression: LabelSelectorRequirement): LabelSelectorRequirement {
  return Array.isArray(expression.values) ? expression : { key: expression.key, operator: expression.operator };
}

function written({ key, operator, values }: LabelSelectorRequirement): string {
  const list = Array.isArray(values) ? `(${values.join(',')})` : '()';
  switch (operator) {
    case 'In':
      return `${key} in ${list}`;
    case 'NotIn':
      return `${key} notin ${list}`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${String(operator)}`;
  }
}
