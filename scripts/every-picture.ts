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

/** Every example of the gallery on every lens on which it is told, as the engine draws it. */
export async function everyPicture(profile: Profile): Promise<readonly ToldPicture[]> {
  const examples = await Promise.all(exampleIds.map(loadExample));
  return examples.flatMap((example) => picturesOf(example, profile));
}

function picturesOf(example: Example, profile: Profile): readonly ToldPicture[] {
  const session = createSession();
  session.useEdgeAnswers(edgeAnswers);
  session.useStorageLens(storageLens);
  session.usePolicyLens(policyLens);
  const first = example.lens ?? 'traffic';
  session.open(workOfExample(example), profile, first);
  return LENSES[first].map((lens) => {
    const { scenes, timelines } = session.show(lens);
    return { id: example.id, lens, scene: scenes[lens], timeline: timelines[lens] };
  });
}
