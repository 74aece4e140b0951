import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { mangledOf } from '../api/testing/mangle.js';
import { NETWORKING_OBJECTS, REMOVED_NETWORKING_OBJECTS } from '../api/testing/networking-objects.js';
import { fieldAt } from './locate-field.js';
import { codes, read } from './testing/read.js';
import { applyEdits } from './text-edits.js';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'web', tier: 'back' } },
  spec: {
    containers: [{ name: 'c', image: 'ingress-nginx/controller', ports: [{ name: 'http', containerPort: 80 }] }],
  },
};

test('whatever stands in the fields of networking, reading it gives diagnostics whose fixes can be read again', () => {
  let fixes = 0;
  const objects = [...NETWORKING_OBJECTS, ...REMOVED_NETWORKING_OBJECTS, POD];
  fc.assert(
    fc.property(fc.array(mangledOf(objects), { minLength: 1, maxLength: 4 }), (some) => {
      const text = some.map((object) => JSON.stringify(object, null, 1) ?? 'null').join('\n---\n');
      const parsed = read(text);
      for (let at = 0; at < text.length; at += 97) fieldAt(parsed, 'f0', at);
      for (const { edits } of parsed.diagnostics.flatMap((diagnostic) => diagnostic.fixes).slice(0, 3)) {
        fixes += 1;
        read(applyEdits(text, edits));
      }
    }),
    { seed: 20_261_123, numRuns: 150 },
  );
  expect(fixes).toBeGreaterThan(100);
});

describe('many of them', () => {
  const policy = (n: number, selector: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p${n}}\nspec: {podSelector: ${selector}, ingress: [{from: [{namespaceSelector: ${selector}, podSelector: ${selector}}], ports: [{port: web}]}]}\n`;
  const pod = (n: number) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: pod${n}, namespace: ns${n % 500}, labels: {app: a${n}}}\nspec: {containers: [{name: c, image: i}]}\n`;
  const texts = (count: number, one: (n: number) => string) => Array.from({ length: count }, (_, n) => one(n));

  it('policies with selectors of their own over thousands of pods end in silence, not in hours', () => {
    const selector = (n: number) => `{matchExpressions: [{key: app, operator: NotIn, values: [a${n}]}]}`;
    const text = [...texts(1500, (n) => policy(n, selector(n))), ...texts(1500, pod)].join('---\n');
    const parsed = read(text);
    expect(parsed.documents).toHaveLength(3000);
  });

  it('Ingresses of one host and path are each told once', () => {
    const ingress = (n: number) =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i${n}}\nspec: {rules: [{host: a.b, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s, port: {number: 80}}}}]}}]}\n`;
    const found = codes(read(texts(2000, ingress).join('---\n')));
    expect(found.filter((code) => code === 'duplicate-ingress-path')).toHaveLength(1999);
    expect(found.filter((code) => code === 'no-ingress-controller')).toHaveLength(1);
  });

  it('a line of dots in a document of many is looked at in time', () => {
    const dots = `apiVersion: v1\nkind: Ingress\nspec:\n  rules:\n${'  ...\n'.repeat(3000)}`;
    expect(read(dots).valid).toBe(false);
  });

  it('labels and names that JavaScript has for itself are only names', () => {
    const text = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: constructor}\nspec:\n  ingressClassName: __proto__\n  tls: [{secretName: constructor, hosts: [tostring]}]\n  defaultBackend: {service: {name: constructor, port: {name: __proto__}}}\n`;
    expect(codes(read(text))).toContain('ingress-service-missing');
    const strange = policy(0, '{matchLabels: {constructor: valueOf}}');
    expect(codes(read(strange))).toEqual(['policy-selects-nothing']);
  });
});
