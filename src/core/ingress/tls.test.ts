import { describe, expect, test } from 'vitest';
import { encodeBase64 } from '../api/base64.js';
import { decodeBase64, isPrivateKey, readCertificate } from './pem.js';
import { A_KEY, BAR_COM, COMMON_NAME } from './testing/certificates.js';
import { aBackend, anIngress, aTlsSecret, edgeView, ended, PLAIN_IMAGE, route } from './testing/cluster.js';
import type { KubeObject } from '../api/meta.js';

const FAKE = 'Kubernetes Ingress Controller Fake Certificate';
const app = aBackend('s1', 1);
const rules = ['foo.bar.com / Prefix s1:80', 'x.wild.bar.com / Prefix s1:80'];
const withTls = (hosts: readonly string[], secretName?: string) =>
  anIngress('i', rules, { tls: [{ hosts, ...(secretName === undefined ? {} : { secretName }) }] });
const good = aTlsSecret('cert', BAR_COM, A_KEY);

function shown(objects: readonly KubeObject[], url = 'https://foo.bar.com/', sni?: string) {
  const { tls } = route(edgeView([...app, ...objects]), url, sni === undefined ? {} : { sni });
  return [
    tls?.names.join(' '),
    tls?.self,
    tls?.why.code.replace('ingress.tls.', ''),
    `${tls?.cause.object} ${tls?.cause.field.join('.')}`,
  ];
}

describe('which certificate is shown', () => {
  const section = 'Ingress/default/i spec.tls.0.secretName';
  test('that of the Secret', () => {
    expect(shown([good, withTls(['foo.bar.com'], 'cert')])).toEqual([
      'foo.bar.com *.wild.bar.com',
      false,
      'secret',
      section,
    ]);
  });
  test('a host that no section lists, when a certificate in them is for it', () => {
    expect(shown([good, withTls(['foo.bar.com'], 'cert')], 'https://x.wild.bar.com/').slice(0, 3)).toEqual([
      'foo.bar.com *.wild.bar.com',
      false,
      'secret',
    ]);
  });
  test('the name of the handshake picks it, not the Host', () => {
    const objects = [good, withTls(['foo.bar.com'], 'cert')];
    expect(shown(objects, 'https://foo.bar.com/', 'other.example')).toEqual([
      FAKE,
      true,
      'noServer',
      'Deployment/ingress/controller spec.template.spec.containers.0.image',
    ]);
    expect(shown(objects, 'https://other.example/', 'foo.bar.com')[1]).toBe(false);
  });
  test.each<[string, readonly KubeObject[], string, string]>([
    ['no such Secret', [withTls(['foo.bar.com'], 'gone')], 'missing', section],
    [
      'another type, without the keys',
      [{ ...aTlsSecret('cert', '', '', 'Opaque') }, withTls(['foo.bar.com'], 'cert')],
      'wrongType',
      'Secret/default/cert type',
    ],
    [
      'no key',
      [aTlsSecret('cert', BAR_COM, ''), withTls(['foo.bar.com'], 'cert')],
      'noKeys',
      'Secret/default/cert type',
    ],
    [
      'no PEM',
      [aTlsSecret('cert', encodeBase64('base64 encoded cert'), A_KEY), withTls(['foo.bar.com'], 'cert')],
      'notPem',
      'Secret/default/cert data.tls.crt',
    ],
    [
      'no base64',
      [aTlsSecret('cert', '...', A_KEY), withTls(['foo.bar.com'], 'cert')],
      'notPem',
      'Secret/default/cert data.tls.crt',
    ],
    [
      'a key that is none',
      [aTlsSecret('cert', BAR_COM, BAR_COM), withTls(['foo.bar.com'], 'cert')],
      'notPem',
      'Secret/default/cert data.tls.key',
    ],
    [
      'another name on it',
      [aTlsSecret('cert', COMMON_NAME, A_KEY), withTls(['foo.bar.com'], 'cert')],
      'otherHost',
      'Secret/default/cert data.tls.crt',
    ],
    ['no Secret named', [withTls(['foo.bar.com'])], 'noSecretName', 'Ingress/default/i spec.tls.0'],
    ['another host listed', [withTls(['bar.example'], 'gone')], 'notListed', 'Ingress/default/i spec.tls'],
    ['no tls at all', [anIngress('i', rules)], 'noTls', 'Ingress/default/i spec.rules'],
  ])('the controller’s own: %s', (_, objects, code, cause) => {
    expect(shown(objects)).toEqual([FAKE, true, code, cause]);
  });
  test('an Opaque Secret with the keys is as good: only they are asked about', () => {
    expect(shown([aTlsSecret('cert', BAR_COM, A_KEY, 'Opaque'), withTls(['foo.bar.com'], 'cert')])[2]).toBe('secret');
  });
  test('a certificate whose names cannot be read is shown, and that is said', () => {
    const odd = encodeBase64('-----BEGIN CERTIFICATE-----\nAQID\n-----END CERTIFICATE-----\n');
    expect(shown([aTlsSecret('cert', odd, A_KEY), withTls(['foo.bar.com'], 'cert')]).slice(0, 3)).toEqual([
      '',
      false,
      'unread',
    ]);
  });
  test('the one that --default-ssl-certificate names, where a host has none; when it is none either, the controller’s own', () => {
    const view = (secret: string) =>
      edgeView([...app, good, withTls(['foo.bar.com'], 'gone')], {
        args: [`--default-ssl-certificate=default/${secret}`],
      });
    expect(route(view('cert'), 'https://foo.bar.com/').tls).toMatchObject({
      self: false,
      secret: 'Secret/default/cert',
      why: { code: 'ingress.tls.default' },
      cause: { field: ['spec', 'template', 'spec', 'containers', 0, 'args', 1] },
    });
    expect(route(view('gone'), 'https://foo.bar.com/').tls).toMatchObject({ self: true, names: [FAKE] });
  });
  test('by the API’s rules a section is found by its hosts, a wildcard too', () => {
    const view = edgeView([...app, good, withTls(['*.wild.bar.com'], 'cert')], { image: PLAIN_IMAGE });
    expect(route(view, 'https://x.wild.bar.com/').tls?.secret).toBe('Secret/default/cert');
    expect(route(view, 'https://foo.bar.com/').tls).toMatchObject({ self: true, names: [] });
  });
});

