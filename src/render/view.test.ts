import { describe, expect, it } from 'vitest';
import { fittedView, viewKeeping } from './view.js';

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

describe('a picture that goes on below', () => {
  const scene = box(700, 1400);
  const view = fittedView(scene, laptop, 'readable');

  it.each([
    ['stays while the packet is well inside', 300, 0],
    ['follows it down as little as it must', 900, 627 - 96 - 900 * view.k],
  ])('%s', (_, y, moved) => {
    expect(viewKeeping(view, scene, { x: 10, y }, 96).y - view.y).toBeCloseTo(moved);
  });

  it('does not move sideways, as all of its width is there', () => {
    expect(viewKeeping(view, scene, { x: 1, y: 900 }, 96).x).toBe(view.x);
    expect(viewKeeping(view, box(700, 300), { x: 1, y: 900 }, 96)).toBe(view);
  });
});
