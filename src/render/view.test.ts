import { describe, expect, it } from 'vitest';
import { CORNER, fittedView, isCornerTaken, viewKeeping } from './view.js';

const box = (width: number, height: number) => ({ x: 0, y: 0, width, height });
const laptop = { width: 728, height: 627 };
const phone = { width: 390, height: 402 };

describe('a picture that is shown first', () => {
  it.each([
    ['one that fits is whole', box(748, 629), laptop, { whole: true, least: 12 }],
    ['one of volumes is whole, and read', box(788, 560), laptop, { whole: true, least: 12 }],
    [
      'one that is high is as wide as can be read, and goes on below',
      box(700, 860),
      laptop,
      { whole: false, least: 12 },
    ],
    ['on a phone it is as wide as the phone', box(412, 1100), phone, { whole: false, least: 11.5 }],
  ] as const)('%s', (_, scene, pane, { whole, least }) => {
    const { x, y, k } = fittedView(scene, pane, 'readable');
    expect(13 * k).toBeGreaterThanOrEqual(least);
    expect(scene.width * k).toBeLessThanOrEqual(pane.width + 0.5);
    expect(x).toBeGreaterThanOrEqual(-0.5);
    expect(scene.height * k <= pane.height + 0.5).toBe(whole);
    expect(whole || y === 0).toBe(true);
  });

  it('is whole when the reader asks for all of it, and never a poster', () => {
    expect(fittedView(box(700, 860), laptop, 'whole').k).toBeCloseTo(627 / 860);
    expect(fittedView(box(100, 100), laptop, 'whole').k).toBe(1.8);
  });
});

describe('the buttons in the lower right corner', () => {
  const card = (x: number, y: number) => ({ x, y, width: 120, height: 60 });

  it.each([
    ['whole', box(748, 640), [card(620, 575)]],
    ['readable', box(700, 580), [card(560, 515)]],
    ['whole', box(1200, 1040), [card(100, 20), card(1070, 970)]],
  ] as const)('are left their room when a picture is fitted %s', (mode, scene, things) => {
    expect(isCornerTaken(fittedView(scene, laptop, mode), things)).toBe(true);
    const view = fittedView(scene, laptop, mode, things);
    expect(isCornerTaken(view, things)).toBe(false);
    expect([view.width, view.height]).toEqual([laptop.width, laptop.height]);
    expect(scene.height * view.k).toBeLessThanOrEqual(laptop.height - CORNER.height + 0.5);
  });

  it('take nothing from a picture that leaves them free, or that would be too small to read', () => {
    const free = box(748, 629);
    expect(fittedView(free, laptop, 'whole', [card(10, 560)])).toEqual(fittedView(free, laptop, 'whole'));
    const full = box(728, 676);
    const things = [card(600, 610)];
    expect(fittedView(full, laptop, 'readable', things)).toEqual(fittedView(full, laptop, 'readable'));
    expect(isCornerTaken(fittedView(full, laptop, 'readable', things), things)).toBe(true);
  });
});

describe('a picture that goes on below', () => {
  const scene = box(700, 1400);
  const view = fittedView(scene, laptop, 'readable');

  it.each([
    ['stays while the packet is well inside', 300, 0],
    ['follows it down as little as it must', 900, 627 - 96 - 900 * view.k],
  ])('%s', (_, y, moved) => {
    expect(viewKeeping(view, scene, { x: 10, y }, 96).y - view.y).toBeCloseTo(moved);
  });

  it('is not pushed down for what is at its top: there is nothing above that', () => {
    expect(viewKeeping(view, scene, { x: 10, y: 20 }, 96)).toBe(view);
    const followed = { ...view, y: -700 };
    expect(viewKeeping(followed, scene, { x: 10, y: 20 }, 96).y).toBe(0);
    const parted = { ...view, y: 120 };
    expect(viewKeeping(parted, scene, { x: 10, y: 20 }, 96)).toBe(parted);
  });

  it('does not move sideways, as all of its width is there', () => {
    expect(viewKeeping(view, scene, { x: 1, y: 900 }, 96).x).toBe(view.x);
    expect(viewKeeping(view, box(700, 300), { x: 1, y: 900 }, 96)).toBe(view);
  });
});
