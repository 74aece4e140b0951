import { getField, type FieldPath } from '../../api/field-path.js';
import type { KubeObject } from '../../api/meta.js';
import { secretOfWebhookJob } from '../../api/webhook-job.js';
import type { LocalFix } from '../finding.js';
import { fix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { podTemplatePath } from '../pod-sources.js';
import { listAt, textAt } from '../read-json.js';
import type { Diagnostic } from '../types.js';
import { namespaceOf, type KnownObjects } from './known-objects.js';
import { addObject, nameFixes } from './lint-fixes.js';
import { lint, writtenAt } from './lint.js';

/** What the pods of an object need that no document makes. Each name is said once an object. */
export function lintPodVolumes(objects: readonly PlacedObject[], known: KnownObjects): readonly Diagnostic[] {
  return objects.flatMap((placed) => {
    const { object } = placed.document;
    const template = podTemplatePath(object.kind);
    if (template === undefined) return [];
    const spec = [...template, 'spec'];
    const said = new Set<string>();
    const missing = referencesOf(object, spec).filter(({ kind, name }) => {
      const key = `${kind}/${name}`;
      if (said.has(key) || isThere(known, kind, name, namespaceOf(object))) return false;
      said.add(key);
      return true;
    });
    return [...missing.map((one) => notFound(placed, known, one)), ...lintSharedClaims(placed, known, spec)];
  });
}

interface Reference {
  readonly kind: 'PersistentVolumeClaim' | 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly field: FieldPath;
  /** The keys that are asked for. */
  readonly keys: readonly string[];
}

function referencesOf(object: KubeObject, spec: FieldPath): readonly Reference[] {
  const found: Reference[] = [];
  const add = (kind: Reference['kind'], holder: FieldPath, nameField: string, keys: readonly string[]) => {
    const name = textAt(object, [...holder, nameField]);
    if (name === undefined || name === '' || getField(object, [...holder, 'optional']) === true) return;
    found.push({ kind, name, field: [...holder, nameField], keys });
  };
  const keysOf = (holder: FieldPath) =>
    listAt(object, [...holder, 'items']).flatMap((item) => textAt(item, ['key']) ?? []);
  const files = (kind: 'ConfigMap' | 'Secret', holder: FieldPath, nameField = 'name') =>
    add(kind, holder, nameField, keysOf(holder));
  listAt(object, [...spec, 'volumes']).forEach((_, i) => {
    const at = [...spec, 'volumes', i];
    add('PersistentVolumeClaim', [...at, 'persistentVolumeClaim'], 'claimName', []);
    files('ConfigMap', [...at, 'configMap']);
    files('Secret', [...at, 'secret'], 'secretName');
    listAt(object, [...at, 'projected', 'sources']).forEach((__, j) => {
      files('ConfigMap', [...at, 'projected', 'sources', j, 'configMap']);
      files('Secret', [...at, 'projected', 'sources', j, 'secret']);
    });
  });
  for (const list of ['initContainers', 'containers']) {
    listAt(object, [...spec, list]).forEach((container, i) => {
      const at = [...spec, list, i];
      listAt(container, ['env']).forEach((variable, j) => {
        const from = [...at, 'env', j, 'valueFrom'];
        const keyIn = (reference: string) => textAt(variable, ['valueFrom', reference, 'key']) ?? '';
        add('ConfigMap', [...from, 'configMapKeyRef'], 'name', [keyIn('configMapKeyRef')]);
        add('Secret', [...from, 'secretKeyRef'], 'name', [keyIn('secretKeyRef')]);
      });
      listAt(container, ['envFrom']).forEach((_, j) => {
        add('ConfigMap', [...at, 'envFrom', j, 'configMapRef'], 'name', []);
        add('Secret', [...at, 'envFrom', j, 'secretRef'], 'name', []);
      });
    });
  }
  return found;
}

/** Every namespace has the first; a Job may make the second; claims of a StatefulSet are made by their names. */
function isThere(known: KnownObjects, kind: Reference['kind'], name: string, namespace: string): boolean {
  if (known.find(kind, name, namespace) !== undefined) return true;
  if (kind === 'ConfigMap') return name === 'kube-root-ca.crt';
  if (kind === 'Secret') {
    return known.ofKind('Job').some(({ document: { object } }) => {
      const made = secretOfWebhookJob(object);
      return made?.name === name && made.namespace === namespace;
    });
  }
  return known.ofKind('StatefulSet').some(({ document: { object } }) =>
    listAt(object, ['spec', 'volumeClaimTemplates']).some((template) => {
      const prefix = `${textAt(template, ['metadata', 'name'])}-${object.metadata.name}-`;
      return namespaceOf(object) === namespace && name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
    }),
  );
}

function notFound(placed: PlacedObject, known: KnownObjects, { kind, name, field, keys }: Reference): Diagnostic {
  const namespace = namespaceOf(placed.document.object);
  const code = kind === 'PersistentVolumeClaim' ? 'claim-missing' : 'config-missing';
  const message = `${kind.toLowerCase()} ${JSON.stringify(name)} not found`;
  const fixes: readonly LocalFix[] = [
    ...nameFixes(placed, field, name, known.names(kind, namespace)),
    addObject(placed, {
      apiVersion: 'v1',
      kind,
      metadata: { name, namespace: inNamespace(namespace) },
      ...bodyOf(kind, keys),
    }),
  ];
  return lint(placed, 'info', code, message, field, fixes);
}

function inNamespace(namespace: string): string | undefined {
  return namespace === 'default' ? undefined : namespace;
}

function bodyOf(kind: Reference['kind'], keys: readonly string[]) {
  if (kind === 'PersistentVolumeClaim')
    return { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
  const data = Object.fromEntries(keys.filter((key) => key !== '').map((key) => [key, '']));
  return kind === 'ConfigMap' ? { data } : { stringData: data };
}

const ONE_NODE: ReadonlySet<string> = new Set(['ReadWriteOnce', 'ReadWriteOncePod']);

/** Several pods of a Deployment with one claim that one node, or one pod, may use. */
function lintSharedClaims(placed: PlacedObject, known: KnownObjects, spec: FieldPath): readonly Diagnostic[] {
  const { object } = placed.document;
  const replicas = getField(object, ['spec', 'replicas']);
  const several = object.kind === 'Deployment' && typeof replicas === 'number' && replicas > 1;
  if (!several || textAt(object, ['spec', 'strategy', 'type']) === 'Recreate') return [];
  return listAt(object, [...spec, 'volumes']).flatMap((volume, i) => {
    const name = textAt(volume, ['persistentVolumeClaim', 'claimName']);
    const claim = name === undefined ? undefined : known.find('PersistentVolumeClaim', name, namespaceOf(object));
    const modes = listAt(claim?.document.object, ['spec', 'accessModes']).filter((mode) => typeof mode === 'string');
    if (modes.length === 0 || !modes.every((mode) => ONE_NODE.has(mode))) return [];
    const field = [...spec, 'volumes', i, 'persistentVolumeClaim', 'claimName'];
    const message = say('lint.claimOnOneNode', {
      claim: name ?? '',
      modes: modes.join(', '),
      deployment: object.metadata.name,
      replicas,
    });
    const node = writtenAt(placed, ['spec', 'replicas']);
    const one =
      node === undefined
        ? []
        : [fix('fix.setValue', { field: 'replicas', value: '1' }, [{ ...node.value, text: '1' }])];
    return [lint(placed, 'warning', 'claim-on-one-node', message, field, one)];
  });
}
