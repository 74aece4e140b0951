import type { Action, ClusterSettings, ManifestFile, NodeSetting, ObjectKey, TrafficRequest } from '../core/index.js';
import type { SharedWork } from './types.js';

/**
 * Readers of untrusted JSON. Each gives a fresh value with the known fields only, or null when anything about it is wrong:
 * a link is the work of a stranger, and nothing of it is used before it was looked at.
 */
type Reader<T> = (value: unknown) => T | null;

const MAX_FILES = 200;
const MAX_NODES = 100;
const MAX_OPERATIONS = 2000;
const KEY = /^[A-Za-z]+\/[^/]*\/[^/]+$/;

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
  return { nodes, podCIDR, nodeMask, serviceCIDR, nodeCIDR, clusterDomain, seed };
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

const readAction: Reader<Action> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { type, pod, ready, container, workload, replicas, node, on, force } = record;
  switch (type) {
    case 'delete-pod':
      if (!isKey(pod) || (force !== undefined && typeof force !== 'boolean')) return null;
      return force === undefined ? { type, pod } : { type, pod, force };
    case 'set-readiness':
      return isKey(pod) && typeof ready === 'boolean' ? { type, pod, ready } : null;
    case 'crash-container':
      return isKey(pod) && isName(container) ? { type, pod, container } : null;
    case 'scale':
      return isKey(workload) && isCount(replicas, 100_000) ? { type, workload, replicas } : null;
    case 'cordon':
      return isName(node) && typeof on === 'boolean' ? { type, node, on } : null;
    case 'drain':
    case 'fail-node':
    case 'heal-node':
      return isName(node) ? { type, node } : null;
    default:
      return null;
  }
};

const readRequest: Reader<TrafficRequest> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const from = readSource(record['from']);
  const to = readTarget(record['to']);
  const { port, protocol, attempt } = record;
  if (from === null || to === null || !isCount(port, 65_535) || !isCount(attempt, Number.MAX_SAFE_INTEGER)) return null;
  return protocol === 'TCP' || protocol === 'UDP' || protocol === 'SCTP' ? { from, to, port, protocol, attempt } : null;
};

const readSource: Reader<TrafficRequest['from']> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { kind, pod, node } = record;
  if (kind === 'pod') return isKey(pod) ? { kind, pod } : null;
  if (kind === 'node') return isName(node) ? { kind, node } : null;
  return kind === 'outside' ? { kind } : null;
};

const readTarget: Reader<TrafficRequest['to']> = (value) => {
  const record = asRecord(value);
  if (record === null) return null;
  const { kind, service, pod, ip, name } = record;
  if (kind === 'service') return isKey(service) ? { kind, service } : null;
  if (kind === 'pod') return isKey(pod) ? { kind, pod } : null;
  if (kind === 'ip') return isName(ip) ? { kind, ip } : null;
  return kind === 'name' && isName(name) ? { kind, name } : null;
};

/** A plain object's own fields, on an object without a prototype, so that `__proto__` and `toString` are not there. */
function asRecord(value: unknown): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

function listOf<T>(value: unknown, most: number, read: Reader<T>): readonly T[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const items: T[] = [];
  for (const item of value as readonly unknown[]) {
    const read1 = read(item);
    if (read1 === null) return null;
    items.push(read1);
  }
  return items;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 1024;
}

function isName(value: unknown): value is string {
  return isText(value) && value !== '';
}

function isKey(value: unknown): value is ObjectKey {
  return isText(value) && KEY.test(value);
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}
