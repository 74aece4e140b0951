import { describe, expect, it } from 'vitest';
import { createFormatter } from '../src/messages/index.js';
import { en } from '../src/messages/en/index.js';
import { ru } from '../src/messages/ru/index.js';
import { TEXT, textRuns, groupRuns, textWidth, STRONG } from '../src/scene/index.js';
import { crowd, firstPath, manyServices } from '../src/scene/testing/clusters.js';
import { aTrace, rulesOn, traffic } from '../src/scene/testing/pictures.js';
import { buildRulesScene, type Scene } from '../src/scene/index.js';
import { buildStorageScene } from '../src/scene/storage-lens.js';
import {
  API_TO_DB,
  DEFAULT_DENY,
  DENY_ALL,
  fromNamespace,
  manyPolicies,
  shop,
  threeNamespaces,
  TO_DNS,
} from '../src/scene/testing/policies.js';
import { between, policies } from '../src/scene/testing/policy-pictures.js';
import { aNode, aView } from '../src/scene/testing/objects.js';

/** The scene leaves room for sentences it cannot measure: here they are put into words and measured, in every language. */
const off = { ready: false };
const refused = firstPath({ 0: off, 1: off, 2: off });
const many = Array.from({ length: 40 }, (_, n) => aNode(`node-${n}`, n));

function pictures(profile: 'wide' | 'compact'): Scene[] {
  return [
    traffic(firstPath(), aTrace(firstPath()), { profile }),
    traffic(refused, aTrace(refused), { profile }),
    traffic(crowd(20, 50), null, { profile }),
    traffic(manyServices(15), null, { profile }),
    traffic(many, null, { profile }),
    buildRulesScene(rulesOn(firstPath(), 'worker-1'), aTrace(firstPath()), { node: 'worker-1', profile }),
    buildRulesScene(rulesOn(manyServices(12), 'worker-1'), null, { node: 'worker-1', profile }),
    ...guarded(profile),
  ];
}

const denied = shop(DEFAULT_DENY);
const shut = shop(DENY_ALL, API_TO_DB, TO_DNS);

function guarded(profile: 'wide' | 'compact'): Scene[] {
  return [
    policies(shop(), { profile, trace: between(shop(), 'web', 'api', 8080) }),
    policies(denied, { profile, trace: between(denied, 'web', 'api', 8080) }),
    policies(shut, { profile, trace: between(shut, 'web', '93.184.216.34', 443) }),
    policies(shut, { profile, ignored: true }),
    policies(shop(), { profile, since: denied }),
    policies(denied, { profile, since: shop() }),
    policies(fromNamespace(), { profile }),
    policies(threeNamespaces(), { profile }),
    policies(manyPolicies(), { profile }),
  ];
}

describe.each([
  ['en', en],
  ['ru', ru],
] as const)('the words of the picture in %s', (language, catalogue) => {
  const { say, has } = createFormatter(language, catalogue);

  it.each(['wide', 'compact'] as const)('fit their places in the %s picture', (profile) => {
    for (const scene of pictures(profile)) {
      const runs = [
        ...scene.nodes.flatMap((node) => textRuns(node)),
        ...scene.groups.flatMap((group) => groupRuns(group)),
      ];
      const tooWide = runs.flatMap(({ text, font, room }) => {
        const words = typeof text === 'string' ? text : say(text);
        return textWidth(words, font) > room + 0.01 ? [words] : [];
      });
      expect(tooWide).toEqual([]);
      for (const lane of scene.lanes) {
        const text = say(lane.title);
        expect([text, textWidth(text, STRONG) <= lane.box.width]).toEqual([text, true]);
      }
    }
  });

  it('fit into the picture of a cluster without a volume, which shows nothing else', () => {
    const { box, lanes } = buildStorageScene(aView(firstPath()), []);
    expect(lanes.length).toBeGreaterThan(0);
    for (const { title, box: at } of lanes) {
      const text = say(title);
      expect([text, at.x + textWidth(text, STRONG) <= box.width - at.x]).toEqual([text, true]);
    }
  });

  it.each(['wide', 'compact'] as const)('fit beside the lines of the %s picture', (profile) => {
    let measured = 0;
    for (const { links } of guarded(profile)) {
      const rails = links.flatMap(({ kind, points }) =>
        kind === 'selects' ? [] : points.slice(1, 3).map(({ x }) => x),
      );
      for (const { words: beside = [], labelAt } of links) {
        if (labelAt === undefined) continue;
        const room = Math.min(...rails.filter((x) => x > labelAt.x)) - labelAt.x;
        const tooWide = beside.map(say).filter((text) => textWidth(text, STRONG) > room);
        expect(tooWide).toEqual([]);
        measured += beside.length;
      }
    }
    expect(measured).toBeGreaterThan(0);
  });

  it('exist for everything that explains itself', () => {
    const codes = pictures('wide').flatMap((scene) =>
      [...scene.nodes, ...scene.lanes].flatMap(({ about }) => (about === undefined ? [] : [about.code])),
    );
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !has(code))).toEqual([]);
  });

  it.each(['request', 'reply', 'dns', 'reject', 'drop', 'deliver'])('have a short word for the capsule: %s', (word) => {
    const text = say({ code: `scene.packet.${word}`, params: {} });
    expect(text).not.toContain('.');
    expect(textWidth(text, TEXT)).toBeLessThan(80);
  });
});
