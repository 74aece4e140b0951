import { describe, expect, it } from 'vitest';
import type { HttpRequest, ObjectKey } from '../../core/index.js';
import type { EntrySummary, ObjectSummary } from '../../engine/protocol.js';
import { entryOf } from './way-in.js';

const SERVICE = 'Service/ingress-nginx/ingress-nginx' as ObjectKey;
const http: HttpRequest = { scheme: 'https', method: 'GET', host: 'foo.bar.com', path: '/' };
const node = { key: 'Node//worker-1', kind: 'Node', ready: true, ip: '192.168.10.11' };
const front = (entry?: EntrySummary) => ({ key: SERVICE, kind: 'Service', ...(entry === undefined ? {} : { entry }) });
const ingress = (addresses: readonly string[]) => ({
  key: 'Ingress/default/web',
  kind: 'Ingress',
  ingress: { routes: [{ host: 'foo.bar.com', path: '/' }], tls: [], addresses },
});
const wayIn = (...objects: readonly object[]) =>
  entryOf(http, [SERVICE], objects as unknown as readonly ObjectSummary[]);

describe('where a client connects to for a host', () => {
  const nodePorts = [
    { port: 80, nodePort: 30080, protocol: 'TCP' },
    { port: 443, nodePort: 30443, protocol: 'TCP' },
  ];

  it('by its name, where its Ingress has an address', () => {
    expect(wayIn(ingress(['203.0.113.1']), front(), node)).toEqual({
      to: { kind: 'name', name: 'foo.bar.com' },
      port: 443,
    });
  });

  it('to the address of the controller’s Service before its node port', () => {
    expect(wayIn(ingress([]), front({ addresses: ['203.0.113.1'], nodePorts }), node)).toEqual({
      to: { kind: 'ip', ip: '203.0.113.1' },
      port: 443,
    });
  });

  it('to the node port of the URL’s own port', () => {
    expect(wayIn(ingress([]), front({ external: '<pending>', addresses: [], nodePorts }), node)).toEqual({
      to: { kind: 'ip', ip: '192.168.10.11' },
      port: 30443,
    });
  });

  it('to the Service itself, where nothing leads in from outside', () => {
    expect(wayIn(ingress([]), front(), node)).toEqual({ to: { kind: 'service', service: SERVICE }, port: 443 });
  });

  it('as the URL says, where there is no Service', () => {
    expect(entryOf(http, [], [])).toEqual({ to: { kind: 'name', name: 'foo.bar.com' }, port: 443 });
  });
});
