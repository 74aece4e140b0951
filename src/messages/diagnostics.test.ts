import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIAGNOSTIC_CODES } from '../core/index.js';
import { diagnostics as en } from './en/diagnostics.js';
import { diagnostics as ru } from './ru/diagnostics.js';

const explained = (catalogue: Readonly<Record<string, string>>) =>
  Object.keys(catalogue)
    .filter((key) => key.startsWith('diagnostic.'))
    .map((key) => key.slice('diagnostic.'.length));

describe('every diagnostic is explained in both languages and in the docs, and nothing else is', () => {
  const documented = [
    ...readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8').matchAll(/^### (\S+)$/gm),
  ].map(([, code]) => code);

  it.each([
    ['English', explained(en)],
    ['Russian', explained(ru)],
    ['docs/diagnostics.md', documented],
  ])('%s', (_, codes) => {
    expect(codes).toHaveLength(DIAGNOSTIC_CODES.length);
    expect(new Set(codes)).toEqual(new Set(DIAGNOSTIC_CODES));
  });

  it('no code is listed twice', () => {
    expect(new Set(DIAGNOSTIC_CODES).size).toBe(DIAGNOSTIC_CODES.length);
  });
});
