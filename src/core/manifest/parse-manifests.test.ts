import { describe, expect, it } from 'vitest';
import { getField, type FieldPath } from '../api/field-path.js';
import { objectKey } from '../api/key.js';
import { createManifestCache } from './cache.js';
import { fieldAt, rangeOf } from './locate-field.js';
import { parseManifests } from './parse-manifests.js';
import { codes, data, find, fixed, marked, read, said } from './testing/read.js';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: my-service
  labels: {app: x}
spec:
  ports:
    # the port
    - port: 80
      targetPort: 9376
      name: a
    - {port: 81, name: "b"}
`;
const KEY = objectKey('Service', 'default', 'my-service');

const keysOf = (...texts: readonly string[]) => read(...texts).documents.map(({ key }) => key);

describe('documents', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'several documents',
      ['kind: Pod\napiVersion: v1\nmetadata: {name: a}\n---\nkind: Node\napiVersion: v1\nmetadata: {name: node}\n'],
      ['Pod/default/a', 'Node//node'],
    ],
    [
      'several files',
      ['kind: Namespace\napiVersion: v1\nmetadata: {name: a}', 'kind: Namespace\napiVersion: v1\nmetadata: {name: b}'],
      ['Namespace//a', 'Namespace//b'],
    ],
    [
      'a List',
      [
        'kind: List\napiVersion: v1\nitems:\n- {kind: Pod, apiVersion: v1, metadata: {name: a}}\n- {kind: Pod, apiVersion: v1, metadata: {name: b}}',
      ],
      ['Pod/default/a', 'Pod/default/b'],
    ],
    [
      'a typed list, whose items need not say their kind',
      ['kind: PodList\napiVersion: v1\nitems:\n- metadata: {name: a}'],
      ['Pod/default/a'],
    ],
    ['JSON', ['{"kind": "Pod",\n\t"apiVersion": "v1", "metadata": {"name": "a"}}'], ['Pod/default/a']],
    [
      'a stream of JSON',
      [
        '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"}}\n{"kind":"Pod","apiVersion":"v1","metadata":{"name":"b"}}',
      ],
      ['Pod/default/a', 'Pod/default/b'],
    ],
    ['Windows line breaks', [SERVICE.replaceAll('\n', '\r\n')], [KEY]],
    ['a byte order mark', [`\ufeff${SERVICE}`], [KEY]],
    ['a byte order mark after a marker', [`---\n\ufeff${SERVICE}`], [KEY]],
    ['a directive before the marker', [`%YAML 1.1\n---\n${SERVICE}`], [KEY]],
    ['comments and empty documents', [`# nothing\n---\n---\n\n---\n# still nothing\n---\n${SERVICE}---\n`], [KEY]],
    ['no text', [''], []],
    ['a namespace of its own', ['kind: Pod\napiVersion: v1\nmetadata: {name: a, namespace: prod}'], ['Pod/prod/a']],
    [
      'a cluster-scoped kind loses its namespace',
      ['kind: Node\napiVersion: v1\nmetadata: {name: node, namespace: prod}'],
      ['Node//node'],
    ],
    ['a custom resource', ['kind: Thing\napiVersion: example.com/v1\nmetadata: {name: a}'], ['Thing/default/a']],
  ])('%s', (_, texts, expected) => {
    expect(keysOf(...texts)).toEqual(expected);
  });

  it('gives the object as written, with the namespace filled in, and whether it is simulated', () => {
    const [service, thing] = read(`${SERVICE}---\nkind: Job\napiVersion: batch/v1\nmetadata: {name: c}\n`).documents;
    expect(service?.object).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'my-service', labels: { app: 'x' }, namespace: 'default' },
      spec: {
        ports: [
          { port: 80, targetPort: 9376, name: 'a' },
          { port: 81, name: 'b' },
        ],
      },
    });
    expect([service?.simulated, thing?.simulated]).toEqual([true, false]);
    expect(Object.isFrozen(getField(service?.object, ['spec']))).toBe(true);
  });
});

