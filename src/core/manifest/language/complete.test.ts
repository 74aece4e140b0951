import { describe, expect, it } from 'vitest';
import { kubernetesSchema } from '../schema/schema.js';
import { read, withCursor } from '../testing/read.js';
import { applyEdits } from '../text-edits.js';
import { complete } from './complete.js';

function labels(manifest: string, others = ''): readonly string[] {
  const { text, offset } = withCursor(manifest);
  return complete(
    text,
    offset,
    kubernetesSchema(),
    read(others === '' ? text : `${text}\n---\n${others}`).documents,
  ).map(({ label }) => label);
}

/** The text after taking the completion with that label. */
function taken(manifest: string, label: string, others = ''): string {
  const { text, offset } = withCursor(manifest);
  const all = complete(text, offset, kubernetesSchema(), read(`${text}\n---\n${others}`).documents);
  const one = all.find((completion) => completion.label === label);
  if (one === undefined)
    throw new Error(`${label} is not among ${all.map((completion) => completion.label).join(' ')}`);
  return applyEdits(text, [{ from: one.from, to: one.to, text: one.insertText }]);
}

const INGRESS = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i\nspec:\n';
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec:\n';
const PODS = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: MyApp}}
  template:
    metadata: {labels: {app: MyApp, tier: front}}
    spec:
      containers:
        - {name: c, image: i, ports: [{name: http, containerPort: 9376}, {name: dns, containerPort: 53, protocol: UDP}]}
`;

describe('fields of the very kind under the cursor', () => {
  const FOUR = ['defaultBackend', 'ingressClassName', 'rules', 'tls'];

  it.each([
    ['an empty spec of the first document', `${INGRESS}  |`, FOUR],
    ['an empty spec of the second document', `${SERVICE}  type: ClusterIP\n---\n${INGRESS}  |\n`, FOUR],
    [
      'an empty spec of a middle document',
      `${SERVICE}  type: ClusterIP\n---\n${INGRESS}  |\n---\n${SERVICE}  type: ClusterIP\n`,
      FOUR,
    ],
    ['a second field of that spec', `${INGRESS}  tls: []\n  |`, ['defaultBackend', 'ingressClassName', 'rules']],
    ['a field before another', `${INGRESS}  |\n  tls: []\n`, ['defaultBackend', 'ingressClassName', 'rules']],
    ['a field that is begun', `${INGRESS}  ru|\n`, FOUR],
    [
      'another version of the kind has other fields',
      `${INGRESS.replace('/v1', '/v1beta1')}  |`,
      ['backend', 'ingressClassName', 'rules', 'tls'],
    ],
    [
      'IngressClass is not Ingress',
      `apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: c}\nspec:\n  |`,
      ['controller', 'parameters'],
    ],
    ['a list item', `${INGRESS}  rules:\n    - |`, ['host', 'http']],
    ['the next line of a list item', `${INGRESS}  rules:\n    - host: a\n      |`, ['http']],
    ['flow style', `${INGRESS}  tls: [{ho|}]`, ['hosts', 'secretName']],
    [
      'a map in flow style',
      `${SERVICE}  ports: [{port: 80, |}]`,
      ['appProtocol', 'name', 'nodePort', 'protocol', 'targetPort'],
    ],
    [
      'JSON',
      `{"apiVersion": "networking.k8s.io/v1", "kind": "IngressClass", "spec": {"|"}}`,
      ['controller', 'parameters'],
    ],
    [
      'an item of a List',
      `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: networking.k8s.io/v1\n    kind: IngressClass\n    spec:\n      |\n`,
      ['controller', 'parameters'],
    ],
    ['an empty document', '|', ['apiVersion', 'kind', 'metadata', 'spec']],
    [
      'an empty document after another',
      `${SERVICE}  type: ClusterIP\n---\n|`,
      ['apiVersion', 'kind', 'metadata', 'spec'],
    ],
    ['the root of a kind', `apiVersion: v1\nkind: Service\n|`, ['metadata', 'spec']],
    ['Windows line breaks', `${INGRESS.replaceAll('\n', '\r\n')}  |\r\n`, FOUR],
  ])('%s', (_, manifest, expected) => {
    expect(labels(manifest)).toEqual(expected);
  });

  it('offers the required field first and says so', () => {
    const { text, offset } = withCursor(`${SERVICE}  ports:\n    - |`);
    const [first] = complete(text, offset, kubernetesSchema(), []);
    expect(first).toMatchObject({ label: 'port', detail: 'integer *', insertText: 'port: ' });
  });

  it('begins a list where the field takes one', () => {
    expect(taken(`${SERVICE}  ports:\n    |`, 'port')).toBe(`${SERVICE}  ports:\n    - port: `);
  });

  it('replaces the word that is begun, and keeps a colon that is there', () => {
    expect(taken(`${SERVICE}  po|ts: []`, 'ports')).toBe(`${SERVICE}  ports: []`);
  });

  it.each([
    ['a comment', `${SERVICE}  # |`],
    ['a block scalar', `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  script: |-\n    kin¦\n`],
    ['the marker line', `${SERVICE}---|\n`],
    ['a kind nobody knows', `apiVersion: example.com/v1\nkind: Thing\nspec:\n  |`],
    ['a place the API has no field for', `${SERVICE}  prots:\n    |`],
  ])('says nothing in %s', (_, manifest) => {
    const cursor = manifest.includes('¦');
    const offset = manifest.indexOf(cursor ? '¦' : '|');
    const text = manifest.slice(0, offset) + manifest.slice(offset + 1);
    expect(complete(text, offset, kubernetesSchema(), [])).toEqual([]);
  });
});

