import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The first 16 letters of base32(sha256(text)): what keeps chain names under the kernel's 28 characters. */
function chainHash(text: string): string {
  const digest = sha256(utf8ToBytes(text));
  let name = '';
  // 16 letters are 80 bits: two runs of five bytes, eight letters each.
  for (const at of [0, 5]) {
    const high = (digest[at] ?? 0) * 2 ** 12 + (digest[at + 1] ?? 0) * 2 ** 4 + ((digest[at + 2] ?? 0) >> 4);
    const low = ((digest[at + 2] ?? 0) & 15) * 2 ** 16 + (digest[at + 3] ?? 0) * 2 ** 8 + (digest[at + 4] ?? 0);
    for (const half of [high, low])
      for (let shift = 15; shift >= 0; shift -= 5) name += BASE32.charAt((half >>> shift) & 31);
  }
  return name;
}

/** `ns/name:port`, or `ns/name` for a port without a name: `ServicePortName.String` of pkg/proxy/types.go. */
export function servicePortName(namespace: string, name: string, port: string): string {
  return port === '' ? `${namespace}/${name}` : `${namespace}/${name}:${port}`;
}

/** The names of the chains of one Service port; all but KUBE-SEP share a hash (pkg/proxy/iptables/proxier.go, `portProtoHash`). */
export interface ServiceChainNames {
  readonly hash: string;
  readonly svc: string;
  readonly svl: string;
  readonly ext: string;
  readonly fw: string;
}

/** `portName` is what `servicePortName` gives, `protocol` in small letters (`tcp`). */
export function serviceChainNames(portName: string, protocol: string): ServiceChainNames {
  const hash = chainHash(portName + protocol);
  return { hash, svc: `KUBE-SVC-${hash}`, svl: `KUBE-SVL-${hash}`, ext: `KUBE-EXT-${hash}`, fw: `KUBE-FW-${hash}` };
}

/** The chain of one endpoint of a Service port; `endpoint` is `ip:port`, an IPv6 address in brackets (`servicePortEndpointChainName`). */
export function endpointChainName(portName: string, protocol: string, endpoint: string): string {
  return `KUBE-SEP-${chainHash(portName + protocol + endpoint)}`;
}
