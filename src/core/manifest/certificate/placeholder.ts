import { sha256 } from '@noble/hashes/sha2.js';
import { base64OfBytes } from '../../api/base64.js';
import { ascii, bigEndian, bits, der, integer, TAGS, type Bytes } from './der.js';

/** A certificate and its key in PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/**
 * The key of every placeholder: SHA-256 of "kubewalk placeholder certificate", and its point on P-256. Everybody has it, so that it guards
 * nothing, and need not: what is wanted is a pair that a balancer can load.
 */
const KEY = 0x3904f7e03cb323d0ba8acbf6619b177042296103a0c80e3734ff95bbb5d4b784n;
const POINT: Bytes = [
  0x04,
  ...bigEndian(0xfc0ea99f9fdbfa9cba75b6e8a641bb8c55daa0572b78ec7983d75d51f676da90n, 32),
  ...bigEndian(0x02c5729f658a99792fe58d24357537c338c5bedf69896efbda2798bde0a9f498n, 32),
];
/** The order of the group, and the first coordinate of its generator. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const GENERATOR_X = 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n;

const P256 = der(TAGS.oid, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]);
const EC_KEY = der(TAGS.oid, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01]);
const ECDSA_SHA256 = der(TAGS.sequence, der(TAGS.oid, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
const COMMON_NAME = der(TAGS.oid, [0x55, 0x04, 0x03]);
const ALTERNATIVE_NAMES = der(TAGS.oid, [0x55, 0x1d, 0x11]);

const SUBJECT = der(
  TAGS.sequence,
  der(TAGS.set, der(TAGS.sequence, COMMON_NAME, der(TAGS.utf8, ascii('Kubewalk placeholder certificate')))),
);

/**
 * A self-signed certificate for these hosts, valid from 2020 to 2049: made by nobody in particular, trusted by nobody, and the same for the
 * same hosts. The structure is RFC 5280's, the signature ECDSA with SHA-256 on P-256.
 */
export function placeholderCertificate(hosts: readonly string[]): KeyPair {
  const names = hosts.map((host) => der(TAGS.dnsName, ascii(host)));
  const extension = der(TAGS.sequence, ALTERNATIVE_NAMES, der(TAGS.octets, der(TAGS.sequence, ...names)));
  const body = der(
    TAGS.sequence,
    der(0xa0, integer(2n)),
    integer(1n),
    ECDSA_SHA256,
    SUBJECT,
    der(TAGS.sequence, der(TAGS.utcTime, ascii('200101000000Z')), der(TAGS.utcTime, ascii('491231235959Z'))),
    SUBJECT,
    der(TAGS.sequence, der(TAGS.sequence, EC_KEY, P256), bits(POINT)),
    der(0xa3, der(TAGS.sequence, extension)),
  );
  const certificate = der(TAGS.sequence, body, ECDSA_SHA256, bits(sign(body)));
  const key = der(
    TAGS.sequence,
    integer(1n),
    der(TAGS.octets, bigEndian(KEY, 32)),
    der(0xa0, P256),
    der(0xa1, bits(POINT)),
  );
  return { certificate: pem('CERTIFICATE', certificate), key: pem('EC PRIVATE KEY', key) };
}

/** FIPS 186-5, 6.4.1, with 1 for the secret number of the signature: what it would protect is the key, which is no secret. */
function sign(message: Bytes): Bytes {
  const digest = BigInt(`0x${Array.from(sha256(Uint8Array.from(message)), hex).join('')}`);
  const s = (digest + GENERATOR_X * KEY) % ORDER;
  return der(TAGS.sequence, integer(GENERATOR_X), integer(s));
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

function pem(label: string, bytes: Bytes): string {
  const lines = base64OfBytes(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
