import { expose, wrap } from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lineFrom, lineTo } from './answers.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page and a worker, both in this thread, with a count of the answers that took each way. */
function meet({ page = 'line', worker = 'line' } = {}) {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  const posted = vi.spyOn(port2, 'postMessage');
  const line = lineTo(port1, page);
  expose({ double: (n: number) => 2 * n }, lineFrom(port2, worker));
  const far = wrap<{ double(n: number): number }>(line);
  const end = (): void => [port1, port2].forEach((port) => port.close());
  return { far, line, posted, end };
}

/** Somebody on the channel, opened after the worker's end of it, heard the page. */
function heard(name: string): Promise<void> {
  const witness = new BroadcastChannel(name);
  return new Promise((resolve) => {
    witness.addEventListener('message', () => {
      witness.close();
      resolve();
    });
  });
}

describe('the answers of a worker', () => {
  it('are posted until it has heard the page on their channel, and broadcast from then on', async () => {
    const { far, line, posted, end } = meet();
    expect(await far.double(1)).toBe(2);
    expect(posted).toHaveBeenCalledTimes(1);
    const told = heard('line');
    line.settled();
    await told;
    expect(await far.double(2)).toBe(4);
    expect(posted).toHaveBeenCalledTimes(1);
    line.close();
    end();
  });

  it('stay posted where the two do not meet', async () => {
    const { far, line, posted, end } = meet({ worker: 'another line' });
    const told = heard('line');
    line.settled();
    await told;
    expect(await far.double(3)).toBe(6);
    expect(posted).toHaveBeenCalledTimes(1);
    line.close();
    end();
  });

  it('stay posted where channels are refused', async () => {
    vi.stubGlobal('BroadcastChannel', function refused() {
      throw new DOMException('no', 'SecurityError');
    });
    const { far, line, posted, end } = meet();
    line.settled();
    expect(await far.double(4)).toBe(8);
    expect(posted).toHaveBeenCalledTimes(1);
    line.close();
    end();
  });
});
