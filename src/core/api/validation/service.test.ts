import { describe, expect, test } from 'vitest';
import { formatFieldError } from '../field-error.js';
import { getField } from '../field-path.js';
import type { KubeObject } from '../meta.js';
import { validateObject, validateUpdate } from './index.js';

function service(spec: object, metadata: object = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default', ...metadata },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  } as KubeObject;
}

const errorsOf = (object: KubeObject) => validateObject(object).map(formatFieldError);

describe('the API server takes a Service', () => {
  test.each([
    ['as it is in the lecture', {}],
    ['without a selector', { selector: undefined }],
    ['headless without ports', { clusterIP: 'None', ports: undefined }],
    ['with a port by name', { ports: [{ port: 80, targetPort: 'http-alt' }] }],
    [
      'with one port for TCP and UDP',
      {
        ports: [
          { name: 'a', port: 53 },
          { name: 'b', port: 53, protocol: 'UDP' },
        ],
      },
    ],
    [
      'with ports to one target',
      {
        ports: [
          { name: 'a', port: 80, targetPort: 1 },
          { name: 'b', port: 81, targetPort: 1 },
        ],
      },
    ],
    ['with a node port', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_080 }] }],
    [
      'that is an alias',
      { type: 'ExternalName', externalName: 'db.example.com.', selector: undefined, ports: undefined },
    ],
    ['with source ranges with spaces', { type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8 '] }],
    ['on the kubelet’s port', { type: 'LoadBalancer', ports: [{ port: 10_250 }] }],
    ['for the node itself', { trafficDistribution: 'PreferSameNode' }],
  ])('%s', (_name, spec) => {
    expect(errorsOf(service(spec))).toEqual([]);
  });
});

