import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { fromBase64Url, toBase64Url } from './base64url.js';
import { DICTIONARY_K1 } from './dictionary.js';
import { readWork } from './shape.js';
import type { LinkFault, SharedWork } from './types.js';

/** The longest fragment that is looked at, in characters. */
export const MAX_FRAGMENT = 64 * 1024;
/** The most that a payload may unpack to, in bytes. Unpacking stops there. */
const MAX_UNPACKED = 1024 * 1024;

/** Compressed bytes given to the inflater at a time. Deflate expands at most 1032 times, so a piece never yields over 264 KiB. */
const PIECE = 256;
const CHECK_BYTES = 4;

const dictionary = strToU8(DICTIONARY_K1);

export type Unpacked =
  { readonly ok: true; readonly work: SharedWork } | { readonly ok: false; readonly fault: LinkFault };

/** A work as the payload of a `k1` link: checksum and deflated JSON, in base64url. The same work gives the same text. */
export function packWork(work: SharedWork): string {
  const { files, settings, history, request } = work;
  const json = strToU8(
    JSON.stringify({
      files: files.map(({ id, name, text }) => ({ id, name, text })),
      settings: inOrder(settings),
      history,
      request,
    }),
  );
  const packed = deflateSync(json, { level: 9, dictionary });
  const bytes = new Uint8Array(CHECK_BYTES + packed.length);
  new DataView(bytes.buffer).setUint32(0, checksum(json));
  bytes.set(packed, CHECK_BYTES);
  return toBase64Url(bytes);
}

/** The work in a `k1` payload, or why there is none. Takes anything, throws nothing, never unpacks over `MAX_UNPACKED`. */
export function unpackWork(payload: string): Unpacked {
  const bytes = fromBase64Url(payload);
  if (bytes === null || bytes.length <= CHECK_BYTES) return { ok: false, fault: 'unreadable' };
  const json = inflate(bytes.subarray(CHECK_BYTES));
  if (json === 'too-big' || json === 'unreadable') return { ok: false, fault: json };
  if (new DataView(bytes.buffer).getUint32(0) !== checksum(json)) return { ok: false, fault: 'unreadable' };
  let value: unknown;
  try {
    value = JSON.parse(strFromU8(json));
  } catch {
    return { ok: false, fault: 'unreadable' };
  }
  const work = readWork(value);
  return work === null ? { ok: false, fault: 'wrong-shape' } : { ok: true, work };
}

/** Unpacks piece by piece and stops as soon as there is too much. */
function inflate(packed: Uint8Array): Uint8Array | 'too-big' | 'unreadable' {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Inflate({ dictionary }, (piece, final) => {
    size += piece.length;
    ended ||= final;
    if (size <= MAX_UNPACKED) pieces.push(piece.slice());
  });
  try {
    for (let from = 0; from < packed.length && size <= MAX_UNPACKED; from += PIECE) {
      const to = Math.min(from + PIECE, packed.length);
      stream.push(packed.slice(from, to), to === packed.length);
    }
  } catch {
    return size > MAX_UNPACKED ? 'too-big' : 'unreadable';
  }
  if (size > MAX_UNPACKED) return 'too-big';
  if (!ended) return 'unreadable';
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** FNV-1a, 32 bits: raw deflate has no checksum of its own, and a link that lost a character must not open as another work. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The settings with their fields in one order, so that equal settings make equal links. */
function inOrder(settings: SharedWork['settings']): SharedWork['settings'] {
  const { loadBalancer, networkPolicy } = settings;
  return {
    nodes: settings.nodes.map(({ name, controlPlane, cpu, memory, zone }) => ({
      name,
      controlPlane,
      cpu,
      memory,
      zone,
    })),
    podCIDR: settings.podCIDR,
    nodeMask: settings.nodeMask,
    serviceCIDR: settings.serviceCIDR,
    nodeCIDR: settings.nodeCIDR,
    clusterDomain: settings.clusterDomain,
    seed: settings.seed,
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
    ...(networkPolicy === undefined ? {} : { networkPolicy }),
  };
}
