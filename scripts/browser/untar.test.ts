import { describe, expect, it } from 'vitest';
import { untar } from './untar.mjs';

/** One ustar entry, made by hand. */
function entry(name: string, body: string, { type = '0', prefix = '' } = {}): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000755\0', 100);
  header.write(body.length.toString(8).padStart(11, '0'), 124);
  header.write(type, 156);
  header.write('ustar', 257);
  header.write(prefix, 345);
  const padded = Buffer.alloc(Math.ceil(body.length / 512) * 512);
  padded.write(body);
  return Buffer.concat([header, padded]);
}

const END = Buffer.alloc(1024);
const read = (...parts: Buffer[]) =>
  [...untar(Buffer.concat(parts))].map(({ name, mode, body }) => [name, mode, body.toString()]);

describe('untar', () => {
  it('gives regular files in order with their mode', () => {
    const long = 'x'.repeat(513);
    expect(read(entry('a', 'one'), entry('d/', '', { type: '5' }), entry('d/b', long), END)).toEqual([
      ['a', 0o755, 'one'],
      ['d/b', 0o755, long],
    ]);
  });
  it('joins a name that was split', () =>
    expect(read(entry('b', '', { prefix: 'a' }), END)).toEqual([['a/b', 0o755, '']]));
  it('says where a cut archive breaks', () => {
    expect(() => read(entry('a', 'x'.repeat(600)).subarray(0, 600))).toThrow('broken tar archive at byte 0');
  });
});
