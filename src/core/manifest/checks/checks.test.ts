import { describe, expect, it } from 'vitest';
import { codes, find, fixed, marked, read, said, written } from '../testing/read.js';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: my-service
spec:
  selector:
    app: MyApp
  ports:
    - protocol: TCP
      port: 80
      targetPort: 9376
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: MyApp}
spec:
  containers:
    - name: c
      image: i
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
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
          env:
            - name: A
              value: b
`;

/** What is said of a manifest whose own text is right, after one change of it. */
function saidAfter(manifest: string, from: string, to: string): readonly string[] {
  expect(manifest).toContain(from);
  return said(read(manifest.replace(from, to))).filter((line) => line.startsWith('error'));
}

describe('strict field validation, in the words of the API server', () => {
  it.each([SERVICE, POD, DEPLOYMENT])('has nothing against a right manifest', (manifest) => {
    expect(said(read(manifest)).filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it.each<readonly [string, string, string, string, string]>([
    ['an unknown field', SERVICE, '  ports:', '  prots:', 'error unknown-field 8: unknown field "spec.prots"'],
    [
      'one in a list',
      SERVICE,
      'targetPort',
      'targetport',
      'error unknown-field 11: unknown field "spec.ports[0].targetport"',
    ],
    [
      'one deep inside',
      DEPLOYMENT,
      'containers',
      'contianers',
      'error unknown-field 14: unknown field "spec.template.spec.contianers"',
    ],
    ['one in metadata', SERVICE, '  name:', '  nam: x\n  name:', 'error unknown-field 4: unknown field "metadata.nam"'],
    [
      'text for a number',
      SERVICE,
      'port: 80',
      'port: "80"',
      'error wrong-type 10: json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32',
    ],
    [
      'a number for text',
      DEPLOYMENT,
      'value: b',
      'value: 8080',
      'error wrong-type 19: json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string',
    ],
    [
      'true for a label',
      POD,
      '{app: MyApp}',
      '{app: yes}',
      'error wrong-type 5: json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      'a map for a list',
      SERVICE,
      '    - protocol: TCP\n      port: 80\n      targetPort: 9376',
      '    port: 80',
      'error wrong-type 9: json: cannot unmarshal object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort',
    ],
    [
      'text for an object',
      POD,
      'spec:\n  containers:\n    - name: c\n      image: i\n',
      'spec: x\n',
      'error wrong-type 6: json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec',
    ],
    [
      'text for a map',
      SERVICE,
      '\n    app: MyApp',
      ' MyApp',
      'error wrong-type 6: json: cannot unmarshal string into Go struct field ServiceSpec.spec.selector of type map[string]string',
    ],
    [
      'a fraction for a whole number',
      DEPLOYMENT,
      'spec:\n  selector',
      'spec:\n  replicas: 1.5\n  selector',
      'error wrong-type 6: json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      'a number past 32 bits',
      DEPLOYMENT,
      'spec:\n  selector',
      'spec:\n  replicas: 3000000000\n  selector',
      'error wrong-type 6: json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      'a wrong word',
      SERVICE,
      'protocol: TCP',
      'protocol: tcp',
      'error unsupported-value 9: spec.ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      'a port out of range',
      SERVICE,
      'port: 80',
      'port: 70000',
      'error invalid-value 10: spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      'a bad name',
      SERVICE,
      'name: my-service',
      'name: My_Service',
      'error invalid-value 4: metadata.name: Invalid value: "My_Service"',
    ],
    [
      'a missing field',
      POD,
      '    - name: c\n      image',
      '    - image',
      'error required-field 8: spec.containers[0].name: Required value',
    ],
    [
      'labels that the selector does not select',
      DEPLOYMENT,
      '        app: web',
      '        app: wep',
      'error invalid-value 12: spec.template.metadata.labels: Invalid value: {"app":"wep"}: `selector` does not match template `labels`',
    ],
  ])('%s', (_, manifest, from, to, expected) => {
    const [first] = saidAfter(manifest, from, to);
    expect(first?.slice(0, expected.length)).toBe(expected);
  });

  it('null is absent', () => {
    expect(saidAfter(POD, 'spec:\n', 'spec:\n  hostname: null\n  nodeSelector:\n')).toEqual([]);
  });

  it('status is not judged by value: a live dump may hold anything there', () => {
    expect(saidAfter(POD, 'spec:', 'status: {phase: Strange}\nspec:')).toEqual([]);
    expect(saidAfter(POD, 'spec:', 'status: {phsae: Running}\nspec:')).toEqual([
      'error unknown-field 6: unknown field "status.phsae"',
    ]);
  });

  it('what the schema requires is asked of spec, and not of status', () => {
    const job =
      'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec: {}\nstatus: {conditions: [{type: Complete}]}\n';
    expect(said(read(job))).toEqual([
      'info not-simulated 2: lint.notSimulated {kind: Job}',
      'warning required-field 4: spec.template: Required value',
    ]);
  });

  it('a NetworkPolicy is validated whole', () => {
    const policy =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n  podSelector: {matchLabels: {a: _}}\n  ingress:\n  - from: [{ipBlock: {cidr: 10.0.0.0/33}}]\n    ports: [{port: 80, endPort: 1, prot: x}]\n';
    expect(
      said(read(policy))
        .filter((line) => line.startsWith('error'))
        .map((line) => line.slice(0, 90)),
    ).toEqual([
      'error invalid-value 5: spec.podSelector.matchLabels: Invalid value: "_": a valid label mus',
      'error invalid-value 7: spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0/33":',
      'error invalid-value 8: spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greate',
      'error unknown-field 8: unknown field "spec.ingress[0].ports[0].prot"',
    ]);
  });

  it('custom resources keep any field, but their metadata is metadata', () => {
    expect(
      said(read('apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a, lables: {}}\nspec: {anything: [1]}')),
    ).toEqual([
      'info unknown-kind 2: no matches for kind "Thing" in version "example.com/v1"',
      'error unknown-field 3: unknown field "metadata.lables"',
    ]);
  });
});

it('a port that is missing because it is misspelt is not told as the number 0 too', () => {
  const text = SERVICE.replace(/ port: 80/, ' prot: 80');
  expect(said(read(text)).filter((line) => line.startsWith('error'))).toEqual([
    expect.stringContaining('unknown field "spec.ports[0].prot"'),
  ]);
});

it('what is no quantity is told once, and nothing is compared with it', () => {
  const resources = 'resources: {limits: {cpu: 1x, memory: 1Gib}, requests: {cpu: "2"}}';
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - {name: c, image: i, ${resources}}\n`;
  expect(read(text).diagnostics.map(({ message }) => written(message).split(': ')[0])).toEqual([
    'spec.containers[0].resources.limits[cpu]',
    'spec.containers[0].resources.limits[memory]',
  ]);
});

