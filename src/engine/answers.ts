import type { Endpoint } from 'comlink';

/**
 * How the worker's answers come to the page. Chromium holds back what a worker posts from a key until the frame after it, and again from
 * the key's release: a picture that is ready lies there for a frame or two. What is broadcast it delivers at once. So the page and its
 * worker open a channel whose name nobody else knows, and the answers take it as soon as the worker has heard the page on it. Where a
 * browser refuses channels, or they do not meet, the answers stay with `postMessage`.
 */

/** The page's end. Its listeners hear both ways. `settled`: calls from now on may be answered over the channel. */
export interface AnswerLine extends Endpoint {
  settled(): void;
  close(): void;
}

/** The page's end of the line to a worker that was named `name`. */
export function lineTo(worker: Endpoint, name: string): AnswerLine {
  const channel = openChannel(name);
  const ways = channel === null ? [worker] : [worker, channel];
  return {
    postMessage: (message, transfer = []) => worker.postMessage(message, transfer),
    addEventListener: (...args) => ways.forEach((way) => way.addEventListener(...args)),
    removeEventListener: (...args) => ways.forEach((way) => way.removeEventListener(...args)),
    settled: () => channel?.postMessage(HERE),
    close: () => channel?.close(),
  };
}

/** The worker's end: hears the page as ever, and answers over the channel once it has heard the page there. */
export function lineFrom(scope: Endpoint, name: string): Endpoint {
  const channel = openChannel(name);
  let met = false;
  channel?.addEventListener('message', ({ data }) => {
    met ||= data === HERE;
  });
  return {
    postMessage: (message, transfer = []) =>
      met ? channel?.postMessage(message) : scope.postMessage(message, transfer),
    addEventListener: (...args) => scope.addEventListener(...args),
    removeEventListener: (...args) => scope.removeEventListener(...args),
  };
}

const HERE = 'the page is here';

function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
