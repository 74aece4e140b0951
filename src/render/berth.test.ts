import { describe, expect, it } from 'vitest';
import { berthOf, UNTOUCHABLE, type BerthQuestion } from './berth.js';
import { meets } from './view.js';

const packet = { x: 300, y: 200 };
const size = { width: 200, height: 26 };
const wanted = { x: 200, y: 215 };
const pane = { width: 700, height: 600 };
const question: BerthQuestion = { wanted, size, packet, pane, obstacles: [] };
const name = (x: number, y: number, width = 80) => ({ x, y, width, height: 15, weight: 1600 });
const words = (x: number, y: number, width = 80) => ({ x, y, width, height: 15, weight: 110 });

describe('the place of a capsule at rest', () => {
  it('is the wanted one where nothing is in the way', () => {
    expect(berthOf({ ...question, obstacles: [name(20, 20)] })).toEqual({ ...wanted, cost: 0 });
  });

  it.each([
    ['a name under its left half', [name(190, 220)]],
    ['a name under its right half', [name(330, 220)]],
    ['names at both sides', [name(180, 220), name(360, 220)]],
    ['names on and below', [name(210, 220, 180), name(210, 245, 180)]],
    ['the buttons in the corner', [{ x: 250, y: 210, width: 450, height: 390, weight: UNTOUCHABLE }]],
  ] as const)('with %s is beside it, within the pane and off the packet', (_, obstacles) => {
    const at = berthOf({ ...question, obstacles });
    const box = { x: at.x, y: at.y, ...size };
    expect(obstacles.filter((one) => meets(one, box))).toEqual([]);
    expect(meets(box, { x: packet.x - 12, y: packet.y - 12, width: 24, height: 24 })).toBe(false);
    expect([at.x, at.y].every((one) => one >= 6)).toBe(true);
    expect([at.x + size.width <= 694, at.y + size.height <= 594]).toEqual([true, true]);
    expect(Math.hypot(at.x - wanted.x, at.y - wanted.y)).toBeLessThan(300);
  });

  it('beside a card stays near that, however far off the packet is', () => {
    const far = { ...question, packet: { x: 20, y: 228 }, obstacles: [name(330, 220)] };
    const at = berthOf({ ...far, near: { x: 195, y: 228 } });
    expect(at.x).toBeGreaterThanOrEqual(150);
    expect(berthOf(far).x).toBeLessThan(at.x);
  });

  it('covers what a thing says before what it is called, where it has to cover one of them', () => {
    const low = { ...pane, height: 250 };
    const shut = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((row) => [name(0, row * 18, 700)]);
    const at = berthOf({ ...question, pane: low, obstacles: [...shut, words(0, 220, 700)] });
    expect(meets({ x: at.x, y: at.y, ...size }, words(0, 220, 700))).toBe(true);
    expect(shut.some((one) => meets(one, { x: at.x, y: at.y, ...size }))).toBe(false);
  });

  it('is the same for the same question, and the wanted one in a pane that cannot hold it', () => {
    const obstacles = [name(180, 220), words(360, 220), name(100, 250, 400)];
    expect(berthOf({ ...question, obstacles })).toEqual(berthOf({ ...question, obstacles }));
    const small = berthOf({ ...question, pane: { width: 100, height: 20 }, obstacles });
    expect({ x: small.x, y: small.y }).toEqual(wanted);
  });
});
