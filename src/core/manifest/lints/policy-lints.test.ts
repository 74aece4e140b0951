import { describe, expect, it } from 'vitest';
import { codes, fixed, find, marked, read, said, written } from '../testing/read.js';

const pod = (name: string, labels: string, namespace = 'default', ports = 'name: http, containerPort: 80') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}\nspec: {containers: [{name: c, image: i, ports: [{${ports}}]}]}\n`;
const namespace = (name: string, labels: string) =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: {${labels}}}\n`;
const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n${spec.replace(/^/gm, '  ')}\n`;

const WORLD = [
  pod('web', 'app: web'),
  pod('api', 'app: api, tier: back', 'default', 'name: grpc, containerPort: 9000'),
  namespace('shop', 'team: blue'),
  pod('cart', 'app: cart', 'shop'),
].join('---\n');
const withPolicy = (spec: string) => `${WORLD}---\n${policy(spec)}`;
const about = (text: string) => codes(read(text)).filter((code) => code.startsWith('policy'));

describe('a policy that is plain', () => {
  it.each<[string, string]>([
    ['selects a pod that there is', 'podSelector: {matchLabels: {app: web}}'],
    ['selects every pod', 'podSelector: {}\npolicyTypes: [Ingress]'],
    ['selects by an expression', 'podSelector: {matchExpressions: [{key: app, operator: In, values: [web, x]}]}'],
    ['has peers that there are', 'podSelector: {}\ningress: [{from: [{podSelector: {matchLabels: {tier: back}}}]}]'],
    [
      'has peers in a namespace by its labels',
      'ingress: [{from: [{namespaceSelector: {matchLabels: {team: blue}}, podSelector: {matchLabels: {app: cart}}}]}]',
    ],
    [
      'has peers in a namespace by its name',
      'ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}]',
    ],
    [
      'has peers in kube-system, whose pods nobody writes',
      'ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: x}}}]}]',
    ],
    ['has everybody for peers', 'ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}]'],
    ['has a block outside the cluster', 'ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]'],
    ['names a port of its pods', 'podSelector: {matchLabels: {app: web}}\ningress: [{ports: [{port: http}]}]'],
    [
      'names a port of its peers',
      'policyTypes: [Egress]\negress: [{to: [{podSelector: {matchLabels: {tier: back}}}], ports: [{port: grpc}]}, {ports: [{port: 53, protocol: UDP}]}]',
    ],
    [
      'opens the way to the DNS',
      'policyTypes: [Egress]\negress: [{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}]',
    ],
    ['opens the way to everything', 'policyTypes: [Egress]\negress: [{}]'],
    ['opens a range of ports', 'policyTypes: [Egress]\negress: [{ports: [{port: 1, endPort: 100, protocol: UDP}]}]'],
    [
      'has both selectors in one peer',
      'ingress:\n- from:\n  - namespaceSelector: {matchLabels: {team: blue}}\n    podSelector: {matchLabels: {app: cart}}',
    ],
  ])('%s', (_name, spec) => {
    expect(about(withPolicy(spec))).toEqual([]);
  });

  it('leaves the DNS to a second one', () => {
    const dns = policy('policyTypes: [Egress]\negress: [{ports: [{port: 53, protocol: UDP}]}]').replace(
      'name: p',
      'name: dns',
    );
    expect(about(`${withPolicy('policyTypes: [Egress]')}---\n${dns}`)).toEqual([]);
  });

  it('stands alone, without any pods', () => {
    expect(said(read(policy('ingress: [{from: [{podSelector: {matchLabels: {access: "true"}}}]}]')))).toEqual([]);
    expect(said(read(policy('podSelector: {matchLabels: {run: nginx}}')))).toEqual([
      'info policy-selects-nothing 5: lint.policySelectsNothing {namespace: default, selector: run=nginx}',
    ]);
  });
});

describe('a policy that surprises', () => {
  it.each<[string, string, string, string]>([
    [
      'selects nobody',
      'podSelector: {matchLabels: {app: wbe}}',
      'podSelector',
      'warning policy-selects-nothing: lint.policySelectsNothing {namespace: default, selector: app=wbe}',
    ],
    [
      'selects nobody of its namespace',
      'podSelector: {matchLabels: {app: cart}}',
      'podSelector',
      'warning policy-selects-nothing: lint.policySelectsNothing {namespace: default, selector: app=cart}',
    ],
    [
      'has a peer that nobody is',
      'ingress: [{from: [{podSelector: {matchLabels: {app: cart}}}]}]',
      'podSelector',
      'info policy-peer-matches-nothing: lint.peerNobody {pods: selected, podSelector: app=cart, where: own, namespace: default, namespaceSelector: }',
    ],
    [
      'takes a namespace’s name for a label',
      'ingress: [{from: [{namespaceSelector: {matchLabels: {name: shop}}}]}]',
      'namespaceSelector',
      'info policy-peer-matches-nothing: lint.peerNobody {pods: all, podSelector: , where: selected, namespace: default, namespaceSelector: name=shop}',
    ],
    [
      'has two peers for one',
      'ingress:\n- from:\n  - namespaceSelector: {matchLabels: {team: blue}}\n  - podSelector: {matchLabels: {app: web}}',
      'podSelector',
      'info policy-peers-or: lint.peersOr {namespaces: team=blue, pods: app=web, namespace: default}',
    ],
    [
      'closes the DNS',
      'policyTypes: [Ingress, Egress]',
      'policyTypes',
      'info policy-without-dns: lint.policyWithoutDns {whose: own}',
    ],
    ['closes the DNS and opens TCP 53 alone', 'egress: [{ports: [{port: 53}]}]', 'egress', 'info policy-without-dns'],
    ['closes the DNS but for neighbours', 'egress: [{to: [{podSelector: {}}]}]', 'egress', 'info policy-without-dns'],
    [
      'has a block of pods',
      'ingress: [{from: [{ipBlock: {cidr: 10.244.1.0/24}}]}]',
      '10.244.1.0/24',
      'info policy-ip-block-pods: lint.blockOfPods {cidr: 10.244.1.0/24}',
    ],
    [
      'names a port of another pod',
      'podSelector: {matchLabels: {app: web}}\ningress: [{ports: [{port: grpc}]}]',
      'grpc',
      'warning policy-port-name-unknown: lint.policyPortName {protocol: TCP, name: grpc}',
    ],
    [
      'names a port of its own for its peers',
      'policyTypes: [Egress]\negress: [{to: [{podSelector: {matchLabels: {tier: back}}}], ports: [{port: http}]}, {ports: [{port: 53, protocol: UDP}]}]',
      'http',
      'warning policy-port-name-unknown',
    ],
    [
      'names a port of another protocol',
      'podSelector: {matchLabels: {app: web}}\ningress: [{ports: [{port: http, protocol: UDP}]}]',
      'http',
      'warning policy-port-name-unknown: lint.policyPortName {protocol: UDP, name: http}',
    ],
    [
      'has rules for a direction that it does not isolate for',
      'policyTypes: [Ingress]\negress: [{}]',
      'egress',
      'warning policy-rules-ignored: lint.policyRulesIgnored {type: Egress, direction: egress}',
    ],
  ])('%s', (_name, spec, mark, words) => {
    const text = withPolicy(spec);
    const found = read(text).diagnostics.filter(({ code }) => code.startsWith('policy'));
    expect(found.map(({ severity, code, message }) => `${severity} ${code}: ${written(message)}`)).toEqual([
      expect.stringContaining(words),
    ]);
    expect(found.map((one) => marked(text, one))).toEqual([mark]);
  });

  it('by a block of a node’s pods, where nodes say which', () => {
    const node = 'apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\nspec: {podCIDR: 172.16.0.0/24}\n';
    const text = (cidr: string) => `${node}---\n${policy(`ingress: [{from: [{ipBlock: {cidr: ${cidr}}}]}]`)}`;
    expect(about(text('172.16.0.128/25'))).toEqual(['policy-ip-block-pods']);
    expect(about(text('10.244.0.0/24'))).toEqual([]);
  });
});

describe('one fix is enough', () => {
  it.each<[string, string]>([
    ['policy-selects-nothing', 'podSelector: {matchLabels: {app: wbe}}'],
    [
      'policy-peers-or',
      'ingress:\n- from:\n  - namespaceSelector: {matchLabels: {team: blue}}\n  - podSelector: {matchLabels: {app: cart}}',
    ],
    [
      'policy-peers-or',
      'ingress:\n  - from:\n      - podSelector:\n          matchLabels:\n            app: web\n      # and\n      - namespaceSelector:\n          matchLabels:\n            kubernetes.io/metadata.name: default',
    ],
    ['policy-rules-ignored', 'policyTypes: [Ingress]\negress: [{}]'],
    ['policy-rules-ignored', 'policyTypes:\n  - Egress\negress: [{}]\ningress:\n  - from:\n      - podSelector: {}'],
    ['policy-without-dns', 'policyTypes: [Egress]'],
    ['policy-without-dns', 'policyTypes: [Egress]\negress: []'],
    ['policy-without-dns', 'podSelector: {}\negress:\n- ports:\n  - port: 443\n  to:\n  - podSelector: {}'],
    ['policy-without-dns', 'egress:\n    - to:\n        - podSelector: {}\ningress: []'],
    ['policy-port-name-unknown', 'podSelector: {matchLabels: {app: web}}\ningress: [{ports: [{port: grpc}]}]'],
  ])('for %s: %s', (code, spec) => {
    expect(find(read(withPolicy(spec)), code).fixes.length).toBeGreaterThan(0);
    const after = read(fixed(withPolicy(spec), code));
    expect(after.valid).toBe(true);
    expect(codes(after).filter((one) => one === code || one === 'policy-peer-matches-nothing')).toEqual([]);
  });

  it('the way to the DNS is by UDP and TCP, to its pods', () => {
    const after = read(
      fixed(withPolicy('policyTypes: [Egress]\negress:\n  - to:\n    - podSelector: {}'), 'policy-without-dns'),
    );
    expect(after.documents.at(-1)?.object).toMatchObject({
      spec: {
        egress: [
          { to: [{ podSelector: {} }] },
          {
            to: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
                podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
              },
            ],
            ports: [
              { protocol: 'UDP', port: 53 },
              { protocol: 'TCP', port: 53 },
            ],
          },
        ],
      },
    });
  });
});
