import { describe, expect, it } from 'vitest';
import { localKinds, staticStory } from '../../scene/testing/tales.js';
import { textsOf, type Mark } from '../mark.js';
import { nodeName } from '../layers/specs.js';
import type { Say } from '../say.js';
import { linkMark } from './link-mark.js';
import { nodeMark } from './node-mark.js';

const say = ({ code }: { readonly code: string }): string => code;
const CLAIM = 'PersistentVolumeClaim/default/mongodb';

function find(mark: Mark, className: string): readonly Mark[] {
  const own = (mark.attrs['class'] ?? '').split(' ').includes(className) ? [mark] : [];
  return [...own, ...mark.children.flatMap((child) => find(child, className))];
}

function claimAt(at: number): Mark {
  const claim = staticStory()
    .scene({ at })
    .nodes.find(({ id }) => id === CLAIM);
  if (claim === undefined) throw new Error('no claim');
  return nodeMark(claim, say);
}

describe('phases', () => {
  it('have one token, that stands elsewhere after the turn, and a trace of where it came from', () => {
    const [before, after] = [claimAt(6), claimAt(7)];
    const token = (mark: Mark) => find(mark, 'kw-phase-now').map(({ attrs }) => Number(attrs['x']));
    expect([token(before).length, token(after).length]).toEqual([1, 1]);
    expect(token(after)[0]).toBeGreaterThan(token(before)[0] ?? Infinity);
    expect([find(before, 'kw-phase-was').length, find(after, 'kw-phase-was').length]).toEqual([0, 1]);
  });

  it('keep their elements from moment to moment, so that the token moves and is not replaced', () => {
    const shape = ({ tag, children }: Mark): unknown => [tag, children.length];
    const [before, after] = [claimAt(6), claimAt(7)];
    const pills = (mark: Mark) =>
      mark.children.filter(({ tag, children }) => tag === 'g' && children.length <= 1).at(-1);
    expect(shape(pills(before) as Mark)).toEqual(shape(pills(after) as Mark));
  });
});

it('a name that is read out has all that is seen and says the phase it is in, and the state of a pod also when all is well', () => {
  const now: Say = (message) => `now ${String(message.params['phase'])}`;
  const names = (at: number) =>
    staticStory()
      .scene({ at })
      .nodes.flatMap((node) =>
        node.id === CLAIM || node.kind === 'pod' ? [nodeName(node, textsOf(nodeMark(node, say)), now)] : [],
      );
  const [before, after, end] = [names(6), names(7), names(99)];
  expect(before.find((name) => name.startsWith('pvc'))).toMatch(/^pvc mongodb .*Pending Bound Lost, now Pending$/);
  expect(after.find((name) => name.startsWith('pvc'))).toMatch(/Pending Bound Lost, now Bound$/);
  expect(end.find((name) => name.startsWith('pod'))).toMatch(/Running$/);
});

it('hands are told apart by their form: a cup for the claim, a bolt for the volume', () => {
  const { links } = staticStory().scene({ at: 7 });
  const forms = links
    .filter(({ kind }) => kind === 'volume-name' || kind === 'claim-ref')
    .map((link) => find(linkMark(link, say), 'kw-hand').map(({ attrs }) => attrs['d'])[0]);
  expect(new Set(forms).size).toBe(2);
});

it('a lost file is struck through, a new one has a plus, and none is without a sign', () => {
  const signs = (at: number) =>
    localKinds()
      .scene({ at })
      .nodes.filter(({ kind, absent }) => kind === 'disk' && absent !== true)
      .flatMap((node) => {
        const mark = nodeMark(node, say);
        return [...find(mark, 'kw-file'), ...find(mark, 'kw-struck')].map(({ attrs }) => attrs['class']);
      });
  expect(signs(6).filter((name) => name !== 'kw-file kw-file-there')).toEqual(['kw-file kw-file-lost', 'kw-struck']);
});
