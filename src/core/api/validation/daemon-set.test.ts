import { describe, expect, test } from 'vitest';
import { defaultObject } from '../defaults/index.js';
import { formatFieldError } from '../field-error.js';
import type { KubeObject } from '../meta.js';
import { validateObject, validateUpdate } from './index.js';

const template = { metadata: { labels: { app: 'edge' } }, spec: { containers: [{ name: 'edge', image: 'edge:1' }] } };

function daemonSet(spec: object): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'edge', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'edge' } }, template, ...spec },
  } as KubeObject;
}

const rolling = (rollingUpdate: object) => ({ updateStrategy: { rollingUpdate } });

test.each([
  ['a plain one', {}],
  ['one that waits for someone to delete its pods', { updateStrategy: { type: 'OnDelete' } }],
  ['one that makes the new pod first', rolling({ maxUnavailable: 0, maxSurge: '50%' })],
])('the API server takes %s', (_name, spec) => {
  expect(validateObject(daemonSet(spec))).toEqual([]);
});

test('it takes one node at a time and keeps ten revisions, unless it says otherwise', () => {
  const { spec, status } = defaultObject(daemonSet({})) as unknown as { spec: object; status: object };
  expect(spec).toMatchObject({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    revisionHistoryLimit: 10,
    template: { spec: { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' } },
  });
  expect(status).toEqual({
    desiredNumberScheduled: 0,
    currentNumberScheduled: 0,
    numberMisscheduled: 0,
    numberReady: 0,
  });
  const onDelete = defaultObject(daemonSet({ updateStrategy: { type: 'OnDelete' } })) as unknown as { spec: object };
  expect(onDelete.spec).toMatchObject({ updateStrategy: { type: 'OnDelete' } });
  expect(onDelete.spec).not.toHaveProperty('updateStrategy.rollingUpdate');
});

describe('the API server refuses a DaemonSet', () => {
  test.each([
    [
      { selector: { matchLabels: { app: 'db' } } },
      ['spec.template.metadata.labels: Invalid value: {"app":"edge"}: `selector` does not match template `labels`'],
    ],
    [
      { selector: undefined },
      ['spec.template.metadata.labels: Invalid value: {"app":"edge"}: `selector` does not match template `labels`'],
    ],
    [{ selector: {} }, ['spec.selector: Invalid value: {}: empty selector is invalid for daemonset']],
    [
      { template: { ...template, spec: { ...template.spec, restartPolicy: 'OnFailure' } } },
      ['spec.template.spec.restartPolicy: Unsupported value: "OnFailure": supported values: "Always"'],
    ],
    [
      { template: { ...template, spec: { ...template.spec, activeDeadlineSeconds: 9 } } },
      ['spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported'],
    ],
    [
      { updateStrategy: { type: 'Recreate' } },
      ['spec.updateStrategy: Unsupported value: {"type":"Recreate"}: supported values: "RollingUpdate", "OnDelete"'],
    ],
    [
      rolling({ maxUnavailable: 0 }),
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0'],
    ],
    [
      rolling({ maxSurge: 1 }),
      ['spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero'],
    ],
    [
      rolling({ maxUnavailable: '101%' }),
      ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%'],
    ],
    [{ minReadySeconds: -1 }, ['spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0']],
    [{ minReadySeconds: 'soon' }, ['spec.minReadySeconds: Invalid value: "soon": must be an integer of 32 bits']],
  ])('%j', (spec, errors) => {
    expect(validateObject(daemonSet(spec)).map(formatFieldError)).toEqual(errors);
  });
});

test('its selector is for ever, its template is not', () => {
  const labels = { app: 'edge', tier: 'front' };
  const after = daemonSet({ selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } });
  expect(validateUpdate(daemonSet({}), after).map(formatFieldError)).toEqual([
    'spec.selector: Invalid value: {"matchLabels":{"app":"edge","tier":"front"}}: field is immutable',
  ]);
  expect(validateUpdate(daemonSet({}), daemonSet({ template: { ...template, metadata: { labels } } }))).toEqual([]);
});
