import { expect, test } from 'vitest';
import {
  duplicate,
  forbidden,
  formatFieldError,
  invalid,
  notFound,
  notSupported,
  relocate,
  required,
  tooLong,
  tooMany,
  typeInvalid,
} from './field-error.js';

test.each([
  [
    invalid(['spec', 'ports', 0, 'port'], 70_000, 'must be between 1 and 65535, inclusive'),
    'spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
  ],
  [
    required(['metadata', 'name'], 'name or generateName is required'),
    'metadata.name: Required value: name or generateName is required',
  ],
  [required(['spec', 'ports']), 'spec.ports: Required value'],
  [
    notSupported(['spec', 'type'], 'Foo', ['ClusterIP', 'NodePort']),
    'spec.type: Unsupported value: "Foo": supported values: "ClusterIP", "NodePort"',
  ],
  [duplicate(['spec', 'ports', 1, 'name'], 'p'), 'spec.ports[1].name: Duplicate value: "p"'],
  [forbidden(['spec', 'clusterIPs'], 'may not be set'), 'spec.clusterIPs: Forbidden: may not be set'],
  [notFound(['spec', 'x'], 'data'), 'spec.x: Not found: "data"'],
  [tooLong(['metadata', 'annotations'], 262_144), 'metadata.annotations: Too long: may not be more than 262144 bytes'],
  [tooMany(['endpoints'], 1001, 1000), 'endpoints: Too many: 1001: must have at most 1000 items'],
  [
    typeInvalid(['spec', 'replicas'], ['3'], 'must be an integer of 32 bits'),
    'spec.replicas: Invalid value: ["3"]: must be an integer of 32 bits',
  ],
  [invalid(['spec', 'selector'], { a: '<b>' }, 'no'), 'spec.selector: Invalid value: {"a":"\\u003cb\\u003e"}: no'],
  [invalid(['a'], 'say "hi" <now>', 'no'), 'a: Invalid value: "say \\"hi\\" <now>": no'],
  [invalid(['spec', 'resources', 'limits', 'cpu'], '-1', 'no'), 'spec.resources.limits[cpu]: Invalid value: "-1": no'],
])('%o', (error, text) => {
  expect(formatFieldError(error)).toBe(text);
});

test('a value too deep to write does not throw', () => {
  const deep = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`) as unknown;
  let deeper = deep;
  for (let i = 0; i < 50_000; i += 1) deeper = [deeper];
  expect(formatFieldError(typeInvalid(['a'], deeper, 'no'))).toBe('a: Invalid value: …: no');
});

test('errors below a path are pointed at another one', () => {
  const errors = relocate(
    [required(['metadata', 'taints', 0, 'key']), required(['spec'])],
    ['metadata', 'taints'],
    ['spec', 'taints'],
  );
  expect(errors.map((error) => error.at)).toEqual([['spec', 'taints', 0, 'key'], undefined]);
});
