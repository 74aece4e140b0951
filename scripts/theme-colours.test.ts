import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, DEFICIENCIES, distance, parseHex, type Rgb } from '../src/render/testing/colour.js';

const css = readFileSync(new URL('../src/ui/theme/tokens.css', import.meta.url), 'utf8');

function theme(name: string): (token: string) => Rgb {
  const block = css.split(`[data-theme='${name}'] {`)[1]?.split('}')[0] ?? '';
  return (token) => {
    const value = new RegExp(`${token}: (#[0-9a-f]{6})`).exec(block)?.[1];
    if (value === undefined) throw new Error(`${name} has no ${token}`);
    return parseHex(value);
  };
}

const SURFACES = ['--paper', '--paper-raised', '--paper-sunken'] as const;

describe.each(['paper', 'night', 'contrast'])('the theme %s', (name) => {
  const token = theme(name);

  it.each(Object.keys(DEFICIENCIES) as (keyof typeof DEFICIENCIES)[])('tells allowed from denied with %s', (seen) => {
    expect(distance(token('--allow'), token('--deny'), seen)).toBeGreaterThanOrEqual(40);
  });

  it.each(SURFACES)('draws verdicts, states and what is pointed at with 3 : 1 or more on %s', (surface) => {
    for (const colour of ['--allow', '--deny', '--accent', '--warn', '--dns', '--line-strong']) {
      expect([colour, contrast(token(colour), token(surface)) >= 3]).toEqual([colour, true]);
    }
  });

  it.each([...SURFACES, '--allow-wash', '--accent-wash'])('writes with 4.5 : 1 or more on %s', (surface) => {
    for (const ink of ['--ink', '--ink-2', '--ink-3']) {
      expect([ink, contrast(token(ink), token(surface)) >= 4.5]).toEqual([ink, true]);
    }
  });

  it('writes on the tag of the capsule with 4.5 : 1 or more', () => {
    for (const tag of ['--allow', '--deny', '--dns']) {
      expect([tag, contrast(token('--paper-raised'), token(tag)) >= 4.5]).toEqual([tag, true]);
    }
  });
});