describe('values', () => {
  it.each([
    ['the words of an enum', `${SERVICE}  type: |`, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']],
    ['an enum of a list item', `${SERVICE}  ports:\n    - port: 80\n      protocol: T|`, ['SCTP', 'TCP', 'UDP']],
    ['an enum in flow style', `${SERVICE}  ports: [{protocol: |}]`, ['SCTP', 'TCP', 'UDP']],
    ['a boolean', `${SERVICE}  publishNotReadyAddresses: |`, ['true', 'false']],
    [
      'items of a list of words',
      `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  policyTypes:\n    - |`,
      ['Egress', 'Ingress'],
    ],
    ['kinds of an apiVersion', 'apiVersion: batch/v1\nkind: |', ['Job', 'CronJob']],
    ['apiVersions of a kind, removed ones left out', 'kind: Ingress\napiVersion: |', ['networking.k8s.io/v1']],
  ])('%s', (_, manifest, expected) => {
    expect(labels(manifest)).toEqual(expected);
  });

  it('puts simulated kinds first', () => {
    expect(labels('kind: |').slice(0, 3)).toEqual(['Namespace', 'Node', 'Pod']);
  });

  it('leaves a space after a colon that has none', () => {
    expect(taken(`${SERVICE}  type:|`, 'NodePort')).toBe(`${SERVICE}  type: NodePort`);
  });
});

describe('names of the learner’s own objects', () => {
  it('selector labels come from the pods of the namespace', () => {
    expect(labels(`${SERVICE}  selector:\n    |`, PODS)).toEqual(['app: MyApp', 'tier: front']);
    expect(taken(`${SERVICE}  selector:\n    |`, 'app: MyApp', PODS)).toBe(`${SERVICE}  selector:\n    app: MyApp`);
    expect(labels(`${SERVICE}  selector:\n    app: |`, PODS)).toEqual(['MyApp']);
  });

  it('targetPort comes from the selected pods, by name and number, for its protocol', () => {
    const service = `${SERVICE}  selector: {app: MyApp}\n  ports:\n    - port: 80\n      targetPort: |`;
    expect(labels(service, PODS)).toEqual(['http', '9376']);
    expect(labels(service.replace('port: 80', 'port: 80\n      protocol: UDP'), PODS)).toEqual(['dns', '53']);
  });

  it('a Deployment’s selector comes from its own template', () => {
    const text = PODS.replace('selector: {matchLabels: {app: MyApp}}', 'selector:\n    matchLabels:\n      |');
    expect(labels(text)).toEqual(['app: MyApp', 'tier: front']);
  });

  it.each([
    ['configMaps', 'env: [{name: A, valueFrom: {configMapKeyRef: {name: |}}}]', 'kind: ConfigMap', ['settings']],
    ['secrets', 'envFrom: [{secretRef: {name: |}}]', 'kind: Secret', ['settings']],
  ])('%s', (_, field, kind, expected) => {
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: c\n      ${field}\n`;
    expect(labels(pod, `apiVersion: v1\n${kind}\nmetadata: {name: settings}\n`)).toEqual(expected);
  });

  it('namespaces', () => {
    expect(
      labels(
        'apiVersion: v1\nkind: Pod\nmetadata:\n  namespace: |',
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: prod}',
      ),
    ).toEqual(['default', 'prod']);
  });
});

describe('names of storage', () => {
  const OTHERS = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: d.example.com
---
apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {name: d.example.com}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: pv, labels: {release: stable}}
`;
  const POD =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes:\n    - name: logs\n      emptyDir: {}\n';
  const CLAIM = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: c}\nspec:\n';
  const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec:
  volumeClaimTemplates: [{metadata: {name: db}}]
  template:
    spec:
      volumes: [{name: tmp}]
      containers:
        - volumeMounts:
            - name: |
`;

  it.each<readonly [string, string, readonly string[]]>([
    ['the class of a claim', `${CLAIM}  storageClassName: |`, ['fast']],
    ['the volume of a claim', `${CLAIM}  volumeName: |`, ['pv']],
    ['the claim of a pod', `${POD}    - name: a\n      persistentVolumeClaim:\n        claimName: |`, ['data']],
    ['the volume of a mount', `${POD}  containers:\n    - volumeMounts:\n        - name: |\n`, ['logs']],
    ['the volume of a device', `${POD}  initContainers:\n    - volumeDevices:\n        - name: |\n`, ['logs']],
    ['the volumes of a StatefulSet', SET, ['tmp', 'db']],
    [
      'the driver of a class',
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: c}\nprovisioner: |',
      ['d.example.com'],
    ],
    ['the labels of volumes', `${CLAIM}  selector:\n    matchLabels:\n      |`, ['release: stable']],
    ['the modes of a volume', `${CLAIM}  volumeMode: |`, ['Block', 'Filesystem']],
    [
      'the modes of access',
      `${CLAIM}  accessModes:\n    - |`,
      ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'],
    ],
  ])('%s', (_, text, expected) => {
    expect(labels(text, OTHERS)).toEqual(expected);
  });
});

describe('in a text that is half written', () => {
  const spec = ['externalName', 'selector', 'sessionAffinity'];
  it.each([
    ['a key without its colon above', 'apiVersion: v1\nkind: Service\nmetadata\nspec:\n  |\n  ports: []\n'],
    ['a quote that is not closed above', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: "s\nspec:\n  |\n'],
    ['a quote that is not closed below', `${SERVICE}  |\n  clusterIP: "10\n  ports: []\n`],
    ['a word below', `${SERVICE}  |\n  ports:\n    - port: 80\n      target\n`],
  ])('%s does not hide the fields', (_, manifest) => {
    expect(labels(manifest)).toEqual(expect.arrayContaining(spec));
  });

  const ENV = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: c\n      env:\n';

  it('an item that begins at the column of its list brings its dash', () => {
    const text = `${ENV}        - name: A\n          value: b\n        |\n`;
    expect(taken(text, 'name')).toBe(text.replace('|', '- name: '));
  });

  it('a dash with nothing after it gets its space', () => {
    const text = `${ENV}        -|\n`;
    expect(taken(text, 'name')).toBe(text.replace('|', ' name: '));
  });

  it('between the quotes of JSON only the name is written', () => {
    const text = '{"apiVersion": "v1", "kind": "Service", "spec": {"|"}}';
    expect(taken(text, 'selector')).toBe(text.replace('|', 'selector'));
  });
});

describe('what may be asked for', () => {
  it.each([
    [
      'a container',
      'Pod',
      'containers:\n    - resources:\n        limits:\n          |',
      ['cpu', 'memory', 'ephemeral-storage'],
    ],
    [
      'a container with one',
      'Pod',
      'containers:\n    - resources: {requests: {cpu: 1, |}}',
      ['memory', 'ephemeral-storage'],
    ],
    ['a claim', 'PersistentVolumeClaim', 'resources:\n    requests:\n      |', ['storage']],
    ['a volume', 'PersistentVolume', 'capacity:\n    |', ['storage']],
  ])('by %s', (_, kind, spec, names) => {
    expect(labels(`apiVersion: v1\nkind: ${kind}\nspec:\n  ${spec}\n`)).toEqual(names);
  });
});
