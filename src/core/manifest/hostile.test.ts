import { describe, expect, it } from 'vitest';
import { objectKey } from '../api/key.js';
import { complete } from './language/complete.js';
import { hover } from './language/hover.js';
import { LIMITS } from './limits.js';
import { kubernetesSchema } from './schema/schema.js';
import { codes, data, find, read } from './testing/read.js';
import { buildValue } from './yaml/build-value.js';
import { readYaml } from './yaml/read-yaml.js';

/** Counted work decides, not the clock; this only catches what never ends. */
const GUARD = 5_000;

const repeat = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

/** Nine lists of nine aliases each: 9^10 values when expanded. */
const BOMB = [
  'a0: &a0 [x]',
  ...Array.from(
    { length: 10 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join()}]`,
  ),
].join('\n');

describe('texts that are built to hurt', () => {
  it.each<readonly [string, string, string]>([
    ['an alias bomb', BOMB, 'yaml-too-complex'],
    [
      'a bomb of merges',
      `a: &a {${Array.from({ length: 900 }, (_, i) => `k${i}: 1`).join()}}\n${repeat(900, (i) => `b${i}: {<<: *a}`)}`,
      'yaml-too-complex',
    ],
    ['an alias inside its own anchor', 'a: &a [*a]', 'yaml-bad-alias'],
    ['anchors in a circle', 'a: &a {b: &b {c: *a, d: *b}}', 'yaml-bad-alias'],
    ['an alias of the whole document', '--- &a\na: {b: *a}', 'yaml-bad-alias'],
    ['3 KB of nested {', '{'.repeat(3_000), 'yaml-too-complex'],
    ['3 KB of nested { with an end', `${'{'.repeat(1_500)}a${'}'.repeat(1_500)}`, 'yaml-too-complex'],
    ['200,000 nested [', '['.repeat(200_000), 'yaml-too-complex'],
    ['5,000 complex keys', '? '.repeat(5_000), 'yaml-too-complex'],
    ['100,000 nested dashes', '- '.repeat(100_000), 'yaml-too-complex'],
    ['1,000 levels of indentation', repeat(1_000, (i) => `${' '.repeat(i)}a:`), 'yaml-too-complex'],
    ['complex keys just inside the depth', `${'{'.repeat(90)}a${'}'.repeat(90)}`, 'yaml-bad-key'],
    ['200,000 keys', repeat(200_000, (i) => `k${i}: 1`), 'yaml-too-complex'],
    ['200,000 keys in flow style', `{${repeat(200_000, (i) => `k${i}: 1,`)}}`, 'yaml-too-complex'],
    ['50,000 anchors', repeat(50_000, (i) => `- &a${i} x`), 'yaml-too-complex'],
    ['50,000 aliases', `a: &a x\nb:\n${repeat(50_000, () => '- *a')}`, 'yaml-too-complex'],
    ['100,000 empty documents', '---\n'.repeat(100_000), 'too-many-documents'],
    ['100,000 documents', '---\na: 1\n'.repeat(100_000), 'too-many-documents'],
    ['10 MB of YAML', 'a: b\n'.repeat(2_000_000), 'text-too-long'],
    ['a million closing braces', '}'.repeat(1_000_000), 'yaml-syntax'],
    ['a million quotes', '"\n'.repeat(500_000), 'yaml-syntax'],
    ['a million tokens', '%\n'.repeat(500_000), 'yaml-too-complex'],
    ['a tab for indentation', 'kind: Pod\n\tname: x', 'yaml-syntax'],
    ['NUL', 'a: "\0"', 'yaml-control-character'],
    ['half a surrogate pair', 'a: \udfff', 'yaml-control-character'],
    ['a byte order mark in the middle', 'a: x\ufeffy', 'yaml-control-character'],
    ['the token marks of the parser itself', 'a: \x02\x18\x1f', 'yaml-control-character'],
    ['numbers that JSON cannot say', 'kind: .nan', 'yaml-bad-number'],
  ])(
    '%s: a diagnostic',
    (_, text, code) => {
      const parsed = read(text);
      expect(codes(parsed)).toContain(code);
      expect(parsed.valid).toBe(false);
      expect(parsed.diagnostics.length).toBeLessThanOrEqual(LIMITS.diagnosticsPerDocument + 1);
      for (const { range } of parsed.diagnostics) {
        expect(range.from).toBeGreaterThanOrEqual(0);
        expect(range.to).toBeLessThanOrEqual(text.length);
      }
    },
    GUARD * 3,
  );

  it.each<readonly [string, string]>([
    ['4.9 MB of line breaks', '\n'.repeat(4_900_000)],
    ['4.8 MB of comments', '# x\n'.repeat(1_200_000)],
    ['4.9 MB of spaces', ' '.repeat(4_900_000)],
  ])(
    '%s hold nothing, and cost no token',
    (_, text) => {
      expect(readYaml(text).lexemes).toBe(0);
      expect(codes(read(text))).toEqual(['text-long']);
    },
    GUARD * 3,
  );

  it('the bomb is not expanded past its budget, and the values of one document are bounded', () => {
    const { document } = readYaml(BOMB);
    if (document === undefined) throw new Error('the bomb is small enough to parse');
    const built = buildValue(document, BOMB);
    expect(built.faults.map(({ message }) => message)).toContain('yaml: document contains excessive aliasing');
    expect(countValues(built.value, LIMITS.nodesPerCharacter * BOMB.length + 10)).toBe('bounded');
  });

  it.each([
    ['a: &a [*a]', "yaml: anchor 'a' value contains itself"],
    ['a: &a {b: &b {c: *a}}', "yaml: anchor 'a' value contains itself"],
    ['--- &a\na: {b: *a}', "yaml: anchor 'a' value contains itself"],
  ])('%s is a circle, in the words of go-yaml', (text, message) => {
    expect(find(read(text), 'yaml-bad-alias').message).toBe(message);
  });

  it('a text is refused at its first token too many, not after it', () => {
    expect(readYaml(`{${'a, '.repeat(1_000_000)}}`).lexemes).toBeLessThanOrEqual(LIMITS.lexemesPerDocument + 1);
    expect(readYaml('['.repeat(200_000)).lexemes).toBeLessThan(LIMITS.depth + 10);
    expect(readYaml(repeat(50_000, (i) => `- &a${i} x`)).lexemes).toBeLessThan(LIMITS.anchors * 10);
  });

  it(
    'many documents that are each small enough are too much together, whatever the cache holds',
    () => {
      const text = repeat(16, (i) => `---\na: [${'x, '.repeat(23_000)}${i}]`);
      const parsed = read(text);
      expect(find(parsed, 'yaml-too-complex').message).toMatchObject({
        code: 'lint.tooManyTokens',
        params: { most: LIMITS.lexemes },
      });
    },
    GUARD * 3,
  );

  it(
    'reads a real amount of text whole',
    () => {
      const pods = repeat(
        1_000,
        (i) => `---\napiVersion: v1\nkind: Pod\nmetadata: {name: p${i}}\nspec: {containers: [{name: c, image: i}]}`,
      );
      expect(read(pods).documents).toHaveLength(1_000);
    },
    GUARD * 3,
  );
});

function countValues(value: unknown, most: number): 'bounded' | 'too many' {
  let count = 0;
  const walk = (one: unknown): void => {
    if (++count > most) return;
    if (typeof one === 'object' && one !== null) for (const member of Object.values(one)) walk(member);
  };
  walk(value);
  return count <= most ? 'bounded' : 'too many';
}

describe('names and values that are built to hurt', () => {
  it('__proto__, constructor and toString are labels like others', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: constructor\n  labels: {__proto__: a, constructor: b, toString: c}\nspec:\n  selector: {__proto__: a}\n  ports: [{port: 80}]\n';
    const { object } = read(text).documents[0] ?? {};
    expect(Object.keys(object?.metadata.labels ?? {})).toEqual(['__proto__', 'constructor', 'toString']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: x}}\nspec: {containers: [{name: c, image: i}]}\n';
    expect(codes(read(`${text}---\n${pod}`))).toContain('selector-matches-nothing');
    expect(codes(read(`${text}---\n${pod.replace('app: x', '__proto__: a')}`))).not.toContain(
      'selector-matches-nothing',
    );
  });

  it('__proto__ as apiVersion, kind, field or name finds nothing by accident', () => {
    expect(codes(read('apiVersion: __proto__\nkind: constructor\nmetadata: {name: __proto__}'))).toContain(
      'unknown-kind',
    );
    expect(
      codes(
        read(
          'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {__proto__: {x: 1}, constructor: 1, containers: []}',
        ),
      ),
    ).toEqual(expect.arrayContaining(['unknown-field', 'unknown-field']));
  });

  it('HTML stays text', () => {
    const html = '<img src=x onerror=alert(1)></script>';
    const parsed = read(`apiVersion: v1\nkind: Pod\nmetadata: {name: "${html}"}`);
    expect(find(parsed, 'invalid-value').message).toContain(JSON.stringify(html));
    expect(parsed.documents[0]?.key).toBe(objectKey('Pod', 'default', html));
  });

  it('a function is a word', () => {
    expect(data('a: !!js/function "function () { return 1 }"')).toEqual({ a: 'function () { return 1 }' });
  });

  it.each<readonly [string, string]>([
    ['a list for an object', 'spec: []'],
    ['an object for a list', 'spec: {ports: {}}'],
    ['null everywhere', 'spec: {ports: [null], selector: null, type: null}'],
    ['a word for status', 'status: x'],
    ['huge numbers', 'spec: {ports: [{port: 1e400, nodePort: -99999999999999999999}]}'],
    ['a list of lists', 'spec: {ports: [[[]]]}'],
    ['labels of lists', 'metadata: {name: a, labels: {a: [1]}}'],
    ['metadata that is a list', 'metadata: [name]'],
    ['a name that is a map', 'metadata: {name: {a: 1}}'],
    ['a namespace that is a list', 'metadata: {name: a, namespace: [b]}'],
  ])('%s: a diagnostic that names the field', (_, line) => {
    const base = [
      'apiVersion: v1',
      'kind: Service',
      ...(line.startsWith('metadata') ? [] : ['metadata: {name: a}']),
      line,
    ].join('\n');
    const parsed = read(base);
    expect(parsed.valid).toBe(false);
    expect(parsed.diagnostics.every(({ field, code }) => field !== undefined || code.startsWith('yaml'))).toBe(true);
  });

  it(
    'completion and hover answer anywhere in such texts',
    () => {
      for (const text of [
        BOMB,
        '{'.repeat(3_000),
        'a: &a [*a]',
        '? '.repeat(5_000),
        'a:\n'.repeat(200_000),
        '\0',
        '',
        '---',
      ]) {
        for (const offset of [0, Math.floor(text.length / 2), text.length]) {
          expect(Array.isArray(complete(text, offset, kubernetesSchema(), []))).toBe(true);
          expect(hover('f', text, offset, kubernetesSchema())).toBeNull();
        }
      }
    },
    GUARD * 3,
  );
});

describe('null where a word belongs is an empty word, as Go decodes it', () => {
  const kinds = [
    'v1 Pod',
    'v1 ConfigMap',
    'apps/v1 Deployment',
    'apps/v1 DaemonSet',
    'example.com/v1 Custom',
    'networking.k8s.io/v1 NetworkPolicy',
  ];
  const nulls = [
    'metadata: {name: a, annotations: {note: null}}',
    'metadata: {name: a, labels: {app: null}}',
    'metadata: {name: a}\nspec: {podSelector: {matchLabels: {app: null}}, selector: {matchLabels: {app: null}}}',
    'metadata: {name: a}\nspec: {podSelector: {matchExpressions: [{key: null, operator: null, values: [null]}, null]}}',
  ];
  it.each(kinds.flatMap((kind) => nulls.map((text) => [kind, text] as const)))('%s with %s', (kind, text) => {
    const [apiVersion, name] = kind.split(' ');
    const parsed = read(`apiVersion: ${apiVersion}\nkind: ${name}\n${text}\n`);
    expect(parsed.documents).toHaveLength(1);
  });

  it('an annotation that is null is no fault of a ConfigMap', () => {
    const parsed = read('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {note: null}}\n');
    expect([parsed.valid, codes(parsed)]).toEqual([true, []]);
  });
});
