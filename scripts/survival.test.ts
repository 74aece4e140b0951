import { expect, it } from 'vitest';
import table from 'virtual:survival';
import { createStorageSession } from '../src/engine/testing/storage-session.js';

const TEXT = 'remember me';

it.each(table.filter(({ outcome }) => outcome !== 'impossible').map((cell) => [cell.kind, cell.event, cell] as const))(
  'what survives: the work of %s, %s shows what its cell says',
  (_kind, _event, { outcome, work }) => {
    const session = createStorageSession();
    const snapshot = session.open(structuredClone(work), 'wide', 'storage');
    expect(snapshot.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(snapshot.timelines.storage.hops.length).toBeGreaterThan(0);
    const { disks } = session.volumes().world;
    expect(disks.some(({ files }) => files.some(({ text }) => text === TEXT))).toBe(outcome !== 'lost');
  },
);
