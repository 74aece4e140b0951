import type { ClusterSettings } from '../../core/index.js';
import type { MessageCode } from '../../messages/index.js';

/** What is wrong with settings, as one sentence, and the field that it is about. */
export interface SettingsFault {
  readonly field: keyof ClusterSettings;
  readonly code: MessageCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A range of IPv4 addresses: the first one as a number, and how many bits all have in common. */
interface Range {
  readonly first: number;
  readonly prefix: number;
}

const RANGES = ['podCIDR', 'serviceCIDR', 'nodeCIDR'] as const;
/** More nodes than a link carries. */
const MOST_NODES = 100;
/** The n-th node has the (10 + n)-th address of the nodes' network, and the last address is the broadcast's. */
const ADDRESSES_BEFORE_NODES = 10;
const SMALLEST_SERVICE_PREFIX = 12;
const LARGEST_SERVICE_PREFIX = 29;

/**
 * What keeps a cluster of these settings from working; null when nothing does. The bounds are the real programs': kube-apiserver wants a service range
 * of at most /12 and at least 8 addresses (cmd/kube-apiserver/app/options/validation.go), the node IPAM controller cuts a range of `nodeMask` for every
 * node out of the pods' (pkg/controller/nodeipam/ipam/cidrset).
 */
export function faultOf(settings: ClusterSettings): SettingsFault | null {
  return faultOfNodes(settings) ?? faultOfRanges(settings) ?? faultOfNames(settings);
}

function faultOfNodes({ nodes }: ClusterSettings): SettingsFault | null {
  const names = nodes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { field: 'nodes', code: 'ui.cluster.fault.twice', params: { name: twice } };
  for (const { name, cpu, memory } of nodes) {
    const wrong = [cpu, memory].find((amount) => !QUANTITY.test(amount));
    if (wrong !== undefined) {
      return { field: 'nodes', code: 'ui.cluster.fault.quantity', params: { name, value: wrong } };
    }
  }
  if (nodes.length <= MOST_NODES) return null;
  return { field: 'nodes', code: 'ui.cluster.fault.nodes', params: { most: MOST_NODES } };
}

const QUANTITY = /^\d+(?:\.\d+)?(?:m|[kMGTPE]i?)?$/;

function faultOfRanges(settings: ClusterSettings): SettingsFault | null {
  const ranges = new Map<(typeof RANGES)[number], Range>();
  for (const field of RANGES) {
    const range = readRange(settings[field]);
    const value = settings[field];
    if (range === undefined) return { field, code: 'ui.cluster.fault.cidr', params: { field, value } };
    for (const [other, taken] of ranges) {
      if (overlap(range, taken)) return { field, code: 'ui.cluster.fault.overlap', params: { field, other } };
    }
    ranges.set(field, range);
  }
  const { nodes, nodeMask } = settings;
  const prefixOf = (field: (typeof RANGES)[number]): number => ranges.get(field)?.prefix ?? 0;
  const room = 2 ** (nodeMask - prefixOf('podCIDR'));
  if (room < nodes.length) {
    const params = { range: settings.podCIDR, mask: nodeMask, room: Math.floor(room), nodes: nodes.length };
    return { field: 'nodeMask', code: 'ui.cluster.fault.podRoom', params };
  }
  const prefix = prefixOf('serviceCIDR');
  if (prefix < SMALLEST_SERVICE_PREFIX || prefix > LARGEST_SERVICE_PREFIX) {
    const params = { value: settings.serviceCIDR, from: SMALLEST_SERVICE_PREFIX, to: LARGEST_SERVICE_PREFIX };
    return { field: 'serviceCIDR', code: 'ui.cluster.fault.serviceSize', params };
  }
  if (2 ** (32 - prefixOf('nodeCIDR')) > ADDRESSES_BEFORE_NODES + nodes.length + 1) return null;
  const params = { value: settings.nodeCIDR, nodes: nodes.length };
  return { field: 'nodeCIDR', code: 'ui.cluster.fault.nodeRoom', params };
}

function faultOfNames({ clusterDomain }: ClusterSettings): SettingsFault | null {
  if (clusterDomain.length <= 253 && clusterDomain.split('.').every((label) => DNS_LABEL.test(label))) return null;
  return { field: 'clusterDomain', code: 'ui.cluster.fault.domain', params: { value: clusterDomain } };
}

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** `10.244.0.0/16`, as the range itself and not an address inside it; undefined for anything else. */
function readRange(text: string): Range | undefined {
  const [, address = '', bits = ''] = /^(\d+(?:\.\d+){3})\/(\d+)$/.exec(text) ?? [];
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) {
    return undefined;
  }
  const prefix = Number(bits);
  const first = parts.reduce((sum, part) => sum * 256 + Number(part), 0);
  return prefix >= 1 && prefix <= 32 && first % 2 ** (32 - prefix) === 0 ? { first, prefix } : undefined;
}

function overlap(a: Range, b: Range): boolean {
  const end = ({ first, prefix }: Range): number => first + 2 ** (32 - prefix);
  return a.first < end(b) && b.first < end(a);
}
