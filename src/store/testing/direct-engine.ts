import type { EngineClient } from '../../engine/client.js';
import { createSession } from '../../engine/session.js';
import { startEngine } from '../engine.js';

/** The engine without a thread: its answers come at once. Gives what it was told. */
export function directEngine(): { readonly calls: string[] } {
  const calls: string[] = [];
  startEngine(({ onSnapshot }) => {
    const session = createSession() as unknown as Record<string, (...args: unknown[]) => never>;
    const command =
      (name: string) =>
      (...args: unknown[]): void => {
        calls.push(name);
        onSnapshot(session[name]?.(...args) as never);
      };
    const client = Object.fromEntries(
      ['open', 'edit', 'act', 'configure', 'seek', 'send', 'fit', 'show'].map((name) => [name, command(name)]),
    );
    return { ...client, destroy: () => {}, inPage: () => true } as unknown as EngineClient;
  });
  return { calls };
}
