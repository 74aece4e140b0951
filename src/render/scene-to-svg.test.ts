import { describe, expect, it } from 'vitest';
import { buildRulesScene, type Scene } from '../scene/index.js';
import { crowd, firstPath, manyServices } from '../scene/testing/clusters.js';
import { aTrace, rulesOn, traffic } from '../scene/testing/pictures.js';
import {
  API_TO_DB,
  DEFAULT_DENY,
  DENY_ALL,
  fromNamespace,
  manyPolicies,
  shop,
  threeNamespaces,
  TO_DNS,
} from '../scene/testing/policies.js';
import { between, policies } from '../scene/testing/policy-pictures.js';
import {
  crowdOfClaims,
  firstConsumer,
  localKinds,
  multiAttach,
  releasedStory,
  statefulSet,
  staticStory,
  waitingPair,
} from '../scene/testing/tales.js';
import type { Say } from './say.js';
import { sceneToSvg } from './scene-to-svg.js';

/** Codes and counts stand for words here: the goldens are of the picture, not of its translation. */
const say: Say = ({ code, params }) => [code, ...Object.values(params)].join(' ');

const off = { ready: false };
const objects = firstPath();
const refused = firstPath({ 0: off, 1: off, 2: off });
const states = firstPath(
  { 0: off, 1: { ip: undefined } as object, 2: { terminating: true }, 3: { ...off, waiting: 'CrashLoopBackOff' } },
  5,
);

const NAMED: readonly (readonly [string, Scene])[] = [
  ['traffic-first-path', traffic(objects)],
  ['traffic-first-path-traced', traffic(objects, aTrace(objects))],
  ['traffic-first-path-phone', traffic(objects, aTrace(objects), { profile: 'compact' })],
  ['traffic-no-endpoints', traffic(refused, aTrace(refused))],
  ['traffic-states', traffic(states)],
  ['traffic-five-services', traffic(manyServices(5))],
  ['traffic-crowd', traffic(crowd(20, 50))],
  ['rules-first-path', buildRulesScene(rulesOn(objects, 'worker-1'), aTrace(objects), { node: 'worker-1' })],
  ['rules-no-endpoints', buildRulesScene(rulesOn(refused, 'worker-1'), aTrace(refused), { node: 'worker-1' })],
  [
    'rules-first-path-phone',
    buildRulesScene(rulesOn(objects, 'worker-1'), aTrace(objects), { node: 'worker-1', profile: 'compact' }),
  ],
];

const STORED: readonly (readonly [string, Scene])[] = [
  ['storage-empty', crowdOfClaims(0, 0).scene()],
  ['storage-waiting-pair', waitingPair().scene()],
  ['storage-one-hand', staticStory().scene({ at: 5 })],
  ['storage-mounted', staticStory().scene()],
  ['storage-mounted-phone', staticStory().scene({ profile: 'compact' })],
  ['storage-first-consumer', firstConsumer().scene({ at: 4 })],
  ['storage-released', releasedStory().scene()],
  ['storage-multi-attach', multiAttach().scene()],
  ['storage-stateful-set', statefulSet().scene()],
  ['storage-files-lost', localKinds().scene()],
  ['storage-crowd', crowdOfClaims().scene()],
];

const denied = shop(DEFAULT_DENY);
const blocked = { trace: between(denied, 'web', 'api', 8080) };
const shut = shop(DENY_ALL, API_TO_DB, TO_DNS);
const leaving = { trace: between(shut, 'web', '93.184.216.34', 443) };
const open = shop(DEFAULT_DENY, API_TO_DB);
const phone = { profile: 'compact' } as const;

const GUARDED: readonly (readonly [string, Scene])[] = [
  ['policy-none', policies(shop())],
  ['policy-default-deny', policies(denied)],
  ['policy-default-deny-phone', policies(denied, phone)],
  ['policy-from-namespace', policies(fromNamespace())],
  ['policy-three-namespaces', policies(threeNamespaces())],
  ['policy-three-namespaces-phone', policies(threeNamespaces(), phone)],
  ['policy-blocked', policies(denied, blocked)],
  ['policy-blocked-phone', policies(denied, { ...blocked, ...phone })],
  ['policy-may-not-leave', policies(shut, leaving)],
  ['policy-let-in', policies(open, { trace: between(open, 'api', 'db', 5432) })],
  ['policy-changes', policies(open, { since: shop() })],
  ['policy-changes-phone', policies(open, { since: shop(), ...phone })],
  ['policy-ignored', policies(shut, { ignored: true })],
  ['policy-crowd', policies(manyPolicies())],
  ['policy-crowd-phone', policies(manyPolicies(), phone)],
];

describe('the picture', () => {
  it.each([...NAMED, ...STORED, ...GUARDED])('%s', async (name, scene) => {
    await expect(sceneToSvg(scene, { say })).toMatchFileSnapshot(`./goldens/${name}.svg`);
  });

  it('carries its style, its theme and its name where it leaves the page', () => {
    const [, scene] = NAMED[0] ?? [];
    const svg = sceneToSvg(scene as Scene, { say, css: 'text > tspan{}', tokens: { '--ink': '#111' }, title: 'A & B' });
    expect(svg).toContain('<style>svg{--ink:#111}\ntext &gt; tspan{}</style>');
    expect(svg).toContain('<title>A &amp; B</title>');
  });

  it('shows markup in a name as text', () => {
    const scene = traffic(objects);
    const nasty = { ...scene, nodes: scene.nodes.map((node) => ({ ...node, lines: ['</text><script>"x"'] })) };
    const svg = sceneToSvg(nasty, { say });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&quot;x&quot;');
  });
});
