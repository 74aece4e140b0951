import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text-edits.js';
import { codes, find, fixed, marked, read, said } from '../testing/read.js';

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: MyApp
  ports:
    - port: 80
      targetPort: 9376
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: MyApp
  template:
    metadata:
      labels:
        app: MyApp
    spec:
      containers:
        - name: c
          image: i
          ports:
            - name: http
              containerPort: 9376
`;
const both = (service = SERVICE, deployment = DEPLOYMENT) => `${service}---\n${deployment}`;

describe('a Service and its pods', () => {
  it('a fitting pair needs no word', () => {
    expect(said(read(both()))).toEqual([]);
    expect(said(read(SERVICE, DEPLOYMENT))).toEqual([]);
  });

  it('names the labels that no pod has, and the fix takes the value that the pods do have', () => {
    const text = both(SERVICE.replace('MyApp', 'myapp'));
    expect(said(read(text))).toEqual([
      'warning selector-matches-nothing 6: lint.serviceSelectsNothing {labels: app=myapp}',
    ]);
    expect(marked(text, find(read(text), 'selector-matches-nothing'))).toBe('selector');
    expect(fixed(text, 'selector-matches-nothing')).toBe(both());
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['one pod of a StatefulSet, by the label that it is given', 'statefulset.kubernetes.io/pod-name: web-1', []],
    ['the same by its number', 'apps.kubernetes.io/pod-index: "1"', []],
    ['a pod beyond the last', 'statefulset.kubernetes.io/pod-name: web-2', ['selector-matches-nothing']],
    ['a pod of another set', 'statefulset.kubernetes.io/pod-name: db-1', ['selector-matches-nothing']],
  ])('a selector for %s', (_, label, expected) => {
    const set = DEPLOYMENT.replace('kind: Deployment', 'kind: StatefulSet').replace(/^ {2}name: .*$/m, '  name: web');
    const pods = set.replace('spec:\n', 'spec:\n  serviceName: my-service\n  replicas: 2\n');
    for (const selector of [`    ${label}`, `    app: MyApp\n    ${label}`]) {
      const found = read(both(SERVICE.replace('    app: MyApp', selector), pods));
      expect(codes(found).filter((code) => code.startsWith('selector'))).toEqual(expected);
    }
  });

  it('finds the key that was meant', () => {
    expect(fixed(both(SERVICE.replace('app:', 'apps:')), 'selector-matches-nothing')).toBe(both());
  });

  it('a label too many may go', () => {
    const text = both(SERVICE.replace('    app: MyApp\n', '    app: MyApp\n    tier: front\n'));
    expect(fixed(text, 'selector-matches-nothing')).toBe(both());
    const flow = both(SERVICE.replace('\n    app: MyApp\n', ' {app: MyApp, tier: front}\n'));
    expect(fixed(flow, 'selector-matches-nothing')).toContain('selector: {app: MyApp}\n');
  });

  it('pods of another namespace are named, and the Service may follow them', () => {
    const moved = DEPLOYMENT.replace('name: web\n', 'name: web\n  namespace: shop\n');
    expect(said(read(both(SERVICE, moved))).at(0)).toBe(
      'warning selector-matches-nothing 6: lint.serviceSelectsElsewhere {labels: app=MyApp, namespace: default, other: shop}',
    );
    expect(fixed(both(SERVICE, moved), 'selector-matches-nothing')).toBe(
      both(SERVICE.replace('name: web\n', 'name: web\n  namespace: shop\n'), moved),
    );
    const away = SERVICE.replace('name: web\n', 'name: web\n  namespace: shop\n');
    expect(fixed(both(away), 'selector-matches-nothing')).toBe(both(away.replace('shop', 'default')));
  });

  it.each([
    ['a number', SERVICE],
    ['a name', SERVICE.replace('9376', 'http')],
  ])('where there are no pods at all, some may be added that listen on %s', (_, service) => {
    const text = fixed(service, 'selector-matches-nothing');
    expect(said(read(text))).toEqual([]);
    expect(read(text).documents.map(({ object }) => object.kind)).toEqual(['Deployment', 'Service']);
  });

  it('a port without targetPort may be sent where the pods listen', () => {
    const bare = both(SERVICE.replace('      targetPort: 9376\n', ''));
    expect(fixed(bare, 'target-port-not-declared')).toBe(both());
  });

  it.each<readonly [string, string]>([
    ['pods of another namespace do not count', DEPLOYMENT.replace('name: web\n', 'name: web\n  namespace: default2\n')],
    ['all labels of the selector are needed', DEPLOYMENT.replace('        app: MyApp', '        other: MyApp')],
  ])('%s', (_, deployment) => {
    expect(codes(read(both(SERVICE, deployment)))).toContain('selector-matches-nothing');
  });

  it('a Service without a selector, or an ExternalName, selects nothing on purpose', () => {
    expect(codes(read(SERVICE.replace('  selector:\n    app: MyApp\n', '')))).toEqual([]);
    expect(
      codes(read(SERVICE.replace('spec:', 'spec:\n  type: ExternalName\n  externalName: a.example.com'))),
    ).not.toContain('selector-matches-nothing');
  });

  it('a named targetPort must be a name that some pod has', () => {
    expect(codes(read(both(SERVICE.replace('9376', 'http'))))).toEqual([]);
    const text = both(SERVICE.replace('9376', 'htttp'));
    expect(said(read(text))).toEqual([
      'warning target-port-name-unknown 10: lint.portNameUnknown {protocol: TCP, name: htttp}',
    ]);
    expect(fixed(text, 'target-port-name-unknown')).toBe(both(SERVICE.replace('9376', 'http')));
    expect(fixed(text, 'target-port-name-unknown', 1)).toBe(both());
  });

  it('a number that nobody declares is only worth knowing', () => {
    const text = both(SERVICE.replace('9376', '9377'));
    expect(said(read(text))).toEqual([
      'info target-port-not-declared 10: lint.portNotDeclared {protocol: TCP, port: 9377, declared: 9376}',
    ]);
    expect(fixed(text, 'target-port-not-declared')).toBe(both());
    expect(read(text).valid).toBe(true);
    expect(said(read(both(SERVICE.replace('      targetPort: 9376\n', '')))).at(0)).toContain(
      'info target-port-not-declared 9: lint.portNotDeclared {protocol: TCP, port: 80, declared: 9376}',
    );
    expect(codes(read(both(SERVICE.replace('9376', '9377'), DEPLOYMENT.replace(/ {10}ports:[^]*/, ''))))).toEqual([]);
  });

  it('asks for the pods of many Services once', () => {
    const services = Array.from({ length: 300 }, (_, i) => SERVICE.replace('name: web', `name: s${i}`)).join('---\n');
    const pods = Array.from({ length: 300 }, (_, i) => DEPLOYMENT.replace('name: web', `name: d${i}`)).join('---\n');
    expect(codes(read(`${services}---\n${pods}`)).filter((code) => code !== 'overlapping-selectors')).toEqual([]);
  });
});

describe('objects that meet or miss each other', () => {
  const ENDPOINTS =
    'apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\nsubsets: [{addresses: [{ip: 1.2.3.4}], ports: [{port: 1}]}]\n';

  it('the same object twice: the last one is applied', () => {
    const text = `${SERVICE}---\n${SERVICE.replace('port: 80', 'port: 81')}`;
    expect(said(read(text)).filter((line) => line.includes('duplicate'))).toEqual([
      'warning duplicate-object 4: lint.writtenAgain {object: Service default/web, line: 12}',
    ]);
    expect(fixed(text, 'duplicate-object')).toBe(`---\n${SERVICE.replace('port: 80', 'port: 81')}`);
    expect(said(read(SERVICE, SERVICE)).some((line) => line.includes('lint.writtenAgainElsewhere'))).toBe(true);
  });

  it('a namespace that nobody makes is named once, and the fix makes it', () => {
    const text = `${SERVICE.replace('name: web', 'name: web\n  namespace: prod')}---\n${DEPLOYMENT.replace('name: web', 'name: web\n  namespace: prod')}`;
    expect(said(read(text))).toEqual(['warning namespace-missing 5: namespaces "prod" not found']);
    const repaired = fixed(text, 'namespace-missing');
    expect(said(read(repaired))).toEqual([]);
    expect(repaired.startsWith('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: prod\n---\n')).toBe(true);
    expect(codes(read(text.replaceAll('prod', 'kube-system')))).toEqual([]);
    expect(said(read(fixed(`---\n${text}`, 'namespace-missing')))).toEqual([]);
  });

  it.each<readonly [string, string, string]>([
    ['Endpoints of a Service with a selector are overwritten', both() + `---\n${ENDPOINTS}`, 'endpoints-overwritten'],
    ['Endpoints without a Service serve nobody', ENDPOINTS, 'endpoints-without-service'],
    [
      'two workloads with one selector',
      `${DEPLOYMENT}---\n${DEPLOYMENT.replace('name: web', 'name: other')}`,
      'overlapping-selectors',
    ],
  ])('%s', (_, text, code) => {
    expect(find(read(text), code).severity).toBe('warning');
  });

  it('Endpoints of a Service without a selector are right', () => {
    expect(codes(read(`${SERVICE.replace('  selector:\n    app: MyApp\n', '')}---\n${ENDPOINTS}`))).toEqual([
      'endpoints-deprecated',
    ]);
  });

  it('nothing here is an error', () => {
    const text = `${SERVICE}---\n${SERVICE}---\n${ENDPOINTS}---\n${DEPLOYMENT.replace('app: MyApp\n  template', 'app: MyApp\n  template')}`;
    expect(read(text).valid).toBe(true);
  });
});

it('every fix of every diagnostic applies, and what it says is gone or fewer', () => {
  const text = `${SERVICE.replace('MyApp', 'myapp').replace('9376', 'x')}---\n${DEPLOYMENT.replace('name: web', 'name: web\n  namespace: prod')}---\n${DEPLOYMENT}`;
  const parsed = read(text);
  const fixes = parsed.diagnostics.flatMap((diagnostic) => diagnostic.fixes.map((fix) => ({ diagnostic, fix })));
  expect(fixes.length).toBeGreaterThan(1);
  for (const { diagnostic, fix } of fixes) {
    const count = (source: string) => codes(read(source)).filter((code) => code === diagnostic.code).length;
    expect(count(applyEdits(text, fix.edits))).toBeLessThan(count(text));
  }
});
