import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../core/index.js';
import { aView } from '../testing/objects.js';
import {
  aNamespace,
  API_TO_DB,
  aPolicy,
  DEFAULT_DENY,
  DENY_ALL,
  fromNamespace,
  manyPolicies,
  shop,
  threeNamespaces,
  TO_DNS,
  workload,
} from '../testing/policies.js';
import { between, policies, type PolicyPictureParts } from '../testing/policy-pictures.js';
import type { Scene, SceneNode } from '../types.js';
import { buildPolicyScene } from './build.js';
import { reachOf } from './reach.js';

const name = (id: string): string => id.slice(id.lastIndexOf('/') + 1).replace('party:', '');

/** The lines between parties: who, to whom, on which ports, and what is said of it. */
function lines(scene: Scene): string[] {
  return scene.links
    .filter(({ kind }) => kind === 'allows' || kind === 'denies')
    .map(({ from, to, kind, label, words = [], change }) =>
      [
        `${name(from)} ${kind === 'allows' ? '→' : '✕'} ${name(to)}`,
        ...(label === undefined ? [] : [label]),
        ...words.map(({ code }) => code.replace('scene.policy.', '')),
        ...(change === undefined ? [] : [`(${change})`]),
      ].join(' '),
    );
}

function party(scene: Scene, of: string): SceneNode {
  const node = scene.nodes.find(({ id, isolated }) => isolated !== undefined && name(id) === of);
  if (node === undefined) throw new Error(`no party ${of}`);
  return node;
}

const draw = (objects: readonly KubeObject[], parts?: PolicyPictureParts): Scene => policies(objects, parts);

describe('boundaries', () => {
  it('are around nobody where there is no policy, which is said', () => {
    const scene = draw(shop());
    expect(party(scene, 'web').isolated).toEqual({ ingress: false, egress: false });
    expect(party(scene, 'web').notes?.map(({ code }) => code)).toEqual(['scene.policy.open']);
    expect(scene.lanes.map(({ title }) => title.code)).toEqual(['scene.policy.none']);
    expect(lines(scene)).toEqual([]);
  });

  it('are around every pod of the namespace under default deny, and around no other', () => {
    const scene = draw(shop(DEFAULT_DENY));
    const isolated = scene.nodes.filter((node) => node.isolated?.ingress === true).map(({ id }) => name(id));
    expect(isolated).toEqual(['api', 'db', 'web']);
    expect(party(scene, 'web').isolated?.egress).toBe(false);
    expect(lines(scene)).toEqual([]);
  });

  it('are of two kinds, for what comes in and for what goes out', () => {
    const scene = draw(shop(DENY_ALL));
    expect(party(scene, 'db').isolated).toMatchObject({ ingress: true, egress: true });
    expect(party(scene, 'db').notes?.[0]?.code).toBe('scene.policy.isolated.both');
  });

  it('have a door for each line that a rule lets through, and none for others', () => {
    const scene = draw(shop(DEFAULT_DENY, API_TO_DB), {
      trace: between(shop(DEFAULT_DENY, API_TO_DB), 'web', 'db', 5432),
    });
    expect(party(scene, 'db').isolated?.doors).toHaveLength(1);
    const denied = scene.links.find(({ kind }) => kind === 'denies');
    const y = (denied?.points.at(-1)?.y ?? 0) - party(scene, 'db').box.y;
    expect(party(scene, 'db').isolated?.doors).not.toContain(y);
  });

  it('are broken where nothing enforces them, and then nothing is drawn as allowed by a rule', () => {
    const scene = draw(shop(DENY_ALL, API_TO_DB), { ignored: true });
    expect(party(scene, 'db').isolated).toEqual({ ingress: true, egress: true, unenforced: true });
    expect(party(scene, 'db').notes?.[0]?.code).toBe('scene.policy.unenforced');
    expect(scene.lanes.map(({ title }) => title.code)).toEqual(['scene.policy.ignored']);
    expect(lines(scene)).toEqual([]);
  });

  it('of pods in the host’s network do not exist: they are their nodes', () => {
    const objects = [...shop(DEFAULT_DENY), ...workload('agent', { hostNetwork: true, ip: '192.168.10.11' })];
    expect(draw(objects).nodes.some(({ id }) => name(id) === 'agent')).toBe(false);
  });
});

