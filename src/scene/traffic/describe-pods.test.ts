import { expect, it } from 'vitest';
import { keyOf, type KubeObject, type ObjectKey } from '../../core/index.js';
import { aNode, aPod, aView } from '../testing/objects.js';
import { tenantsOf } from './describe-pods.js';
import { NOBODY } from './participants.js';

const NO_DNS: ReadonlySet<ObjectKey> = new Set();
const inARow = aPod('my-app-1', 'worker-1');
const beside = aPod('my-app-2', 'worker-1');
const nodes = [aNode('worker-1', 1)];

const tenants = (objects: readonly KubeObject[], dns = NO_DNS, part = NOBODY) =>
  new Map(tenantsOf(aView([...nodes, ...objects]), dns, part).map((one) => [one.tenant.name, one]));

it('a pod that is as it was is not described anew when another changes', () => {
  const before = tenants([inARow, beside]);
  const after = tenants([inARow, { ...beside, status: { ...beside.status, podIP: '10.244.1.99' } } as KubeObject]);
  expect(after.get('my-app-1')).toBe(before.get('my-app-1'));
  expect(after.get('my-app-2')).not.toBe(before.get('my-app-2'));
  expect(after.get('my-app-2')?.tenant.ip).toBe('10.244.1.99');
});

it('a pod is another picture when others say something else of it', () => {
  const alone = tenants([inARow]).get('my-app-1')?.tenant;
  const key = keyOf(inARow);
  expect(alone).toMatchObject({ kind: 'pod', part: false });
  expect(tenants([inARow], new Set([key])).get('my-app-1')?.tenant).toEqual({ ...alone, kind: 'dns' });
  const passed = { ...NOBODY, objects: new Set([key]) };
  expect(tenants([inARow], NO_DNS, passed).get('my-app-1')?.tenant).toEqual({ ...alone, part: true });
  expect(tenants([inARow]).get('my-app-1')?.tenant).toEqual(alone);
});
