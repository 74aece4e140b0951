import { describe, expect, it } from 'vitest';
import { API_TO_DB, DEFAULT_DENY, DENY_ALL, shop } from '../../scene/testing/policies.js';
import { between, policies } from '../../scene/testing/policy-pictures.js';
import type { Scene } from '../../scene/index.js';
import { nodeLabel } from '../layers/specs.js';
import type { Mark } from '../mark.js';
import { linkMark } from './link-mark.js';
import { nodeMark } from './node-mark.js';

const say = ({ code }: { readonly code: string }): string => code;

function find(mark: Mark, className: string): readonly Mark[] {
  const own = (mark.attrs['class'] ?? '').split(' ').includes(className) ? [mark] : [];
  return [...own, ...mark.children.flatMap((child) => find(child, className))];
}

function card(scene: Scene, end: string): Mark {
  const node = scene.nodes.find(({ id }) => id.endsWith(end));
  if (node === undefined) throw new Error(`no ${end}`);
  return nodeMark(node, say);
}

const lines = (scene: Scene): Mark[] =>
  scene.links.filter(({ kind }) => kind === 'allows' || kind === 'denies').map((link) => linkMark(link, say));

const open = shop();
const denied = shop(DEFAULT_DENY);
const door = shop(DEFAULT_DENY, API_TO_DB);

describe('a boundary', () => {
  it('is a ring for what comes in, bars for what goes out, and neither around an open pod', () => {
    const signs = (mark: Mark) => [find(mark, 'kw-ring').length, find(mark, 'kw-gate').length];
    expect(signs(card(policies(open), '/web'))).toEqual([0, 0]);
    expect(signs(card(policies(denied), '/web'))).toEqual([1, 0]);
    expect(signs(card(policies(shop(DENY_ALL)), '/web'))).toEqual([1, 1]);
  });

  it('of a ring is open where a line goes through, and there alone', () => {
    const gaps = (mark: Mark) => find(mark, 'kw-ring').map(({ attrs }) => (attrs['d'] ?? '').split('M').length - 2);
    expect(gaps(card(policies(denied), '/db'))).toEqual([0]);
    expect(gaps(card(policies(door), '/db'))).toEqual([1]);
  });

  it('is broken where nobody enforces it', () => {
    expect(find(card(policies(denied, { ignored: true }), '/web'), 'is-broken').length).toBe(2);
    expect(find(card(policies(denied), '/web'), 'is-broken')).toEqual([]);
  });
});

describe('a connection', () => {
  it('that is allowed ends in an arrow, one that is stopped in a wall and a shield', () => {
    const shapes = (scene: Scene) =>
      lines(scene).map((mark) => [find(mark, 'kw-tip').length, find(mark, 'kw-shield').length]);
    expect(shapes(policies(door))).toEqual([[1, 0]]);
    expect(shapes(policies(denied, { trace: between(denied, 'web', 'api', 8080) }))).toEqual([[0, 1]]);
  });

  it('that has been added has a plus, one that has been removed a minus', () => {
    const sign = (scene: Scene) =>
      lines(scene).map((mark) => find(mark, 'kw-change-sign').map(({ attrs }) => attrs['d']?.includes('v7')));
    expect(sign(policies(open, { since: denied }))).toEqual([[true]]);
    expect(sign(policies(denied, { since: open }))).toEqual([[false]]);
  });
});

it('says in words what its card shows', () => {
  const node = policies(denied).nodes.find(({ id }) => id.endsWith('/web'));
  expect(node === undefined ? '' : nodeLabel(node, say)).toBe('web, app=web, scene.policy.isolated.ingress');
});
