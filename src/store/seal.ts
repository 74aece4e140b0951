/**
 * A checksum of a text that is kept: 32 bits of FNV-1a over its code units, and its length, so that a record that was cut short or
 * spoilt is known as such. It is against accidents, not against anybody.
 */
export function sealOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}
