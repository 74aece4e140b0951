import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { placeholderCertificate } from './placeholder.js';

describe('a placeholder certificate', () => {
  it.each([
    [['ssl.example.foo.com']],
    [['*.example.com', 'example.com']],
    [Array.from({ length: 40 }, (_, i) => `host-${i}.example.com`)],
  ])('for %j is one that a balancer can load', (hosts) => {
    const { certificate, key } = placeholderCertificate(hosts);
    const parsed = new X509Certificate(certificate);
    expect(parsed.verify(parsed.publicKey)).toBe(true);
    expect(parsed.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(createPublicKey(key).asymmetricKeyType).toBe('ec');
    expect(parsed.subjectAltName).toBe(hosts.map((host) => `DNS:${host}`).join(', '));
    expect(parsed.subject).toBe('CN=Kubewalk placeholder certificate');
    expect(parsed.issuer).toBe(parsed.subject);
    expect(parsed.validTo).toBe('Dec 31 23:59:59 2049 GMT');
  });

  it('is for no other host, and the same for the same hosts', () => {
    const { certificate } = placeholderCertificate(['a.example.com']);
    const parsed = new X509Certificate(certificate);
    expect(parsed.checkHost('a.example.com')).toBe('a.example.com');
    expect(parsed.checkHost('b.example.com')).toBeUndefined();
    expect(placeholderCertificate(['a.example.com']).certificate).toBe(certificate);
  });
});
