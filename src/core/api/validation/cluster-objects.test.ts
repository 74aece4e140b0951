import { describe, expect, test } from 'vitest';
import { formatFieldError } from '../field-error.js';
import { getField } from '../field-path.js';
import type { KubeObject } from '../meta.js';
import { validateObject, validateUpdate } from './index.js';

const errorsOf = (object: object) => validateObject(object as KubeObject).map(formatFieldError);
const node = (rest: object) =>
  ({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker-1' }, ...rest }) as KubeObject;
const namespaced = { name: 'web', namespace: 'default' };
const endpoints = (subset: object) => ({
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: namespaced,
  subsets: [subset],
});
const slice = (rest: object) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: namespaced,
  addressType: 'IPv4',
  endpoints: [{ addresses: ['192.0.2.1'] }],
  ...rest,
});

describe('a Node', () => {
  test.each([
    [{}, []],
    [
      {
        spec: {
          podCIDR: '10.244.1.0/24',
          taints: [
            { key: 'a', effect: 'NoSchedule' },
            { key: 'a', effect: 'NoExecute' },
          ],
        },
      },
      [],
    ],
    [{ metadata: { name: 'n', namespace: 'default' } }, ['metadata.namespace: Forbidden: not allowed on this type']],
    [
      { spec: { podCIDRs: ['10.244.1.0'] } },
      [
        'spec.podCIDRs[0]: Invalid value: "10.244.1.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      ],
    ],
    [
      { spec: { podCIDRs: ['10.244.1.0/24', '10.244.2.0/24'] } },
      [
        'spec.podCIDRs: Invalid value: ["10.244.1.0/24","10.244.2.0/24"]: may specify no more than one CIDR for each IP family',
      ],
    ],
    [{ spec: { taints: [{ key: 'a' }] } }, ['metadata.taints[0].effect: Required value']],
    [
      {
        spec: {
          taints: [
            { key: 'b', effect: 'NoSchedule' },
            { key: '-a', effect: 'NoSchedule' },
          ],
        },
      },
      [expect.stringMatching(/^metadata\.taints\[1\]\.key: Invalid value: "-a": name part must consist of/)],
    ],
    [
      { spec: { taints: [{ key: 'a', effect: 'No' }] } },
      [
        'metadata.taints[0].effect: Unsupported value: "No": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      ],
    ],
    [
      {
        spec: {
          taints: [
            { key: 'a', effect: 'NoExecute' },
            { key: 'a', effect: 'NoExecute' },
          ],
        },
      },
      [
        'metadata.taints[1]: Duplicate value: {"key":"a","effect":"NoExecute"}: taints must be unique by key and effect pair',
      ],
    ],
    [
      { status: { capacity: { cpu: '-2' } } },
      [
        'status.capacity.cpu: Invalid value: "-2": must be greater than or equal to 0',
        'status.allocatable.cpu: Invalid value: "-2": must be greater than or equal to 0',
      ],
    ],
    [
      { status: { capacity: { pods: '1.5' }, allocatable: {} } },
      ['status.capacity.pods: Invalid value: "1500m": must be an integer'],
    ],
  ])('%j has these errors', (rest, errors) => {
    expect(errorsOf(node(rest))).toEqual(errors);
  });

  test('has its taints in spec, whatever the API server says', () => {
    const object = node({ spec: { taints: [{ key: 'a', effect: 'No' }] } });
    expect(validateObject(object).map((error) => getField(object, error.at ?? []))).toEqual(['No']);
  });

  test('keeps the Pod addresses it got', () => {
    const [bare, first, second] = [
      node({}),
      node({ spec: { podCIDR: '10.244.1.0/24' } }),
      node({ spec: { podCIDR: '10.244.2.0/24' } }),
    ];
    expect(validateUpdate(bare, first)).toEqual([]);
    expect(validateUpdate(first, second).map(formatFieldError)).toEqual([
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    ]);
  });
});

test('a Namespace is named by one label', () => {
  const namespace = (metadata: object, rest: object = {}) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata,
    ...rest,
  });
  expect(errorsOf(namespace({ name: 'shop' }))).toEqual([]);
  expect(errorsOf(namespace({ name: 'shop.eu' }))).toEqual([
    'metadata.name: Invalid value: "shop.eu": must not contain dots',
  ]);
  expect(errorsOf(namespace({ name: 'shop' }, { spec: { finalizers: ['mine'] } }))).toEqual([
    'spec.finalizers: Invalid value: "mine": name is neither a standard finalizer name nor is it fully qualified',
  ]);
});

test.each([
  [{ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }] }, []],
  [{ notReadyAddresses: [{ ip: '2001:db8::1' }] }, []],
  [{}, ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`']],
  [
    { addresses: [{ ip: '127.0.0.1' }] },
    ['subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)'],
  ],
  [
    { addresses: [{ ip: 'db' }] },
    [
      'subsets[0].addresses[0].ip: Invalid value: "db": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[0].addresses[0].ip: Invalid value: "db": must be a valid IP address',
    ],
  ],
  [
    { addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 80 }, { name: 'b', port: 0 }] },
    [
      'subsets[0].ports[0].name: Required value',
      'subsets[0].ports[1].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  ],
])('Endpoints with %j have these errors', (subset, errors) => {
  expect(errorsOf(endpoints(subset))).toEqual(errors);
});

test.each([
  [{}, []],
  [{ addressType: undefined, endpoints: [] }, ['addressType: Required value']],
  [
    { addressType: 'IP', endpoints: [] },
    ['addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"'],
  ],
  [{ addressType: 'IPv6' }, ['endpoints[0].addresses[0]: Invalid value: "192.0.2.1": must be a valid IPv6 address']],
  [{ addressType: 'FQDN', endpoints: [{ addresses: ['db.example.com'] }] }, []],
  [
    { addressType: 'FQDN', endpoints: [{ addresses: ['db'] }] },
    ['endpoints[0].addresses[0]: Invalid value: "db": should be a domain with at least two segments separated by dots'],
  ],
  [{ endpoints: [{ addresses: [] }] }, ['endpoints[0].addresses: Required value: must contain at least 1 address']],
  [
    { endpoints: [{ addresses: ['192.0.2.1'], hints: { forZones: [{ name: 'a' }, { name: 'a' }] } }] },
    ['endpoints[0].hints.forZones[1].name: Duplicate value: "a"'],
  ],
  [
    { endpoints: Array.from({ length: 1001 }, () => ({ addresses: ['192.0.2.1'] })) },
    ['endpoints: Too many: 1001: must have at most 1000 items'],
  ],
  [{ ports: [{ port: 80 }, { port: 81 }] }, ['ports[1].name: Duplicate value: ""']],
  [
    { ports: [{ protocol: 'ICMP' }] },
    ['ports[0].protocol: Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"'],
  ],
])('an EndpointSlice with %j has these errors', (rest, errors) => {
  expect(errorsOf(slice(rest))).toEqual(errors);
});

test('an EndpointSlice holds addresses of one type for life', () => {
  const after = slice({ addressType: 'IPv6', endpoints: [] });
  expect(
    validateUpdate(slice({}) as unknown as KubeObject, after as unknown as KubeObject).map(formatFieldError),
  ).toEqual(['addressType: Invalid value: "IPv6": field is immutable']);
});

test('a kind that is not simulated is not judged', () => {
  expect(errorsOf({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'NOT A NAME' } })).toEqual([]);
  expect(errorsOf({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: {} })).toEqual([]);
});
