import { getField, type FieldPath } from '../../api/field-path.js';
import { matchesSelector } from '../../api/labels.js';
import type { KubeObject, Labels, LabelSelector } from '../../api/meta.js';
import { isJsonObject } from '../checks/subject.js';
import { fix } from '../finding.js';
import type { PlacedObject } from '../place.js';
import { say } from '../own-words.js';
import { labelsAt, listAt, textAt } from '../read-json.js';
import { podTemplatePath } from '../pod-sources.js';
import { removePair } from '../text-edits.js';
import type { Diagnostic, Fix } from '../types.js';
import { addLabels, addPairs } from '../write-edits.js';
import { isDefaultClass } from './classes.js';
import type { KnownObjects } from './known-objects.js';
import { fixElsewhere, nameFixes } from './lint-fixes.js';
import { lint, writtenAt } from './lint.js';

const CLASS = ['spec', 'storageClassName'];
/** Volumes whose labels are offered for a selector. */
const MOST_OFFERS = 2;

/** What the volumes of the manifests offer, asked once for each selector and class however many claims there are. */
interface Offers {
  readonly volumes: readonly PlacedObject[];
  /** The classes of the volumes; empty for none. */
  readonly classes: ReadonlySet<string>;
  selects(selector: LabelSelector): boolean;
}

function offersOf(volumes: readonly PlacedObject[]): Offers {
  const labels = volumes.map(({ document }) => labelsAt(document.object, ['metadata', 'labels']) ?? {});
  const answers = new Map<string, boolean>();
  return {
    volumes,
    classes: new Set(volumes.map(({ document }) => textAt(document.object, CLASS) ?? '')),
    selects(selector) {
      const question = JSON.stringify(selector);
      const answer = answers.get(question) ?? labels.some((one) => matchesSelector(selector, one));
      answers.set(question, answer);
      return answer;
    },
  };
}

/** What a claim asks for that nothing in the manifests gives; also the claims that a StatefulSet or an ephemeral volume makes. */
export function lintClaims(objects: readonly PlacedObject[], known: KnownObjects): readonly Diagnostic[] {
  const offers = offersOf(known.ofKind('PersistentVolume'));
  return objects.flatMap((placed) =>
    claimSpecsOf(placed.document.object).flatMap((spec) => {
      // Who names the volume looks at neither labels nor defaults.
      if (textAt(placed.document.object, [...spec, 'volumeName'])) return [];
      return [...lintSelector(placed, spec, offers), ...lintClass(placed, spec, known, offers)];
    }),
  );
}

/** Where an object holds the spec of a claim. */
function claimSpecsOf(object: KubeObject): readonly FieldPath[] {
  if (object.kind === 'PersistentVolumeClaim') return [['spec']];
  const template = podTemplatePath(object.kind);
  if (template === undefined) return [];
  const volumes = [...template, 'spec', 'volumes'];
  const templates = ['spec', 'volumeClaimTemplates'];
  return [
    ...listAt(object, volumes).map((_, i) => [...volumes, i, 'ephemeral', 'volumeClaimTemplate', 'spec']),
    ...(object.kind === 'StatefulSet' ? listAt(object, templates).map((_, i) => [...templates, i, 'spec']) : []),
  ].filter((path) => isJsonObject(getField(object, path)));
}

/** A selector as the matcher takes it; undefined for none, or for one that validation refuses. */
function selectorOf(object: unknown, path: FieldPath): LabelSelector | undefined {
  const labels = labelsAt(object, [...path, 'matchLabels']);
  const expressions = listAt(object, [...path, 'matchExpressions']);
  const wellFormed = expressions.every((one) => isJsonObject(one) && Array.isArray(one['values'] ?? []));
  if ((labels === undefined && expressions.length === 0) || !wellFormed) return undefined;
  return {
    ...(labels === undefined ? {} : { matchLabels: labels }),
    matchExpressions: expressions as unknown as NonNullable<LabelSelector['matchExpressions']>,
  };
}

