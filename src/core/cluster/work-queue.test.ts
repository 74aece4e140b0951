import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WorkQueue, type WorkItem } from './work-queue.js';

function drainAll(queue: WorkQueue): string[] {
  const order: string[] = [];
  for (let item = queue.next(); item; item = queue.next()) order.push(`${item.key}@${item.due}`);
  return order;
}

describe('the work queue', () => {
  test('gives the nearest first, and in order of arrival at the same moment', () => {
    const queue = new WorkQueue();
    for (const [key, due] of [
      ['a', 5],
      ['b', 1],
      ['c', 5],
      ['d', 0],
    ] as const)
      queue.add(0, key, due);
    expect(drainAll(queue)).toEqual(['d@0', 'b@1', 'a@5', 'c@5']);
  });

  test('holds a key once: a nearer time wins, a later one is ignored', () => {
    const queue = new WorkQueue();
    queue.add(0, 'a', 10);
    queue.add(0, 'a', 20);
    queue.add(0, 'a', 3);
    queue.add(1, 'a', 7);
    expect(queue.size).toBe(2);
    expect(drainAll(queue)).toEqual(['a@3', 'a@7']);
  });

  test('taking changes back restores exactly what waited', () => {
    const adds = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(9)), { maxLength: 12 });
    fc.assert(
      fc.property(adds, adds, fc.nat(12), (before, after, taken) => {
        const fill = (queue: WorkQueue) => before.forEach(([key, due]) => queue.add(0, key, due));
        const [plain, rewound] = [new WorkQueue(), new WorkQueue()];
        fill(plain);
        fill(rewound);
        rewound.drain();
        const { order } = rewound;
        for (let i = 0; i < taken; i++) rewound.next();
        after.forEach(([key, due]) => rewound.add(0, key, due));
        const changes = rewound.drain();
        rewound.replay(changes, 'before');
        rewound.order = order;
        expect(drainAll(rewound)).toEqual(drainAll(plain));
      }),
      { seed: 5 },
    );
  });

  test('is a heap: any order in, sorted order out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 200 }), (times) => {
        const queue = new WorkQueue();
        times.forEach((due, i) => queue.add(0, String(i), due));
        const out: WorkItem[] = [];
        for (let item = queue.next(); item; item = queue.next()) out.push(item);
        expect(out.map((item) => item.due)).toEqual(times.toSorted((a, b) => a - b));
      }),
      { seed: 6 },
    );
  });
});
