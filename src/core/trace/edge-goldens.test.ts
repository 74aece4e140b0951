import { describe, expect, test } from 'vitest';
import { internet, ip, lan, local, trace, VIP, type Case } from './testing/opened.js';
import { backends } from './testing/shop.js';
import { traceText } from './testing/trace-text.js';
import type { TrafficRequest } from './types.js';

const [web1, web2] = backends;

/** Ways in from outside that a reviewer can read from end to end. */
const SCENARIOS: readonly {
  readonly file: string;
  readonly request: Partial<TrafficRequest>;
  readonly built: Case;
}[] = [
  {
    file: '20-node-port-and-a-pod-elsewhere',
    request: { from: lan, to: ip('192.168.0.11'), port: 30080 },
    built: { behind: [web2] },
  },
  {
    file: '21-node-port-local',
    request: { from: lan, to: ip('192.168.0.11'), port: 30080 },
    built: { spec: local, behind: [web1] },
  },
  {
    file: '22-node-port-local-without-a-pod',
    request: { from: lan, to: ip('192.168.0.12'), port: 30080 },
    built: { spec: local, behind: [web1] },
  },
  {
    file: '23-balancer-passes-through-local',
    request: { from: internet, to: ip(VIP) },
    built: { mode: 'VIP', spec: local, behind: [web2] },
  },
  {
    file: '24-balancer-is-a-proxy',
    request: { from: internet, to: ip(VIP) },
    built: { mode: 'Proxy', behind: [web1] },
  },
  {
    file: '25-source-ranges',
    request: { from: internet, to: ip(VIP) },
    built: { mode: 'VIP', spec: { loadBalancerSourceRanges: ['10.0.0.0/8'] } },
  },
  {
    file: '26-external-ip',
    request: { from: internet, to: ip('1.2.3.4') },
    built: { spec: { type: 'ClusterIP', externalIPs: ['1.2.3.4'] }, behind: [web2] },
  },
];

describe('traces from outside as text', () => {
  test.each(SCENARIOS)('$file', async ({ file, request, built }) => {
    await expect(traceText(trace(request, built))).toMatchFileSnapshot(`goldens/${file}.txt`);
  });
});
