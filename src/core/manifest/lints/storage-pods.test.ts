import { describe, expect, it } from 'vitest';
import { codes, fixed, read, said } from '../testing/read.js';
import { all, CLAIM, CLASS, DEPLOYMENT, POD, SERVICE_OF_SET, SET, VOLUME } from '../testing/storage-manifests.js';

describe('what a pod names', () => {
  const claim = `${CLAIM}  storageClassName: ""\n`;
  const source = (text: string) => POD.replace('persistentVolumeClaim:\n        claimName: data', text);
  const env = (text: string) =>
    POD.replace('      volumeMounts', `      env: [{name: A, valueFrom: ${text}}]\n      volumeMounts`);

  it.each<readonly [string, string, readonly string[]]>([
    ['a claim that is there', all(POD, claim), []],
    ['a claim that is not', POD, ['info claim-missing 15: persistentvolumeclaim "data" not found']],
    [
      'a claim of another namespace',
      all(POD, claim.replace('name: data', 'name: data\n  namespace: kube-system')),
      ['info claim-missing 15: persistentvolumeclaim "data" not found'],
    ],
    [
      'a claim that a StatefulSet makes',
      all(POD.replace('claimName: data', 'claimName: data-db-0'), SET.replace('serviceName: db', '')),
      [],
    ],
    ['a ConfigMap', source('configMap: {name: web}'), ['info config-missing 14: configmap "web" not found']],
    ['a ConfigMap that may be missing', source('configMap: {name: web, optional: true}'), []],
    ['the ConfigMap that every namespace has', source('configMap: {name: kube-root-ca.crt}'), []],
    ['a Secret', source('secret: {secretName: web}'), ['info config-missing 14: secret "web" not found']],
    [
      'a projected Secret',
      source('projected: {sources: [{secret: {name: web}}]}'),
      ['info config-missing 14: secret "web" not found'],
    ],
    [
      'a key of a Secret',
      all(claim, env('{secretKeyRef: {name: web, key: k}}')),
      ['info config-missing 21: secret "web" not found'],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(read(text))).toEqual(expected);
  });

  it('one click adds the claim, or takes one there is', () => {
    const mended = fixed(POD, 'claim-missing');
    expect(mended).toBe(
      all(
        'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\nspec:\n  accessModes:\n    - ReadWriteOnce\n  resources:\n    requests:\n      storage: 1Gi\n',
        POD,
      ),
    );
    expect(read(mended).valid).toBe(true);
    expect(fixed(all(POD.replace('claimName: data', 'claimName: dat'), claim), 'claim-missing')).toBe(all(POD, claim));
  });

  it('the object that is added has the keys that are asked for', () => {
    const mended = fixed(source('configMap: {name: web, items: [{key: app.conf, path: a}]}'), 'config-missing');
    expect(mended).toContain('data:\n  app.conf: ""\n');
    const secret = fixed(all(claim, env('{secretKeyRef: {name: web, key: k}}')), 'config-missing');
    expect(secret).toContain('stringData:\n  k: ""\n');
    expect([codes(read(mended)), codes(read(secret))]).toEqual([[], []]);
  });
});

describe('a Deployment with one claim for all its pods', () => {
  const claim = `${CLAIM}  storageClassName: ""\n`;

  it('is warned when one node may use it', () => {
    const text = all(claim, DEPLOYMENT);
    expect(said(read(text))).toEqual([
      'warning claim-on-one-node 33: lint.claimOnOneNode {claim: data, modes: ReadWriteOnce, deployment: web, replicas: 3}',
    ]);
    expect(fixed(text, 'claim-on-one-node')).toBe(all(claim, DEPLOYMENT.replace('replicas: 3', 'replicas: 1')));
  });

  it.each([
    ['many nodes may', all(claim.replace('ReadWriteOnce', 'ReadWriteMany'), DEPLOYMENT)],
    ['there is one pod', all(claim, DEPLOYMENT.replace('replicas: 3', 'replicas: 1'))],
    ['it starts anew', all(claim, DEPLOYMENT.replace('  replicas: 3', '  replicas: 3\n  strategy: {type: Recreate}'))],
  ])('is fine when %s', (_, text) => {
    expect(codes(read(text))).toEqual([]);
  });
});

describe('a StatefulSet', () => {
  it('makes claims of a class, as a pod does for a volume of its own', () => {
    const service = SERVICE_OF_SET;
    const other = all(CLASS, service, SET.replace('storageClassName: ""', 'storageClassName: fats'));
    expect(said(read(other))).toEqual(['info class-missing 40: storageclass.storage.k8s.io "fats" not found']);
    expect(fixed(other, 'class-missing')).toBe(
      all(CLASS, service, SET.replace('storageClassName: ""', 'storageClassName: fast')),
    );
    const none = all(CLASS, service, SET.replace('        storageClassName: ""\n', ''));
    expect(codes(read(none))).toEqual(['no-default-class']);
    expect(codes(read(fixed(none, 'no-default-class')))).toEqual([]);
    const spec =
      '{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, selector: {matchLabels: {a: b}}}';
    const ephemeral = POD.replace(
      'persistentVolumeClaim:\n        claimName: data',
      `ephemeral: {volumeClaimTemplate: {spec: ${spec}}}`,
    );
    expect(codes(read(all(VOLUME, ephemeral)))).toEqual(['claim-selector-matches-nothing']);
  });

  it('wants the Service that it names', () => {
    expect(said(read(SET))).toEqual([
      'warning stateful-set-without-service 6: lint.setWithoutService {service: db, set: db}',
    ]);
    const mended = fixed(SET, 'stateful-set-without-service');
    expect(mended).toContain(
      'spec:\n  clusterIP: None\n  selector:\n    app: db\n  ports:\n    - name: port-27017\n      port: 27017\n',
    );
    expect(said(read(mended))).toEqual([]);
  });
});
