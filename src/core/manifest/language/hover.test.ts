import { describe, expect, it } from 'vitest';
import docs from '../../../../gen/schema-docs.json' with { type: 'json' };
import { kubernetesSchema } from '../schema/schema.js';
import { withCursor } from '../testing/read.js';
import { hover } from './hover.js';

function at(manifest: string) {
  const { text, offset } = withCursor(manifest);
  const found = hover('f', text, offset, kubernetesSchema(), docs);
  return found === null
    ? null
    : { title: found.lines[0], doc: found.lines[1] ?? '', marked: text.slice(found.range.from, found.range.to) };
}

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: s
  labels: {app: x}
spec:
  # a comment
  ports:
    - port: 80
      targetPort: http
`;

describe('hover', () => {
  it.each([
    [
      'a key',
      SERVICE.replace('targetPort', 'target|Port'),
      'Service.spec.ports[0].targetPort: integer or string',
      'Number or name of the port to access',
      'targetPort',
    ],
    [
      'a value',
      SERVICE.replace('http', 'ht|tp'),
      'Service.spec.ports[0].targetPort: integer or string',
      'Number or name',
      'targetPort',
    ],
    ['a list', SERVICE.replace('ports', 'por|ts'), 'Service.spec.ports: []ServicePort', 'The list of ports', 'ports'],
    [
      'a field under a key without its colon',
      SERVICE.replace('metadata:\n  name: s\n  labels: {app: x}', 'metadata').replace('targetPort', 'target|Port'),
      'Service.spec.ports[0].targetPort: integer or string',
      'Number or name',
      'targetPort',
    ],
    [
      'a field under a quote that is not closed',
      SERVICE.replace('name: s', 'name: "s').replace('targetPort', 'target|Port'),
      'Service.spec.ports[0].targetPort: integer or string',
      'Number or name',
      'targetPort',
    ],
    [
      'the metadata of a kind that is not known',
      'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  na|me: c\n',
      'Certificate.metadata.name: string',
      'Name must be unique within a namespace',
      'name',
    ],
    [
      'a field of a claim',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec:\n  storageClass|Name: fast\n',
      'PersistentVolumeClaim.spec.storageClassName: string',
      'storageClassName is the name of the StorageClass',
      'storageClassName',
    ],
    [
      'a field of a volume in a pod',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes: [{name: v, emptyDir: {med|ium: Memory}}]\n',
      'Pod.spec.volumes[0].emptyDir.medium: string',
      'medium represents what type of storage medium',
      'medium',
    ],
    [
      'a label belongs to labels',
      SERVICE.replace('app', 'a|pp'),
      'Service.metadata.labels[app]: string',
      'Map of string keys',
      'app',
    ],
    ['the kind', SERVICE.replace('kind: Ser', 'kind: S|er'), 'v1 Service', 'Service is a named abstraction', 'kind'],
    [
      'the second document',
      `a: 1\n---\n${SERVICE.replace('spec', 'sp|ec')}`,
      'Service.spec: ServiceSpec',
      'Spec defines the behavior',
      'spec',
    ],
  ])('%s', (_, manifest, title, doc, marked) => {
    const found = at(manifest);
    expect(found?.title).toBe(title);
    expect(found?.doc).toContain(doc);
    expect(found?.marked).toBe(marked);
  });

  it.each([
    ['a comment', SERVICE.replace('comment', 'com|ment')],
    ['the space before a list', SERVICE.replace('  ports:\n   ', '  ports:\n  | ')],
    ['an unknown field', 'apiVersion: v1\nkind: Service\nspec:\n  pro|ts: 1'],
    ['an unknown kind', 'apiVersion: example.com/v1\nkind: Thing\nspec:\n  por|ts: 1'],
    ['an empty text', '|'],
  ])('says nothing on %s', (_, manifest) => {
    expect(at(manifest)).toBeNull();
  });

  it('gives the type before the texts are loaded', () => {
    const { text, offset } = withCursor(SERVICE.replace('targetPort', 'target|Port'));
    expect(hover('f', text, offset, kubernetesSchema())?.lines).toEqual([
      'Service.spec.ports[0].targetPort: integer or string',
    ]);
  });
});
