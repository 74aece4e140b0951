import { expect, it } from 'vitest';
import { buildRulesScene, nodeOfRules } from '../scene/index.js';
import { firstPath } from '../scene/testing/clusters.js';
import {
  aPolicy,
  externalIP,
  fanout,
  idle,
  loadBalancer,
  manyWaysIn,
  nodePort,
  unreadIngress,
} from '../scene/testing/edge-clusters.js';
import { aTrace, rulesOn, traffic } from '../scene/testing/pictures.js';
import type { Say } from './say.js';
import { sceneToSvg } from './scene-to-svg.js';

type Objects = Parameters<typeof traffic>[0];
type Request = NonNullable<Parameters<typeof aTrace>[1]>;

/** Codes and counts stand for words here: the goldens are of the picture, not of its translation. */
const say: Say = ({ code, params }) => [code, ...Object.values(params)].join(' ');

function from(place: 'lan' | 'internet', ip: string, port: number): Request {
  return { from: { kind: 'outside', place }, to: { kind: 'ip', ip }, port };
}

function asks(path: string, scheme: 'http' | 'https' = 'http'): Request {
  const http = { scheme, method: 'GET', host: 'foo.bar.com', path } as const;
  return { ...from('internet', '203.0.113.1', scheme === 'https' ? 443 : 80), http };
}

const certified = fanout({ tls: true, secret: true });
const deaf = [...firstPath(), aPolicy('deny-ingress', { podSelector: {} })];
const mute = [...firstPath(), aPolicy('deny-egress', { podSelector: {}, policyTypes: ['Egress'] })];

const PICTURES: readonly (readonly [string, Objects, Request | null])[] = [
  ['node-port', nodePort(), from('lan', '192.168.10.11', 30080)],
  ['node-port-local-drop', nodePort('Local'), from('lan', '192.168.10.11', 30080)],
  ['load-balancer-vip', loadBalancer('VIP'), from('internet', '203.0.113.1', 80)],
  ['load-balancer-proxy', loadBalancer('Proxy'), from('internet', '203.0.113.1', 80)],
  ['load-balancer-pending', loadBalancer('none'), null],
  ['external-ip', externalIP(), from('internet', '203.0.113.80', 80)],
  ['fanout', fanout(), asks('/bar')],
  ['fanout-404', fanout(), asks('/nowhere')],
  ['fanout-503', idle(fanout(), 'cart'), asks('/bar')],
  ['tls', certified, asks('/bar', 'https')],
  ['tls-without-secret', fanout({ tls: true }), asks('/bar', 'https')],
  ['ingress-unread', unreadIngress(), null],
  ['policy-ingress', deaf, {}],
  ['policy-egress', mute, {}],
  ['ways-in-crowd', manyWaysIn(50, 40), null],
];

it.each(PICTURES)('the picture of %s', async (name, objects, request) => {
  const trace = request === null ? null : aTrace(objects, request);
  const whole = sceneToSvg(traffic(objects, trace), { say });
  const phone = sceneToSvg(traffic(objects, trace, { profile: 'compact' }), { say });
  await expect(whole).toMatchFileSnapshot(`./goldens/traffic-${name}.svg`);
  await expect(phone).toMatchFileSnapshot(`./goldens/traffic-${name}-phone.svg`);
});

it('what came back is what the goldens are of', () => {
  const outcome = (objects: Objects, request: Request) => {
    const { client, http } = aTrace(objects, request);
    return http?.status ?? client;
  };
  const found = PICTURES.flatMap(([name, objects, request]) =>
    request === null ? [] : [[name, outcome(objects, request)]],
  );
  expect(found).toEqual([
    ['node-port', 'ok'],
    ['node-port-local-drop', 'timeout'],
    ['load-balancer-vip', 'ok'],
    ['load-balancer-proxy', 'ok'],
    ['external-ip', 'ok'],
    ['fanout', 200],
    ['fanout-404', 404],
    ['fanout-503', 503],
    ['tls', 200],
    ['tls-without-secret', 200],
    ['policy-ingress', 'timeout'],
    ['policy-egress', 'timeout'],
  ]);
});

it.each([
  ['node-port', nodePort(), from('lan', '192.168.10.11', 30080)],
  ['node-port-local-drop', nodePort('Local'), from('lan', '192.168.10.11', 30080)],
  ['load-balancer-vip', loadBalancer('VIP'), from('internet', '203.0.113.1', 80)],
])('the rules that the packet of %s meets', async (name, objects, request) => {
  const trace = aTrace(objects, request);
  const node = nodeOfRules(trace) ?? '';
  const scene = buildRulesScene(rulesOn(objects, node), trace, { node });
  await expect(sceneToSvg(scene, { say })).toMatchFileSnapshot(`./goldens/rules-${name}.svg`);
});
