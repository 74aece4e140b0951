/** What is read of a certificate: the names it is for. `undefined` where its DER is not as X.509 has it. */
export interface ReadCertificate {
  readonly names: readonly string[] | undefined;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of base64 text, white space left out; undefined when it is none (RFC 4648, section 4). */
export function decodeBase64(text: string): Uint8Array | undefined {
  const letters = text.replace(/\s/g, '');
  if (letters.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(letters)) return undefined;
  const body = letters.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let group = 0;
  let at = 0;
  for (let i = 0; i < body.length; i++) {
    group = ((group << 6) | LETTERS.indexOf(body[i] ?? 'A')) & 0xffffff;
    const bits = (i % 4) * 6 + 6;
    if (bits > 6) bytes[at++] = (group >> (6 - 2 * (i % 4))) & 255;
  }
  return bytes;
}

/** The first block of a PEM text with this label (`CERTIFICATE`), as bytes (RFC 7468). */
function blockOf(text: string, label: RegExp): Uint8Array | undefined {
  const found = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/.exec(text);
  return found && label.test(found[1] ?? '') ? decodeBase64(found[2] ?? '') : undefined;
}

/** Whether a value of a Secret (base64) is a private key in PEM. Whether it fits a certificate is not looked at: that takes a cryptographic library. */
export function isPrivateKey(data: string): boolean {
  const text = textOf(data);
  return text !== undefined && blockOf(text, /PRIVATE KEY$/) !== undefined;
}

/** The certificate in a value of a Secret (base64 of PEM); undefined when it is none. */
export function readCertificate(data: string): ReadCertificate | undefined {
  const text = textOf(data);
  const der = text === undefined ? undefined : blockOf(text, /^(?:X509 |TRUSTED )?CERTIFICATE$/);
  return der && der.length > 0 ? { names: namesOf(der) } : undefined;
}

function textOf(data: string): string | undefined {
  const bytes = decodeBase64(data);
  return bytes && String.fromCharCode(...bytes.subarray(0, MAX_BYTES));
}

/** More than any chain of certificates holds. */
const MAX_BYTES = 32_768;

interface Value {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/** The values that stand one after another in DER (X.690, section 8.1); undefined when the lengths do not add up. */
function valuesIn(bytes: Uint8Array): readonly Value[] | undefined {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    let start = at + 2;
    if (length >= 128) {
      const size = length - 128;
      length = 0;
      for (let i = 0; i < size; i++) length = length * 256 + (bytes[start + i] ?? 0);
      start += size;
    }
    const end = start + length;
    if (end > bytes.length) return undefined;
    values.push({ tag, bytes: bytes.subarray(start, end) });
    at = end;
  }
  return values;
}

const SEQUENCE = 0x30;
const OID = 0x06;
const OCTETS = 0x04;
const EXTENSIONS = 0xa3;
const DNS_NAME = 0x82;
/** 2.5.29.17, subjectAltName, and 2.5.4.3, commonName. */
const ALT_NAME = '85,29,17';
const COMMON_NAME = '85,4,3';

/** The DNS names of the subjectAltName; without any, the subject's common name (RFC 5280, sections 4.1 and 4.2.1.6). */
function namesOf(der: Uint8Array): readonly string[] | undefined {
  const [certificate] = valuesIn(der) ?? [];
  const [body] = (certificate?.tag === SEQUENCE ? valuesIn(certificate.bytes) : undefined) ?? [];
  const fields = body?.tag === SEQUENCE ? valuesIn(body.bytes) : undefined;
  if (!fields) return undefined;
  const alternative = fields.find(({ tag }) => tag === EXTENSIONS);
  const names = alternative ? alternativeNames(alternative.bytes) : [];
  if (names.length > 0) return names;
  // version (where there is one), serial number, algorithm, issuer, validity, subject
  const first = fields[0]?.tag === 0xa0 ? 1 : 0;
  const subject = fields[first + 4];
  return subject ? commonNames(subject.bytes) : undefined;
}

function alternativeNames(bytes: Uint8Array): readonly string[] {
  const [list] = valuesIn(bytes) ?? [];
  for (const extension of (list && valuesIn(list.bytes)) ?? []) {
    const parts = valuesIn(extension.bytes) ?? [];
    if (parts[0]?.tag !== OID || parts[0].bytes.join(',') !== ALT_NAME) continue;
    const octets = parts.find(({ tag }) => tag === OCTETS);
    const [names] = (octets && valuesIn(octets.bytes)) ?? [];
    return ((names && valuesIn(names.bytes)) ?? [])
      .filter(({ tag }) => tag === DNS_NAME)
      .map(({ bytes: text }) => ascii(text));
  }
  return [];
}

function commonNames(subject: Uint8Array): readonly string[] {
  return (valuesIn(subject) ?? []).flatMap((set) =>
    (valuesIn(set.bytes) ?? []).flatMap((pair) => {
      const [type, value] = valuesIn(pair.bytes) ?? [];
      return type?.bytes.join(',') === COMMON_NAME && value ? [ascii(value.bytes)] : [];
    }),
  );
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes).toLowerCase();
}

/** Whether a certificate's name is good for a host: the same, or a wildcard for its first label (RFC 6125, section 6.4.3). */
export function covers(name: string, host: string): boolean {
  if (name === host) return true;
  const dot = host.indexOf('.');
  return name.startsWith('*.') && dot > 0 && name.slice(1) === host.slice(dot);
}
