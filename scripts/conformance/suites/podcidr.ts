import { nextNodeCidr, nodeCidr } from '../../../src/core/cluster/node-cidr.js';
import { compare, readJson, rowName, type CaseResult, type Suite } from '../suite.js';

interface Document {
  readonly rows: readonly {
    readonly clusterCIDR: string;
    readonly nodeMaskSize: number;
    readonly index: number;
    readonly podCIDR: string;
  }[];
  readonly allocate: readonly {
    readonly clusterCIDR: string;
    readonly nodeMaskSize: number;
    readonly steps: readonly (readonly [operation: string, cidr: string])[];
  }[];
}

const FILE = 'podcidr.json';

/** The pod CIDR of the n-th node, and the turn-taking of the allocator that hands them out. */
export const podcidr: Suite = {
  name: 'podcidr',
  run(dir) {
    const { rows, allocate } = readJson<Document>(dir, FILE);
    const cases: CaseResult[] = rows.map((row, i) =>
      compare(
        rowName(FILE, 'rows', i, `${row.clusterCIDR} #${row.index}`),
        row.podCIDR,
        nodeCidr(row.clusterCIDR, row.nodeMaskSize, row.index),
      ),
    );
    allocate.forEach(({ clusterCIDR, nodeMaskSize, steps }, i) => {
      const taken = new Set<string>();
      let next = 0;
      const actual = steps.map(([operation, cidr]) => {
        if (operation === 'release') {
          taken.delete(cidr);
          return [operation, cidr];
        }
        const given = nextNodeCidr(clusterCIDR, nodeMaskSize, next, (one) => taken.has(one));
        if (!given) return [operation, 'error'];
        taken.add(given.cidr);
        next = given.next;
        return [operation, given.cidr];
      });
      cases.push(compare(rowName(FILE, 'allocate', i, clusterCIDR), steps, actual));
    });
    return { cases };
  },
};