describe('the API server refuses a Service', () => {
  test.each([
    [
      { ports: [{ port: 70_000 }] },
      [
        'spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
        'spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      ],
    ],
    [{ ports: [] }, ['spec.ports: Required value']],
    [{ ports: [{ port: 80 }, { name: 'b', port: 81 }] }, ['spec.ports[0].name: Required value']],
    [
      {
        ports: [
          { name: 'a', port: 80 },
          { name: 'a', port: 81 },
        ],
      },
      ['spec.ports[1].name: Duplicate value: "a"'],
    ],
    [
      {
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 80 },
        ],
      },
      [
        'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
      ],
    ],
    [
      { ports: [{ port: 80, protocol: 'ICMP' }] },
      ['spec.ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"'],
    ],
    [
      { ports: [{ port: 80, targetPort: '-web' }] },
      ['spec.ports[0].targetPort: Invalid value: "-web": must not begin or end with a hyphen'],
    ],
    [
      { ports: [{ port: 80, nodePort: 30_080 }] },
      ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ],
    [
      {
        type: 'NodePort',
        ports: [
          { name: 'a', port: 80, nodePort: 30_080 },
          { name: 'b', port: 81, nodePort: 30_080 },
        ],
      },
      ['spec.ports[1].nodePort: Duplicate value: 30080'],
    ],
    [
      { type: 'clusterip' },
      [
        'spec.type: Unsupported value: "clusterip": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
      ],
    ],
    [
      { type: 'NodePort', clusterIP: 'None' },
      [`spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services`],
    ],
    [{ type: 'ExternalName' }, ['spec.externalName: Required value']],
    [
      { type: 'ExternalName', externalName: 'a.b', clusterIP: 'None' },
      ['spec.clusterIPs: Forbidden: may not be set for ExternalName services'],
    ],
    [
      { clusterIP: '10.96.0' },
      ['spec.clusterIPs[0]: Invalid value: "10.96.0": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'],
    ],
    [
      { clusterIPs: ['10.96.0.1'] },
      ['spec.clusterIPs: Invalid value: ["10.96.0.1"]: must be empty when `clusterIP` is not specified'],
    ],
    [
      { clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', 'fd00::1', 'fd00::2'] },
      [
        'spec.clusterIPs: Invalid value: ["10.96.0.1","fd00::1","fd00::2"]: may only hold up to 2 values',
        'spec.clusterIPs: Invalid value: ["10.96.0.1","fd00::1","fd00::2"]: may specify no more than one IP for each IP family',
      ],
    ],
    [
      { clusterIP: 'None', clusterIPs: ['None', '10.96.0.1'] },
      [`spec.clusterIPs: Invalid value: ["None","10.96.0.1"]: 'None' must be the first and only value`],
    ],
    [
      { type: 'LoadBalancer', externalTrafficPolicy: 'Cluster', healthCheckNodePort: 30_000 },
      [
        "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ],
    ],
    [
      { clusterIP: '10.96.0.1', ipFamilies: ['IPv6'] },
      ['spec.clusterIPs[0]: Invalid value: "10.96.0.1": expected an IPv6 value as indicated by `ipFamilies[0]`'],
    ],
    [{ ipFamilies: ['IPv4', 'IPv4'] }, ['spec.ipFamilies[1]: Duplicate value: "IPv4"']],
    [
      { ipFamilyPolicy: 'Dual' },
      [
        'spec.ipFamilyPolicy: Unsupported value: "Dual": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"',
      ],
    ],
    [
      { externalIPs: ['127.0.0.1'] },
      ['spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)'],
    ],
    [
      { sessionAffinity: 'Cookie' },
      ['spec.sessionAffinity: Unsupported value: "Cookie": supported values: "ClientIP", "None"'],
    ],
    [
      { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } },
      [
        'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400',
      ],
    ],
    [
      { externalTrafficPolicy: 'Local' },
      ['spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services'],
    ],
    [
      { type: 'NodePort', externalTrafficPolicy: 'local' },
      ['spec.externalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"'],
    ],
    [
      { internalTrafficPolicy: 'Node' },
      ['spec.internalTrafficPolicy: Unsupported value: "Node": supported values: "Cluster", "Local"'],
    ],
    [
      { trafficDistribution: 'Near' },
      [
        'spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
      ],
    ],
    [
      { healthCheckNodePort: 30_000 },
      [
        "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ],
    ],
    [
      { loadBalancerSourceRanges: ['10.0.0.0/8'] },
      ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    ],
    [{ loadBalancerClass: 'a' }, ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"]],
    [
      { selector: { app: '-web' } },
      [
        `spec.selector: Invalid value: "-web": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`,
      ],
    ],
    [{ ports: [{ port: '80' }] }, ['spec.ports[0].port: Invalid value: "80": must be an integer of 32 bits']],
    [{ ports: { port: 80 } }, ['spec.ports: Invalid value: {"port":80}: must be a list']],
    [{ selector: { replicas: 3 } }, ['spec.selector.replicas: Invalid value: 3: must be a string']],
  ])('%j', (spec, errors) => {
    expect(errorsOf(service(spec))).toEqual(errors);
  });

  test.each([
    [{ name: 'Web' }, /^metadata\.name: Invalid value: "Web": a lowercase RFC 1123 label must/],
    [{ name: '' }, /^metadata\.name: Required value: name or generateName is required$/],
    [{ namespace: '' }, /^metadata\.namespace: Required value$/],
    [{ namespace: 'Shop' }, /^metadata\.namespace: Invalid value: "Shop": a lowercase RFC 1123 label must/],
    [{ labels: { 'a b': 'c' } }, /^metadata\.labels: Invalid value: "a b": name part must/],
    [{ annotations: { 'a/b/c': '' } }, /^metadata\.annotations: Invalid value: "a\/b\/c": a valid label key must/],
    [
      { annotations: { a: 'x'.repeat(262_144) } },
      /^metadata\.annotations: Too long: may not be more than 262144 bytes$/,
    ],
    [{ finalizers: ['a b'] }, /^metadata\.finalizers: Invalid value: "a b": name part must/],
    [
      { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a' }] },
      /^metadata\.ownerReferences\.uid: Invalid value: "": must not be empty$/,
    ],
  ])('with metadata %j', (metadata, error) => {
    const errors = errorsOf(service({}, metadata));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(error);
  });
});

test('what is wrong can be pointed at, also where the API server names another field', () => {
  const object = service(
    { clusterIP: 'x', selector: { app: '-' }, loadBalancerSourceRanges: ['y'] },
    { labels: { 'a b': 'c' }, finalizers: ['-'] },
  );
  const errors = validateObject(object);
  expect(errors.map((error) => formatFieldError(error).split(':', 1)[0])).toEqual([
    'metadata.labels',
    'metadata.finalizers',
    'spec.selector',
    'spec.clusterIPs[0]',
    'spec.LoadBalancerSourceRanges',
    'spec.LoadBalancerSourceRanges[0]',
  ]);
  expect(errors.map((error) => getField(object, error.at ?? error.field))).toEqual(['c', '-', '-', 'x', ['y'], 'y']);
});

test('a name that will be generated is judged with what follows it', () => {
  expect(errorsOf(service({}, { name: undefined, generateName: 'web-' }))).toEqual([]);
  expect(errorsOf(service({}, { name: undefined, generateName: '-web' }))).toHaveLength(1);
});

describe('an update of a Service', () => {
  const update = (before: object, after: object) =>
    validateUpdate(service(before), service(after)).map(formatFieldError);

  test.each([
    [
      'may add ports',
      { ports: [{ port: 80 }] },
      {
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 81 },
        ],
      },
      [],
    ],
    [
      'may become an alias',
      { clusterIP: '10.96.0.1' },
      { type: 'ExternalName', externalName: 'a.b', clusterIP: '' },
      [],
    ],
    [
      'may not move to another address',
      { clusterIP: '10.96.0.1' },
      { clusterIP: '10.96.0.2' },
      ['spec.clusterIPs[0]: Invalid value: ["10.96.0.2"]: may not change once set'],
    ],
    [
      'may not become headless',
      { clusterIP: '10.96.0.1' },
      { clusterIP: 'None' },
      ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set'],
    ],
    [
      'may not give its address up',
      { clusterIP: '10.96.0.1' },
      {},
      ['spec.clusterIPs[0]: Invalid value: []: primary clusterIP can not be unset'],
    ],
    [
      'may not change its balancer',
      { type: 'LoadBalancer', loadBalancerClass: 'a' },
      { type: 'LoadBalancer', loadBalancerClass: 'b' },
      ['spec.loadBalancerClass: Invalid value: "b": may not change once set'],
    ],
    [
      'is judged as a new one as well',
      {},
      { type: 'x' },
      ['spec.type: Unsupported value: "x": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"'],
    ],
  ])('%s', (_name, before, after, errors) => {
    expect(update(before, after)).toEqual(errors);
  });
});
