import { getField, type FieldPath } from '../../api/field-path.js';
import type { KubeObject } from '../../api/meta.js';
import { fix, type Finding, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import { locate } from '../source-map.js';
import { adviseClass } from './class-advice.js';
import { toEndpointSlice } from './endpoint-slice-text.js';
import { setSecretType, TLS_TYPE } from './secret-type.js';
import { adviseProbes } from './probe-advice.js';
import { findingAt, isJsonObject, type Subject } from './subject.js';
import { advisePodVolumes, adviseVolume } from './volume-advice.js';

type Advice = (subject: Subject, object: KubeObject) => readonly Finding[];

/** What the API server warns about, and what it accepts in silence although it does not do what it seems to. One entry a kind. */
const ADVICE: ReadonlyMap<string, readonly Advice[]> = new Map<string, readonly Advice[]>([
  ['v1 Endpoints', [endpointsDeprecated]],
  ['v1 Service', [externalIpsDeprecated]],
  ['v1 ConfigMap', [kubeDnsIgnored]],
  ['v1 Secret', [tlsSecretType, base64Values]],
  ['networking.k8s.io/v1 NetworkPolicy', [nullMatchLabels]],
  ['v1 PersistentVolume', [adviseVolume]],
  ['storage.k8s.io/v1 StorageClass', [adviseClass]],
]);

/** Advice about one object by itself. */
export function advise(subject: Subject, object: KubeObject): readonly Finding[] {
  const ofKind = ADVICE.get(`${object.apiVersion} ${object.kind}`) ?? [];
  return [...ofKind, advisePodVolumes, adviseProbes].flatMap((advice) => advice(subject, object));
}

/** The warning that every request for Endpoints gets since 1.33 (k8s.io/api/core/v1, `APILifecycleDeprecated` of Endpoints). */
function endpointsDeprecated(subject: Subject, object: KubeObject): readonly Finding[] {
  const message = 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
  const text = toEndpointSlice(object, subject.text);
  const { value } = subject.source;
  const fixes =
    text === undefined ? [] : [fix('fix.toEndpointSlice', { name: object.metadata.name }, [{ ...value, text }])];
  return [findingAt(subject, 'warning', 'endpoints-deprecated', message, ['kind'], { fixes })];
}

/** Deprecated in 1.36 (KEP-5707, CVE-2020-8554): whoever may write a Service can take over any address. */
function externalIpsDeprecated(subject: Subject, object: KubeObject): readonly Finding[] {
  const addresses = getField(object, ['spec', 'externalIPs']);
  if (!Array.isArray(addresses) || addresses.length === 0) return [];
  return [
    findingAt(
      subject,
      'warning',
      'external-ips-deprecated',
      'spec.externalIPs is deprecated',
      ['spec', 'externalIPs'],
      {
        mark: 'key',
      },
    ),
  ];
}

/** kube-dns read this ConfigMap; CoreDNS reads its Corefile in ConfigMap `coredns`. */
function kubeDnsIgnored(subject: Subject, { metadata }: KubeObject): readonly Finding[] {
  if (metadata.namespace !== 'kube-system' || metadata.name !== 'kube-dns') return [];
  const message = say('lint.kubeDns', {});
  return [findingAt(subject, 'info', 'kube-dns-config-ignored', message, ['metadata', 'name'])];
}

function tlsSecretType(subject: Subject, object: KubeObject): readonly Finding[] {
  const data = ['data', 'stringData'].map((field) => getField(object, [field])).filter(isJsonObject);
  const hasPair =
    data.some((map) => Object.hasOwn(map, 'tls.crt')) && data.some((map) => Object.hasOwn(map, 'tls.key'));
  const type = getField(object, ['type']);
  if (!hasPair || (type !== undefined && type !== null && type !== 'Opaque')) return [];
  const message = say('lint.tlsSecretType', {});
  return [findingAt(subject, 'info', 'tls-secret-type', message, ['type'], { fixes: setType(subject, object) })];
}

function setType(subject: Subject, object: KubeObject): readonly LocalFix[] {
  const edits = setSecretType(subject.text, subject.source, object);
  if (edits.length === 0) return [];
  const written = { field: 'type', value: TLS_TYPE };
  return [fix(getField(object, ['type']) === undefined ? 'fix.addField' : 'fix.setValue', written, edits)];
}

/** `Secret.data` is bytes: base64 on the wire. The words are those of Go's encoding/base64. */
function base64Values(subject: Subject, object: KubeObject): readonly Finding[] {
  const data = getField(object, ['data']);
  if (!isJsonObject(data)) return [];
  return Object.entries(data).flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    const bad = illegalBase64(value);
    if (bad === undefined) return [];
    const field: FieldPath = ['data', name];
    return [findingAt(subject, 'error', 'illegal-base64', `illegal base64 data at input byte ${bad}`, field)];
  });
}

/** The offset of the first character that base64 does not allow there, or undefined when the text is base64. Line breaks are skipped. */
function illegalBase64(text: string): number | undefined {
  const bad = /[^A-Za-z0-9+/=\r\n]/.exec(text);
  if (bad !== null) return bad.index;
  const letters = text.replace(/[\r\n]/g, '');
  const padded = /^[A-Za-z0-9+/]*(={0,2})$/.exec(letters);
  if (padded === null) return letters.indexOf('=');
  return letters.length % 4 === 0 ? undefined : letters.length - (letters.length % 4);
}

/** `matchLabels:` with nothing after it is an empty selector, and so every pod: legal, and rarely what the writer sees in it. */
function nullMatchLabels(subject: Subject, object: KubeObject): readonly Finding[] {
  const field: FieldPath = ['spec', 'podSelector', 'matchLabels'];
  if (getField(object, field) !== null) return [];
  const selector = locate(subject.source, ['spec', 'podSelector']).node;
  const fixes =
    selector.key === undefined || Object.keys(getField(object, ['spec', 'podSelector']) ?? {}).length !== 1
      ? []
      : [
          fix('fix.setValue', { field: 'podSelector', value: '{}' }, [
            { from: selector.key.to, to: selector.value.to, text: ': {}' },
          ]),
        ];
  const message = say('lint.nullSelector', {});
  return [findingAt(subject, 'info', 'null-selector', message, field, { mark: 'key', fixes })];
}
