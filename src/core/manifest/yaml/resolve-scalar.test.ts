import { describe, expect, it } from 'vitest';
import { resolvePlainScalar } from './resolve-scalar.js';

/** The rules of go-yaml 2 (goyaml.v2/resolve.go), which kubectl reads with. */
describe('plain scalars as kubectl reads them', () => {
  it.each<readonly [string, unknown]>([
    ['yes', true],
    ['on', true],
    ['y', true],
    ['Off', false],
    ['NO', false],
    ['n', false],
    ['yEs', 'yEs'],
    ['~', null],
    ['', null],
    ['Null', null],
    ['nULL', 'nULL'],
    ['80', 80],
    ['+80', 80],
    ['-0', 0],
    ['0644', 420],
    ['0o17', 15],
    ['0O17', 15],
    ['-017', -15],
    ['08', 8],
    ['0x1F', 31],
    ['0b101', 5],
    ['-0b101', -5],
    ['1_000', 1000],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['1.', 1],
    ['.5', 0.5],
    ['.', '.'],
    ['-', '-'],
    ['22:22', '22:22'],
    ['1:30:00', '1:30:00'],
    ['2024-01-02', '2024-01-02'],
    ['2024-01-02T10:00:00Z', '2024-01-02T10:00:00Z'],
    ['1.2.3.4', '1.2.3.4'],
    ['0x', '0x'],
    ['1e400', '1e400'],
    ['1Gi', '1Gi'],
    ['+', '+'],
    ['true ', 'true '],
  ])('%j is %j', (text, value) => {
    expect(resolvePlainScalar(text)).toEqual({ ok: true, value });
  });

  it.each(['.inf', '-.INF', '+.Inf', '.nan'])('%s has no JSON', (text) => {
    expect(resolvePlainScalar(text)).toEqual({ ok: false, why: 'no-json-number' });
  });
});
