import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyDelta, deltaOf } from './delta.js';
import { applyListDelta, listDelta } from './list-delta.js';
import { openFirstPath } from './testing/first-path.js';

it('a list is rebuilt from any other, and what both have keeps its identity', () => {
  const things = Array.from({ length: 12 }, (_, n) => ({ n }));
  const list = fc.array(fc.constantFrom(...things), { maxLength: 20 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const sent = structuredClone({ before, delta: listDelta(before, after) });
      // The page has its own copies of what was there before.
      const page = sent.before;
      const rebuilt = applyListDelta(page, sent.delta);
      expect(rebuilt).toEqual(after);
      const kept = rebuilt.filter((_item, index) => before.includes(after[index] as { n: number }));
      expect(kept.every((item) => page.includes(item))).toBe(true);
    }),
    { seed: 1 },
  );
});

it('the very same list is nothing to send', () => {
  const list = [{}, {}];
  expect(listDelta(list, list)).toBeNull();
});

it('what grew at its end is sent as its end', () => {
  const [a, b, c] = [{}, {}, {}];
  expect(listDelta([a, b], [a, b, c])).toEqual([{ from: 0, count: 2 }, { items: [c] }]);
});

it('a snapshot that crossed in pieces is the one that was made', () => {
  const { session, first, files } = openFirstPath();
  let there = applyDelta(null, structuredClone(deltaOf(null, first)));
  expect(there).toEqual(first);
  let before = first;
  for (const next of [
    session.edit(files.map((file) => ({ ...file, text: file.text.replace('9376', '9377') }))),
    session.edit(files.map((file) => ({ ...file, text: file.text.replace('replicas: 3', 'replicas: 5') }))),
    session.act({ type: 'delete-pod', pod: 'Pod/default/nobody' as never }),
    session.seek(20),
    session.send(null),
    session.seek(10_000),
  ]) {
    there = applyDelta(there, structuredClone(deltaOf(before, next)));
    expect(there).toEqual(next);
    before = next;
  }
});

it('an edit that changes one label of one Service sends little, and leaves the rest where it is', () => {
  const { session, first, files } = openFirstPath();
  const page = applyDelta(null, structuredClone(deltaOf(null, first)));
  const next = session.edit(files.map((file) => ({ ...file, text: `${file.text}# a comment\n` })));
  const delta = deltaOf(first, next);
  expect(Object.keys(delta.parts)).toEqual(['revision', 'work']);
  const merged = applyDelta(page, structuredClone(delta));
  expect(merged.steps).toBe(page.steps);
  expect(merged.objects).toBe(page.objects);
  expect(merged.trace).toBe(page.trace);
  expect(merged.scenes.traffic).toBe(page.scenes.traffic);
  expect(merged.timelines.rules).toBe(page.timelines.rules);
});
