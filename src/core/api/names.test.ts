import { describe, expect, test } from 'vitest';
import {
  byteLength,
  dns1035LabelErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  dns1123UnderscoreSubdomainErrors,
  envVarNameErrors,
  labelValueErrors,
  portNameErrors,
  portNumberErrors,
  qualifiedNameErrors,
} from './names.js';

describe('the API server says why it refuses a name', () => {
  test.each([
    [
      dns1123LabelErrors,
      'Web',
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
    [dns1123LabelErrors, 'a.b', 'must not contain dots'],
    [dns1123LabelErrors, 'a'.repeat(64), 'must be no more than 63 bytes'],
    [
      dns1123SubdomainErrors,
      'a_b',
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
    [
      dns1035LabelErrors,
      '1web',
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    ],
    [qualifiedNameErrors, '/name', 'prefix part must be non-empty'],
    [portNameErrors, 'a--b', 'must not contain consecutive hyphens'],
    [portNameErrors, '8080', 'must contain at least one letter (a-z)'],
    [
      envVarNameErrors,
      'A=B',
      "a valid environment variable name must consist only of printable ASCII characters other than '='",
    ],
  ])('%o of %j', (check, name, reason) => {
    expect(check(name)).toEqual([reason]);
  });

  test('an empty label key has two things wrong', () => {
    expect(qualifiedNameErrors('')).toEqual([
      'name part must be non-empty',
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ]);
  });
});

test.each([
  [dns1123LabelErrors, ['0', 'a-b', 'a'.repeat(63)]],
  [dns1123SubdomainErrors, ['a.b-c.0', 'a'.repeat(253)]],
  [dns1123UnderscoreSubdomainErrors, ['_sip._tcp.example.com']],
  [qualifiedNameErrors, ['App', 'app.kubernetes.io/name', 'a_b.c-d', '__proto__'.slice(2, 7)]],
  [labelValueErrors, ['', 'v1.2_3', 'a'.repeat(63)]],
  [portNameErrors, ['http', 'a-1', 'abcdefghijklmno']],
])('%o takes %j', (check, names) => {
  expect(names.flatMap((name) => check(name))).toEqual([]);
});

test('a line break at the end is not overlooked', () => {
  expect(dns1123LabelErrors('web\n')).not.toEqual([]);
  expect(labelValueErrors('v\n')).not.toEqual([]);
});

test('lengths are counted in bytes', () => {
  expect(['a', 'é', '€', '😀'].map(byteLength)).toEqual([1, 2, 3, 4]);
  expect(labelValueErrors('é'.repeat(32))[0]).toBe('must be no more than 63 bytes');
});

test('ports are from 1 to 65535', () => {
  expect([0, 1, 65_535, 65_536].map((port) => portNumberErrors(port).join())).toEqual([
    'must be between 1 and 65535, inclusive',
    '',
    '',
    'must be between 1 and 65535, inclusive',
  ]);
});
