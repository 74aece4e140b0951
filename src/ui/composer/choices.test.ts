import { describe, expect, it } from 'vitest';
import type { ObjectKey, TrafficRequest } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { choicesOf, readHost, readSource, readTarget, sourceValue, targetValue } from './choices.js';

const key = (text: string) => text as ObjectKey;
const object = (part: Pick<ObjectSummary, 'key' | 'kind' | 'name'> & Partial<ObjectSummary>): ObjectSummary => ({
  namespace: 'default',
  state: '',
  ports: [],
  system: false,
  simulated: true,
  ...part,
});

const node = object({ key: key('Node//worker-1'), kind: 'Node', name: 'worker-1', ip: '192.168.10.11' });
const service = object({
  key: key('Service/default/web'),
  kind: 'Service',
  name: 'web',
  ip: '10.96.1.1',
  ports: [{ port: 80, protocol: 'TCP' }],
  entry: {
    external: '203.0.113.1',
    addresses: ['203.0.113.1'],
    nodePorts: [{ port: 80, nodePort: 30080, protocol: 'TCP' }],
  },
});
const ingress = object({
  key: key('Ingress/default/web'),
  kind: 'Ingress',
  name: 'web',
  ingress: {
    routes: [
      { host: 'foo.bar.com', path: '/foo' },
      { host: 'foo.bar.com', path: '/bar' },
      { host: 'safe.bar.com', path: '/' },
      { host: '', path: '/any' },
      { host: '*.bar.com', path: '/' },
    ],
    tls: ['safe.bar.com'],
    addresses: [],
  },
});

const groupOf = (objects: readonly ObjectSummary[], title: string) =>
  choicesOf(objects, []).to.find((group) => group.title === title)?.choices;

describe('whom a request can be for', () => {
  it('addresses and node ports lead in from outside, each with its port', () => {
    expect(groupOf([node, service], 'ui.composer.waysIn')).toEqual([
      { value: 'ip:203.0.113.1|80|TCP', text: 'web  203.0.113.1:80' },
      { value: 'ip:192.168.10.11|30080|TCP', text: 'web  192.168.10.11:30080' },
    ]);
    expect(readTarget('ip:192.168.10.11|30080|UDP')).toEqual({
      to: { kind: 'ip', ip: '192.168.10.11' },
      port: 30080,
      protocol: 'UDP',
    });
  });

  it('is none from outside where nothing leads in', () => {
    expect(groupOf([node], 'ui.composer.waysIn')).toBeUndefined();
    expect(groupOf([node], 'ui.composer.hosts')).toBeUndefined();
  });

  it('a host of an Ingress is a URL: https where it has a certificate, its first path', () => {
    expect(groupOf([ingress], 'ui.composer.hosts')?.map(({ text }) => text)).toEqual([
      'http://foo.bar.com/foo',
      'https://safe.bar.com/',
    ]);
    expect(readHost('url:https://safe.bar.com/')).toEqual({
      to: { kind: 'name', name: 'safe.bar.com' },
      port: 443,
      protocol: 'TCP',
      http: { scheme: 'https', method: 'GET', host: 'safe.bar.com', path: '/' },
    });
  });

  it.each<Pick<TrafficRequest, 'to' | 'port' | 'protocol'>>([
    { to: { kind: 'ip', ip: '203.0.113.1' }, port: 443, protocol: 'TCP' },
    { to: { kind: 'ip', ip: 'fd00::1' }, port: 53, protocol: 'UDP' },
  ])('an address with its port is read back: $to.ip', (request) => {
    expect(readTarget(targetValue(request))).toEqual(request);
  });
});

describe('who can send', () => {
  it.each<TrafficRequest['from']>([
    { kind: 'outside' },
    { kind: 'outside', place: 'lan' },
    { kind: 'node', node: 'worker-1' },
    { kind: 'pod', pod: key('Pod/default/client') },
  ])('%j is read back', (source) => {
    expect(readSource(sourceValue(source))).toEqual(source);
  });
});