function lintSelector(placed: PlacedObject, spec: FieldPath, offers: Offers): readonly Diagnostic[] {
  const field = [...spec, 'selector'];
  const selector = selectorOf(placed.document.object, field);
  if (selector === undefined || offers.selects(selector)) return [];
  const wanted = wantedLabels(selector);
  const pairs = Object.entries(wanted ?? {}).map(([key, value]) => `${key}=${value}`);
  const message =
    pairs.length > 0 ? say('lint.noVolumeLabelled', { labels: pairs.join(',') }) : say('lint.noVolumeSelected', {});
  const node = writtenAt(placed, field);
  const removal = node === undefined ? undefined : removePair(placed.place.text, node);
  const drop = removal === undefined ? [] : [fix('fix.removeKey', { key: 'selector' }, [removal])];
  const diagnostic = lint(placed, 'warning', 'claim-selector-matches-nothing', message, field, drop, 'key');
  const labels = wanted === undefined ? [] : labelFixes(wanted, offers.volumes);
  return [{ ...diagnostic, fixes: [...labels, ...diagnostic.fixes] }];
}

/** The labels that satisfy a selector; undefined when it also says what may not be there, or asks for a key of any value. */
function wantedLabels({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Labels | undefined {
  const pairs = matchExpressions.map(({ key, operator, values = [] }) =>
    operator === 'In' && values[0] !== undefined ? ([key, values[0]] as const) : undefined,
  );
  if (pairs.includes(undefined)) return undefined;
  return { ...Object.fromEntries(pairs.filter((pair) => pair !== undefined)), ...matchLabels };
}

/** A label that the volume has with another value is not overwritten: somebody meant it. */
function labelFixes(wanted: Labels, volumes: readonly PlacedObject[]): readonly Fix[] {
  const fixes: Fix[] = [];
  for (const volume of volumes) {
    if (fixes.length === MOST_OFFERS) break;
    const { object } = volume.document;
    const labels = labelsAt(object, ['metadata', 'labels']) ?? {};
    const missing = Object.entries(wanted).filter(([key]) => !Object.hasOwn(labels, key));
    const differs = Object.keys(wanted).some((key) => Object.hasOwn(labels, key) && labels[key] !== wanted[key]);
    const edit = addLabels(volume.place.text, volume.read.source, Object.fromEntries(missing));
    if (differs || edit === undefined) continue;
    const written = missing.map(([key, value]) => `${key}: ${value}`).join(', ');
    const name = `${object.kind} ${object.metadata.name}`;
    fixes.push(fixElsewhere(volume, fix('fix.addLabels', { labels: written, name }, [edit])));
  }
  return fixes;
}

function lintClass(placed: PlacedObject, spec: FieldPath, known: KnownObjects, offers: Offers): readonly Diagnostic[] {
  const field = [...spec, 'storageClassName'];
  const name = textAt(placed.document.object, field);
  if (name === '') return [];
  if (name !== undefined && (known.find('StorageClass', name) !== undefined || offers.classes.has(name))) return [];
  const classes = known.names('StorageClass');
  if (name !== undefined) {
    const message = `storageclass.storage.k8s.io ${JSON.stringify(name)} not found`;
    return [lint(placed, 'info', 'class-missing', message, field, nameFixes(placed, field, name, classes))];
  }
  if (offers.classes.has('') || known.ofKind('StorageClass').some(({ document }) => isDefaultClass(document.object)))
    return [];
  const node = writtenAt(placed, spec);
  const fixes = classes.slice(0, 3).flatMap((value) => {
    const edit = node === undefined ? undefined : addPairs(placed.place.text, node, { storageClassName: value });
    return edit === undefined ? [] : [fix('fix.addField', { field: 'storageClassName', value }, [edit])];
  });
  const message = 'no persistent volumes available for this claim and no storage class is set';
  return [lint(placed, 'info', 'no-default-class', message, spec, fixes, 'key')];
}
