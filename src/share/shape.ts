import type { ClusterSettings, ManifestFile, NodeSetting, TrafficRequest } from '../core/index.js';
import { readAction } from './action-shape.js';
import { asRecord, isCount, isKey, isName, isText, listOf, type Reader } from './checks.js';
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
