import { describe, expect, test } from 'vitest';
import type { ClusterEvent, ObjectKey } from '../../core/index.js';
import { listEvents, timesText, type Told } from './event-list.js';

const POD = 'Pod/default/web-0' as ObjectKey;

/** A step at a second of the clock in which the kubelet says something about the first container of `web-0`. */
function told(second: number, message: string, other: Partial<ClusterEvent> = {}, container = 0): Told {
  const event: ClusterEvent = { type: 'Normal', reason: 'Started', message, object: POD, uid: 'a', ...other };
  return { t: second * 1000, by: 'kubelet', cause: { object: POD, field: ['spec', 'containers', container] }, event };
}

const lines = (steps: readonly Told[]) =>
  listEvents(steps).map((one) => [one.message, timesText(one)].filter((part) => part !== undefined).join(' | '));

// client-go tools/record/events_cache.go: getEventKey and eventObserve.
describe('what is told again is counted', () => {
  test('and is the newest, with how often and for how long', () => {
    const probe = { type: 'Warning', reason: 'Unhealthy' } as const;
    expect(lines([told(0, 'no', probe), told(5, 'Started'), told(10, 'no', probe), told(20, 'no', probe)])).toEqual([
      'no | x3 over 20s',
      'Started',
    ]);
  });

  test.each<[string, Told]>([
    ['another message', told(1, 'B')],
    ['another reason', told(1, 'A', { reason: 'Created' })],
    ['another type', told(1, 'A', { type: 'Warning' })],
    ['another object', told(1, 'A', { object: 'Pod/default/web-1' as ObjectKey })],
    ['the object made anew', told(1, 'A', { uid: 'b' })],
    ['another container of the pod', told(1, 'A', {}, 1)],
    ['another writer', { ...told(1, 'A'), by: 'node-controller' }],
  ])('but not with %s', (_, other) => expect(listEvents([told(0, 'A'), other])).toHaveLength(2));

  test('whatever lies between', () => {
    const steps = [told(0, 'A'), { ...told(1, 'B'), event: undefined } as unknown as Told, told(2, 'A')];
    expect(lines(steps)).toEqual(['A | x2 over 2s']);
  });
});

// EventAggregate: defaultAggregateMaxEvents and defaultAggregateIntervalInSeconds.
describe('messages that differ in nothing else', () => {
  const many = (count: number, every: number) => Array.from({ length: count }, (_, i) => told(i * every, `pod ${i}`));

  test('are told one by one up to nine', () => expect(lines(many(9, 1))).toHaveLength(9));

  test('are told as one from the tenth on', () => {
    const found = lines(many(12, 1));
    expect(found).toHaveLength(10);
    expect(found[0]).toBe('(combined from similar events): pod 11 | x3 over 2s');
  });

  test('are forgotten after ten minutes of silence', () => expect(lines(many(12, 601))).toHaveLength(12));
});

// apimachinery pkg/util/duration: HumanDuration.
test.each([
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [310, '5m10s'],
  [660, '11m'],
  [10_800, '3h'],
  [12_000, '3h20m'],
])('%d seconds are %s', (seconds, text) => {
  expect(lines([told(0, 'A'), told(seconds, 'A')])).toEqual([`A | x2 over ${text}`]);
});
