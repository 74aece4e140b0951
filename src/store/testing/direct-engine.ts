import type { EngineClient } from '../../engine/client.js';
import { createSession } from '../../engine/session.js';
import { startEngine } from '../engine.js';

/** Gives the store an engine without a thread: its answers come at once. */
export function directEngine(): void {
  startEngine(({ onSnapshot }) => {
    const session = createSession() as unknown as Record<string, (...args: unknown[]) => never>;
    const command =
      (name: string) =>
      (...args: unknown[]): void =>
        onSnapshot(session[name]?.(...args) as never);
    const commands = ['open', 'edit', 'act', 'configure', 'seek', 'send', 'fit', 'show'];
    return {
      ...Object.fromEntries(commands.map((name) => [name, command(name)])),
      workspace: () => Promise.resolve(session['workspace']?.()),
      destroy: () => {},
      inPage: () => true,
    } as unknown as EngineClient;
  });
}
