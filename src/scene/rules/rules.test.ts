import { describe, expect, it } from 'vitest';
import type { KubeObject, ObjectKey } from '../../core/index.js';
import { groupRuns } from '../text/group-runs.js';
import { textWidth } from '../text/measure.js';
import { diceBar } from '../text/rule-runs.js';
import { textRuns } from '../text/runs.js';
import { firstPath, manyServices } from '../testing/clusters.js';
import { loadBalancer, nodePort } from '../testing/edge-clusters.js';
import { aTrace, overlap, rulesOn, within } from '../testing/pictures.js';
import type { Box, Scene, SceneNode } from '../types.js';
import { buildRulesScene } from './build.js';
import { ruleWords } from './rule-words.js';
import { nodeOfRules } from './walk.js';

const rulesScene = (objects: readonly KubeObject[], trace = aTrace(objects), profile: 'wide' | 'compact' = 'wide') =>
  buildRulesScene(rulesOn(objects, 'worker-1'), trace, { node: 'worker-1', profile });

const rows = (scene: Scene): readonly SceneNode[] => scene.nodes.filter(({ kind }) => kind === 'rule');

describe('the short form of a rule', () => {
  it.each([
    [
      '-A KUBE-SERVICES -p tcp -m comment --comment "default/my service cluster IP" -m tcp -d 10.96.0.20 --dport 80 -j KUBE-SVC-X',
      ['-p tcp', '-d 10.96.0.20', '--dport 80'],
      ['-j KUBE-SVC-X'],
    ],
    [
      '-A KUBE-SVC-X -m statistic --mode random --probability 0.3333333333 -j KUBE-SEP-Y',
      ['--probability 0.3333333333'],
      ['-j KUBE-SEP-Y'],
    ],
    ['-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN', ['! --mark 0x4000/0x4000'], ['-j RETURN']],
    [
      '-A KUBE-SEP-Y ! -s 10.244.0.0/16 -p tcp -j DNAT --to-destination 10.244.1.4:9376',
      ['! -s 10.244.0.0/16', '-p tcp'],
      ['-j DNAT', '--to-destination 10.244.1.4:9376'],
    ],
    ['-A X -m comment --comment "a \\"quoted\\" -j word" -j ACCEPT', [], ['-j ACCEPT']],
    ['-A KUBE-FW-X -m comment --comment "dropped later"', ['--comment', '"dropped', 'later"'], []],
  ])('%s', (text, matches, target) => {
    expect(ruleWords(text)).toEqual({ matches, target });
  });
});

describe('the way to a Service with three endpoints', () => {
  const objects = firstPath();
  const trace = aTrace(objects);
  const scene = rulesScene(objects, trace);

  it('has the chains in the order of the jumps, each right of and below the one before', () => {
    const names = scene.groups.filter(({ part }) => part).map(({ label }) => label.replace(/-[A-Z0-9]{16}$/, ''));
    expect(names.slice(0, 4)).toEqual(['nat PREROUTING', 'nat KUBE-SERVICES', 'nat KUBE-SVC', 'nat KUBE-SEP']);
    const walked = scene.groups.filter(({ part }) => part).slice(0, 4);
    walked.slice(1).forEach(({ box }, index) => {
      expect(box.x).toBeGreaterThan(walked[index]?.box.x ?? 0);
      expect(box.y).toBeGreaterThan(walked[index]?.box.y ?? 0);
    });
  });

  it('has every rule with its whole text, and what became of those the packet met', () => {
    const told = trace.hops.flatMap((hop) =>
      hop.kind === 'rule' ? [[hop.text, hop.matched ? 'matched' : 'missed']] : [],
    );
    const shown = rows(scene).map(({ full, walked }) => [full, walked]);
    expect(new Set(told.map(([, became]) => became))).toEqual(new Set(['matched', 'missed']));
    for (const rule of told) expect(shown).toContainEqual(rule);
  });

  it('lights the jumps that the trace takes for granted', () => {
    const jump = rows(scene).find(({ full }) => full.startsWith('-A PREROUTING'));
    expect(jump?.walked).toBe('matched');
  });

  it('gives each endpoint a third, whatever the probability of its rule', () => {
    const dice = rows(scene).flatMap((row) => (row.dice === undefined ? [] : [row.dice]));
    expect(dice.map(({ probability }) => Number(probability.toFixed(2)))).toEqual([0.33, 0.5, 1]);
    for (const { share } of dice) expect(share).toBeCloseTo(1 / 3, 6);
    dice.forEach(({ from }, index) => expect(from).toBeCloseTo(index / 3, 6));
  });

  it('shows the roll where there was one', () => {
    const rolled = trace.hops.flatMap((hop) => (hop.kind === 'rule' && hop.dice ? [hop.dice.roll] : []));
    expect(rolled.length).toBeGreaterThan(0);
    expect(rows(scene).flatMap(({ dice }) => dice?.roll ?? [])).toEqual(rolled);
  });

  it('shows where the dice could have led, without their rules', () => {
    const others = scene.groups.filter(({ part, label }) => part === undefined && label.startsWith('nat KUBE-SEP'));
    expect(others.map(({ corner }) => corner)).toHaveLength(2);
    for (const { corner } of others) expect(corner).toMatch(/^10\.244\.\d\.\d+:9376$/);
  });
});

