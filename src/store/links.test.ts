import { describe, expect, it } from 'vitest';
import { createManifestCache, getField, parseManifests, type KubeObject, type ObjectKey } from '../core/index.js';
import type { EngineSession } from '../engine/session.js';
import { createStorageSession } from '../engine/testing/storage-session.js';
import { exampleIds, loadExample, workOfExample } from '../lessons/index.js';
import { causeless, causesOf, linkTitle, namesOf, sceneIdsFor } from '../scene/index.js';
import * as policyLens from '../scene/policy-lens.js';

const LENSES = ['traffic', 'rules', 'policy', 'storage'] as const;

/** The objects as the object panel shows them, read back: what is on screen is what there is. */
function objectsOf(session: EngineSession): (key: ObjectKey) => KubeObject | undefined {
  const objects = new Map<ObjectKey, KubeObject | undefined>();
  return (key) => {
    if (!objects.has(key)) {
      const files = [{ id: 'f', name: 'f.yaml', text: session.inspect(key)?.yaml ?? '' }];
      objects.set(key, parseManifests(files, createManifestCache()).documents[0]?.object);
    }
    return objects.get(key);
  };
}

/**
 * The lines that no field makes: the network of the nodes, its way out and a machine on it are settings of the cluster; every node masquerades what
 * leaves its pods for the world; a connection is open where no policy selects either end.
 */
const WITHOUT: Readonly<Record<string, RegExp>> = {
  'scene.link.none.network': /^(trunk:\d+|uplink|wire:client:lan)$/,
  'scene.link.none.rules': /^jump:chain:nat\/IP-MASQ-AGENT$/,
  'scene.link.none.policy': /^traced:/,
};

describe.each(exampleIds)('in the example %s', (id) => {
  it('every line of every lens has a field that exists, or is of those that have none, and is found by it', async () => {
    const session = createStorageSession();
    session.usePolicyLens(policyLens);
    session.open(workOfExample(await loadExample(id)));
    const faults: string[] = [];
    for (const lens of LENSES) {
      const scene = session.show(lens).scenes[lens];
      const objects = objectsOf(session);
      const names = namesOf(scene, ({ code }) => code);
      for (const link of scene.links) {
        const say = (fault: string): number => faults.push(`${lens} ${link.id}: ${fault}`);
        const none = causeless(link);
        if (none !== null && WITHOUT[none.code]?.test(link.id) !== true) say('has no cause');
        for (const cause of causesOf(link)) {
          const object = objects(cause.object);
          const field = cause.field.join('.');
          if (object === undefined || getField(object, cause.field) === undefined)
            say(`${cause.object} ${field} is nowhere`);
          if (!sceneIdsFor(scene, cause).includes(link.id)) say(`${field} does not light it`);
        }
        const { from, to } = linkTitle(link, names).params;
        if (from === '' || (to === '' && link.to !== '')) say(`leads from “${from}” to “${to}”`);
      }
    }
    expect(faults).toEqual([]);
  });
});
