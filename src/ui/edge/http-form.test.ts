import { describe, expect, it } from 'vitest';
import type { ObjectKey, TrafficRequest } from '../../core/index.js';
import { fieldsOf, readUrl, requestOf, urlText, withPort, type HttpFields } from './http-form.js';

const OUTSIDE = { kind: 'outside' } as const;
const blank: HttpFields = { method: 'GET', url: '', hostHeader: '', sni: '', connect: null };

describe('a URL', () => {
  it.each([
    ['http://foo.bar.com', { scheme: 'http', host: 'foo.bar.com', port: 80, path: '/', query: false }],
    ['https://FOO.bar.com/Path', { scheme: 'https', host: 'foo.bar.com', port: 443, path: '/Path', query: false }],
    [
      'HTTP://192.168.10.11:30080/a/b/',
      { scheme: 'http', host: '192.168.10.11', port: 30080, path: '/a/b/', query: false },
    ],
    ['  http://web.prod:8080 ', { scheme: 'http', host: 'web.prod', port: 8080, path: '/', query: false }],
    ['http://a/b?c=d#e', { scheme: 'http', host: 'a', port: 80, path: '/b', query: true }],
    ['http://a?b', { scheme: 'http', host: 'a', port: 80, path: '/', query: true }],
    ['http://[fd00::1]:81/', { scheme: 'http', host: 'fd00::1', port: 81, path: '/', query: false }],
    ['http://a:/b', { scheme: 'http', host: 'a', port: 80, path: '/b', query: false }],
  ])('%s is read', (text, read) => {
    expect(readUrl(text)).toEqual({ ok: true, ...read });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['http://', 'empty'],
    ['http:///path', 'empty'],
    ['foo.bar.com/path', 'scheme'],
    ['ftp://foo.bar.com', 'scheme'],
    ['data:text/html,x', 'scheme'],
    ['http://me:secret@foo.bar.com', 'user'],
    ['http://foo_bar!.com', 'host'],
    ['http://-foo.com', 'host'],
    ['http://foo..com', 'host'],
    ['http://*.foo.com', 'host'],
    [`http://${'a'.repeat(254)}`, 'host'],
    ['http://[zz]', 'host'],
    ['http://a:0/', 'port'],
    ['http://a:65536/', 'port'],
    ['http://a:8o/', 'port'],
    ['http://a:8080:1/', 'port'],
    ['http://a/b c', 'path'],
    [`http://a/${'b'.repeat(2000)}`, 'path'],
  ])('%.40s has a fault: %s', (text, fault) => {
    expect(readUrl(text)).toMatchObject({ ok: false, fault });
  });
});

describe('the fields of a request over HTTP', () => {
  const requested = (fields: Partial<HttpFields>): TrafficRequest => {
    const read = requestOf({ ...blank, ...fields }, OUTSIDE);
    if (!read.ok) throw new Error(read.fault);
    return read.request;
  };

  it('a URL alone is where to connect, what to ask for and who to ask as', () => {
    expect(requested({ url: 'https://foo.bar.com/foo' })).toEqual({
      from: OUTSIDE,
      to: { kind: 'name', name: 'foo.bar.com' },
      port: 443,
      protocol: 'TCP',
      attempt: 0,
      http: { scheme: 'https', method: 'GET', host: 'foo.bar.com', path: '/foo' },
    });
  });

  it('an address in the URL is connected to, and is the Host', () => {
    expect(requested({ url: 'http://203.0.113.1/' })).toMatchObject({
      to: { kind: 'ip', ip: '203.0.113.1' },
      http: { host: '203.0.113.1' },
    });
  });

  it('another Host header leaves the name in the handshake as the URL has it', () => {
    const { to, http } = requested({ url: 'https://foo.com/', hostHeader: 'Bar.com' });
    expect(to).toEqual({ kind: 'name', name: 'foo.com' });
    expect(http).toMatchObject({ host: 'bar.com', sni: 'foo.com' });
    expect(requested({ url: 'http://foo.com/', hostHeader: 'bar.com' }).http).not.toHaveProperty('sni');
  });

  it('connecting elsewhere changes neither the Host nor the handshake', () => {
    const connect = { kind: 'service', service: 'Service/ingress-nginx/ingress-nginx' as ObjectKey } as const;
    expect(requested({ url: 'https://foo.com:30443/', connect })).toMatchObject({
      to: connect,
      port: 30443,
      http: { host: 'foo.com' },
    });
    expect(withPort('https://foo.com/a', 30443)).toBe('https://foo.com:30443/a');
    expect(withPort('https://foo.com:30443/a', null)).toBe('https://foo.com/a');
    expect(withPort('foo', 80)).toBe('foo');
  });

  it.each<[string, Partial<HttpFields>]>([
    ['a plain URL', { url: 'http://foo.bar.com/a' }],
    ['a port of its own', { url: 'http://foo.bar.com:30080/a' }],
    ['a server name', { url: 'https://foo.bar.com/a', sni: 'bar.com' }],
    ['somewhere else to connect to', { url: 'https://foo.bar.com/', connect: { kind: 'ip', ip: '203.0.113.1' } }],
    ['a method', { url: 'http://foo.bar.com/', method: 'DELETE' }],
  ])('%s is shown again as it was written', (_what, fields) => {
    const request = requested(fields);
    if (request.http === undefined) throw new Error('no HTTP');
    expect(fieldsOf(request, request.http)).toEqual({ ...blank, ...fields });
  });

  it('an address of version six stands in brackets', () => {
    expect(urlText({ scheme: 'http', host: 'fd00::1', port: 80, path: '/' })).toBe('http://[fd00::1]/');
  });
});
