import { beforeEach, describe, expect, it } from 'vitest';
import type { EngineClient } from '../engine/client.js';
import type { Snapshot } from '../engine/protocol.js';
import { createEdgeSession, edgeWork, pod, withFile } from '../engine/testing/edge-session.js';
import { openWorkspace, pinMoment, startEngine } from './engine.js';
import { currentTimeline, goToHop, goToTraceHop, hopAt, traceHopAt } from './playback.js';
import { getState, initialState, patch } from './store.js';
import { compose, openPanel, sendAndLook, setLens, shownScene } from './view.js';

/** The engine without a thread. While it is `late`, its answers wait until they are let through. */
function directEngine() {
  const waiting: (() => void)[] = [];
  const engine = { late: false, answer: (): void => waiting.splice(0).forEach((one) => one()) };
  startEngine(({ onSnapshot }) => {
    const session = createEdgeSession() as unknown as Record<string, (...args: unknown[]) => Snapshot>;
    const command =
      (name: string) =>
      (...args: unknown[]): void => {
        const snapshot = session[name]?.(...args);
        if (snapshot === undefined) return;
        if (engine.late) waiting.push(() => onSnapshot(snapshot));
        else onSnapshot(snapshot);
      };
    const names = ['open', 'edit', 'act', 'configure', 'seek', 'send', 'pin', 'fit', 'show'];
    const client = Object.fromEntries(names.map((name) => [name, command(name)]));
    return { ...client, destroy: () => {}, inPage: () => true, working: () => false } as unknown as EngineClient;
  });
  return engine;
}

const denied = { from: pod('client'), to: pod('db'), port: 8080, protocol: 'TCP', attempt: 0 } as const;
const at = (): number => traceHopAt(currentTimeline(), getState().playback.t);

let engine: ReturnType<typeof directEngine>;
beforeEach(() => {
  patch({ ...initialState, motion: 'reduced' });
  engine = directEngine();
  openWorkspace(edgeWork, 'keep');
  sendAndLook(denied);
});

describe('the Policy lens', () => {
  it('is painted once it is looked at, and the packet stands on it where it stood', () => {
    goToHop(2);
    engine.late = true;
    setLens('policy');
    expect(shownScene(getState())).toBeUndefined();
    engine.answer();
    expect(shownScene(getState())?.lens).toBe('policy');
    expect(at()).toBe(2);
    setLens('traffic');
    expect(at()).toBe(2);
    engine.answer();
    expect(at()).toBe(2);
  });

  it('at the end of the way shows its end', () => {
    const { trace } = getState().snapshot ?? {};
    goToHop(trace?.hops.length ?? 0);
    setLens('policy');
    expect(getState().playback.t).toBe(currentTimeline().duration);
    expect(hopAt(currentTimeline(), getState().playback.t)).toBe(currentTimeline().hops.length - 1);
  });

  it('costs nothing any more when it is left', () => {
    setLens('policy');
    setLens('rules');
    expect(getState().snapshot?.scenes.policy.nodes).toEqual([]);
  });

  it('keeps a panel that has something to say, and leaves one that has not', () => {
    openPanel('verdict');
    setLens('policy');
    expect(getState().panel).toBe('verdict');
    openPanel('reach');
    setLens('traffic');
    expect(getState().panel).toBe('journal');
  });

  it('a hop of the journal is gone to on any lens', () => {
    setLens('policy');
    goToTraceHop(1);
    expect(at()).toBe(1);
  });

  it('keeps the moment that is pinned until it is let go', () => {
    pinMoment(true);
    expect(getState().snapshot?.pinned).toEqual({ step: getState().snapshot?.at });
    pinMoment(false);
    expect(getState().snapshot).not.toHaveProperty('pinned');
  });
});

describe('the composer', () => {
  const http = { scheme: 'http', method: 'GET', host: 'shop.example.com', path: '/web' } as const;

  it('asks another target for nothing that the one before was asked for', () => {
    compose({ to: { kind: 'name', name: http.host }, port: 80, http });
    compose({ from: { kind: 'outside', place: 'lan' } });
    expect(getState().composer).toMatchObject({ http, from: { place: 'lan' } });
    compose({ to: pod('db') });
    expect(getState().composer).not.toHaveProperty('http');
  });

  it('keeps its request while the text under it changes', () => {
    sendAndLook({ ...denied, from: { kind: 'outside' }, to: { kind: 'name', name: http.host }, port: 80, http });
    expect(getState().snapshot?.trace?.http).toMatchObject({ status: 200 });
    openWorkspace({ ...edgeWork, files: withFile('ingress', (text) => text.replace('/web', '/shop')) }, 'keep');
    expect(getState().snapshot?.trace?.http).toMatchObject({ status: 404, by: 'balancer' });
  });
});
