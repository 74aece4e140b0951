import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManifestCache } from './cache.js';
import { complete } from './language/complete.js';
import { rangeOf } from './locate-field.js';
import { parseManifests } from './parse-manifests.js';
import { kubernetesSchema } from './schema/schema.js';
import type { ParsedManifests } from './types.js';
import { applyEdits } from './text-edits.js';
import { codes, read } from './testing/read.js';

const SEED = 20_261_123;
const RUNS = 10_000;

/** Manifests by grammar: each line is right by itself, what they make together is up to chance. */
const word = fc.constantFrom(
  'a',
  'web',
  'MyApp',
  '80',
  '"80"',
  'true',
  'null',
  '~',
  '[]',
  '{}',
  '70000',
  '-1',
  '1.2.3.4',
  '*x',
  '&x y',
  '!!int z',
  '<<',
  '|',
  '>-',
  "'",
  '"',
  '# c',
  '__proto__',
  '<b>',
  '🐳',
);
const field = fc.constantFrom(
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'labels',
  'spec',
  'selector',
  'ports',
  'port',
  'targetPort',
  'template',
  'containers',
  'replicas',
  'matchLabels',
  'subsets',
  'addresses',
  'ip',
  'endpoints',
  'addressType',
  'rules',
  'http',
  'paths',
  'backend',
  'servicePort',
  'ingress',
  'from',
  'podSelector',
  'ipBlock',
  'status',
  'type',
  'items',
  'data',
  '<<',
  'prots',
);
const indent = fc.integer({ min: 0, max: 5 }).map((n) => '  '.repeat(n));
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(indent, field, word).map(([space, name, value]) => `${space}${name}: ${value}`) },
  { weight: 2, arbitrary: fc.tuple(indent, field).map(([space, name]) => `${space}${name}:`) },
  { weight: 2, arbitrary: fc.tuple(indent, field, word).map(([space, name, value]) => `${space}- ${name}: ${value}`) },
  { weight: 1, arbitrary: fc.tuple(indent, word).map(([space, value]) => `${space}- ${value}`) },
  { weight: 1, arbitrary: fc.constantFrom('---', '...', '', '\t', '# comment', '%YAML 1.2', '--- {a: 1}') },
);
const grown = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'));

const RIGHT = [
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: my-service\nspec:\n  selector: {app: MyApp}\n  ports:\n    - protocol: TCP\n      port: 80\n      targetPort: 9376\n',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: &l {app: MyApp}}\nspec:\n  replicas: 3\n  selector: {matchLabels: *l}\n  template:\n    metadata: {labels: *l}\n    spec:\n      containers:\n        - name: c\n          image: i\n          ports: [{containerPort: 9376, name: http}]\n',
  'kind: Endpoints\napiVersion: v1\nmetadata:\n  name: my-service\nsubsets:\n  - addresses:\n    - ip: 1.2.3.4\n    ports:\n    - port: 9376\n',
  'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: ingress\nspec:\n  rules:\n  - http:\n    paths:\n    - path: /testpath\n      backend:\n        serviceName: test\n        servicePort: 80\n',
  'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: tls}\nspec:\n  tls:\n  - hosts: [a.b]\n    secretName: cert\n  rules:\n  - host: a.b\n    http:\n      paths:\n      - path: /\n        pathType: Prefix\n        backend: {service: {name: my-service, port: {number: 80}}}\n',
  'apiVersion: v1\nkind: Secret\nmetadata: {name: cert}\ndata:\n  tls.crt: no base64\n  tls.key: no base64\n',
  'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n  podSelector: {matchLabels: {app: MyApp}}\n  policyTypes: [Ingress, Egress]\n  ingress:\n  - from:\n    - namespaceSelector: {matchLabels: {team: a}}\n    - podSelector: {matchLabels: {app: web}}\n    - ipBlock: {cidr: 10.244.0.0/24}\n    ports: [{port: http, endPort: 90}]\n',
  '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": []}}]}\n',
] as const;

/** One that leaves something out, as slides do. */
const DOTS =
  'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: dots}\nspec:\n  tls: [{hosts: [a.b]}]\n  rules:\n  ...\n';

