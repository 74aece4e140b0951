import type { Notice } from './state.js';
import { getState, patch } from './store.js';

let count = 0;

/** Says something to the reader. A notice replaces the one of the same topic. */
export function notify(notice: Omit<Notice, 'id'>): void {
  count += 1;
  patch({
    notices: [...getState().notices.filter(({ topic }) => topic !== notice.topic), { ...notice, id: count }].slice(-4),
  });
}

export function dismiss(id: number): void {
  patch({ notices: getState().notices.filter((notice) => notice.id !== id) });
}

export function dismissTopic(topic: string): void {
  const { notices } = getState();
  if (notices.some((notice) => notice.topic === topic)) {
    patch({ notices: notices.filter((notice) => notice.topic !== topic) });
  }
}