it('a long chain keeps its ends and what was met, and counts what it leaves out', () => {
  const objects = manyServices(9);
  const trace = aTrace(objects, { to: { kind: 'service', service: 'Service/default/mail' as ObjectKey } });
  const scene = rulesScene(objects, trace);
  const services = rulesOn(objects, 'worker-1').ruleset.tables.get('nat')?.chains.get('KUBE-SERVICES')?.rules ?? [];
  const inChain = scene.nodes.filter(({ id }) => id.includes('nat/KUBE-SERVICES/'));
  const left = inChain.reduce((sum, { count = 0 }) => sum + count, 0);
  const shown = inChain.filter(({ full }) => full !== '');
  expect(left).toBeGreaterThan(0);
  expect(left + shown.length).toBe(services.length);
  expect(shown.some(({ walked }) => walked === 'matched')).toBe(true);
});

it('a request that no endpoint can answer ends at the REJECT of the filter table', () => {
  const off = { ready: false };
  const objects = firstPath({ 0: off, 1: off, 2: off });
  const scene = rulesScene(objects);
  const reject = rows(scene).find(({ full }) => full.includes('my-service') && full.includes('-j REJECT'));
  expect(reject?.walked).toBe('matched');
  expect(scene.groups.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['filter FORWARD', 'filter KUBE-SERVICES']),
  );
});

it('without a trace the chains are shown for themselves', () => {
  const objects = firstPath();
  const scene = buildRulesScene(rulesOn(objects, 'worker-2'), null, { node: 'worker-2' });
  expect(scene.groups.map(({ label }) => label)).toEqual([
    'nat PREROUTING',
    'nat KUBE-SERVICES',
    'nat POSTROUTING',
    'nat KUBE-POSTROUTING',
  ]);
});

it('the same rules and trace give back the same scene', () => {
  const objects = firstPath();
  const trace = aTrace(objects);
  const rules = rulesOn(objects, 'worker-1');
  const work = { nodesLaidOut: 0 };
  const before = buildRulesScene(rules, trace, { node: 'worker-1' });
  expect(buildRulesScene(rules, trace, { node: 'worker-1', previous: before, work })).toBe(before);
  expect(work.nodesLaidOut).toBe(0);
});

