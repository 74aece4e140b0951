import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text-edits.js';
import { codes, find, fixed, marked, read, said } from '../testing/read.js';

const VOLUME = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: mongodb-pv
spec:
  capacity:
    storage: 1Gi
  accessModes:
    - ReadWriteOnce
  nfs:
    server: nas
    path: /exports
`;
const CLAIM = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  resources:
    requests:
      storage: 1Gi
  accessModes:
  - ReadWriteOnce
`;
const SELECTOR = `  selector:
    matchLabels:
      release: "stable"
`;
const CLASS = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: p
spec:
  containers:
    - name: c
      image: i
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: data
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: c
          image: i
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: data
`;
const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: c
          image: i
          ports:
            - containerPort: 27017
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: ""
        resources:
          requests:
            storage: 1Gi
`;
const SERVICE_OF_SET = `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  selector:
    app: db
`;
const all = (...documents: readonly string[]) => documents.join('---\n');

describe('a claim that selects by labels', () => {
  const text = all(VOLUME, CLAIM + SELECTOR);

  it('is told that no volume has them, at the selector', () => {
    expect(said(read(text))).toEqual([
      'warning claim-selector-matches-nothing 24: no PersistentVolume in the manifests has the labels release=stable, and a claim with a selector is never provisioned: it stays Pending',
    ]);
    expect(marked(text, find(read(text), 'claim-selector-matches-nothing'))).toBe('selector');
  });

  it('one click labels the volume, or drops the selector', () => {
    const labelled = VOLUME.replace('mongodb-pv\n', 'mongodb-pv\n  labels:\n    release: stable\n');
    expect(fixed(text, 'claim-selector-matches-nothing')).toBe(all(labelled, CLAIM + SELECTOR));
    expect(fixed(text, 'claim-selector-matches-nothing', 1)).toBe(all(VOLUME, CLAIM));
    expect(said(read(all(labelled, CLAIM + SELECTOR)))).toEqual([]);
  });

  it('labels a volume in another file', () => {
    const { fixes } = find(read(VOLUME, CLAIM + SELECTOR), 'claim-selector-matches-nothing');
    expect(fixes[0]?.edits.map(({ file }) => file)).toEqual(['f0']);
    expect(codes(read(applyEdits(VOLUME, fixes[0]?.edits ?? []), CLAIM + SELECTOR))).toEqual([]);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      'adds to the labels there are',
      VOLUME.replace('name: mongodb-pv', 'name: mongodb-pv\n  labels: {a: b}'),
      ['fix.addLabels', 'fix.removeKey'],
    ],
    [
      'does not overwrite a label that says otherwise',
      VOLUME.replace('name: mongodb-pv', 'name: mongodb-pv\n  labels: {release: beta}'),
      ['fix.removeKey'],
    ],
    ['offers nothing where there is no volume', CLASS, ['fix.removeKey']],
  ])('%s', (_, volume, titles) => {
    const { fixes } = find(read(all(volume, CLAIM + SELECTOR)), 'claim-selector-matches-nothing');
    expect(fixes.map(({ title }) => title.code)).toEqual(titles);
  });

  it('by expressions, one of the values will do; what may not be there cannot be added', () => {
    const expression = (operator: string, values = '') =>
      `${CLAIM}  selector: {matchExpressions: [{key: tier, operator: ${operator}${values}}]}\n`;
    expect(fixed(all(VOLUME, expression('In', ', values: [a, b]')), 'claim-selector-matches-nothing')).toContain(
      'tier: a',
    );
    const { fixes } = find(read(all(VOLUME, expression('Exists'))), 'claim-selector-matches-nothing');
    expect(fixes.map(({ title }) => title.code)).toEqual(['fix.removeKey']);
    expect(codes(read(all(VOLUME, expression('DoesNotExist'))))).toEqual([]);
  });

  it('does not matter where the claim names its volume', () => {
    expect(codes(read(all(VOLUME, `${CLAIM}${SELECTOR}  volumeName: mongodb-pv\n`)))).toEqual([]);
  });
});

describe('the class of a claim', () => {
  const fast = `${CLAIM}  storageClassName: fast\n`;

  it.each<readonly [string, string, readonly string[]]>([
    ['exists', all(CLASS, fast), []],
    ['is only a word that a volume has too', all(VOLUME.replace('  nfs', '  storageClassName: fast\n  nfs'), fast), []],
    ['is not there', all(VOLUME, fast), ['info class-missing 24: storageclass.storage.k8s.io "fast" not found']],
    ['is empty on purpose', `${CLAIM}  storageClassName: ""\n`, []],
    ['is not named, but there is a volume without one', all(VOLUME, CLAIM), []],
    [
      'is not named, but there is a default',
      all(
        CLASS.replace(
          '  name: fast',
          '  name: fast\n  annotations: {storageclass.kubernetes.io/is-default-class: "true"}',
        ),
        CLAIM,
      ),
      [],
    ],
    [
      'is not named, and there is none',
      CLAIM,
      ['info no-default-class 5: no persistent volumes available for this claim and no storage class is set'],
    ],
  ])('%s', (_, text, expected) => {
    expect(said(read(text))).toEqual(expected);
  });

  it('is taken from those there are', () => {
    expect(fixed(all(CLASS, CLAIM), 'no-default-class')).toBe(all(CLASS, fast));
    expect(fixed(all(CLASS, fast.replace('fast', 'fats')), 'class-missing')).toBe(all(CLASS, fast));
  });

  it('of several defaults is the newest', () => {
    const marked = (name: string) =>
      CLASS.replace(
        'name: fast',
        `name: ${name}\n  annotations:\n    storageclass.kubernetes.io/is-default-class: "true"`,
      );
    const text = all(marked('a'), marked('b'));
    expect(said(read(text))).toEqual([
      'warning several-default-classes 6: StorageClass b is marked as the default too: claims without a class get the newest of them',
      'warning several-default-classes 14: StorageClass a is marked as the default too: claims without a class get the newest of them',
    ]);
    expect(codes(read(fixed(text, 'several-default-classes')))).toEqual([]);
  });
});

