import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachability, type Protocol } from '../../../src/core/index.js';
import { foldersOf, readJson, type Suite } from '../suite.js';
import { viewOfText } from './netpol-cluster.js';

interface Step {
  readonly manifests: string;
  readonly pods: readonly string[];
  readonly tables: Readonly<Record<string, { readonly combined: readonly string[] }>>;
}

/** Tables of pods against pods by port, after each change of the policies. The diagonal is not judged: there the source is no cluster. */
export const cyclonus: Suite = {
  name: 'netpol/cyclonus',
  run(dir) {
    const cases = foldersOf(dir).map((name) => {
      const { steps } = readJson<{ steps: readonly Step[] }>(dir, name, 'expected.json');
      const wrong = steps.flatMap((step) => wrongCells(dir, name, step));
      return { case: name, ok: wrong.length === 0, expected: [], actual: wrong.slice(0, 5) };
    });
    return { cases };
  },
};

function wrongCells(dir: string, name: string, { manifests, pods, tables }: Step): string[] {
  const view = viewOfText(readFileSync(join(dir, name, manifests), 'utf8'));
  const ports = Object.keys(tables).map((text) => {
    const [protocol, port] = text.split('/');
    return { protocol: protocol as Protocol, port: Number(port) };
  });
  const { parties, matrices } = reachability(view, { by: 'pod', ports });
  const places = new Map(parties.map((party, i) => [party.pods[0], i]));
  const placeOf = (pod: string) => places.get(`Pod/${pod}` as never) ?? -1;
  return matrices.flatMap(({ port, cells }) => {
    const table = tables[`${port.protocol}/${port.port}`]?.combined ?? [];
    return pods.flatMap((from, i) =>
      pods.flatMap((to, j) => {
        const letter = table[i]?.[j];
        const state = cells[placeOf(from)]?.[placeOf(to)];
        if (i === j || letter === '?') return [];
        return state === (letter === '.' ? 'allowed' : 'denied')
          ? []
          : [`${manifests} ${port.protocol}/${port.port} ${from} > ${to}: ${letter}, and it is ${state}`];
      }),
    );
  });
}