describe('308 to https', () => {
  const to = (objects: readonly KubeObject[], url = 'http://foo.bar.com/x') => {
    const decision = route(edgeView([...app, ...objects]), url);
    return [ended(decision), decision.answer?.location];
  };
  const https = ['308', 'https://foo.bar.com/x'];
  test('when the host has a certificate', () => expect(to([good, withTls(['foo.bar.com'], 'cert')])).toEqual(https));
  test('when it should have one and gets the controller’s own', () => {
    expect(to([withTls(['foo.bar.com'], 'gone')])).toEqual(https);
  });
  test('after the slash that a location wants', () => {
    const tls = [{ hosts: ['foo.bar.com'], secretName: 'gone' }];
    const ingress = anIngress('i', ['foo.bar.com /x/ Prefix s1:80'], { tls });
    expect(to([ingress])).toEqual(['301', 'http://foo.bar.com/x/']);
    expect(to([ingress], 'http://foo.bar.com/x/')).toEqual(['308', 'https://foo.bar.com/x/']);
  });
  test('not without tls', () => expect(to([anIngress('i', rules)])).toEqual(['s1', undefined]));
  test('not when ssl-redirect is false', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/ssl-redirect': 'false' };
    const ingress = anIngress('i', rules, { tls: [{ hosts: ['foo.bar.com'], secretName: 'cert' }], annotations });
    expect(to([good, ingress])).toEqual(['s1', undefined]);
  });
  test('not for a request that came over TLS', () => {
    expect(to([good, withTls(['foo.bar.com'], 'cert')], 'https://foo.bar.com/x')).toEqual(['s1', undefined]);
  });
});

describe('reading a certificate', () => {
  test('alternative names go before the common name', () => {
    expect(readCertificate(BAR_COM)?.names).toEqual(['foo.bar.com', '*.wild.bar.com']);
    expect(readCertificate(COMMON_NAME)?.names).toEqual(['only.name.example']);
  });
  test('a key is no certificate, and a certificate no key', () => {
    expect([readCertificate(A_KEY), isPrivateKey(BAR_COM), isPrivateKey(A_KEY)]).toEqual([undefined, false, true]);
  });
  test.each([
    ['', []],
    ['AA==', [0]],
    ['AQI=', [1, 2]],
    ['/+8z', [255, 239, 51]],
    ['A', undefined],
    ['A A', undefined],
    ['****', undefined],
  ])('base64 %j', (text, bytes) => expect(decodeBase64(text) && [...(decodeBase64(text) ?? [])]).toEqual(bytes));
});
