import { describe, expect, it } from 'vitest';
import type { HttpRequest, ObjectKey, TrafficRequest } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { commandOf } from './command.js';

const key = (text: string) => text as ObjectKey;
const base: TrafficRequest = {
  from: { kind: 'outside' },
  to: { kind: 'name', name: 'foo.bar.com' },
  port: 80,
  protocol: 'TCP',
  attempt: 0,
};
const http: HttpRequest = { scheme: 'http', method: 'GET', host: 'foo.bar.com', path: '/foo' };
const objects = [
  { key: key('Service/default/web'), kind: 'Service', ip: '10.96.1.1', ports: [] },
] as unknown as readonly ObjectSummary[];

describe('the command that sends the same on a real cluster', () => {
  it.each<[string, Partial<TrafficRequest>, string]>([
    ['a URL from outside', { http }, 'curl -i -m 5 http://foo.bar.com/foo'],
    [
      'a host whose name nobody resolves',
      { http: { ...http, scheme: 'https' }, port: 443, to: { kind: 'ip', ip: '203.0.113.1' } },
      'curl -i -m 5 --resolve foo.bar.com:443:203.0.113.1 https://foo.bar.com/foo',
    ],
    [
      'to a node port',
      { http, port: 30080, to: { kind: 'ip', ip: '192.168.10.11' } },
      'curl -i -m 5 --resolve foo.bar.com:30080:192.168.10.11 http://foo.bar.com:30080/foo',
    ],
    [
      'to another name',
      { http, to: { kind: 'name', name: 'ingress.prod' } },
      'curl -i -m 5 --connect-to foo.bar.com:80:ingress.prod:80 http://foo.bar.com/foo',
    ],
    [
      'to a Service by its address, from a pod of another namespace',
      {
        http,
        from: { kind: 'pod', pod: key('Pod/prod/client') },
        to: { kind: 'service', service: key('Service/default/web') },
      },
      'kubectl exec client -n prod -- curl -i -m 5 --resolve foo.bar.com:80:10.96.1.1 http://foo.bar.com/foo',
    ],
    ['another method', { http: { ...http, method: 'DELETE' } }, 'curl -i -m 5 -X DELETE http://foo.bar.com/foo'],
    ['the head alone', { http: { ...http, method: 'HEAD' } }, 'curl -I -m 5 http://foo.bar.com/foo'],
    [
      'another name in the handshake',
      { http: { ...http, scheme: 'https', sni: 'bar.com' }, port: 443 },
      "curl -i -m 5 --connect-to bar.com:443:foo.bar.com:443 -H 'Host: foo.bar.com' https://bar.com/foo",
    ],
    [
      'a path that a shell would read',
      { http: { ...http, path: '/a;$(b)' } },
      "curl -i -m 5 'http://foo.bar.com/a;$(b)'",
    ],
    ['a mere connection', {}, 'nc -vz -w 5 foo.bar.com 80'],
    [
      'from a node, over UDP',
      { from: { kind: 'node', node: 'worker-1' }, protocol: 'UDP', port: 53 },
      'kubectl debug node/worker-1 -it --image=nicolaka/netshoot -- nc -vz -u -w 5 foo.bar.com 53',
    ],
  ])('%s', (_what, part, line) => {
    expect(commandOf({ ...base, ...part }, objects)).toBe(line);
  });

  it('takes a certificate that nobody signed only where one was shown', () => {
    const request = { ...base, port: 443, http: { ...http, scheme: 'https' as const } };
    expect(commandOf(request, objects, true)).toBe('curl -i -m 5 -k https://foo.bar.com/foo');
    expect(commandOf({ ...base, http }, objects, true)).not.toContain('-k');
  });

  it('is none where there is no address', () => {
    expect(commandOf({ ...base, to: { kind: 'pod', pod: key('Pod/default/pending') } }, objects)).toBeNull();
  });
});
