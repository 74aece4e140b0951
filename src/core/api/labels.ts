import type { Labels, LabelSelector } from './meta.js';
import type { SelectorRequirement } from './selector-text.js';

/** The value of a label; undefined when it is not set. Own properties only: `__proto__` is a legal key. */
function labelOf(labels: Labels | undefined, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/**
 * Whether every pair of `map` is among `labels`. An empty map matches everything: whoever gives another meaning to it (a Service
 * without a selector selects nothing) decides that before. Models `labels.SelectorFromSet(...).Matches` of k8s.io/apimachinery/pkg/labels.
 */
export function matchesLabels(map: Labels, labels: Labels | undefined): boolean {
  return Object.keys(map).every((key) => labelOf(labels, key) === map[key]);
}

/**
 * Whether a LabelSelector selects an object with these labels. An absent (null) selector selects nothing, an empty one everything.
 * NotIn and DoesNotExist also match where the key is absent. A requirement with an unknown operator matches nothing.
 * Models `LabelSelectorAsSelector` of k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go and `Requirement.Matches` of pkg/labels/selector.go.
 */
export function matchesSelector(selector: LabelSelector | null | undefined, labels: Labels | undefined): boolean {
  if (selector === null || selector === undefined) return false;
  if (!matchesLabels(selector.matchLabels ?? {}, labels)) return false;
  return (selector.matchExpressions ?? []).every((one) => meets(one, labelOf(labels, one.key)));
}

/** Whether a value, undefined where the key is absent, meets a requirement on sets. */
export function meets(
  { operator, values = [] }: { readonly operator: string; readonly values?: readonly string[] },
  value: string | undefined,
): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** Whether a selector has no requirement at all, and so selects every object. A null selector is not empty: it selects nothing. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/**
 * The requirements of a LabelSelector, sorted by key, to print or to combine; undefined for a null selector, which selects nothing.
 * Models `LabelSelectorAsSelector`.
 */
export function selectorRequirements(selector: LabelSelector | null): readonly SelectorRequirement[] | undefined {
  if (selector === null) return undefined;
  const pairs = Object.entries(selector.matchLabels ?? {}).map(
    ([key, value]) => ({ key, operator: '=', values: [value] }) as const,
  );
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => ({
    key,
    operator: OPERATORS[operator],
    values: [...values].sort(),
  }));
  return [...pairs, ...expressions].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

const OPERATORS = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' } as const;
