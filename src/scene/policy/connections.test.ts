import { describe, expect, it } from 'vitest';
import { connectionsOf, namedPairs, openConnections, type Connection, type End } from './connections.js';
import type { Access, Extent, Party } from './parties.js';

function party(name: string, ingress: Extent = 'none', egress: Extent = 'none'): Party {
  const [namespace = '', own = ''] = name.split('/');
  const kind = name === 'outside' || name === 'nodes' ? name : 'pods';
  return {
    id: name,
    kind,
    name: own,
    namespace,
    members: [0],
    pods: [],
    labels: [],
    isolated: { ingress, egress },
    dns: false,
    system: false,
  };
}

/** `from>to` pairs that are allowed on every port; `?` after a pair: for some pods. */
function access(parties: readonly Party[], ...allowed: readonly string[]) {
  const at = (id: string): number => parties.findIndex((one) => one.id === id);
  const table = new Map<string, Access>();
  for (const text of allowed) {
    const [from = '', to = ''] = text.replace('?', '').split('>');
    table.set(`${at(from)} ${at(to)}`, { every: text.endsWith('?') ? 0n : 1n, some: 1n });
  }
  return (from: number, to: number): Access => table.get(`${from} ${to}`) ?? { every: 0n, some: 0n };
}

function written(parties: readonly Party[], list: readonly Connection[]): string[] {
  const end = (one: End): string =>
    one.kind === 'party'
      ? (parties[one.party]?.id ?? '')
      : one.kind === 'namespace'
        ? `all of ${one.namespace}`
        : 'anyone';
  return list.map(({ from, to, partly }) => `${end(from)}>${end(to)}${partly ? '?' : ''}`);
}

function drawn(parties: readonly Party[], ...allowed: readonly string[]): string[] {
  const { pairs, fromAnyone, toAnyone } = namedPairs(parties, access(parties, ...allowed));
  return written(parties, [
    ...openConnections(parties, fromAnyone, 'from'),
    ...openConnections(parties, toAnyone, 'to'),
    ...connectionsOf(parties, pairs),
  ]);
}

const [outside, nodes] = [party('outside'), party('nodes')];
const every = (parties: readonly Party[], ...but: readonly string[]): string[] =>
  parties
    .flatMap((a) => parties.flatMap((b) => (a === b ? [] : [`${a.id}>${b.id}`])))
    .filter((pair) => !but.includes(pair));

describe('the lines of a Policy scene', () => {
  it('leave open parties alone, who reach each other', () => {
    const parties = [outside, party('a/web'), party('a/api')];
    expect(drawn(parties, ...every(parties))).toEqual([]);
  });

  it('lead to an isolated party only from those that a rule names', () => {
    const parties = [outside, party('a/web'), party('a/api'), party('a/db', 'all')];
    const allowed = every(parties, 'outside>a/db', 'a/web>a/db');
    expect(drawn(parties, ...allowed)).toEqual(['a/api>a/db']);
  });

  it('are one where a rule lets everybody in, and one where it lets everything out', () => {
    const parties = [outside, party('a/web', 'all'), party('a/api'), party('b/job', 'none', 'all')];
    expect(drawn(parties, ...every(parties, 'b/job>a/web'))).toEqual(['anyone>a/web', 'b/job>anyone']);
  });

  it('say who gets out although not everything does', () => {
    const parties = [outside, party('a/web', 'none', 'all'), party('a/api')];
    expect(drawn(parties, ...every(parties, 'a/web>outside'))).toEqual(['a/web>a/api']);
  });

  it('join what is alike in a whole namespace, at either end and at both', () => {
    const sources = [party('prod/shop'), party('prod/cart')];
    const one = [outside, ...sources, party('a/db', 'all'), party('a/log')];
    expect(drawn(one, ...every(one, 'outside>a/db', 'a/log>a/db'))).toEqual(['all of prod>a/db']);
    const both = [outside, ...sources, party('a/db', 'all'), party('a/log', 'all')];
    const none = ['outside>a/db', 'outside>a/log', 'a/db>a/log', 'a/log>a/db'];
    expect(drawn(both, ...every(both, ...none))).toEqual(['all of prod>all of a']);
    const own = [outside, party('a/db', 'all'), party('a/log', 'all')];
    expect(drawn(own, ...every(own, 'outside>a/db', 'outside>a/log'))).toEqual(['all of a>all of a']);
  });

  it('do not join a namespace of which one differs', () => {
    const parties = [outside, party('prod/shop'), party('prod/cart'), party('a/db', 'all')];
    expect(drawn(parties, ...every(parties, 'outside>a/db', 'prod/cart>a/db'))).toEqual(['prod/shop>a/db']);
  });

  it('say where it is so for some pods only', () => {
    const parties = [outside, party('a/web'), party('a/db', 'some')];
    expect(drawn(parties, 'a/web>a/db?', 'a/web>outside', 'outside>a/web')).toEqual(['a/web>a/db?']);
  });

  it('do not say that a node reaches its own pods, which no rule is needed for', () => {
    const parties = [outside, nodes, party('a/web', 'all')];
    expect(drawn(parties, 'nodes>a/web?', 'a/web>nodes', 'a/web>outside')).toEqual([]);
  });
});
