import { describe, expect, it } from 'vitest';
import { codes, find, read, said } from '../testing/read.js';

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

describe('advice', () => {
  it.each<readonly [string, string, string]>([
    [
      'Endpoints',
      'apiVersion: v1\nkind: Endpoints\nmetadata: {name: s}',
      'warning endpoints-deprecated 2: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    ],
    [
      'externalIPs',
      `${SERVICE}  externalIPs: [1.2.3.4]\n`,
      'warning external-ips-deprecated 12: spec.externalIPs is deprecated',
    ],
    [
      'the ConfigMap of kube-dns',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kube-dns, namespace: kube-system}',
      'info kube-dns-config-ignored 3: lint.kubeDns',
    ],
    [
      'a Secret that is not base64',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: base64 encoded cert}',
      'error illegal-base64 4: illegal base64 data at input byte 6',
    ],
    [
      'a TLS Secret without its type',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {tls.crt: "", tls.key: ""}',
      'info tls-secret-type 1: lint.tlsSecretType',
    ],
  ])('%s', (_, manifest, expected) => {
    expect(said(read(manifest)).some((line) => line.startsWith(expected))).toBe(true);
  });

  it.each([
    ['aGk', 0],
    ['aGVsbG8', 4],
    ['aGk=a', 3],
    ['a b', 1],
  ])('%j stops being base64 at byte %i', (value, at) => {
    const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: "${value}"}`;
    expect(find(read(secret), 'illegal-base64').message).toBe(`illegal base64 data at input byte ${at}`);
  });

  it('base64 with padding and line breaks is fine', () => {
    expect(
      codes(read('apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: aGk=, b: "aGVs\\nbG8h", c: ""}')),
    ).toEqual([]);
  });
});
