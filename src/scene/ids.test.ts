import { expect, it } from 'vitest';
import type { ObjectKey } from '../core/index.js';
import { sceneIdsFor } from './ids.js';
import { firstPath } from './testing/clusters.js';
import { traffic } from './testing/pictures.js';

const scene = traffic(firstPath());
const service = 'Service/default/my-service' as ObjectKey;

it.each([
  ['an object', service, [service, /^selects:/, /^selects:/, /^selects:/]],
  ['its selector', { object: service, field: ['spec', 'selector', 'app'] }, [/^selects:/, /^selects:/, /^selects:/]],
  ['a field that is drawn as nothing of its own', { object: service, field: ['spec', 'ports', 0, 'port'] }, [service]],
  [
    'a node, with its wires',
    'Node//worker-1' as ObjectKey,
    ['node:worker-1', /^bridge:/, /^kube-proxy:/, /^interface:/, /^bridge:kube-proxy/, /^wire:/, /^wire:/],
  ],
  ['its range of addresses', { object: 'Node//worker-1' as ObjectKey, field: ['spec', 'podCIDR'] }, [/^bridge:kube-/]],
  [
    'the node of a pod',
    { object: 'Pod/default/client' as ObjectKey, field: ['spec', 'nodeName'] },
    ['veth:Pod/default/client'],
  ],
  ['what is not there', 'Pod/default/nobody' as ObjectKey, []],
])('%s lights what it is the reason for', (_name, what, wanted) => {
  const ids = sceneIdsFor(scene, what);
  expect(ids).toHaveLength(wanted.length);
  wanted.forEach((id, index) => expect(ids[index]).toMatch(id));
});
