import type { Labels } from './meta.js';
import { labelValueErrors, qualifiedNameErrors } from './names.js';

/** One condition of a selector written as text. `=` and `==` differ in nothing but how they print. */
export interface SelectorRequirement {
  readonly key: string;
  readonly operator: '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | 'gt' | 'lt';
  /** Sorted, each value once. */
  readonly values: readonly string[];
}

const TOKEN = /[ \t\r\n]*(?:(==|!=|[=!(),<>])|([^ \t\r\n=!(),<>]+))/y;
const COMPARISONS: Readonly<Record<string, SelectorRequirement['operator']>> = {
  '=': '=',
  '==': '==',
  '!=': '!=',
  '>': 'gt',
  '<': 'lt',
};
const INTEGER = /^[+-]?[0-9]{1,18}$/;

/**
 * Reads a selector as kubectl's `-l` takes it: `app=web,tier in (front, back),!canary`. Requirements come sorted by key.
 * Gives the parser's own sentence when it cannot be read.
 * Models `labels.Parse` of k8s.io/apimachinery/pkg/labels/selector.go.
 */
export function parseSelector(text: string): readonly SelectorRequirement[] | { readonly error: string } {
  const tokens = tokenise(text);
  const found: SelectorRequirement[] = [];
  let at = 0;
  while (at < tokens.length) {
    const result = parseRequirement(tokens, at);
    if ('error' in result) return result;
    found.push(result.requirement);
    at = result.next;
    if (at === tokens.length) break;
    if (tokens[at] !== ',') return { error: `found '${tokens[at]}', expected: ',' or 'end of string'` };
    at += 1;
    const after = tokens[at];
    if (after === undefined || (isSymbol(after) && after !== '!')) {
      return { error: `found '${after ?? ''}', expected: identifier after ','` };
    }
  }
  return found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

const isSymbol = (token: string) => /^(?:==|!=|[=!(),<>])$/.test(token);

function tokenise(text: string): readonly string[] {
  const tokens: string[] = [];
  const scanner = new RegExp(TOKEN);
  for (let match = scanner.exec(text); match !== null; match = scanner.exec(text)) {
    tokens.push(match[1] ?? match[2] ?? '');
  }
  return tokens;
}

type Parsed = { readonly requirement: SelectorRequirement; readonly next: number } | { readonly error: string };

function parseRequirement(tokens: readonly string[], start: number): Parsed {
  const negated = tokens[start] === '!';
  const at = negated ? start + 1 : start;
  const key = tokens[at];
  if (key === undefined || isSymbol(key)) {
    return { error: `found '${key ?? ''}', expected: ${negated ? 'identifier' : "!, identifier, or 'end of string'"}` };
  }
  const reasons = qualifiedNameErrors(key);
  if (reasons.length > 0) return { error: `unable to parse requirement: ${key}: ${reasons.join('; ')}` };
  const operator = tokens[at + 1];
  if (operator === undefined || operator === ',') {
    return { requirement: { key, operator: negated ? '!' : 'exists', values: [] }, next: at + 1 };
  }
  if (operator === 'in' || operator === 'notin') return parseSet(tokens, at + 2, key, operator);
  const comparison = COMPARISONS[operator];
  // A negation stands alone: `!x=a` has two operators.
  if (comparison === undefined || negated) {
    return { error: `found '${operator}', expected: in, notin, =, ==, !=, gt, lt` };
  }
  return parseComparison(tokens, at + 2, key, comparison);
}

function parseComparison(
  tokens: readonly string[],
  at: number,
  key: string,
  operator: SelectorRequirement['operator'],
): Parsed {
  const token = tokens[at];
  const empty = token === undefined || token === ',';
  if (!empty && isSymbol(token)) return { error: `found '${token}', expected: identifier` };
  const value = empty ? '' : token;
  if ((operator === 'gt' || operator === 'lt') && !INTEGER.test(value)) {
    return { error: "for 'Gt', 'Lt' operators, the value must be an integer" };
  }
  return checked({ key, operator, values: [value] }, empty ? at : at + 1);
}

/** `(a, b)`; nothing between two commas, or in the parentheses, is the empty value. */
function parseSet(tokens: readonly string[], start: number, key: string, operator: 'in' | 'notin'): Parsed {
  if (tokens[start] !== '(') return { error: `found '${tokens[start] ?? ''}' expected: '('` };
  const values = new Set<string>();
  let at = start + 1;
  let pending = true;
  for (; tokens[at] !== ')'; at += 1) {
    const token = tokens[at];
    if (token === ',') {
      if (pending) values.add('');
      pending = true;
    } else if (token === undefined || isSymbol(token) || !pending) {
      return { error: `found '${token ?? ''}', expected: ',' or ')'` };
    } else {
      values.add(token);
      pending = false;
    }
  }
  if (pending) values.add('');
  return checked({ key, operator, values: [...values].sort() }, at + 1);
}

function checked(requirement: SelectorRequirement, next: number): Parsed {
  const reasons = requirement.values.flatMap((value) => labelValueErrors(value));
  return reasons.length > 0 ? { error: reasons.join('; ') } : { requirement, next };
}

/** Whether labels fulfil every requirement. Models `Requirement.Matches`. */
export function matchesRequirements(requirements: readonly SelectorRequirement[], labels: Labels): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    switch (operator) {
      case '=':
      case '==':
      case 'in':
        return value !== undefined && values.includes(value);
      case '!=':
      case 'notin':
        return value === undefined || !values.includes(value);
      case 'exists':
        return value !== undefined;
      case '!':
        return value === undefined;
      case 'gt':
      case 'lt': {
        if (value === undefined || !INTEGER.test(value)) return false;
        const [have, want] = [BigInt(value), BigInt(values[0] ?? '0')];
        return operator === 'gt' ? have > want : have < want;
      }
    }
  });
}

/** The text of a selector, as kubectl prints it: `baz in (norf,qux),foo=bar`. Models `internalSelector.String`. */
export function formatRequirements(requirements: readonly SelectorRequirement[]): string {
  const texts = requirements.map(({ key, operator, values }) => {
    const list = values.join(',');
    switch (operator) {
      case 'exists':
        return key;
      case '!':
        return `!${key}`;
      case 'in':
      case 'notin':
        return `${key} ${operator} (${list})`;
      case 'gt':
        return `${key}>${list}`;
      case 'lt':
        return `${key}<${list}`;
      default:
        return `${key}${operator}${list}`;
    }
  });
  return texts.join(',');
}
