const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-8, as `Secret.data` holds them: base64 with padding (RFC 4648, section 4). Half a surrogate pair counts as U+FFFD. */
export function encodeBase64(text: string): string {
  return base64OfBytes(utf8(text));
}

export function base64OfBytes(bytes: readonly number[]): string {
  let result = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => LETTERS[(group >> shift) & 63] ?? '');
    if (c === undefined) letters[3] = '=';
    if (b === undefined) letters[2] = '=';
    result += letters.join('');
  }
  return result;
}

/** How many bytes base64 stands for. */
export function base64Length(text: string): number {
  const letters = text.replace(/[\r\n=]/g, '');
  return Math.floor((letters.length * 3) / 4);
}

/** The marks of a character's first byte, by how many more follow. */
const HEADS = [0, 0xc0, 0xe0, 0xf0];

function utf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const written = character.codePointAt(0) ?? 0;
    const code = written >= 0xd800 && written <= 0xdfff ? 0xfffd : written;
    const rest = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes.push((HEADS[rest] ?? 0) | (code >> (6 * rest)));
    for (let i = rest - 1; i >= 0; i -= 1) bytes.push(0x80 | ((code >> (6 * i)) & 63));
  }
  return bytes;
}
