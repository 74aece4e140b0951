import { describe, expect, test } from 'vitest';
import { Conntrack, TIMEOUTS, replyTuple, translateDestination, translateSource, tupleOf } from './conntrack.js';
import { packetOf } from './testing/host.js';

const request = packetOf({ src: '10.244.1.5', sport: 41_234, dst: '10.96.0.10', dport: 80 });
/** The same packet when DNAT and SNAT are done. */
const delivered = { ...request, src: '192.168.0.2', sport: 5_000, dst: '10.244.2.7', dport: 9_376 };
const answer = { ...request, ...replyTuple(delivered) };

describe('a connection', () => {
  test('is NEW until the first answer, ESTABLISHED after it', () => {
    const table = new Conntrack();
    expect(table.lookup(request, 0)).toEqual({ state: 'NEW' });
    const entry = table.confirm(request, delivered, 0);
    expect([entry.state, entry.dnat, entry.snat]).toEqual(['NEW', true, true]);
    expect(table.lookup(request, 1)).toMatchObject({ state: 'NEW', direction: 'original' });
    expect(table.lookup(answer, 1)).toMatchObject({ state: 'ESTABLISHED', direction: 'reply' });
    expect(table.seen(answer, 1)?.state).toBe('ESTABLISHED');
    expect(table.lookup(request, 2)).toMatchObject({ state: 'ESTABLISHED', direction: 'original' });
  });

  test('the second packet is translated as the first was, without rules', () => {
    const table = new Conntrack();
    const entry = table.confirm(request, delivered, 0);
    const toPod = translateDestination(request, entry, 'original');
    expect(tupleOf(toPod)).toEqual({ ...tupleOf(request), dst: '10.244.2.7', dport: 9_376 });
    expect(tupleOf(translateSource(toPod, entry, 'original'))).toEqual(tupleOf(delivered));
  });

  test('the answer is un-SNATed first, un-DNATed last, and comes from the address that was asked', () => {
    const table = new Conntrack();
    const entry = table.confirm(request, delivered, 0);
    const unSnat = translateDestination(answer, entry, 'reply');
    expect(tupleOf(unSnat)).toEqual({ ...tupleOf(answer), dst: '10.244.1.5', dport: 41_234 });
    expect(tupleOf(translateSource(unSnat, entry, 'reply'))).toEqual(replyTuple(tupleOf(request)));
  });

  test('without NAT nothing is rewritten: the very same packet', () => {
    const table = new Conntrack();
    const entry = table.confirm(request, request, 0);
    expect([entry.dnat, entry.snat]).toEqual([false, false]);
    expect(translateDestination(request, entry, 'original')).toBe(request);
    expect(translateSource(request, entry, 'original')).toBe(request);
  });

  test('confirming twice keeps the first decision', () => {
    const table = new Conntrack();
    const entry = table.confirm(request, delivered, 0);
    expect(table.confirm(request, request, 1)).toBe(entry);
    expect(table.entries(1)).toEqual([entry]);
  });

  test.each([
    ['tcp', 120, 432_000],
    ['udp', 30, 120],
  ] as const)('%s: %i s before an answer, %i s after', (protocol, fresh, established) => {
    expect(TIMEOUTS[protocol]).toEqual({ new: fresh, established });
    const table = new Conntrack();
    const first = { ...request, protocol };
    const last = { ...delivered, protocol };
    table.confirm(first, last, 0);
    expect(table.lookup(first, fresh * 1000 - 1).entry).toBeDefined();
    table.seen(replyTuple(last), 1_000);
    expect(table.lookup(first, established * 1000 + 999).state).toBe('ESTABLISHED');
    expect(table.lookup(first, established * 1000 + 1_000)).toEqual({ state: 'NEW' });
    expect(table.entries(established * 1000 + 1_000)).toEqual([]);
  });

  test('a removed connection starts anew', () => {
    const table = new Conntrack();
    table.remove(table.confirm(request, delivered, 0));
    expect(table.lookup(request, 1)).toEqual({ state: 'NEW' });
    expect(table.lookup(answer, 1)).toEqual({ state: 'NEW' });
  });

  test('a port is taken when the answer would be mistaken for another connection', () => {
    const table = new Conntrack();
    table.confirm(request, delivered, 0);
    expect(table.taken(delivered, 1)).toBe(true);
    expect(table.taken({ ...delivered, sport: 5_001 }, 1)).toBe(false);
    expect(table.taken(delivered, 200_000)).toBe(false);
  });
});
