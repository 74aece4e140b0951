import { getField } from '../../api/field-path.js';
import { inTreeVolume } from '../../api/in-tree-volumes.js';
import type { Labels } from '../../api/meta.js';
import { textAt } from '../read-json.js';
import type { Writable } from '../yaml/write-yaml.js';

/** A `csi` source to be written. */
export interface CsiSource {
  readonly driver: string;
  readonly [key: string]: Writable | undefined;
}

/** Sources that many nodes write to at once. */
const SHARED: ReadonlySet<string> = new Set(['azureFile', 'cephfs', 'glusterfs', 'quobyte']);

export function isShared(source: string): boolean {
  return SHARED.has(source);
}

/** The field of each source that says which disk it is. */
const HANDLES: ReadonlyMap<string, string> = new Map([
  ['awsElasticBlockStore', 'volumeID'],
  ['azureDisk', 'diskURI'],
  ['cinder', 'volumeID'],
  ['vsphereVolume', 'volumePath'],
  ['portworxVolume', 'volumeID'],
  ['glusterfs', 'path'],
  ['cephfs', 'path'],
  ['rbd', 'image'],
  ['quobyte', 'volume'],
  ['scaleIO', 'volumeName'],
  ['storageos', 'volumeName'],
]);

/** What else of a source its driver wants to know, and under which name. */
const ATTRIBUTES: ReadonlyMap<string, readonly (readonly [field: string, attribute: string])[]> = new Map([
  ['azureDisk', [['cachingMode', 'cachingMode']]],
  ['azureFile', [['shareName', 'shareName']]],
  ['vsphereVolume', [['volumePath', 'initialvolumefilepath']]],
  ['rbd', [['pool', 'pool']]],
  ['cephfs', [['path', 'rootPath']]],
]);

/**
 * The `csi` source that means the same as an in-tree one, as CSI migration translates it where it does
 * (staging/src/k8s.io/csi-translation-lib/plugins); undefined where there is no driver, or the source does not say which disk it is.
 * @param name the name of the volume, for handles that hold it
 */
export function csiSource(
  source: string,
  value: unknown,
  {
    name,
    namespace,
    labels = {},
  }: { readonly name: string; readonly namespace: string; readonly labels?: Labels | undefined },
): CsiSource | undefined {
  const driver = inTreeVolume(source)?.driver;
  const volumeHandle = handleOf(source, value, { name, namespace, labels });
  if (driver === undefined || volumeHandle === undefined) return undefined;
  const attributes = (ATTRIBUTES.get(source) ?? []).flatMap(([field, attribute]) => {
    const text = textAt(value, [field]);
    return text === undefined ? [] : [[attribute, text] as const];
  });
  const readOnly = getField(value, ['readOnly']) === true;
  const secret = source === 'azureFile' ? textAt(value, ['secretName']) : undefined;
  const secretNamespace = textAt(value, ['secretNamespace']) ?? namespace;
  return {
    driver,
    volumeHandle,
    fsType: textAt(value, ['fsType']),
    readOnly: readOnly ? true : undefined,
    volumeAttributes: attributes.length === 0 ? undefined : Object.fromEntries(attributes),
    nodeStageSecretRef: secret === undefined ? undefined : { name: secret, namespace: secretNamespace },
  };
}

const ZONES = ['topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone'];

function handleOf(
  source: string,
  value: unknown,
  { name, namespace, labels }: { readonly name: string; readonly namespace: string; readonly labels: Labels },
): string | undefined {
  if (source === 'gcePersistentDisk') {
    const disk = textAt(value, ['pdName']);
    const zone = ZONES.map((label) => labels[label]).find((one) => one !== undefined) ?? 'UNSPECIFIED';
    return disk === undefined ? undefined : `projects/UNSPECIFIED/zones/${zone}/disks/${disk}`;
  }
  if (source === 'azureFile') {
    const share = textAt(value, ['shareName']);
    const secret = textAt(value, ['secretName']) ?? '';
    const account = secret.replace(/^azure-storage-account-/, '').replace(/-secret$/, '');
    return share === undefined
      ? undefined
      : `#${account}#${share}#${name}#${textAt(value, ['secretNamespace']) ?? namespace}`;
  }
  const field = HANDLES.get(source);
  const written = field === undefined ? undefined : textAt(value, [field]);
  // aws://zone/vol-…
  const handle = source === 'awsElasticBlockStore' ? written?.slice(written.lastIndexOf('/') + 1) : written;
  return handle === undefined && source === 'cephfs' ? '/' : handle;
}
