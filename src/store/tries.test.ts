import { describe, expect, it } from 'vitest';
import { createSession } from '../engine/session.js';
import { loadExample, workOfExample, type ExampleId } from '../lessons/index.js';
import type { Action, ObjectKey } from '../core/index.js';

const claim = 'PersistentVolumeClaim/default/mongodb-pvc' as ObjectKey;
const pod = 'Pod/default/mongodb' as ObjectKey;
const gone: readonly Action[] = [
  { type: 'delete-pod', pod },
  { type: 'delete-claim', claim },
];
const again = (name: string, text: string): string =>
  `${text}\n---\n${text.replace('name: mongodb-pvc', `name: ${name}`)}`;

interface Try {
  readonly example: ExampleId;
  readonly file: string;
  readonly edit: (text: string) => string;
  readonly actions?: readonly Action[];
  /** Objects and their states afterwards; null: gone. */
  readonly leaves: Readonly<Record<string, string | null>>;
}

const tries: readonly Try[] = [
  {
    example: 'static-volume',
    file: 'claim.yaml',
    edit: (text) => again('second', text),
    actions: gone,
    leaves: { 'PersistentVolume/mongodb-pv': 'Released', 'PersistentVolumeClaim/second': 'Pending' },
  },
  {
    example: 'dynamic-volume',
    file: 'claim.yaml',
    edit: (text) => again('second', text).replace(/fast(?![^]*fast)/, 'nowhere'),
    actions: gone,
    leaves: { 'PersistentVolumeClaim/mongodb-pvc': null, 'PersistentVolumeClaim/second': 'Pending' },
  },
  {
    example: 'first-consumer',
    file: 'pods.yaml',
    edit: (text) => text.replace(/(name: stranded\nspec:\n) {2}nodeSelector:\n.*\n/, '$1'),
    leaves: { 'Pod/stranded': 'Running' },
  },
  {
    example: 'default-class',
    file: 'class.yaml',
    edit: (text) => text.replace("'false'", "'true'"),
    leaves: { 'PersistentVolumeClaim/undecided': 'Bound', 'PersistentVolumeClaim/none-please': 'Pending' },
  },
];

describe('what an example says to try', () => {
  it.each(tries)('in $example comes about', async ({ example, file, edit, actions = [], leaves }) => {
    const session = createSession();
    const work = workOfExample(await loadExample(example));
    session.open(work);
    const files = work.files.map((one) => (one.name === file ? { ...one, text: edit(one.text) } : one));
    expect(files).not.toEqual(work.files);
    let answer = session.edit(files);
    for (const action of actions) answer = session.act(action);
    expect(answer.stale).toBe(false);
    const states = Object.keys(leaves).map((name) => [
      name,
      answer.objects.find((one) => `${one.kind}/${one.name}` === name)?.state ?? null,
    ]);
    expect(Object.fromEntries(states)).toEqual(leaves);
  });
});