describe('fixes apply and read back clean', () => {
  it.each<readonly [string, string, string, string, string]>([
    ['a misspelt field', SERVICE.replace('ports:', 'prots:'), 'unknown-field', SERVICE, 'ports:'],
    ['a wrong word', SERVICE.replace('TCP', 'tpc'), 'unsupported-value', SERVICE, 'TCP'],
    [
      'a number that must be text',
      DEPLOYMENT.replace('value: b', 'value: 8080'),
      'wrong-type',
      DEPLOYMENT.replace('value: b', 'value: "8080"'),
      '',
    ],
    ['text that must be a number', SERVICE.replace('port: 80', 'port: "80"'), 'wrong-type', SERVICE, ''],
    ['a name in capitals', SERVICE.replace('my-service', 'My_Service'), 'invalid-value', SERVICE, ''],
    [
      'labels that miss the selector',
      DEPLOYMENT.replace('        app: web', '        app: wep'),
      'invalid-value',
      DEPLOYMENT,
      '',
    ],
    [
      'labels that lack the selector’s key',
      DEPLOYMENT.replace('        app: web', '        tier: front'),
      'invalid-value',
      DEPLOYMENT.replace('        app: web', '        app: web\n        tier: front'),
      '',
    ],
    ['a missing apiVersion', SERVICE.replace('apiVersion: v1\n', ''), 'missing-api-version', SERVICE, ''],
    ['a kind in the wrong group', DEPLOYMENT.replace('apps/v1', 'v1'), 'wrong-api-version', DEPLOYMENT, ''],
    ['a misspelt kind', SERVICE.replace('kind: Service', 'kind: Servise'), 'unknown-kind', SERVICE, ''],
    [
      'a field beside its home',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: c\nspec:\n  storageClassName: fast\nresources:\n  requests:\n    storage: 100Mi\n',
      'unknown-field',
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: c\nspec:\n  storageClassName: fast\n  resources:\n    requests:\n      storage: 100Mi\n',
      '',
    ],
    [
      'a namespace on a node',
      'apiVersion: v1\nkind: Node\nmetadata:\n  name: node\n  namespace: prod\n',
      'namespace-ignored',
      'apiVersion: v1\nkind: Node\nmetadata:\n  name: node\n',
      '',
    ],
    [
      'a null selector',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\nspec:\n  podSelector:\n    matchLabels:\n  ingress: []\n',
      'null-selector',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: a\nspec:\n  podSelector: {}\n  ingress: []\n',
      '',
    ],
    [
      'Endpoints',
      'apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: s\nsubsets:\n  - addresses: [{ip: 1.2.3.4}]\n    notReadyAddresses: [{ip: 1.2.3.5}]\n    ports: [{name: http, port: 9376}]\n',
      'endpoints-deprecated',
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: s-1\n  labels:\n    kubernetes.io/service-name: s\naddressType: IPv4\nendpoints:\n  - addresses:\n      - 1.2.3.4\n  - addresses:\n      - 1.2.3.5\n    conditions:\n      ready: false\nports:\n  - name: http\n    port: 9376\n',
      '',
    ],
  ])('%s', (_, text, code, expected) => {
    expect(fixed(text, code)).toBe(expected);
    expect(codes(read(expected))).not.toContain(code);
  });

  it('works with Windows line breaks, in flow style, and in the second document', () => {
    expect(
      fixed(`a: 1\r\n---\r\n${SERVICE.replace('ports:', 'prots:').replaceAll('\n', '\r\n')}`, 'unknown-field'),
    ).toBe(`a: 1\r\n---\r\n${SERVICE.replaceAll('\n', '\r\n')}`);
    const flow = '{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{prot: 80}]}}';
    expect(fixed(flow, 'unknown-field')).toBe(flow.replace('prot:', 'port:'));
    expect(fixed(flow.replace('prot: 80', 'port: 80, nonsense: 1'), 'unknown-field')).toBe(
      flow.replace('prot', 'port'),
    );
  });
});

it('each finding marks what it speaks of', () => {
  const text = SERVICE.replace('ports:', 'prots:').replace('port: 80', 'port: "80"');
  expect(marked(text, find(read(text), 'unknown-field'))).toBe('prots');
  const text2 = SERVICE.replace('port: 80', 'port: "80"');
  expect(marked(text2, find(read(text2), 'wrong-type'))).toBe('"80"');
});
