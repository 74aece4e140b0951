import { describe, expect, test } from 'vitest';
import { formatFieldError } from '../field-error.js';
import { getField } from '../field-path.js';
import type { KubeObject } from '../meta.js';
import { validateObject, validateUpdate } from './index.js';

const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } };

function workload(kind: 'Deployment' | 'ReplicaSet', spec: object): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'web' } }, template, ...spec },
  } as KubeObject;
}

const deployment = (spec: object) => workload('Deployment', spec);
const errorsOf = (object: KubeObject) => validateObject(object).map(formatFieldError);

test.each([
  ['a plain Deployment', deployment({})],
  ['one that recreates', deployment({ strategy: { type: 'Recreate' } })],
  ['one that waits for nothing', deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '100%' } } })],
  [
    'one with a selector by expression',
    deployment({ selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }),
  ],
  ['a plain ReplicaSet', workload('ReplicaSet', { replicas: 0 })],
])('the API server takes %s', (_name, object) => {
  expect(errorsOf(object)).toEqual([]);
});

describe('the API server refuses a Deployment', () => {
  test.each([
    [{ replicas: -1 }, ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
    [
      { selector: undefined },
      [
        'spec.selector: Required value',
        'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
      ],
    ],
    [{ selector: {} }, ['spec.selector: Invalid value: {}: empty selector is invalid for deployment']],
    [
      { selector: { matchLabels: { app: 'db' } } },
      ['spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`'],
    ],
    [
      { selector: { matchExpressions: [{ key: 'app', operator: 'In' }] } },
      [
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label selector',
      ],
    ],
    [
      { selector: { matchExpressions: [{ key: 'app', operator: 'Like' }] } },
      [
        'spec.selector.matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator',
        'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"Like"}]}: invalid label selector',
      ],
    ],
    [
      { strategy: { type: 'Recreate', rollingUpdate: {} } },
      ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
    ],
    [
      { strategy: { type: 'Canary' } },
      ['spec.strategy: Unsupported value: {"type":"Canary"}: supported values: "Recreate", "RollingUpdate"'],
    ],
    [
      { strategy: { rollingUpdate: { maxSurge: '0%', maxUnavailable: 0 } } },
      ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0'],
    ],
    [
      { strategy: { rollingUpdate: { maxUnavailable: '101%' } } },
      ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
    ],
    [{ strategy: { rollingUpdate: { maxUnavailable: 150 } } }, []],
    [
      { strategy: { rollingUpdate: { maxSurge: 'all' } } },
      [
        `spec.strategy.rollingUpdate.maxSurge: Invalid value: "all": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')`,
      ],
    ],
    [
      { minReadySeconds: 600 },
      ['spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds'],
    ],
    [
      { revisionHistoryLimit: -1 },
      ['spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0'],
    ],
    [
      { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } },
      ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
    ],
    [{ template: { ...template, spec: {} } }, ['spec.template.spec.containers: Required value']],
    [{ replicas: '3' }, ['spec.replicas: Invalid value: "3": must be an integer of 32 bits']],
    [{ replicas: 2_147_483_648 }, ['spec.replicas: Invalid value: 2147483648: must be an integer of 32 bits']],
    [{ replicas: 1.5 }, ['spec.replicas: Invalid value: 1.5: must be an integer of 32 bits']],
  ])('%j', (spec, errors) => {
    expect(errorsOf(deployment(spec))).toEqual(errors);
  });
});

test('a bad label of a template is pointed at, though the API server leaves metadata out', () => {
  const object = deployment({ template: { ...template, metadata: { labels: { app: 'web', tier: 'a b' } } } });
  const [error] = validateObject(object);
  expect(error && formatFieldError(error)).toMatch(/^spec\.template\.labels: Invalid value: "a b":/);
  expect(error && getField(object, error.at ?? [])).toBe('a b');
});

test('a selector is for ever', () => {
  const before = deployment({ selector: { matchLabels: { app: 'web' } } });
  const labels = { app: 'web', tier: 'front' };
  const after = deployment({ selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } });
  expect(validateUpdate(before, after).map(formatFieldError)).toEqual([
    'spec.selector: Invalid value: {"matchLabels":{"app":"web","tier":"front"}}: field is immutable',
  ]);
  expect(validateUpdate(before, deployment({ replicas: 5 }))).toEqual([]);
});

test('an object keeps its name', () => {
  const before = deployment({});
  const after = { ...before, metadata: { ...before.metadata, name: 'other' } };
  expect(validateUpdate(before, after).map(formatFieldError)).toEqual([
    'metadata.name: Invalid value: "other": field is immutable',
  ]);
});
