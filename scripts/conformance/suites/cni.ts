import { checkPodIp, nextPodIp, podRange, type PodRange } from '../../../src/core/cluster/host-local.js';
import { compare, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface Row {
  readonly subnets: readonly string[];
  readonly taken: readonly string[];
  readonly lastReserved: string | null;
  readonly expected?: string;
  readonly expectedError?: string;
}

interface Sequence {
  readonly name: string;
  readonly subnet: string;
  readonly steps?: readonly (readonly [operation: string, id: string, expected: string])[];
  readonly lastReserved?: string;
  readonly order?: readonly string[];
}

const FILE = 'host-local.json';

function rangesOf(subnets: readonly string[]): PodRange[] {
  return subnets.map((subnet) => podRange(subnet)).filter((range) => range !== undefined);
}

/** Which pod address host-local gives next. */
export const cni: Suite = {
  name: 'cni',
  run(dir) {
    const { rows, sequences } = readJson<{ rows: readonly Row[]; sequences: readonly Sequence[] }>(dir, FILE);
    const cases: CaseResult[] = rows.map((row, i) => {
      const ip = nextPodIp(rangesOf(row.subnets), row.lastReserved ?? undefined, (one) => row.taken.includes(one));
      const expected = row.expected ?? row.expectedError;
      return compare(rowName(FILE, 'rows', i), expected, ip ?? 'no IP addresses available in range set');
    });
    sequences.forEach((sequence, i) => {
      const actual = sequence.order ? walk(sequence) : perform(sequence);
      cases.push(compare(rowName(FILE, 'sequences', i, sequence.name), sequence.order ?? sequence.steps, actual));
    });
    return { cases };
  },
};

/** The whole round from a last reserved address. */
function walk({ subnet, lastReserved, order = [] }: Sequence): string[] {
  const taken = new Set<string>();
  let last = lastReserved;
  const given: string[] = [];
  for (const _ of order) {
    const ip = nextPodIp(rangesOf([subnet]), last, (one) => taken.has(one));
    if (ip === undefined) break;
    taken.add(ip);
    last = ip;
    given.push(ip);
  }
  return given;
}

function perform({ subnet, steps = [] }: Sequence): (readonly string[])[] {
  const ranges = rangesOf([subnet]);
  const mask = subnet.split('/')[1];
  const held = new Map<string, string>();
  let last: string | undefined;
  return steps.map(([operation, id, expected]) => {
    if (operation === 'del') {
      held.delete(id);
      return [operation, id, 'ok'];
    }
    const taken = (ip: string) => [...held.values()].includes(ip);
    const [, requested] = operation.split(' ');
    if (requested !== undefined) {
      const problem = checkPodIp(ranges, requested, taken);
      if (problem !== undefined) return [operation, id, expected === 'error' ? 'error' : `error: ${problem}`];
      held.set(id, requested);
      return [operation, id, `${requested}/${mask}`];
    }
    const ip = nextPodIp(ranges, last, taken);
    if (ip === undefined) return [operation, id, 'error'];
    held.set(id, ip);
    last = ip;
    return [operation, id, `${ip}/${mask}`];
  });
}