describe('YAML as kubectl reads it', () => {
  it.each<readonly [string, string, unknown]>([
    ['anchors', 'a: &x {b: 1}\nc: *x', { a: { b: 1 }, c: { b: 1 } }],
    ['an anchor that is set again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: 1, b: 1, c: 2, d: 2 }],
    ['a merge: its own keys win', 'a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
    [
      'a merge of several: the first wins',
      'a: &x {b: 1}\nc: &y {b: 2, d: 2}\ne: {<<: [*x, *y]}',
      { a: { b: 1 }, c: { b: 2, d: 2 }, e: { b: 1, d: 2 } },
    ],
    ['keys that are not text', '1: a\ntrue: b\nyes: c\n1.5: d', { '1': 'a', true: 'c', '1.5': 'd' }],
    ['a tag decides', 'a: !!str 80\nb: !!int "80"\nc: ! 80', { a: '80', b: 80, c: '80' }],
    ['an unknown tag is ignored', 'a: !!js/function "x"', { a: 'x' }],
    ['duplicate keys: the last wins', 'a: 1\nb: 2\na: 3', { b: 2, a: 3 }],
    ['a literal block', 'a: |\n  x\n   y\nb: 1', { a: 'x\n y\n', b: 1 }],
    ['a folded block', 'a: >-\n  x\n  y', { a: 'x y' }],
    ['a quoted scalar that goes on left of its key', "a:\n    b: '[\n  1\n]'\n    c: 2", { a: { b: '[ 1 ]', c: 2 } }],
    ['a list at the column of its key', 'a:\n- 1\n- 2', { a: [1, 2] }],
    ['a pair in a flow list', 'a: [b: 1]', { a: [{ b: 1 }] }],
    [
      '__proto__ and constructor are keys like others',
      '__proto__: {a: 1}\nconstructor: x',
      JSON.parse('{"__proto__": {"a": 1}, "constructor": "x"}'),
    ],
  ])('%s', (_, yaml, expected) => {
    expect(data(yaml)).toEqual(expected);
  });

  it('warns of a duplicate key, and the fix removes the one that loses', () => {
    const text = SERVICE.replace('spec:', 'spec:\n  type: NodePort\n  type: ClusterIP');
    expect(said(read(text))).toContain('warning duplicate-key 8: key "type" already set in map');
    expect(fixed(text, 'duplicate-key')).toBe(SERVICE.replace('spec:', 'spec:\n  type: ClusterIP'));
    expect(read(text).valid).toBe(true);
  });

  it.each<readonly [string, string, string, string]>([
    [
      'a tab for indentation',
      'kind: Pod\nmetadata:\n\tname: a',
      'yaml-syntax',
      'found character that cannot start any token',
    ],
    ['an unclosed quote', 'kind: "Pod\nname: a', 'yaml-syntax', 'found unexpected end of stream'],
    ['two colons', 'kind: Pod: x', 'yaml-syntax', 'mapping values are not allowed in this context'],
    ['a key without a value', 'kind: Pod\nname', 'yaml-syntax', "could not find expected ':'"],
    ['wrong indentation', 'a:\n    b: 1\n  c: 2', 'yaml-syntax', 'did not find expected key'],
    ['an unknown alias', 'a: *b', 'yaml-bad-alias', "unknown anchor 'b' referenced"],
    ['a list as a key', '? [a]\n: 1', 'yaml-bad-key', 'invalid map key'],
    ['a merge of a word', '<<: x', 'yaml-bad-merge', 'map merge requires'],
    ['infinity', 'a: .inf', 'yaml-bad-number', 'unsupported value'],
    ['a NUL', 'a: b\0c', 'yaml-control-character', 'control characters are not allowed'],
    ['half a surrogate pair', 'a: \ud800', 'yaml-control-character', 'control characters are not allowed'],
    ['a word', 'hello', 'not-an-object', "couldn't get version/kind"],
    ['a list', '- a', 'not-an-object', 'cannot unmarshal array'],
    ['no kind', 'apiVersion: v1', 'missing-kind', 'Object \'Kind\' is missing in \'{"apiVersion":"v1"}\''],
    ['no apiVersion', 'kind: Pod', 'missing-api-version', 'Object \'apiVersion\' is missing in \'{"kind":"Pod"}\''],
    ['no name', 'kind: Pod\napiVersion: v1\nspec: {}', 'missing-name', 'resource name may not be empty'],
    [
      'generateName',
      'kind: Pod\napiVersion: v1\nmetadata: {generateName: a-}',
      'generate-name',
      'from a-: cannot use generate name with apply',
    ],
  ])('%s is an error', (_, text, code, words) => {
    const parsed = read(text);
    expect(find(parsed, code)).toMatchObject({ severity: 'error', message: expect.stringContaining(words) });
    expect(parsed.valid).toBe(false);
  });

  it('reads emoji, and what follows three dots is named as lost', () => {
    expect(data('a: 🐳')).toEqual({ a: '🐳' });
    expect(codes(read(`${SERVICE}...\nkind: Pod\n`))).toContain('yaml-after-end');
  });

  it('a broken document leaves the others', () => {
    const parsed = read(`kind: "Pod\n---\n${SERVICE}`);
    expect(parsed.documents.map(({ key }) => key)).toEqual([KEY]);
    expect(parsed.valid).toBe(false);
  });
});

describe('the source map', () => {
  const text = `# first\n---\n${SERVICE}`;
  const parsed = read(text);
  const mark = (field: readonly (string | number)[], part?: 'key' | 'value') => {
    const range = rangeOf(parsed, KEY, field, part);
    return range === undefined ? undefined : text.slice(range.from, range.to);
  };

  it.each<readonly [string, readonly (string | number)[], string]>([
    ['a value', ['spec', 'ports', 0, 'targetPort'], '9376'],
    ['a value in flow style', ['spec', 'ports', 1, 'name'], '"b"'],
    ['a list item', ['spec', 'ports', 0], 'port: 80\n      targetPort: 9376\n      name: a'],
    ['a missing field marks the key of its parent', ['spec', 'selector', 'app'], 'spec'],
    ['a missing field of a list item marks its first key', ['spec', 'ports', 1, 'protocol'], 'port'],
    ['a field that validation fills in', ['metadata', 'namespace'], 'metadata'],
  ])('%s', (_, field, expected) => {
    expect(mark(field)).toBe(expected);
  });

  it('tells keys from values, and lines and columns from offsets', () => {
    expect(mark(['spec', 'ports'], 'key')).toBe('ports');
    expect(rangeOf(parsed, KEY, ['spec', 'ports', 0, 'targetPort'])).toMatchObject({
      startLine: 12,
      startColumn: 19,
      endLine: 12,
      endColumn: 23,
    });
    expect(rangeOf(parsed, objectKey('Service', 'default', 'other'), [])).toBeUndefined();
  });

  it.each<readonly [string, string, readonly (string | number)[]]>([
    ['on a key', 'targetPort', ['spec', 'ports', 0, 'targetPort']],
    ['on a value', '9376', ['spec', 'ports', 0, 'targetPort']],
    ['on a key that holds a list', 'ports', ['spec', 'ports']],
    ['in flow style', '"b"', ['spec', 'ports', 1, 'name']],
    ['on a label', 'app', ['metadata', 'labels', 'app']],
  ])('back: %s', (_, word, field) => {
    expect(fieldAt(parsed, 'f0', text.indexOf(word) + 1)).toEqual({ object: KEY, field });
  });

  it('back: outside every object there is none', () => {
    expect(fieldAt(parsed, 'f0', 2)).toBeUndefined();
    expect(fieldAt(parsed, 'f9', 20)).toBeUndefined();
  });

  it('every written field leads to its text and back', () => {
    const paths: FieldPath[] = [];
    const walk = (value: unknown, path: FieldPath): void => {
      paths.push(path);
      if (Array.isArray(value)) value.forEach((item, i) => walk(item, [...path, i]));
      else if (typeof value === 'object' && value !== null)
        for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
    };
    walk(parsed.documents[0]?.object, []);
    const written = paths.filter((path) => path.length > 0 && path.join('.') !== 'metadata.namespace');
    const backs = written.map((path) => {
      const { from } = rangeOf(parsed, KEY, path, 'key') ?? { from: -1 };
      return fieldAt(parsed, 'f0', from)?.field.slice(0, path.length);
    });
    expect(written).toHaveLength(15);
    expect(backs).toEqual(written);
  });

  it('in a List, ranges are those of the item', () => {
    const list =
      'kind: List\napiVersion: v1\nitems:\n- {kind: Pod, apiVersion: v1, metadata: {name: a}}\n- {kind: Pod, apiVersion: v1, metadata: {name: b}}\n';
    const range = rangeOf(read(list), objectKey('Pod', 'default', 'b'), ['metadata', 'name']);
    expect(list.slice(range?.from, range?.to)).toBe('b');
    expect(fieldAt(read(list), 'f0', list.indexOf('b}'))?.field).toEqual(['metadata', 'name']);
  });

  it('a field behind an alias is marked where it is written', () => {
    const aliased = 'kind: Pod\napiVersion: v1\nmetadata:\n  name: a\n  labels: &l {app: x}\n  annotations: *l\n';
    const range = rangeOf(read(aliased), objectKey('Pod', 'default', 'a'), ['metadata', 'annotations']);
    expect(aliased.slice(range?.from, range?.to)).toBe('*l');
  });

  it('of two documents with one key, the last is meant', () => {
    const twice = `${SERVICE}---\n${SERVICE.replace('9376', '9999')}`;
    const range = rangeOf(read(twice), KEY, ['spec', 'ports', 0, 'targetPort']);
    expect(twice.slice(range?.from, range?.to)).toBe('9999');
  });

  it('marks the text that each diagnostic is about', () => {
    const wrong = SERVICE.replace('port: 80', 'prot: 80');
    expect(marked(wrong, find(read(wrong), 'unknown-field'))).toBe('prot');
  });
});

describe('work', () => {
  const pod = (i: number, label = 'a') =>
    `{kind: Namespace, apiVersion: v1, metadata: {name: p${i}, labels: {app: ${label}}}}\n`;

  it('of 10,000 documents, one that changes is the one that is read', () => {
    const cache = createManifestCache();
    const texts = Array.from({ length: 10_000 }, (_, i) => pod(i));
    const files = () => [{ id: 'f', name: 'f.yaml', text: texts.join('---\n') }];
    parseManifests(files(), cache);
    expect(cache.work).toEqual({ documentsParsed: 10_000, objectsValidated: 10_000 });
    texts[5_000] = pod(5_000, 'b');
    const after = parseManifests(files(), cache);
    expect(cache.work).toEqual({ documentsParsed: 10_001, objectsValidated: 10_001 });
    expect(after.documents).toHaveLength(10_000);
    expect(after.documents[5_000]?.object.metadata.labels).toEqual({ app: 'b' });
  }, 60_000);

  it('a document that only moves is not read again, and its object is the same', () => {
    const cache = createManifestCache();
    const parse = (text: string) => parseManifests([{ id: 'f', name: 'f', text }], cache);
    const [before] = parse(`${pod(1)}---\n${pod(2)}`).documents.slice(-1);
    const [after] = parse(`# a new line\n${pod(1)}---\n${pod(2)}`).documents.slice(-1);
    expect(cache.work.documentsParsed).toBe(3);
    expect(after?.object).toBe(before?.object);
    expect(after?.range.startLine).toBe((before?.range.startLine ?? 0) + 1);
  });

  it('forgets texts that are gone', () => {
    const cache = createManifestCache();
    const parse = (text: string) => parseManifests([{ id: 'f', name: 'f', text }], cache);
    parse(pod(1));
    parse(pod(2));
    parse(pod(1));
    expect(cache.work.documentsParsed).toBe(3);
  });
});
