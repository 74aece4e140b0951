import { describe, expect, it } from 'vitest';
import docs from '../../../../gen/schema-docs.json' with { type: 'json' };
import { kubernetesSchema } from '../schema/schema.js';
import { read, withCursor } from '../testing/read.js';
import { complete } from './complete.js';
import { hover } from './hover.js';

const OTHERS = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {ports: [{name: http, port: 80}, {name: admin, port: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: far, namespace: other}
spec: {ports: [{port: 1}]}
---
apiVersion: v1
kind: Secret
metadata: {name: cert}
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
---
apiVersion: v1
kind: Namespace
metadata: {name: other, labels: {team: blue}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: c, image: i, ports: [{name: web, containerPort: 80}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: db, namespace: other, labels: {app: db}}
spec: {containers: [{name: c, image: i, ports: [{name: sql, containerPort: 5432}]}]}
`;

function labels(withBar: string): readonly string[] {
  const { text, offset } = withCursor(withBar);
  const known = read(`${text}\n---\n${OTHERS}`).documents;
  return complete(text, offset, kubernetesSchema(), known).map(({ label }) => label);
}

const ingress = (spec: string, apiVersion = 'networking.k8s.io/v1') =>
  `apiVersion: ${apiVersion}\nkind: Ingress\nmetadata: {name: i}\nspec:\n${spec}`;
const path = (rest: string) => ingress(`  rules:\n    - http:\n        paths:\n          - ${rest}`);
const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n${spec}`;

describe('what a field may hold', () => {
  it.each<[string, string, readonly string[]]>([
    ['the class', ingress('  ingressClassName: |'), ['nginx']],
    ['the certificate', ingress('  tls:\n    - secretName: |'), ['cert']],
    ['the type of a path', path('pathType: |'), ['Exact', 'ImplementationSpecific', 'Prefix']],
    ['the Service of a backend', path('backend: {service: {name: |}}'), ['shop']],
    ['the number of its port', path('backend: {service: {name: shop, port: {number: |}}}'), ['80', '8080']],
    ['the name of its port', path('backend: {service: {name: shop, port: {name: |}}}'), ['http', 'admin']],
    [
      'the port of old',
      ingress('  backend:\n    serviceName: shop\n    servicePort: |', 'extensions/v1beta1'),
      ['80', 'http', '8080', 'admin'],
    ],
    ['the Service of old', ingress('  backend:\n    serviceName: |', 'extensions/v1beta1'), ['shop']],
    ['the pods of a policy', policy('  podSelector:\n    matchLabels:\n      |'), ['app: web']],
    [
      'pods of the same namespace',
      policy('  ingress:\n    - from:\n        - podSelector:\n            matchLabels:\n              |'),
      ['app: web'],
    ],
    [
      'pods of other namespaces',
      policy(
        '  ingress:\n    - from:\n        - namespaceSelector: {}\n          podSelector:\n            matchLabels:\n              |',
      ),
      ['app: web', 'app: db'],
    ],
    [
      'namespaces',
      policy('  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              |'),
      ['team: blue', 'kubernetes.io/metadata.name: other'],
    ],
    [
      'a port of the pods that receive',
      policy('  podSelector: {matchLabels: {app: web}}\n  ingress:\n    - ports:\n        - port: |'),
      ['web', '80'],
    ],
    ['a port of anybody', policy('  egress:\n    - ports:\n        - port: |'), ['web', '80', 'sql', '5432']],
    [
      'the fields of a peer',
      policy('  ingress:\n    - from:\n        - |'),
      ['ipBlock', 'namespaceSelector', 'podSelector'],
    ],
    [
      'the fields of a class',
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: c}\nspec:\n  |',
      ['controller', 'parameters'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(labels(text)).toEqual(expected);
  });
});

describe('what a field means', () => {
  it.each([
    ['a path’s type', path('path|Type: Prefix'), 'pathType'],
    ['a policy’s types', policy('  policy|Types: [Ingress]'), 'policyTypes'],
    [
      'a class’s controller',
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: c}\nspec:\n  control|ler: a/b',
      'controller',
    ],
  ])('%s', (_name, withBar, field) => {
    const { text, offset } = withCursor(withBar);
    const found = hover('f', text, offset, kubernetesSchema(), docs);
    expect(JSON.stringify(found)).toContain(field);
    expect(JSON.stringify(found).length).toBeGreaterThan(80);
  });
});
