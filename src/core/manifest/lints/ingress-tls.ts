import type { FieldPath } from '../../api/field-path.js';
import { getField } from '../../api/field-path.js';
import { isJsonObject } from '../checks/subject.js';
import { TLS_TYPE } from '../checks/secret-type.js';
import { fix, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { listAt, textAt } from '../read-json.js';
import { yamlString } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { addDocuments, addItem } from '../write-edits.js';
import { certificateText } from './certificate-text.js';
import { ofNetworking } from './ingress-objects.js';
import { namespaceOf, type KnownObjects } from './known-objects.js';
import { nameFixes } from './lint-fixes.js';
import { lint, writtenAt } from './lint.js';

/** The certificates of an Ingress: a Secret that exists and holds a pair, and names of all the hosts that the rules are for. */
export function lintIngressTls(known: KnownObjects): readonly Diagnostic[] {
  return ofNetworking(known, 'Ingress').flatMap((placed) => {
    const tls = listAt(placed.document.object, ['spec', 'tls']);
    return [
      ...tls.flatMap((one, i) => lintSecret(placed, one, ['spec', 'tls', i, 'secretName'], known)),
      ...lintHosts(placed, tls),
    ];
  });
}

function lintSecret(placed: PlacedObject, tls: unknown, field: FieldPath, known: KnownObjects): readonly Diagnostic[] {
  const name = textAt(tls, ['secretName']);
  if (name === undefined || name === '') return [];
  const namespace = namespaceOf(placed.document.object);
  const secret = known.find('Secret', name, namespace);
  if (secret === undefined) {
    const message = say('lint.ingressSecretMissing', { secret: name });
    const fixes = [...nameFixes(placed, field, name, pairsIn(known, namespace)), addSecret(placed, name, tls)];
    return [lint(placed, 'warning', 'ingress-secret-missing', message, field, fixes)];
  }
  const { object } = secret.document;
  if (holdsPair(object)) return [];
  const type = textAt(object, ['type']) ?? 'Opaque';
  const message = say('lint.ingressSecretType', { secret: name, type });
  const others = pairsIn(known, namespace).filter((other) => other !== name);
  return [lint(placed, 'warning', 'ingress-secret-type', message, field, nameFixes(placed, field, name, others))];
}

/** The names of the Secrets of a namespace that hold a certificate and its key. */
function pairsIn(known: KnownObjects, namespace: string): readonly string[] {
  return known
    .ofKind('Secret')
    .filter(({ document: { object } }) => namespaceOf(object) === namespace && holdsPair(object))
    .map(({ document }) => document.object.metadata.name);
}

function holdsPair(secret: unknown): boolean {
  const maps = ['data', 'stringData'].map((field) => getField(secret, [field])).filter(isJsonObject);
  return ['tls.crt', 'tls.key'].every((key) => maps.some((map) => Object.hasOwn(map, key)));
}

function addSecret(placed: PlacedObject, name: string, tls: unknown): LocalFix {
  const written = placed.document.object.metadata.namespace;
  const hosts = listAt(tls, ['hosts']).filter((host) => typeof host === 'string' && /^[a-z0-9*.-]+$/.test(host));
  const { certificate, key } = certificateText(placed, hosts.length === 0 ? ['example.com'] : (hosts as string[]));
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: TLS_TYPE,
    metadata: { name, namespace: written === 'default' ? undefined : written },
    data: { 'tls.crt': certificate, 'tls.key': key },
  };
  return fix('fix.addPlaceholderSecret', { name }, [addDocuments(placed.place.text, [secret])]);
}

/** Rules for hosts that no entry of `tls` names are served without a certificate of their own. An entry without hosts is for all. */
function lintHosts(placed: PlacedObject, tls: readonly unknown[]): readonly Diagnostic[] {
  const lists = tls.map((one) => listAt(one, ['hosts']));
  if (lists.length === 0 || lists.some((hosts) => hosts.length === 0)) return [];
  const covered = new Set(lists.flat());
  return listAt(placed.document.object, ['spec', 'rules']).flatMap((rule, i) => {
    const host = textAt(rule, ['host']) ?? '';
    const field = ['spec', 'rules', i, 'host'];
    if (host === '' || covered.has(host) || covered.has(host.replace(/^[^.]+/, '*'))) return [];
    const message = say('lint.hostWithoutTls', { host });
    const list = writtenAt(placed, ['spec', 'tls', 0, 'hosts']);
    const edit = list === undefined ? undefined : addItem(placed.place.text, list, yamlString(host));
    const fixes = edit === undefined ? [] : [fix('fix.addItem', { value: host, field: 'spec.tls[0].hosts' }, [edit])];
    return [lint(placed, 'info', 'ingress-host-without-tls', message, field, fixes)];
  });
}
