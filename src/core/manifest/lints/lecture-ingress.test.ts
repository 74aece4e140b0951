import { describe, expect, it } from 'vitest';
import { applyEdits } from '../text-edits.js';
import { find, read } from '../testing/read.js';

/** The manifests of an old lecture, as slides have them: an API that is gone, an indentation that slipped, things left out. */
const SLIPPED = `apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: ingress
spec:
  rules:
  - http:
    paths:
    - path: /testpath
      backend:
        serviceName: test
        servicePort: 80
`;

const TLS = `apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: tls-example-ingress
spec:
  tls:
  - hosts:
    - ssl.example.foo.com
    secretName: testsecret-tls
  rules:
  ...
`;

const SECRET = `apiVersion: v1
data:
  tls.crt: base64 encoded cert
  tls.key: base64 encoded key
kind: Secret
metadata:
  name: testsecret-tls
  namespace: default
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {ports: [{port: 8080}], selector: {app: shop}}
`;

const ISOLATED = `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata:
  namespace: isolated-ns
  name: deny-from-other-namespaces
spec:
  podSelector:
    matchLabels:
  ingress:
  - from:
    - podSelector: {}
`;

/** The text after one click on the first fix of the first diagnostic with each code. */
function click(text: string, ...codes: readonly string[]): string {
  return codes.reduce((now, code) => {
    const fix = find(read(now), code).fixes[0];
    if (fix === undefined) throw new Error(`${code} has no fix`);
    return applyEdits(now, fix.edits);
  }, text);
}

const errors = (text: string) =>
  read(text)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, range }) => `${range.startLine} ${code}`);

describe('what a slide says runs after two clicks at most', () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    ['paths that stand beside http', SLIPPED, ['8 unknown-field'], ['unknown-field', 'removed-api']],
    ['three dots for the rules', TLS, ['11 yaml-syntax'], ['yaml-syntax', 'removed-api']],
    ['words for a certificate', SECRET, ['3 illegal-base64', '4 illegal-base64'], ['illegal-base64']],
    ['an empty selector in a namespace that is not there', ISOLATED, [], ['namespace-missing', 'null-selector']],
  ])('%s', (_name, text, before, clicks) => {
    expect(errors(text)).toEqual(before);
    const after = read(click(text, ...clicks));
    expect(after.valid).toBe(true);
    const codes = new Set(after.diagnostics.map(({ code }) => code));
    for (const code of clicks) expect(codes).not.toContain(code);
  });

  it('the dots become a rule for the host of the certificate, to a Service that there is', () => {
    const parsed = read(click(`${SERVICE}---\n${TLS}`, 'yaml-syntax', 'removed-api'));
    expect(parsed.documents.at(-1)?.object).toMatchObject({
      apiVersion: 'networking.k8s.io/v1',
      spec: {
        tls: [{ hosts: ['ssl.example.foo.com'], secretName: 'testsecret-tls' }],
        rules: [
          {
            host: 'ssl.example.foo.com',
            http: { paths: [{ path: '/', backend: { service: { name: 'shop', port: { number: 8080 } } } }] },
          },
        ],
      },
    });
  });

  it('without any Service they become a rule for one that is to be written', () => {
    expect(read(click(TLS, 'yaml-syntax')).documents[0]?.object).toMatchObject({
      spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'my-service' } } }] } }] },
    });
  });

  it('the certificate is for the hosts of the Ingress that names the Secret, whatever is fixed first', () => {
    const both = `${SECRET}---\n${TLS}`;
    const title = { code: 'fix.placeholderCertificate', params: { hosts: 'ssl.example.foo.com' } };
    expect(find(read(both), 'illegal-base64').fixes[0]?.title).toEqual(title);
    expect(find(read(click(both, 'yaml-syntax')), 'illegal-base64').fixes[0]?.title).toEqual(title);
    const secret = read(click(both, 'illegal-base64')).documents[0]?.object as {
      type?: string;
      data?: Record<string, string>;
    };
    expect(secret.type).toBe('kubernetes.io/tls');
    expect(atob(secret.data?.['tls.crt'] ?? '')).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    expect(atob(secret.data?.['tls.key'] ?? '')).toMatch(/^-----BEGIN EC PRIVATE KEY-----\n/);
  });

  it('dots elsewhere can be left out, and words that are no rule stay a mistake', () => {
    const pod = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  ...\n';
    expect(find(read(pod), 'yaml-syntax').fixes.map(({ title }) => title.params)).toEqual([{ key: '...' }]);
    expect(read(click(pod, 'yaml-syntax')).valid).toBe(true);
    expect(find(read('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  etc\n'), 'yaml-syntax').fixes).toEqual(
      [],
    );
  });

  it('a value that is no base64 can be written so', () => {
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {password: s3cret!}\n';
    expect(click(secret, 'illegal-base64')).toContain(`"${btoa('s3cret!')}"`);
  });
});
