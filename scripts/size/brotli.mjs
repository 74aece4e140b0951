// @ts-check
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

/** @type {Map<string, number>} */
const known = new Map();

/** @param {string} file @returns {number} its size when a server compresses it at its best; a file is compressed once a run */
export function brotliBytes(file) {
  const before = known.get(file);
  if (before !== undefined) return before;
  const size = brotliCompressSync(readFileSync(file), {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  }).length;
  known.set(file, size);
  return size;
}