describe('policies', () => {
  it('point to what they select: to all pods as one where they select every pod', () => {
    const selected = (scene: Scene): string[] =>
      scene.links.filter(({ kind }) => kind === 'selects').map(({ from, to }) => `${name(from)} ${name(to)}`);
    expect(selected(draw(shop(DEFAULT_DENY, API_TO_DB)))).toEqual(['db-from-api db', 'default-deny all:default']);
    const other = aPolicy('nobody', { podSelector: { matchLabels: { app: 'cron' } } });
    expect(selected(draw(shop(other)))).toEqual([]);
  });

  it.each<[string, KubeObject, readonly string[]]>([
    ['nothing in', DEFAULT_DENY, ['scene.policy.in.nothing']],
    ['nothing in, nothing out', DENY_ALL, ['scene.policy.in.nothing', 'scene.policy.out.nothing']],
    ['from pods by label, on a port', API_TO_DB, ['← app=api · TCP 5432']],
    ['to a namespace by name, on two protocols', TO_DNS, ['→ ns kube-system', '\u00a0\u00a0UDP 53 TCP 53']],
    ['from anywhere', aPolicy('p', { ingress: [{}] }), ['scene.policy.in.any']],
    [
      'from everywhere in the cluster',
      aPolicy('p', { ingress: [{ from: [{ namespaceSelector: {} }] }] }),
      ['scene.policy.in.everywhere'],
    ],
    [
      'a block but for a part of it',
      aPolicy('p', { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }] }] }),
      ['← 10.0.0.0/8 − 10.1.…'],
    ],
  ])('say %s', (_, policy, expected) => {
    const node = draw(shop(policy)).nodes.find(({ kind }) => kind === 'policy');
    expect(node?.rules?.map(({ text }) => (typeof text === 'string' ? text : text.code))).toEqual(expected);
  });

  it('with nothing where something should be are drawn all the same', () => {
    const odd = [null, {}, { from: null, ports: [null] }, { from: [null, {}], ports: null }] as unknown as [];
    const node = draw(shop(aPolicy('odd', { ingress: odd, egress: odd }))).nodes.find(({ kind }) => kind === 'policy');
    expect(node?.rules?.length).toBeGreaterThan(0);
  });

  it('show what each rule that was asked said', () => {
    const objects = shop(API_TO_DB);
    const tried = (from: string): unknown =>
      draw(objects, { trace: between(objects, from, 'db', 5432) }).nodes.find(({ kind }) => kind === 'policy')
        ?.rules?.[0]?.tried;
    expect([tried('api'), tried('web')]).toEqual(['matched', 'missed']);
  });
});

describe('lines', () => {
  it('are the connections that rules name', () => {
    expect(lines(draw(shop(DEFAULT_DENY, API_TO_DB)))).toEqual(['api → db TCP 5432']);
  });

  it('come from a whole namespace where a rule names it, on every port where it names none', () => {
    expect(lines(draw(fromNamespace()))).toEqual(['all:prod → web port.any']);
  });

  it('of three namespaces with recipes are one for each thing that a rule says', () => {
    expect(lines(draw(threeNamespaces()))).toEqual([
      'outside → web port.any from.any',
      'monitor → outside TCP,UDP 53 to.any',
      'all:team-a → all:team-a port.any',
      'front → api TCP 5000,8000',
      'monitor → api TCP 5000',
    ]);
  });

  it('lead from a pod under default deny to DNS alone', () => {
    expect(lines(draw(shop(DENY_ALL, TO_DNS)))).toEqual(['all:default → all:kube-system TCP,UDP 53']);
  });

  it('include the present connection, open or not, and where it is stopped', () => {
    const deny = shop(DEFAULT_DENY);
    const blocked = draw(deny, { trace: between(deny, 'web', 'api', 8080) });
    expect(lines(blocked)).toEqual(['web ✕ api TCP 8080 denied']);
    const stopped = blocked.links.find(({ kind }) => kind === 'denies')?.stopped;
    const { box } = party(blocked, 'api');
    expect(stopped?.x).toBeGreaterThan(box.x + box.width);
    const open = draw(shop(), { trace: between(shop(), 'web', 'api', 8080) });
    expect(lines(open)).toEqual(['web → api TCP 8080 allowed']);
  });

  it('of a connection that may not leave end inside, and show where it was going', () => {
    const objects = shop(DENY_ALL);
    const scene = draw(objects, { trace: between(objects, 'web', '93.184.216.34', 443) });
    expect(lines(scene)).toEqual(['web ✕ outside TCP 443 denied']);
    const { box } = party(scene, 'web');
    expect(scene.links.find(({ kind }) => kind === 'denies')?.stopped?.x).toBeLessThan(box.x + box.width + 4);
  });

  it('that the packet takes are those that the rules drew', () => {
    const objects = shop(DEFAULT_DENY, API_TO_DB);
    const scene = draw(objects, { trace: between(objects, 'api', 'db', 5432) });
    expect(lines(scene)).toEqual(['api → db TCP 5432']);
    expect(scene.links.filter(({ part }) => part === true).map(({ kind }) => kind)).toEqual([
      'selects',
      'selects',
      'allows',
    ]);
  });
});

