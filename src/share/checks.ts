import type { ObjectKey } from '../core/index.js';

/**
 * Readers of untrusted JSON. Each gives a fresh value with the known fields only, or null when anything about it is wrong:
 * a link is the work of a stranger, and nothing of it is used before it was looked at.
 */
export type Reader<T> = (value: unknown) => T | null;

const KEY = /^[A-Za-z]+\/[^/]*\/[^/]+$/;

/** A plain object's own fields, on an object without a prototype, so that `__proto__` and `toString` are not there. */
export function asRecord(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

export function listOf<T>(value: unknown, most: number, read: Reader<T>): readonly T[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const items: T[] = [];
  for (const item of value as readonly unknown[]) {
    const read1 = read(item);
    if (read1 === null) return null;
    items.push(read1);
  }
  return items;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 1024;
}

export function isName(value: unknown): value is string {
  return isText(value) && value !== '';
}

/** The key of an object, of this kind where one is named: what is done to a pod cannot be done to a Deployment. */
export function isKey(value: unknown, kind?: string): value is ObjectKey {
  return isText(value) && KEY.test(value) && (kind === undefined || value.startsWith(`${kind}/`));
}

export function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

/** What was added to the format after its first day: absent is fine (undefined), wrong is wrong (null). */
export function optional<T>(value: unknown, read: Reader<T>): T | null | undefined {
  return value === undefined ? undefined : read(value);
}

/** Takes one of these words. */
export function oneOf<T extends string>(...words: readonly T[]): Reader<T> {
  return (value) => words.find((word) => word === value) ?? null;
}
