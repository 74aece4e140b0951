import type { Service } from '../../../src/core/index.js';
import { defaultObject } from '../../../src/core/index.js';
import { checkServiceIp, nextServiceIp, serviceRange } from '../../../src/core/cluster/address-range.js';
import { checkPort, nextPort, NODE_PORTS, portRange } from '../../../src/core/cluster/port-range.js';
import { allocateService } from '../../../src/core/cluster/service-allocation.js';
import { compare, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface AllocationStep {
  readonly op: 'allocate' | 'allocateNext' | 'release';
  readonly times?: number;
  readonly ip?: string;
  readonly port?: number;
  readonly expect: string;
  readonly free?: number;
  readonly used?: number;
}

interface AllocatorCase {
  readonly name: string;
  readonly cidr?: string;
  readonly range?: string;
  readonly free: number;
  readonly steps: readonly AllocationStep[];
}

/** An allocator with the taken ones in a set, so that the same steps serve addresses and ports. */
interface Allocator<T> {
  readonly size: number;
  check(one: T, taken: (one: T) => boolean): string | undefined;
  next(start: number, taken: (one: T) => boolean): T | undefined;
}

function runSteps<T>(
  allocator: Allocator<T>,
  steps: readonly AllocationStep[],
  wanted: (step: AllocationStep) => T | undefined,
) {
  const taken = new Set<T>();
  const isTaken = (one: T) => taken.has(one);
  return steps.map((step) => {
    const { op, expect: _, ...rest } = step;
    const result: Record<string, unknown> = { op };
    for (let i = 0; i < (step.times ?? 1); i++) {
      const one = wanted(step);
      if (op === 'release') {
        result['expect'] = one !== undefined && taken.delete(one) ? 'ok' : 'not allocated';
      } else if (op === 'allocate' && one !== undefined) {
        const problem = allocator.check(one, isTaken);
        if (!problem) taken.add(one);
        result['expect'] = problem ?? 'ok';
      } else {
        const given = allocator.next(i * 7, isTaken);
        if (given !== undefined) taken.add(given);
        result['expect'] = given === undefined ? 'ErrFull' : 'ok';
        if (one !== undefined) result[rest.port === undefined ? 'ip' : 'port'] = given;
      }
    }
    return {
      ...rest,
      ...result,
      ...(rest.free === undefined ? {} : { free: allocator.size - taken.size }),
      ...(rest.used === undefined ? {} : { used: taken.size }),
    };
  });
}

function addressCases(dir: string): CaseResult[] {
  const file = 'clusterip-allocate.json';
  const { cases } = readJson<{ cases: readonly AllocatorCase[] }>(dir, file);
  return cases.map(({ name, cidr = '', free, steps }, i) => {
    const range = serviceRange(cidr);
    if (!range) return compare(rowName(file, 'cases', i, name), 'a range', undefined);
    const allocator: Allocator<string> = {
      size: range.size,
      check: (ip, taken) => checkServiceIp(range, ip, taken),
      next: (start, taken) => nextServiceIp(range, start, taken),
    };
    const actual = { free: range.size, steps: runSteps(allocator, steps, (step) => step.ip) };
    return compare(rowName(file, 'cases', i, name), { free, steps }, actual);
  });
}

function portCases(dir: string): CaseResult[] {
  const file = 'nodeport-allocate.json';
  const { cases } = readJson<{ cases: readonly AllocatorCase[] }>(dir, file);
  return cases.map(({ name, range: text = '', free, steps }, i) => {
    const [first = 0, last = 0] = text.split('-').map(Number);
    const range = portRange(first, last - first + 1);
    const allocator: Allocator<number> = {
      size: range.size,
      check: (port, taken) => checkPort(range, port, taken),
      next: (start, taken) => nextPort(range, start, taken),
    };
    const actual = { free: range.size, steps: runSteps(allocator, steps, (step) => step.port) };
    return compare(rowName(file, 'cases', i, name), { free, steps }, actual);
  });
}

interface NodePortCase {
  readonly name: string;
  readonly create: Service;
  readonly update?: Service;
  readonly expected: readonly (number | 'any')[];
}

function nodePortCases(dir: string): CaseResult[] {
  const file = 'nodeport-services.json';
  const { cases } = readJson<{ cases: readonly NodePortCase[] }>(dir, file);
  return cases.map(({ name, create, update, expected }, i) => {
    const created = allocated(create, undefined);
    const stored = update ? allocated(update, created) : created;
    const ports = stored?.spec.ports?.map((port) => port.nodePort) ?? [];
    const isFree = (port: number | undefined) =>
      port !== undefined && checkPort(NODE_PORTS, port, () => false) === undefined;
    const actual = ports.map((port, at) => (expected[at] === 'any' && isFree(port) ? 'any' : port));
    return compare(rowName(file, 'cases', i, name), expected, actual);
  });
}

function allocated(service: Service, old: Service | undefined): Service | undefined {
  const result = allocateService(defaultObject(service) as Service, old, {
    range: serviceRange('10.96.0.0/12'),
    rangeText: '10.96.0.0/12',
    seed: 42,
    isIpTaken: () => false,
    isPortTaken: () => false,
  });
  return 'service' in result ? result.service : undefined;
}

/** The allocators of Service addresses and node ports. */
export const serviceAlloc: Suite = {
  name: 'service-alloc',
  run(dir) {
    const bands = 'clusterip-static-band.json';
    const ports = 'nodeport-static-band.json';
    const addressRows = readJson<{ rows: readonly { cidr: string; offset: number }[] }>(dir, bands).rows;
    const portRows = readJson<{ rows: readonly { base: number; size: number; offset: number }[] }>(dir, ports).rows;
    return {
      cases: [
        ...addressRows.map((row, i) =>
          compare(rowName(bands, 'rows', i, row.cidr), row.offset, serviceRange(row.cidr)?.staticBand),
        ),
        ...portRows.map((row, i) =>
          compare(rowName(ports, 'rows', i, row.size), row.offset, portRange(row.base, row.size).staticBand),
        ),
        ...addressCases(dir),
        ...portCases(dir),
        ...nodePortCases(dir),
      ],
    };
  },
};
