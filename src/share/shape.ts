import type { ClusterSettings, HttpRequest, ManifestFile, NodeSetting, TrafficRequest } from '../core/index.js';
import { readAction } from './action-shape.js';
import { asRecord, isCount, isKey, isName, isText, listOf, oneOf, optional, type Reader } from './checks.js';
import type { SharedWork } from './types.js';

const MAX_FILES = 200;
const MAX_NODES = 100;
const MAX_OPERATIONS = 2000;

/** Reads a whole work: files, settings, history, request. */
export function readWork(value: unknown): SharedWork | null {
  const record = asRecord(value);
  if (record === null) return null;
  const files = readFiles(record['files']);
  const settings = readSettings(record['settings']);
  const history = listOf(record['history'], MAX_OPERATIONS, readOperation);
  const request = record['request'] === null ? null : readRequest(record['request']);
  if (files === null || settings === null || history === null) return null;
  if (request === null && record['request'] !== null) return null;
  return { files, settings, history, request };
}

/** Reads cluster settings. Whether the CIDRs make sense is for the model to say, which can say where. */
const readSettings: Reader<ClusterSettings> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const nodes = listOf(record['nodes'], MAX_NODES, readNode);
  const { podCIDR, nodeMask, serviceCIDR, nodeCIDR, clusterDomain, seed } = record;
  if (nodes === null || !isName(podCIDR) || !isName(serviceCIDR) || !isName(nodeCIDR) || !isName(clusterDomain)) {
    return null;
  }
  if (!isCount(nodeMask, 128) || !isCount(seed, 0xffffffff)) return null;
  // What a link does not say is as it was before it could be said.
  const loadBalancer = optional(record['loadBalancer'], oneOf('none', 'vip', 'proxy'));
  const networkPolicy = optional(record['networkPolicy'], oneOf('enforced', 'ignored'));
  if (loadBalancer === null || networkPolicy === null) return null;
  return {
    nodes,
    podCIDR,
    nodeMask,
    serviceCIDR,
    nodeCIDR,
    clusterDomain,
    seed,
    ...(loadBalancer === undefined ? {} : { loadBalancer }),
    ...(networkPolicy === undefined ? {} : { networkPolicy }),
  };
};

const readNode: Reader<NodeSetting> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { name, controlPlane, cpu, memory, zone } = record;
  if (!isName(name) || typeof controlPlane !== 'boolean' || !isName(cpu) || !isName(memory)) return null;
  return isText(zone) ? { name, controlPlane, cpu, memory, zone } : null;
};

const readFile: Reader<ManifestFile> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { id, name, text } = record;
  return isName(id) && isName(name) && typeof text === 'string' ? { id, name, text } : null;
};

const readFiles: Reader<readonly ManifestFile[]> = (value) => {
  const files = listOf(value, MAX_FILES, readFile);
  return files === null || new Set(files.map(({ id }) => id)).size !== files.length ? null : files;
};

const readOperation: Reader<SharedWork['history'][number]> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { op, at } = record;
  if (!isCount(at, Number.MAX_SAFE_INTEGER)) return null;
  if (op === 'apply') {
    const files = readFiles(record['files']);
    return files === null ? null : { op, files, at };
  }
  if (op !== 'act') return null;
  const action = readAction(record['action']);
  return action === null ? null : { op, action, at };
};

export const readRequest: Reader<TrafficRequest> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const from = readSource(record['from']);
  const to = readTarget(record['to']);
  const { port, protocol, attempt } = record;
  if (from === null || to === null || !isCount(port, 65_535) || !isCount(attempt, Number.MAX_SAFE_INTEGER)) return null;
  if (protocol !== 'TCP' && protocol !== 'UDP' && protocol !== 'SCTP') return null;
  const http = optional(record['http'], readHttp);
  if (http === null) return null;
  return { from, to, port, protocol, attempt, ...(http === undefined ? {} : { http }) };
};

const readHttp: Reader<HttpRequest> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { scheme, method, host, path, sni } = record;
  if (scheme !== 'http' && scheme !== 'https') return null;
  if (!isName(method) || !METHOD.test(method) || !isName(host) || !isName(path) || !PATH.test(path)) return null;
  if (sni === undefined) return { scheme, method, host, path };
  return isName(sni) ? { scheme, method, host, path, sni } : null;
};

/** A word of RFC 9110 as everybody writes them. */
const METHOD = /^[A-Z]{1,20}$/;
/** Absolute, without a query. */
const PATH = /^\/[^\s?#]*$/;

const readSource: Reader<TrafficRequest['from']> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { kind, pod, node } = record;
  if (kind === 'pod') return isKey(pod, 'Pod') ? { kind, pod } : null;
  if (kind === 'node') return isName(node) ? { kind, node } : null;
  if (kind !== 'outside') return null;
  const place = optional(record['place'], oneOf('internet', 'lan'));
  if (place === null) return null;
  return place === undefined ? { kind } : { kind, place };
};

const readTarget: Reader<TrafficRequest['to']> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { kind, service, pod, ip, name } = record;
  if (kind === 'service') return isKey(service, 'Service') ? { kind, service } : null;
  if (kind === 'pod') return isKey(pod, 'Pod') ? { kind, pod } : null;
  if (kind === 'ip') return isName(ip) ? { kind, ip } : null;
  return kind === 'name' && isName(name) ? { kind, name } : null;
};
