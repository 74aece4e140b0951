import type {
  KubeObject,
  Labels,
  PersistentVolume,
  PersistentVolumeClaim,
  StorageClass,
} from '../../../src/core/index.js';
import { keyOf } from '../../../src/core/index.js';
import { binderWith } from '../../../src/core/storage/claims/binder.js';
import type { Reclaimer, ReclaimPlugins } from '../../../src/core/storage/claims/reclaim-plugins.js';
import { compare, filesOf, readJson, type CaseResult, type Suite } from '../suite.js';
import { ControllerLab } from './pv-controller.js';
import { isMatching, matchingCase, type MatchingFile } from './pv-matching.js';

interface Objects {
  readonly volumes: readonly PersistentVolume[];
  readonly claims: readonly PersistentVolumeClaim[];
}

interface PvCase {
  readonly operation: string;
  readonly storageClasses: readonly StorageClass[];
  readonly initial: Objects;
  readonly expected: Objects;
  readonly eventPrefixes: readonly string[];
  /** What the source's mock plugin answers, call by call. Absent: there is no plugin. */
  readonly reclaimCalls?: readonly string[];
}

/** The volume plugin of a case, as the source mocks it: `ok`, or an error in words. */
function mockPlugins(calls: readonly string[] | undefined): ReclaimPlugins {
  let next = 0;
  const reclaimer: Reclaimer = (_context, { metadata }) => {
    const call = calls?.[next++];
    if (call === 'ok') return { lost: [] };
    const missing = `failed to create deleter for volume ${JSON.stringify(metadata.name)}: Mock plugin error: no deleteCalls configured`;
    return { error: call?.replace(/^error: /, '') ?? missing };
  };
  const found = calls === undefined ? { error: 'no volume plugin matched' } : reclaimer;
  return {
    deleterOf: () => found,
    deleterNamed: () => found,
    recyclerOf: () => (calls === undefined ? undefined : reclaimer),
  };
}

function run(lab: ControllerLab, operation: string, { volumes, claims }: Objects): void {
  const [volume, claim] = [volumes[0], claims[0]];
  if (operation === 'syncVolume' && volume) return lab.sync(keyOf(volume));
  if (operation === 'syncClaim' && claim) return lab.sync(keyOf(claim));
  if (operation.startsWith('deleteClaim') && claim) lab.remove(keyOf(claim));
  if (operation.startsWith('deleteVolume') && volume) lab.remove(keyOf(volume));
  lab.settle();
}

/** Written today beside the annotation of the case's version. */
const NEWER_ANNOTATION = 'volume.beta.kubernetes.io/storage-provisioner';

/** What a case says about an object: no times and versions, a failure's words without regard to how they begin. */
function comparable(object: PersistentVolume | PersistentVolumeClaim): unknown {
  const { metadata, spec, status } = object;
  const { [NEWER_ANNOTATION]: _, ...annotations }: Labels = metadata.annotations ?? {};
  const { annotations: _given, ...rest } = metadata;
  const { lastPhaseTransitionTime: _time, message, ...kept } = status as PersistentVolume['status'];
  const { claimRef, ...others } = spec as PersistentVolume['spec'];
  const { resourceVersion: _version, ...reference } = claimRef ?? {};
  return {
    metadata: { ...rest, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: { ...others, ...(claimRef ? { claimRef: reference } : {}) },
    status: { ...kept, ...(message ? { message: message.toLowerCase() } : {}) },
  };
}

const named = <T extends KubeObject>(objects: readonly T[]) =>
  Object.fromEntries(objects.map((object) => [object.metadata.name, comparable(object as never)]));

function pvCase(name: string, file: PvCase): CaseResult {
  const { initial, expected, storageClasses, eventPrefixes } = file;
  const lab = new ControllerLab(binderWith(mockPlugins(file.reclaimCalls)), [
    ...storageClasses,
    ...initial.volumes,
    ...initial.claims,
  ]);
  run(lab, file.operation, initial);
  const said = lab.events.map(({ type, reason, message }) => `${type} ${reason} ${message}`);
  return compare(
    name,
    { volumes: named(expected.volumes), claims: named(expected.claims), unsaid: [] },
    {
      volumes: named(lab.volumes()),
      claims: named(lab.claims()),
      unsaid: eventPrefixes.filter((prefix) => !said.some((event) => event.startsWith(prefix))),
    },
  );
}

/** The controller that binds, releases and reclaims; and which volume fits a claim. A file is a case. */
export const pv: Suite = {
  name: 'pv',
  run(dir) {
    return {
      cases: filesOf(dir, '.json').map((name) => {
        const file = readJson<PvCase | MatchingFile>(dir, name);
        return isMatching(file) ? matchingCase(name, file) : pvCase(name, file);
      }),
    };
  },
};
