import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MONO, textWidth, type Frame } from '../scene/index.js';
import { capsuleForms, capsulePlace, capsuleShape, footPlace, footRoom, tagCode } from './capsule.js';

const frame: Frame = {
  t: 1,
  hop: 3,
  at: { x: 10, y: 10 },
  direction: 'out',
  source: { text: '10.244.1.5:41234' },
  destination: { text: '10.244.2.7:9376', was: '10.96.0.10:80' },
  mood: 'rewrite',
  progress: 1,
  lit: [],
  next: null,
  done: false,
};

describe('the capsule', () => {
  it('of a token says what is done and to what, and has no header', () => {
    const token = { word: { code: 'scene.token.bind', params: {} }, text: 'mongodb-pv' };
    const { pieces, tag, lines } = capsuleShape({ ...frame, token }, 'Bind', 'lines');
    expect([tag.text, lines, pieces.map(({ kind, text }) => [kind, text])]).toEqual([
      'Bind',
      1,
      [['plain', 'mongodb-pv']],
    ]);
  });

  it('has the old value struck through beside the new one', () => {
    const { pieces, lines } = capsuleShape(frame, 'request', 'line');
    expect(pieces.map(({ kind, text }) => [kind, text])).toEqual([
      ['plain', '10.244.1.5:41234'],
      ['arrow', '→'],
      ['old', '10.96.0.10:80'],
      ['new', '10.244.2.7:9376'],
    ]);
    expect(lines).toBe(1);
  });

  it.each([
    ['line', 1],
    ['lines', 2],
    ['bare', 2],
    ['block', 3],
    ['stack', 3],
  ] as const)('as a %s has %d lines, and no piece over another', (form, count) => {
    const { pieces, lines, width, tag, top } = capsuleShape(frame, 'request', form);
    expect(lines).toBe(count);
    for (const piece of pieces) {
      // Right of the tag, or below it.
      expect(piece.x >= tag.width || top >= 18).toBe(true);
      expect(piece.x + piece.width).toBeLessThan(width);
      expect(piece.width).toBeGreaterThanOrEqual(textWidth(piece.text, MONO));
    }
    pieces.forEach((a, index) => {
      const clash = pieces
        .slice(index + 1)
        .find((b) => a.line === b.line && a.x < b.x + b.width && b.x < a.x + a.width);
      expect(clash).toBeUndefined();
    });
  });

  it('is one line where there is room, two in a narrow pane, a stack beside a text, and a block where it finds no place else', () => {
    expect(capsuleForms(frame, 720)).toEqual(['line', 'lines', 'block']);
    expect(capsuleForms(frame, 390)).toEqual(['lines', 'block', 'stack']);
    expect(capsuleForms({ ...frame, side: 'right' }, 720)).toEqual(['stack']);
    expect(capsuleForms({ ...frame, side: 'foot' }, 390)).toEqual(['lines', 'bare', 'stack']);
  });

  it('in the strip below the picture stands at one place, in the middle of its height', () => {
    const pane = { width: 390, height: 360 };
    for (const form of ['lines', 'bare', 'stack'] as const) {
      const shape = capsuleShape({ ...frame, side: 'foot' }, 'request', form);
      const { x, y } = footPlace(shape, pane, 64);
      expect([x, y + shape.height / 2]).toEqual([10, 392]);
      expect(y).toBeGreaterThanOrEqual(360);
    }
    expect(footRoom(390)).toBeLessThan(390 - 46);
    expect(footRoom(469)).toBeLessThan(469 - 108);
  });

  it('as a block has its word above the header, and is the narrowest that says it', () => {
    const block = capsuleShape(frame, 'request', 'block');
    expect(block.tag).toEqual({ text: 'request', width: block.width });
    expect(block.top).toBeGreaterThan(18);
    expect(block.width).toBeLessThan(capsuleShape(frame, 'request', 'lines').width);
    const long = 'a word that is longer than any header can be';
    expect(capsuleShape(frame, long, 'block').width).toBeGreaterThan(textWidth(long, MONO) / 2);
  });

  it('never leaves a pane that can hold it, and never covers the point it is about', () => {
    const pane = { width: 720, height: 640 };
    const coordinate = (size: number) => fc.double({ min: 20, max: size - 20, noNaN: true });
    fc.assert(
      fc.property(
        coordinate(720),
        coordinate(640),
        fc.constantFrom(undefined, 'below', 'above', 'left', 'right'),
        (x, y, side) => {
          const shape = { width: 190, height: 44 };
          const at = capsulePlace({ x, y }, shape, pane, side, 15);
          expect(at.x).toBeGreaterThanOrEqual(0);
          expect(at.y).toBeGreaterThanOrEqual(0);
          expect(at.x + shape.width).toBeLessThanOrEqual(pane.width);
          expect(at.y + shape.height).toBeLessThanOrEqual(pane.height);
          // Squeezed against an edge, a capsule at the side may come over the packet: it must not leave the pane.
          const sideways = side === 'left' || side === 'right';
          const covers = !sideways && x > at.x && x < at.x + shape.width && y > at.y && y < at.y + shape.height;
          expect(covers).toBe(false);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  it('leaves the corner with the buttons free, where there is room beside it', () => {
    const shape = { width: 190, height: 26 };
    const at = capsulePlace({ x: 700, y: 600 }, shape, { width: 720, height: 640 }, undefined, 5);
    expect(at.x + shape.width).toBeLessThanOrEqual(720 - 108);
    expect(capsulePlace({ x: 700, y: 300 }, shape, { width: 720, height: 640 }, undefined, 5).x).toBe(720 - 190 - 6);
  });

  it('has a lock before the header while what is inside is encrypted', () => {
    const kinds = (lock?: 'closed' | 'open') =>
      capsuleShape({ ...frame, ...(lock && { lock }) }, 'request', 'line').pieces.map(({ kind }) => kind);
    expect(kinds('closed')[0]).toBe('lock');
    expect(kinds('open')[0]).toBe('lock');
    expect(kinds()).not.toContain('lock');
    const width = (lock?: 'closed') => capsuleShape({ ...frame, ...(lock && { lock }) }, 'request', 'line').width;
    expect(width('closed')).toBeGreaterThan(width());
  });

  it('says in its small form too what was decided', () => {
    const decided = { ...frame, mood: 'decide', decided: 'denied' } as const;
    expect(capsuleShape(decided, 'policy: denied', 'stack').tag.text).toBe('policy: denied');
    expect(tagCode(decided)).toBe('scene.packet.denied');
  });
});

it.each([
  ['plain', 'out', 'scene.packet.request'],
  ['rewrite', 'back', 'scene.packet.reply'],
  ['dns', 'out', 'scene.packet.dns'],
  ['reject', 'back', 'scene.packet.reject'],
  ['drop', 'out', 'scene.packet.drop'],
  ['deliver', 'out', 'scene.packet.deliver'],
] as const)('a %s hop %s has a word for it', (mood, direction, code) => {
  expect(tagCode({ mood, direction })).toBe(code);
});
