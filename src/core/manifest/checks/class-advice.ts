import { getField } from '../../api/field-path.js';
import { inTreeProvisioner, zoneKey, type InTreeVolume } from '../../api/in-tree-volumes.js';
import type { KubeObject } from '../../api/meta.js';
import { fix, type Finding, type LocalEdit, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import { listAt, textAt } from '../read-json.js';
import { locate } from '../source-map.js';
import { removePair } from '../text-edits.js';
import { addPairs } from '../write-edits.js';
import { findingAt, isJsonObject, type Subject } from './subject.js';

/** A class's provisioner and parameters, as far as they are of the old plugins. */
export function adviseClass(subject: Subject, object: KubeObject): readonly Finding[] {
  const provisioner = textAt(object, ['provisioner']);
  if (provisioner === undefined) return [];
  const plugin = inTreeProvisioner(provisioner);
  return [
    ...(plugin === undefined ? [] : [fateOf(subject, object, provisioner, plugin)]),
    ...zoneParameter(subject, object, provisioner, plugin?.redirected !== undefined),
  ];
}

function fateOf(subject: Subject, object: KubeObject, provisioner: string, plugin: InTreeVolume): Finding {
  const { deprecated, driver, redirected, removed = '' } = plugin;
  const fixes = driver === undefined ? [] : toDriver(subject, object, driver);
  if (redirected === undefined) {
    const message = say('lint.provisionerRemoved', { provisioner, deprecated, removed });
    return findingAt(subject, 'warning', 'provisioner-removed', message, ['provisioner'], { fixes });
  }
  const message = say('lint.provisionerRedirected', { provisioner, deprecated, redirected, driver: driver ?? '' });
  return findingAt(subject, 'info', 'provisioner-migrated', message, ['provisioner'], { fixes });
}

/** Names of parameters that the external-provisioner reads itself instead of the driver. */
const FS_TYPE = 'csi.storage.k8s.io/fstype';
const ZONE_LABELS: ReadonlySet<string> = new Set([
  'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/zone',
]);

/** What `TranslateInTreeStorageClassToCSI` does, written down: the driver's name, its key for zones, and zones as topologies. */
function toDriver(subject: Subject, object: KubeObject, driver: string): readonly LocalFix[] {
  const at = locate(subject.source, ['provisioner']).node;
  if (at.alias) return [];
  const edits: LocalEdit[] = [{ ...at.value, text: driver }];
  for (const name of ['fstype', 'fsType']) {
    const { node, depth } = locate(subject.source, ['parameters', name]);
    if (depth === 2 && node.key !== undefined) edits.push({ ...node.key, text: FS_TYPE });
  }
  listAt(object, ['allowedTopologies']).forEach((term, i) => {
    listAt(term, ['matchLabelExpressions']).forEach((requirement, j) => {
      const { node } = locate(subject.source, ['allowedTopologies', i, 'matchLabelExpressions', j, 'key']);
      if (ZONE_LABELS.has(textAt(requirement, ['key']) ?? '')) edits.push({ ...node.value, text: zoneKey(driver) });
    });
  });
  edits.push(...(toTopologies(subject, object, driver)?.edits ?? []));
  return [fix('fix.replace', { from: textAt(object, ['provisioner']) ?? '', to: driver }, edits)];
}

/** `zone` and `zones` were replaced by allowedTopologies; CSI drivers refuse them. */
function zoneParameter(
  subject: Subject,
  object: KubeObject,
  provisioner: string,
  translated: boolean,
): readonly Finding[] {
  const [name, zones] = zonesOf(object);
  const known = translated || zoneKey(provisioner) !== zoneKey('');
  if (name === undefined || !known) return [];
  const parameter = `parameters.${name}`;
  const message = translated
    ? say('lint.zoneReplaced', { field: parameter })
    : say('lint.zoneRefused', { field: parameter, driver: provisioner });
  const written = toTopologies(subject, object, provisioner);
  const fixes = written === undefined ? [] : [fix('fix.toTopologies', { zone: zones.join(', ') }, written.edits)];
  const severity = translated ? 'info' : 'warning';
  return [findingAt(subject, severity, 'class-zone-parameter', message, ['parameters', name], { fixes })];
}

function zonesOf(object: KubeObject): readonly [string | undefined, readonly string[]] {
  for (const name of ['zone', 'zones']) {
    const written = textAt(object, ['parameters', name]);
    if (written !== undefined) return [name, written.split(',').map((zone) => zone.trim())];
  }
  return [undefined, []];
}

function toTopologies(
  subject: Subject,
  object: KubeObject,
  provisioner: string,
): { readonly edits: readonly LocalEdit[] } | undefined {
  const [name, values] = zonesOf(object);
  if (name === undefined || getField(object, ['allowedTopologies']) !== undefined) return undefined;
  const parameters = locate(subject.source, ['parameters']).node;
  const zone = locate(subject.source, ['parameters', name]).node;
  const only = isJsonObject(getField(object, ['parameters'])) && parameters.members?.size === 1;
  const removal = removePair(subject.text, only ? parameters : zone);
  const topologies = [{ matchLabelExpressions: [{ key: zoneKey(provisioner), values }] }];
  const added = addPairs(subject.text, subject.source, { allowedTopologies: topologies });
  if (removal === undefined || added === undefined) return undefined;
  return { edits: [removal, added] };
}
