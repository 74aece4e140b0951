import { expect, it } from 'vitest';
import type { ObjectKey, TrafficRequest } from '../core/index.js';
import type { ObjectSummary } from '../engine/protocol.js';
import { senderOf } from './sender.js';

const pod = (name: string, part: Partial<ObjectSummary> = {}): ObjectSummary =>
  ({ key: `Pod/default/${name}`, kind: 'Pod', ip: '10.244.1.2', system: false, ...part }) as ObjectSummary;
const key = (name: string): ObjectKey => `Pod/default/${name}` as ObjectKey;
const from = (name: string): TrafficRequest['from'] => ({ kind: 'pod', pod: key(name) });

it.each<readonly [string, Partial<TrafficRequest>, readonly ObjectSummary[], TrafficRequest['from']]>([
  ['who is there', {}, [pod('other'), pod('client')], from('client')],
  ['another pod for one that is gone', {}, [pod('other')], from('other')],
  ['not the one that is asked', { to: { kind: 'pod', pod: key('web') } }, [pod('web'), pod('other')], from('other')],
  [
    'no system pod, and none without an address',
    {},
    [pod('dns', { system: true }), pod('new', { ip: undefined } as never)],
    { kind: 'outside' },
  ],
  [
    'a node, whatever pods there are',
    { from: { kind: 'node', node: 'worker-1' } },
    [],
    { kind: 'node', node: 'worker-1' },
  ],
])('sends %s', (_, part, objects, sender) => {
  const request: TrafficRequest = {
    from: from('client'),
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
    ...part,
  };
  expect(senderOf(request, objects)).toEqual(sender);
});
