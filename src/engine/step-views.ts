import { visibleText, type Step } from '../core/index.js';
import type { StepView } from './protocol.js';
import { writesOf } from './writes.js';

/** The steps of a journal as the page shows them. */
export class StepViews {
  readonly #views = new WeakMap<Step, StepView>();
  #shown: readonly StepView[] = [];

  /** The same array until the journal is another one. Costs what is new in it. */
  of(journal: readonly Step[]): readonly StepView[] {
    const before = this.#shown;
    const kept = this.#sharedWith(journal);
    if (kept < before.length || kept < journal.length) {
      const fresh = journal.slice(kept).map((step, index) => this.#stepView(step, kept + index));
      this.#shown = [...before.slice(0, kept), ...fresh];
    }
    return this.#shown;
  }

  /** How many steps a journal has in common with the one before: a fork keeps a beginning and nothing after it, so they can be halved. */
  #sharedWith(journal: readonly Step[]): number {
    const before = this.#shown;
    const isShared = (index: number): boolean => {
      const step = journal[index];
      return step !== undefined && this.#views.get(step) === before[index];
    };
    let low = 0;
    let high = Math.min(before.length, journal.length);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (isShared(middle - 1)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #stepView(step: Step, index: number): StepView {
    let view = this.#views.get(step);
    if (view === undefined) {
      const { t, by, why, cause, event, volume } = step;
      view = {
        index,
        t,
        by,
        why,
        cause,
        ...(event === undefined ? {} : { event: { ...event, message: visibleText(event.message) } }),
        ...(volume === undefined ? {} : { volume, writes: writesOf(step) }),
      };
      this.#views.set(step, view);
    }
    return view;
  }
}
