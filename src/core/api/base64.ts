const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-8, as `Secret.data` holds them: base64 with padding (RFC 4648, section 4). Half a surrogate pair counts as U+FFFD. */
export function encodeBase64(text: string): string {
  const bytes = utf8(text);
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

/** The text of base64 bytes; undefined where it is no base64. Bytes that are no UTF-8 read as U+FFFD. Line breaks are skipped. */
export function decodeBase64(text: string): string | undefined {
  const letters = text.replace(/[\r\n]/g, '');
  if (letters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(letters)) return undefined;
  const bytes: number[] = [];
  for (let i = 0; i < letters.length; i += 4) {
    const group = [0, 1, 2, 3].reduce((sum, j) => (sum << 6) | Math.max(0, LETTERS.indexOf(letters[i + j] ?? 'A')), 0);
    bytes.push((group >> 16) & 255);
    if (letters[i + 2] !== '=') bytes.push((group >> 8) & 255);
    if (letters[i + 3] !== '=') bytes.push(group & 255);
  }
  return fromUtf8(bytes);
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

function fromUtf8(bytes: readonly number[]): string {
  let result = '';
  for (let i = 0; i < bytes.length;) {
    const head = bytes[i] ?? 0;
    const rest =
      head < 0x80 ? 0 : head >= 0xc2 && head < 0xe0 ? 1 : head >= 0xe0 && head < 0xf0 ? 2 : head < 0xf5 ? 3 : -1;
    const tail = bytes.slice(i + 1, i + 1 + Math.max(rest, 0));
    const whole =
      rest >= 0 && !(head >= 0x80 && head < 0xc2) && tail.length === rest && tail.every((b) => b >> 6 === 2);
    const code = tail.reduce((sum, byte) => (sum << 6) | (byte & 63), rest === 0 ? head : head & (0x3f >> rest));
    const least = [0, 0x80, 0x800, 0x10000][Math.max(rest, 0)] ?? 0;
    const good = whole && code >= least && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    result += good ? String.fromCodePoint(code) : '\uFFFD';
    i += good ? rest + 1 : 1;
  }
  return result;
}