describe('what an edit changed', () => {
  it('is marked on its lines, as added or removed', () => {
    const web = aPolicy('db-from-web', {
      podSelector: { matchLabels: { app: 'db' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }], ports: [{ port: 5432 }] }],
    });
    const scene = draw(shop(API_TO_DB), { since: shop(web) });
    expect(lines(scene)).toEqual(['api → db TCP 5432 added (added)', 'web ✕ db TCP 5432 removed (removed)']);
    expect(scene.lanes.map(({ title }) => title.code)).toEqual(['scene.policy.changes']);
  });

  it('is one line where it changed for everybody', () => {
    const all = draw(shop(DEFAULT_DENY), { since: shop() });
    expect(lines(all)).toEqual(['outside ✕ all:default port.any removed (removed)']);
    expect(lines(draw(shop(), { since: shop(DEFAULT_DENY) })).every((line) => line.endsWith('(added)'))).toBe(true);
  });

  it('is nothing when a workload comes or goes: nobody allowed or denied it', () => {
    expect(lines(draw([...shop(DEFAULT_DENY), ...workload('new', { n: 5 })], { since: shop(DEFAULT_DENY) }))).toEqual(
      [],
    );
  });
});

describe('a crowd', () => {
  const objects = manyPolicies();
  const scene = draw(objects);

  it('of 1,000 pods and 200 policies is a few cards that leave nobody out', () => {
    expect(scene.nodes.length).toBeLessThan(30);
    const count = (code: string): number =>
      scene.nodes
        .flatMap(({ notes = [] }) => notes)
        .filter((note) => note.code === code)
        .reduce((sum, { params }) => sum + Number(params['count']), 0);
    expect(count('scene.policy.policies')).toBe(200);
    expect(count('scene.policy.pods')).toBe(1002);
  });

  it('of more workloads than are asked about one by one is told by namespace', () => {
    const { nodes } = draw(manyPolicies(30));
    const pods = nodes.flatMap((node) => (node.isolated === undefined ? [] : [node]));
    expect(pods.length).toBeLessThanOrEqual(9);
    expect(nodes.filter(({ id }) => id.startsWith('policies:')).reduce((sum, { count = 0 }) => sum + count, 0)).toBe(
      300,
    );
  });

  it('shows the parties of the present connection, and its policy', () => {
    const traced = draw(objects, { trace: between(objects, 'app-3', 'app-2', 8002) });
    expect(party(traced, 'app-2').part).toBe(true);
    expect(traced.nodes.find(({ rules }) => rules !== undefined)?.lines[0]).toBe('rule-2');
  });
});

describe('drawing again', () => {
  it('gives the very same scene when nothing changed, and lays nothing out', () => {
    const view = aView(threeNamespaces());
    const { reach } = reachOf(view);
    const work = { nodesLaidOut: 0 };
    const first = buildPolicyScene(view, reach, null, { work });
    const once = work.nodesLaidOut;
    expect(once).toBe(first.nodes.length);
    expect(buildPolicyScene(view, reach, null, { work, previous: first })).toBe(first);
    const again = aView(threeNamespaces());
    expect(buildPolicyScene(again, reachOf(again).reach, null, { work, previous: first })).toBe(first);
    expect(work.nodesLaidOut).toBe(once);
  });

  it('keeps every object that is the same', () => {
    const first = draw(shop(DEFAULT_DENY));
    const labelled = shop(DEFAULT_DENY, aNamespace('default', { team: 'x' }));
    const next = draw(labelled, { previous: first });
    expect(next.nodes).toBe(first.nodes);
    expect(next.groups).not.toBe(first.groups);
  });

  it('does not depend on what was drawn before', () => {
    const previous = draw(threeNamespaces());
    expect(draw(shop(DENY_ALL), { previous })).toEqual(draw(shop(DENY_ALL)));
  });
});
