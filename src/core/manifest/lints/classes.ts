import { comesWithCloud, NO_PROVISIONER } from '../../api/in-tree-volumes.js';
import type { FieldPath } from '../../api/field-path.js';
import type { KubeObject } from '../../api/meta.js';
import { fix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { podTemplatePath } from '../pod-sources.js';
import { listAt, textAt } from '../read-json.js';
import { locate } from '../source-map.js';
import type { Diagnostic, Fix } from '../types.js';
import { addPairs } from '../write-edits.js';
import type { KnownObjects } from './known-objects.js';
import { addObject, fixElsewhere } from './lint-fixes.js';
import { lint, writtenAt } from './lint.js';

const DEFAULT_MARKS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** Whether a class is marked as the default (`IsDefaultAnnotation` of pkg/volume/util/storageclass.go). */
export function isDefaultClass(object: KubeObject): boolean {
  return DEFAULT_MARKS.some((mark) => textAt(object, ['metadata', 'annotations', mark]) === 'true');
}

/** What classes, and volumes of drivers, need beside themselves. */
export function lintClasses(objects: readonly PlacedObject[], known: KnownObjects): readonly Diagnostic[] {
  return [...lintDefaults(known), ...lintDrivers(objects, known), ...lintLocalVolumes(known)];
}

function lintDefaults(known: KnownObjects): readonly Diagnostic[] {
  const marked = known.ofKind('StorageClass').filter(({ document }) => isDefaultClass(document.object));
  if (marked.length < 2) return [];
  return marked.map((placed) => {
    const others = marked.filter((one) => one !== placed).map(({ document }) => document.object.metadata.name);
    const mark = DEFAULT_MARKS.find(
      (one) => textAt(placed.document.object, ['metadata', 'annotations', one]) === 'true',
    );
    const field = ['metadata', 'annotations', mark ?? ''];
    const message = say('lint.defaultClasses', { names: others.join(', '), count: others.length });
    const node = writtenAt(placed, field);
    const fixes =
      node === undefined
        ? []
        : [fix('fix.setValue', { field: 'is-default-class', value: 'false' }, [{ ...node.value, text: '"false"' }])];
    return lint(placed, 'warning', 'several-default-classes', message, field, fixes);
  });
}

/** Every field that names a driver, said once a driver: the first one in the text. */
function lintDrivers(objects: readonly PlacedObject[], known: KnownObjects): readonly Diagnostic[] {
  const said = new Set<string>();
  return objects.flatMap((placed) =>
    driversOf(placed.document.object).flatMap(({ driver, field, ephemeral }) => {
      const fine = comesWithCloud(driver) || driver === NO_PROVISIONER || driver.startsWith('kubernetes.io/');
      if (fine || said.has(driver) || known.find('CSIDriver', driver) !== undefined) return [];
      said.add(driver);
      const message = say('lint.noDriver', { driver });
      const modes = ephemeral ? { volumeLifecycleModes: ['Persistent', 'Ephemeral'] } : {};
      const added = addObject(placed, {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'CSIDriver',
        metadata: { name: driver },
        spec: { attachRequired: !ephemeral && !isFileDriver(driver), ...modes },
      });
      return [lint(placed, 'warning', 'driver-missing', message, field, [added])];
    }),
  );
}

/** Drivers of shares attach nothing: every node reaches the server. */
function isFileDriver(driver: string): boolean {
  return /(?:^|[.-])(?:nfs|smb|efs|cephfs|glusterfs|filestore|local-path)(?:[.-]|$)/.test(driver);
}

interface NamedDriver {
  readonly driver: string;
  readonly field: FieldPath;
  /** An inline volume of a pod, which is made and mounted by the kubelet alone. */
  readonly ephemeral: boolean;
}

function driversOf(object: KubeObject): readonly NamedDriver[] {
  const named = (field: FieldPath, ephemeral = false): readonly NamedDriver[] => {
    const driver = textAt(object, field);
    return driver === undefined || driver === '' ? [] : [{ driver, field, ephemeral }];
  };
  if (object.kind === 'StorageClass') return named(['provisioner']);
  if (object.kind === 'PersistentVolume') return named(['spec', 'csi', 'driver']);
  const template = podTemplatePath(object.kind);
  if (template === undefined) return [];
  const volumes = [...template, 'spec', 'volumes'];
  return listAt(object, volumes).flatMap((_, i) => named([...volumes, i, 'csi', 'driver'], true));
}

/** A local volume bound at once decides where its pod runs before anybody has looked at the pod. */
function lintLocalVolumes(known: KnownObjects): readonly Diagnostic[] {
  return known.ofKind('PersistentVolume').flatMap((placed) => {
    const { object } = placed.document;
    if (textAt(object, ['spec', 'local', 'path']) === undefined) return [];
    const name = textAt(object, ['spec', 'storageClassName']) ?? '';
    const storageClass = known.find('StorageClass', name);
    const mode = textAt(storageClass?.document.object, ['volumeBindingMode']);
    if (mode === 'WaitForFirstConsumer') return [];
    const message = say('lint.localWithoutWait', {});
    const written = name !== '' ? ['spec', 'storageClassName'] : ['spec', 'local'];
    const missing = name !== '' && storageClass === undefined;
    const fixes = missing
      ? [
          addObject(placed, {
            apiVersion: 'storage.k8s.io/v1',
            kind: 'StorageClass',
            metadata: { name },
            provisioner: NO_PROVISIONER,
            volumeBindingMode: 'WaitForFirstConsumer',
          }),
        ]
      : [];
    const diagnostic = lint(placed, 'info', 'local-without-wait', message, written, fixes, 'key');
    const wait = storageClass === undefined ? [] : letWait(storageClass);
    return [{ ...diagnostic, fixes: [...diagnostic.fixes, ...wait] }];
  });
}

function letWait(storageClass: PlacedObject): readonly Fix[] {
  const value = 'WaitForFirstConsumer';
  const { node, depth } = locate(storageClass.read.source, ['volumeBindingMode']);
  const edit =
    depth === 1
      ? { ...node.value, text: value }
      : addPairs(storageClass.place.text, storageClass.read.source, { volumeBindingMode: value });
  if (edit === undefined) return [];
  const name = `StorageClass ${storageClass.document.object.metadata.name}`;
  return [fixElsewhere(storageClass, fix('fix.setOn', { field: 'volumeBindingMode', value, name }, [edit]))];
}