describe.each(['wide', 'compact'] as const)('the %s listing', (profile) => {
  const pictures: [string, Scene][] = [
    ['first path', rulesScene(firstPath(), undefined, profile)],
    ['ten endpoints', rulesScene(firstPath({}, 10), undefined, profile)],
    [
      'hairpin',
      (() => {
        const objects = firstPath({}, 1);
        const from = { kind: 'pod', pod: 'Pod/default/my-app-7d4b9c6f5d-2xk8z' as ObjectKey } as const;
        return buildRulesScene(rulesOn(objects, 'worker-2'), aTrace(objects, { from }), { node: 'worker-2', profile });
      })(),
    ],
  ];

  it.each(pictures)('of %s has its texts in their rows, and no card over another', (_name, scene) => {
    const inks: [string, Box][] = [];
    for (const row of rows(scene)) {
      for (const { x, y, text, font, anchor, room } of textRuns(row)) {
        if (typeof text !== 'string') continue;
        const width = textWidth(text, font);
        expect(width).toBeLessThanOrEqual(room + 0.01);
        const ink = { x: anchor === 'end' ? x - width : x, y: y - 10, width, height: 12 };
        expect([text, within(ink, row.box)]).toEqual([text, true]);
        for (const [other, box] of inks) expect([text, other, overlap(ink, box)]).toEqual([text, other, false]);
        inks.push([text, ink]);
      }
      const bar = diceBar(row);
      const struck = bar === null ? [] : inks.filter(([, ink]) => overlap({ ...bar, height: 8 }, ink));
      expect(struck).toEqual([]);
    }
    scene.groups.forEach((a, index) => {
      for (const b of scene.groups.slice(index + 1)) expect(overlap(a.box, b.box)).toBe(false);
      for (const { x, text, font, anchor, room } of groupRuns(a)) {
        if (typeof text !== 'string') continue;
        const width = textWidth(text, font);
        expect(width).toBeLessThanOrEqual(room);
        expect(anchor === 'end' ? x - width : x + width).toBeGreaterThan(a.box.x);
      }
    });
    for (const { box } of scene.nodes) expect(within(box, scene.box)).toBe(true);
  });
});

describe('the way in from outside', () => {
  const lan = { kind: 'outside', place: 'lan' } as const;
  const chains = (scene: Scene): string[] =>
    scene.groups
      .filter(({ part }) => part)
      .map(({ label }) => label.replace(/^\S+ /, '').replace(/-[A-Z0-9]{16}$/, ''));
  const matchedIn = (scene: Scene, chain: string): string[] =>
    rows(scene)
      .filter(({ id, walked }) => id.startsWith(`rule:nat/${chain}/`) && walked === 'matched')
      .map(({ full }) => full.replace(/^.* -j /, ''));

  it('to a node port goes by KUBE-NODEPORTS and the external chain, and not by the rule of the cluster IP', () => {
    const objects = nodePort();
    const trace = aTrace(objects, { from: lan, to: { kind: 'ip', ip: '192.168.10.11' }, port: 30080 });
    const scene = rulesScene(objects, trace);
    expect(chains(scene).slice(0, 6)).toEqual([
      'PREROUTING',
      'KUBE-SERVICES',
      'KUBE-NODEPORTS',
      'KUBE-EXT',
      'KUBE-SVC',
      'KUBE-SEP',
    ]);
    expect(matchedIn(scene, 'KUBE-SERVICES')).toEqual(['KUBE-NODEPORTS']);
  });

  it('shows the external chain of a Service that answers locally only though no rule of it takes the packet', () => {
    const objects = nodePort('Local');
    const trace = aTrace(objects, { from: lan, to: { kind: 'ip', ip: '192.168.10.11' }, port: 30080 });
    const scene = rulesScene(objects, trace);
    expect(chains(scene)).toContain('KUBE-EXT');
    const own = rows(scene).filter(({ id }) => id.startsWith('rule:nat/KUBE-EXT-'));
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ walked }) => walked !== 'matched')).toBe(true);
    expect(chains(scene)).toContain('KUBE-EXTERNAL-SERVICES');
  });

  it('by a proxy shows the rules that the proxy’s own connection meets', () => {
    const objects = loadBalancer('Proxy');
    const trace = aTrace(objects, { from: { kind: 'outside' }, to: { kind: 'ip', ip: '203.0.113.1' }, port: 80 });
    const node = nodeOfRules(trace) ?? '';
    const scene = buildRulesScene(rulesOn(objects, node), trace, { node });
    expect(chains(scene).slice(0, 4)).toEqual(['PREROUTING', 'KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-EXT']);
  });
});