describe('a CSI driver', () => {
  const named = (provisioner: string) => CLASS.replace('ebs.csi.aws.com', provisioner);

  it.each([['ebs.csi.aws.com'], ['kubernetes.io/no-provisioner'], ['pd.csi.storage.gke.io']])(
    '%s needs no object',
    (name) => {
      expect(codes(read(named(name)))).toEqual([]);
    },
  );

  it.each<readonly [string, string, string]>([
    ['of a class', named('nfs.csi.k8s.io'), 'attachRequired: false'],
    [
      'of a volume',
      VOLUME.replace('nfs:\n    server: nas\n    path: /exports', 'csi: {driver: d.example.com, volumeHandle: h}'),
      'attachRequired: true',
    ],
    [
      'of a pod',
      POD.replace('persistentVolumeClaim:\n        claimName: data', 'csi: {driver: inline.example.com}'),
      'volumeLifecycleModes:\n    - Persistent\n    - Ephemeral',
    ],
  ])('%s is installed by one click', (_, text, says) => {
    const diagnostic = find(read(text), 'driver-missing');
    expect(diagnostic.severity).toBe('warning');
    const mended = fixed(text, 'driver-missing');
    expect(mended).toContain(says);
    expect(mended.endsWith(`---\n${text}`)).toBe(true);
    expect(said(read(mended))).toEqual([]);
  });

  it('is missed once, however often it is named', () => {
    const text = all(named('d.example.com'), named('d.example.com').replace('name: fast', 'name: slow'));
    expect(codes(read(text))).toEqual(['driver-missing']);
  });
});

describe('a local volume', () => {
  const LOCAL = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: local
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local-storage
  local: {path: /mnt/a}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [worker-1]}]}]}}
`;
  const LOCAL_CLASS = CLASS.replace('fast', 'local-storage').replace('ebs.csi.aws.com', 'kubernetes.io/no-provisioner');

  it('wants a class that waits', () => {
    expect(codes(read(all(LOCAL, LOCAL_CLASS)))).toEqual(['local-without-wait']);
    const mended = all(LOCAL, `${LOCAL_CLASS}volumeBindingMode: WaitForFirstConsumer\n`);
    expect(fixed(all(LOCAL, LOCAL_CLASS), 'local-without-wait')).toBe(mended);
    expect(codes(read(mended))).toEqual([]);
    const immediate = `${LOCAL_CLASS}volumeBindingMode: Immediate\n`;
    expect(fixed(all(LOCAL, immediate), 'local-without-wait')).toBe(mended);
  });

  it('gets the class where there is none', () => {
    expect(find(read(LOCAL), 'local-without-wait').severity).toBe('info');
    expect(codes(read(fixed(LOCAL, 'local-without-wait')))).toEqual([]);
  });
});

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
      'warning claim-on-one-node 33: claim "data" is ReadWriteOnce and Deployment web has 3 replicas: pods on other nodes wait with a Multi-Attach error',
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
      'warning stateful-set-without-service 6: services "db" not found: the pods of StatefulSet db have no DNS names',
    ]);
    const mended = fixed(SET, 'stateful-set-without-service');
    expect(mended).toContain(
      'spec:\n  clusterIP: None\n  selector:\n    app: db\n  ports:\n    - name: port-27017\n      port: 27017\n',
    );
    expect(said(read(mended))).toEqual([]);
  });
});

it('many claims ask many volumes once', () => {
  const claims = Array.from({ length: 300 }, (_, i) => CLAIM.replace('name: data', `name: c${i}`) + SELECTOR);
  const volumes = Array.from({ length: 300 }, (_, i) => VOLUME.replace('mongodb-pv', `v${i}`));
  const { diagnostics } = read(all(...claims, ...volumes));
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['claim-selector-matches-nothing']));
  expect(diagnostics.length).toBe(300);
});

it('every fix applies, leaves valid manifests, and what it says is gone or fewer', () => {
  const text = all(
    VOLUME,
    CLAIM + SELECTOR,
    `${CLAIM.replace('name: data', 'name: b')}  storageClassName: slow\n`,
    CLASS.replace('ebs.csi.aws.com', 'd.example.com'),
    POD.replace('claimName: data', 'claimName: c'),
    DEPLOYMENT,
    SET,
  );
  const parsed = read(text);
  const fixes = parsed.diagnostics.flatMap((diagnostic) => diagnostic.fixes.map((fix) => ({ diagnostic, fix })));
  expect(new Set(fixes.map(({ diagnostic }) => diagnostic.code)).size).toBeGreaterThan(5);
  for (const { diagnostic, fix } of fixes) {
    const mended = applyEdits(text, fix.edits);
    const count = (source: string) => codes(read(source)).filter((code) => code === diagnostic.code).length;
    expect(count(mended)).toBeLessThan(count(text));
    expect(read(mended).valid).toBe(true);
  }
});
