/**
 * Everything that chance decides in the cluster is a hash of the seed and of what it is about, so that an edit elsewhere never
 * moves it. These functions are part of the link format: old links replay only while they give the same numbers.
 */

/** FNV-1a, 32 bits, over the UTF-16 units of a text (`hash/fnv` New32a gives the same for ASCII). */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A 32-bit number that depends on every bit of the seed and the text. */
export function seededNumber(seed: number, text: string): number {
  let hash = fnv1a(text) ^ Math.imul(seed | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A whole number from 0 to `below` - 1. */
export function seededBelow(seed: number, text: string, below: number): number {
  return below <= 0 ? 0 : seededNumber(seed, text) % below;
}

/** No vowels and nothing that looks like one: `k8s.io/apimachinery/pkg/util/rand/rand.go`. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** The five letters that the API server puts after a generateName (`pkg/api/.../names/generate.go`). */
export function nameSuffix(seed: number, text: string): string {
  let suffix = '';
  for (let i = 0; i < 5; i++) suffix += ALPHABET[seededBelow(seed, `${i}|${text}`, ALPHABET.length)];
  return suffix;
}

/** Letters that spell no words, one for each character: `SafeEncodeString` of the same file. */
export function safeEncode(text: string): string {
  let encoded = '';
  for (let i = 0; i < text.length; i++) encoded += ALPHABET[text.charCodeAt(i) % ALPHABET.length];
  return encoded;
}

/** A version-4 UUID. */
export function seededUid(seed: number, text: string): string {
  const hex = [0, 1, 2, 3].map((i) => seededNumber(seed, `${i}#${text}`).toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[parseInt(hex.charAt(16), 16) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** JSON with the keys of every map in order: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
