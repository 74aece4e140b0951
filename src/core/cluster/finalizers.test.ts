import { expect, test } from 'vitest';
import { finalizersOfDelete, FOREGROUND, ORPHAN } from './finalizers.js';

// staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go: deletionFinalizersForGarbageCollection.
test.each<[string, readonly string[] | undefined, boolean | undefined, readonly string[]]>([
  ['says nothing', ['a', FOREGROUND], undefined, ['a', FOREGROUND]],
  ['says nothing of an object that has none', undefined, undefined, []],
  ['leaves the dependents', ['a'], true, ['a', ORPHAN]],
  ['leaves the dependents, which were to go first before', ['a', FOREGROUND], true, ['a', ORPHAN]],
  ['leaves the dependents, as was said before', [ORPHAN], true, [ORPHAN]],
  ['takes the dependents, which were to stay before', [ORPHAN, 'a', FOREGROUND], false, ['a']],
])('a deletion that %s', (_, finalizers, orphan, after) => {
  expect(finalizersOfDelete({ name: 'x', ...(finalizers ? { finalizers } : {}) }, orphan)).toEqual(after);
});
