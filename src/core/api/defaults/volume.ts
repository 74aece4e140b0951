import { formatQuantity, isQuantity, parseQuantity } from '../quantity.js';
import { fill, mapField } from './fill.js';
import { canonicalQuantities } from './quantities.js';

type Json = Readonly<Record<string, unknown>>;

const FILE_MODE_SOURCES = ['secret', 'configMap', 'downwardAPI', 'projected'] as const;

/** What some in-tree sources get: the `+default` markers that pkg/apis/core/v1/zz_generated.defaults.go is made from. */
const OF_SOURCE: readonly (readonly [source: string, defaults: Json])[] = [
  ['iscsi', { iscsiInterface: 'default' }],
  ['rbd', { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }],
  ['azureDisk', { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' }],
  ['scaleIO', { storageMode: 'ThinProvisioned', fsType: 'xfs' }],
];

/** The defaults that a pod's volume and a PersistentVolume have in common. */
export function defaultVolumeSource<T extends object>(holder: T): T {
  const filled = OF_SOURCE.reduce<Json>(
    (one, [source, defaults]) => mapField(one, source, (value) => fill(value as Json, defaults)),
    holder as Json,
  );
  // An empty type is a type of its own ("no check"), so that it is not filled in but added.
  return mapField(filled, 'hostPath', (value) => ({ type: '', ...(value as Json) })) as T;
}

/**
 * `SetDefaults_Volume` and those of its sources: a volume without a source is an emptyDir; files of Secrets and the like get mode 0644;
 * the claim of an ephemeral volume gets a claim's defaults (pkg/apis/core/v1/defaults.go).
 */
export function defaultPodVolume(volume: Json): Json {
  if (Object.keys(volume).every((key) => key === 'name')) return { ...volume, emptyDir: {} };
  const withModes = FILE_MODE_SOURCES.reduce(
    (one, source) => mapField(one, source, (value) => fill(value as Json, { defaultMode: 0o644 })),
    volume,
  );
  return [
    (one: Json) => mapField(one, 'downwardAPI', defaultDownwardItems),
    (one: Json) => mapField(one, 'projected', defaultProjection),
    (one: Json) => mapField(one, 'emptyDir', canonicalLimit),
    (one: Json) => mapField(one, 'ephemeral', defaultTemplate),
    (one: Json) => mapField(one, 'image', defaultPullPolicy),
  ].reduce((one, step) => step(one), defaultVolumeSource(withModes));
}

function defaultDownwardItems(source: unknown): Json {
  return mapField(source as Json, 'items', (items) =>
    (items as readonly Json[]).map((item) =>
      mapField(item, 'fieldRef', (ref) => fill(ref as Json, { apiVersion: 'v1' })),
    ),
  );
}

/** A projected token lives for an hour (`SetDefaults_ServiceAccountTokenProjection`). */
function defaultProjection(projected: unknown): Json {
  return mapField(projected as Json, 'sources', (sources) =>
    (sources as readonly Json[]).map((source) =>
      mapField(mapField(source, 'downwardAPI', defaultDownwardItems), 'serviceAccountToken', (token) =>
        fill(token as Json, { expirationSeconds: 3600 }),
      ),
    ),
  );
}

function canonicalLimit(emptyDir: unknown): Json {
  return mapField(emptyDir as Json, 'sizeLimit', (limit) => {
    const parsed = parseQuantity(limit as string);
    return isQuantity(parsed) ? formatQuantity(parsed) : limit;
  });
}

function defaultTemplate(ephemeral: unknown): Json {
  return mapField(ephemeral as Json, 'volumeClaimTemplate', (template) => {
    const written = template as Json;
    return { metadata: {}, ...written, spec: defaultClaimSpec((written['spec'] ?? {}) as Json) };
  });
}

function defaultPullPolicy(image: unknown): Json {
  const { reference } = image as { readonly reference?: string };
  const tag = reference?.includes('@') ? '' : (/:([^:/]+)$/.exec(reference ?? '')?.[1] ?? 'latest');
  return fill(image as Json, { pullPolicy: tag === 'latest' ? 'Always' : 'IfNotPresent' });
}

/** `SetDefaults_PersistentVolumeClaimSpec`; quantities are stored in their canonical text. */
export function defaultClaimSpec<T extends object>(spec: T): T {
  const filled: Json = fill(spec as Json, { volumeMode: 'Filesystem' });
  return mapField(filled, 'resources', (resources) =>
    mapField(
      mapField(resources as Json, 'requests', (amounts) =>
        canonicalQuantities(amounts as Readonly<Record<string, string>>),
      ),
      'limits',
      (amounts) => canonicalQuantities(amounts as Readonly<Record<string, string>>),
    ),
  ) as T;
}
