import { TrackedMap, type Replaced } from './tracked-map.js';

/** One key that one controller will look at again. `due` is in milliseconds of the virtual clock; `order` breaks ties, first come first served. */
export interface WorkItem {
  readonly controller: number;
  readonly key: string;
  readonly due: number;
  readonly order: number;
}

/**
 * The work queues of all controllers in one line, as client-go's `util/workqueue` has one each: a key waits at most once, and a
 * nearer time replaces a later one. Its changes can be taken back, so that the journal can be rewound to any step.
 */
export class WorkQueue {
  readonly #waiting = new TrackedMap<WorkItem>();
  /** A binary heap by due time. Items that were replaced stay until they come up, and are then skipped. */
  readonly #heap: WorkItem[] = [];
  #order = 0;

  get size(): number {
    return this.#waiting.size;
  }

  get order(): number {
    return this.#order;
  }

  set order(value: number) {
    this.#order = value;
  }

  add(controller: number, key: string, due: number): void {
    const id = `${controller}|${key}`;
    const known = this.#waiting.get(id);
    if (known && known.due <= due) return;
    const item: WorkItem = { controller, key, due, order: this.#order++ };
    this.#waiting.set(id, item);
    this.#push(item);
  }

  /** Takes the next item, or undefined when nothing waits. */
  next(): WorkItem | undefined {
    for (let item = this.#pop(); item; item = this.#pop()) {
      const id = `${item.controller}|${item.key}`;
      if (this.#waiting.get(id) !== item) continue;
      this.#waiting.set(id, undefined);
      return item;
    }
    return undefined;
  }

  drain(): readonly Replaced<WorkItem>[] {
    return this.#waiting.drain();
  }

  replay(changes: readonly Replaced<WorkItem>[], direction: 'before' | 'after'): void {
    this.#waiting.replay(changes, direction, (_, item) => this.#push(item));
  }

  #push(item: WorkItem): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (!isBefore(item, heap[parent] as WorkItem)) break;
      heap[at] = heap[parent] as WorkItem;
      at = parent;
    }
    heap[at] = item;
  }

  #pop(): WorkItem | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as WorkItem, heap[child] as WorkItem)) child++;
      if (!isBefore(heap[child] as WorkItem, last)) break;
      heap[at] = heap[child] as WorkItem;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function isBefore(a: WorkItem, b: WorkItem): boolean {
  return a.due !== b.due ? a.due < b.due : a.order < b.order;
}
