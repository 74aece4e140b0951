// @ts-check
const BLOCK = 512;
const REGULAR = new Set(['0', '\0', '']);

/** @param {Buffer} block @param {number} from @param {number} length */
const text = (block, from, length) => block.toString('utf8', from, from + length).replace(/\0.*$/s, '');

/**
 * Reads a POSIX ustar archive held in memory. Links, devices and the long names of other dialects are passed over: the archives read
 * here have none.
 * @param {Buffer} archive
 * @returns {Generator<{ name: string, mode: number, body: Buffer }>} its regular files in order
 */
export function* untar(archive) {
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    const name = text(header, 0, 100);
    if (name === '') return;
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8);
    if (!Number.isSafeInteger(size) || at + BLOCK + size > archive.length)
      throw new Error(`broken tar archive at byte ${at}`);
    if (REGULAR.has(text(header, 156, 1))) {
      const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
      const mode = Number.parseInt(text(header, 100, 8).trim() || '644', 8);
      yield { name: prefix ? `${prefix}/${name}` : name, mode, body: archive.subarray(at + BLOCK, at + BLOCK + size) };
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
}
