import type { Example } from '../../types.js';

/** The address that the cloud gives to the first balancer of a cluster: here, to the ingress controller's. */
const BALANCER = '203.0.113.1';

/**
 * A URL that somebody in the Internet asks for, in a cluster whose cloud hands packets on to the nodes. The client connects to the
 * controller's balancer, or to whatever the name leads to (`connect: 'name'`).
 */
export function fromInternet(url: {
  readonly scheme?: 'http' | 'https';
  readonly host: string;
  readonly path: string;
  readonly connect?: 'name';
}): Pick<Example, 'request' | 'settings'> {
  const { scheme = 'http', host, path, connect } = url;
  return {
    request: {
      from: { kind: 'outside', place: 'internet' },
      to: connect === 'name' ? { kind: 'name', name: host } : { kind: 'ip', ip: BALANCER },
      port: scheme === 'https' ? 443 : 80,
      protocol: 'TCP',
      attempt: 0,
      http: { scheme, method: 'GET', host, path },
    },
    settings: { loadBalancer: 'vip' },
  };
}
