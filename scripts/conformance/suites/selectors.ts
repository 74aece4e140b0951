import {
  formatRequirements,
  matchesRequirements,
  parseSelector,
  selectorRequirements,
  validateLabelSelector,
  type Labels,
  type LabelSelector,
  type SelectorRequirement,
} from '../../../src/core/index.js';
import { compare, filesOf, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface SelectorsFile {
  readonly match: readonly { readonly selector: string; readonly labels: Labels; readonly match: boolean }[];
  readonly parses: readonly string[];
  readonly doesNotParse: readonly string[];
  readonly setBased: readonly {
    readonly in: string;
    readonly valid: boolean;
    readonly requirements?: readonly {
      readonly key: string;
      readonly operator: string;
      readonly values: readonly string[];
    }[];
  }[];
  readonly labelSelector: readonly {
    readonly labelSelector: LabelSelector | null;
    readonly selector?: string;
    readonly valid: boolean;
  }[];
}

/** Our operators in the words of the cases. */
const OPERATORS: Readonly<Record<SelectorRequirement['operator'], string>> = {
  '=': 'Equals',
  '==': 'DoubleEquals',
  '!=': 'NotEquals',
  in: 'In',
  notin: 'NotIn',
  exists: 'Exists',
  '!': 'DoesNotExist',
  gt: 'GreaterThan',
  lt: 'LessThan',
};

const isValid = (text: string) => !('error' in parseSelector(text));

/** The selector's text as the cases have it: `nothing` for null, `everything` for an empty one. */
function textOf(selector: LabelSelector | null): string {
  const requirements = selectorRequirements(selector);
  if (requirements === undefined) return 'nothing';
  return requirements.length === 0 ? 'everything' : formatRequirements(requirements);
}

function runFile(dir: string, file: string): CaseResult[] {
  const tables = readJson<SelectorsFile>(dir, file);
  return [
    ...tables.match.map((row, i) => {
      const requirements = parseSelector(row.selector);
      const actual = 'error' in requirements ? requirements : matchesRequirements(requirements, row.labels);
      return compare(rowName(file, 'match', i, row.selector), row.match, actual);
    }),
    ...tables.parses.map((text, i) => compare(rowName(file, 'parses', i, text), true, isValid(text))),
    ...tables.doesNotParse.map((text, i) => compare(rowName(file, 'doesNotParse', i, text), false, isValid(text))),
    ...tables.setBased.map((row, i) => {
      const found = parseSelector(row.in);
      const name = rowName(file, 'setBased', i, row.in);
      if (row.requirements === undefined || 'error' in found) return compare(name, row.valid, isValid(row.in));
      const actual = found.map(({ key, operator, values }) => ({ key, operator: OPERATORS[operator], values }));
      return compare(name, row.requirements, actual);
    }),
    ...tables.labelSelector.map((row, i) => {
      const name = rowName(file, 'labelSelector', i);
      const valid = validateLabelSelector(row.labelSelector ?? undefined, []).length === 0;
      const expected = { valid: row.valid, selector: row.valid ? row.selector : undefined };
      return compare(name, expected, { valid, selector: valid ? textOf(row.labelSelector) : undefined });
    }),
  ];
}

/** Label selectors, as text and as objects: what they are and what they match. */
export const selectors: Suite = {
  name: 'selectors',
  run: (dir) => ({ cases: filesOf(dir, '.json').flatMap((file) => runFile(dir, file)) }),
};
