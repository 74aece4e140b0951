import { describe, expect, it } from 'vitest';
import { matchesLock, nodeComplaint } from './ensure-deps.mjs';

describe('the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s will do', (version) =>
    expect(nodeComplaint(version)).toBeNull(),
  );
  it.each(['18.20.4', '20.18.3', '20.9.0', '9.0.0'])('%s is refused in a sentence that names both', (version) => {
    expect(nodeComplaint(version)).toContain('needs Node 20.19 or newer');
    expect(nodeComplaint(version)).toContain(version);
  });
});

describe('what is installed against the lock', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  it.each([
    ['everything', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } }, true],
    ['all but another platform’s binary', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['a package is missing', { 'node_modules/b': { version: '2.0.0' } }, false],
    ['a package of another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    [
      'an optional one of another version',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.1.0' } },
      false,
    ],
  ])('%s', (_what, packages, matches) => expect(matchesLock(lock, { packages })).toBe(matches));
  it('nothing', () => expect(matchesLock(lock, null)).toBe(false));
});
