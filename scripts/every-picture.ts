import * as edgeAnswers from '../src/engine/edge-core.js';
import { createSession } from '../src/engine/session.js';
import { exampleIds, loadExample, workOfExample, type Example } from '../src/lessons/index.js';
import * as policyLens from '../src/scene/policy-lens.js';
import * as storageLens from '../src/scene/storage-lens.js';
import type { Lens, Profile, Scene, Timeline } from '../src/scene/index.js';

/** A picture of the gallery, with what is told along it. */
export interface ToldPicture {
  readonly id: string;
  readonly lens: Lens;
  readonly scene: Scene;
  readonly timeline: Timeline;
}

/** The lenses on which an example is told, by the one that it opens with. */
const LENSES: Readonly<Record<Lens, readonly Lens[]>> = {
  traffic: ['traffic', 'rules'],
  rules: ['rules', 'traffic'],
  policy: ['policy', 'traffic', 'rules'],
  storage: ['storage'],
};

export type EveryPicture = Readonly<Record<Profile, readonly ToldPicture[]>>;

/** Every example of the gallery on every lens on which it is told, as the engine draws it for either width. Each is opened once: that is what takes time. */
export async function everyPicture(): Promise<EveryPicture> {
  const examples = await Promise.all(exampleIds.map(loadExample));
  const told = examples.map(picturesOf);
  return { wide: told.flatMap(({ wide }) => wide), compact: told.flatMap(({ compact }) => compact) };
}

function picturesOf(example: Example): EveryPicture {
  const session = createSession();
  session.useEdgeAnswers(edgeAnswers);
  session.useStorageLens(storageLens);
  session.usePolicyLens(policyLens);
  const first = example.lens ?? 'traffic';
  session.open(workOfExample(example), 'wide', first);
  const shown = (): readonly ToldPicture[] =>
    LENSES[first].map((lens) => {
      const { scenes, timelines } = session.show(lens);
      return { id: example.id, lens, scene: scenes[lens], timeline: timelines[lens] };
    });
  const wide = shown();
  session.fit('compact');
  return { wide, compact: shown() };
}
