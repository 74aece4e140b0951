import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createManifestCache, parseManifests, type KubeObject } from '../core/index.js';
import { objectYaml } from './object-yaml.js';

it('lays a Service out as kubectl does', () => {
  const service = {
    status: { loadBalancer: {} },
    kind: 'Service',
    apiVersion: 'v1',
    metadata: { name: 'my-service', namespace: 'default', labels: { on: 'yes', 'app.kubernetes.io/name': '8080' } },
    spec: { selector: { app: 'MyApp' }, ports: [{ protocol: 'TCP', port: 80, targetPort: 9376 }], clusterIPs: [] },
  } as unknown as KubeObject;
  expect(objectYaml(service)).toBe(`apiVersion: v1
kind: Service
metadata:
  name: my-service
  namespace: default
  labels:
    "on": "yes"
    app.kubernetes.io/name: "8080"
spec:
  selector:
    app: MyApp
  ports:
  - protocol: TCP
    port: 80
    targetPort: 9376
  clusterIPs: []
status:
  loadBalancer: {}
`);
});

it('reads back as the same object, whatever its annotations say', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '10.96.0.10',
      '10.244.0.0/16',
      '1.2.3',
      '561981e8-67fe-4d89-97b0-23fba23dcd4f',

      'no',
      'null',
      '~',
      '1e3',
      '0x1f',
      '12:30',
      '- a',
      'a: b',
      '#',
      '',
      ' x',
      '{',
      '|',
      '<<',
      '2001-01-01',
    ),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), text), (annotations) => {
      const object = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'x', namespace: 'default', annotations: { ...annotations } },
      } as KubeObject;
      const yaml = objectYaml(object);
      const parsed = parseManifests([{ id: 'f', name: 'f.yaml', text: yaml }], createManifestCache());
      expect(parsed.documents[0]?.object.metadata.annotations ?? {}).toEqual(annotations);
    }),
    { seed: 1, numRuns: 300 },
  );
});
