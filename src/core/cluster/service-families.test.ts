import { expect, test } from 'vitest';
import { defaultObject } from '../api/defaults/index.js';
import { formatFieldError } from '../api/field-error.js';
import type { KubeObject } from '../api/meta.js';
import type { Service } from '../api/service.js';
import { familyErrors } from './service-families.js';

test.each<[what: string, spec: object, errors: readonly string[]]>([
  ['what it has', { ipFamilies: ['IPv4'] }, []],
  ['two families if there are two', { ipFamilyPolicy: 'PreferDualStack' }, []],
  [
    'two families',
    { ipFamilyPolicy: 'RequireDualStack' },
    ['spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services'],
  ],
  [
    'another family',
    { ipFamilies: ['IPv6'] },
    ['spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster'],
  ],
  [
    'one of two families',
    { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] },
    [
      "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
      'spec.ipFamilies[1]: Invalid value: "IPv6": not configured on this cluster',
    ],
  ],
  ['a name elsewhere', { type: 'ExternalName', externalName: 'a.example', ipFamilies: ['IPv6'] }, []],
  [
    'any addresses behind a headless Service without a selector',
    { clusterIP: 'None', selector: {}, ipFamilies: ['IPv6'] },
    [],
  ],
])('a cluster of IPv4 is asked for %s', (_, spec, errors) => {
  const object = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
  const service = defaultObject(object as unknown as KubeObject) as Service;
  expect(familyErrors(service, ['IPv4']).map(formatFieldError)).toEqual(errors);
});
