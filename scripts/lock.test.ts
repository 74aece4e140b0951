import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

interface LockEntry {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};
const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Readonly<Record<string, string>>
>;

/** npm looks for a package beside its user first, then in each folder above, as Node does. */
function isLocked(user: string, name: string): boolean {
  for (let at = user; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (Object.hasOwn(lock.packages, `${at}/node_modules/${name}`)) return true;
  }
  return Object.hasOwn(lock.packages, `node_modules/${name}`);
}

// A lock written where some platforms' binaries could not be seen lacks them, and `npm ci` then dies on every machine.
it('has an entry for every optional dependency of every package, for all platforms', () => {
  const optional = Object.entries(lock.packages).flatMap(([user, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).map((name) => ({ user, name })),
  );
  expect(optional.length).toBeGreaterThan(20);
  expect(optional.filter(({ user, name }) => !isLocked(user, name))).toEqual([]);
});

it('is of exact versions only, and of no address', () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  for (const [name, version] of Object.entries(wanted))
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
});