/** Right manifests with a few characters cut, doubled, moved or put in between. */
const bytes = fc
  .tuple(
    fc.array(fc.constantFrom(...RIGHT, DOTS), { minLength: 1, maxLength: 3 }),
    fc.array(
      fc.record({
        at: fc.nat(2_000),
        cut: fc.nat(12),
        put: fc.oneof(
          fc.constantFrom(
            '\n',
            '  ',
            '- ',
            ': ',
            '{',
            '}',
            '[',
            ']',
            '"',
            "'",
            '\t',
            '\r\n',
            '&a ',
            '*a',
            '---\n',
            '#',
            '|',
            '\0',
            '\ud800',
            '\ufeff',
            '!!x ',
            '? ',
          ),
          fc.string({ maxLength: 4, unit: 'binary' }),
        ),
      }),
      { maxLength: 6 },
    ),
  )
  .map(([texts, mutations]) =>
    mutations.reduce((text, { at, cut, put }) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put + text.slice(from + cut);
    }, texts.join('---\n')),
  );

const manifests = fc.oneof(grown, bytes);

/** What must be true of any answer. */
function check(text: string, parsed: ParsedManifests): void {
  for (const { range, code, message } of parsed.diagnostics) {
    if (!(range.from >= 0 && range.from <= range.to && range.to <= text.length))
      throw new Error(`${code} at ${range.from}…${range.to}`);
    if (message === '' || range.startLine < 1 || range.startColumn < 1) throw new Error(`${code} says nothing`);
  }
  for (const { object, key, range } of parsed.documents) {
    if (typeof object.metadata.name !== 'string' || range.to > text.length) throw new Error(`${key} is no object`);
    if (rangeOf(parsed, key, ['spec', 'ports', 0]) === undefined) throw new Error(`${key} has no place`);
  }
  const errors = parsed.diagnostics.some(({ severity }) => severity === 'error');
  if (parsed.valid === errors) throw new Error('valid means without errors');
}

describe('any text', () => {
  it('gives documents or a reason, never an exception, and the same again', () => {
    const cache = createManifestCache();
    let withDocuments = 0;
    let withDiagnostics = 0;
    fc.assert(
      fc.property(manifests, (text) => {
        const files = [{ id: 'f', name: 'f.yaml', text }];
        const first = parseManifests(files, cache);
        check(text, first);
        if (first.documents.length > 0) withDocuments++;
        if (first.diagnostics.length > 0) withDiagnostics++;
        const before = cache.work.documentsParsed;
        const second = parseManifests(files, cache);
        if (cache.work.documentsParsed !== before) throw new Error('the same text was read again');
        expect(second.diagnostics).toEqual(first.diagnostics);
        expect(second.documents.map(({ key }) => key)).toEqual(first.documents.map(({ key }) => key));
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    // The generators are worth something only if they hit both sides.
    expect(withDocuments).toBeGreaterThan(RUNS / 5);
    expect(withDiagnostics).toBeGreaterThan(RUNS / 2);
  }, 120_000);

  it('reads the same with a fresh cache as with a warm one', () => {
    const cache = createManifestCache();
    fc.assert(
      fc.property(manifests, (text) => {
        const warm = parseManifests([{ id: 'f0', name: 'f0.yaml', text }], cache);
        expect(warm.diagnostics).toEqual(read(text).diagnostics);
      }),
      { seed: SEED + 1, numRuns: 500, endOnFailure: true },
    );
  });

  it('takes every fix without an exception, inside the text', () => {
    fc.assert(
      fc.property(manifests, (text) => {
        for (const { fixes, code } of read(text).diagnostics) {
          for (const { edits } of fixes) {
            for (const { from, to } of edits)
              if (from < 0 || to < from || to > text.length) throw new Error(`${code} edits outside`);
            expect(applyEdits(text, edits)).not.toBe(text);
          }
        }
      }),
      { seed: SEED + 2, numRuns: 1_000, endOnFailure: true },
    );
  });

  it('completes anywhere: taking what is offered never makes a syntax error of a text without one', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...RIGHT), fc.nat(1_000), fc.nat(50), (text, at, pick) => {
        const offset = at % (text.length + 1);
        const offered = complete(text, offset, kubernetesSchema(), read(text).documents);
        const one = offered[pick % Math.max(1, offered.length)];
        if (one === undefined) return;
        taken++;
        const after = applyEdits(text, [{ from: one.from, to: one.to, text: one.insertText }]);
        expect(codes(read(after)), after).not.toContain('yaml-syntax');
      }),
      { seed: SEED + 3, numRuns: 500, endOnFailure: true },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
