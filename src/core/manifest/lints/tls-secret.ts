import { encodeBase64 } from '../../api/base64.js';
import { dns1123SubdomainErrors, wildcardSubdomainErrors } from '../../api/names.js';
import { getField, type FieldPath } from '../../api/field-path.js';
import type { KubeObject } from '../../api/meta.js';
import { setSecretType } from '../checks/secret-type.js';
import { fix, type LocalFix } from '../finding.js';
import type { PlacedObject } from '../place.js';
import { listAt, textAt } from '../read-json.js';
import { certificateText } from './certificate-text.js';
import { namespaceOf, type KnownObjects } from './known-objects.js';
import { writtenAt } from './lint.js';

const CERTIFICATE: FieldPath = ['data', 'tls.crt'];
const KEY: FieldPath = ['data', 'tls.key'];
/** The host of a certificate that no Ingress asks for. */
const SOME_HOST = 'example.com';
const MOST_HOSTS = 50;

/**
 * Ways out of a value that is no base64: for a pair of tls.crt and tls.key a certificate that is made up for the hosts of the Ingresses that
 * name the Secret (and says so), and for any value its text in base64.
 */
export function base64Fixes(placed: PlacedObject, field: FieldPath, known: KnownObjects): readonly LocalFix[] {
  const { object } = placed.document;
  const isPair = [CERTIFICATE, KEY].every((path) => textAt(object, path) !== undefined);
  const fixes = isPair && (field[1] === 'tls.crt' || field[1] === 'tls.key') ? placeholderFix(placed, known) : [];
  const node = writtenAt(placed, field);
  const value = getField(object, field);
  if (node === undefined || typeof value !== 'string') return fixes;
  const name = String(field.at(-1));
  return [...fixes, fix('fix.encode', { name }, [{ ...node.value, text: JSON.stringify(encodeBase64(value)) }])];
}

function placeholderFix(placed: PlacedObject, known: KnownObjects): readonly LocalFix[] {
  const [certificateAt, keyAt] = [writtenAt(placed, CERTIFICATE), writtenAt(placed, KEY)];
  if (certificateAt === undefined || keyAt === undefined) return [];
  const hosts = hostsOf(placed.document.object, known);
  const { certificate, key } = certificateText(placed, hosts);
  return [
    fix('fix.placeholderCertificate', { hosts: hosts.join(', ') }, [
      { ...certificateAt.value, text: certificate },
      { ...keyAt.value, text: key },
      ...setSecretType(placed.place.text, placed.read.source, placed.document.object),
    ]),
  ];
}

/** The hosts that Ingresses want this Secret's certificate for. */
function hostsOf(secret: KubeObject, known: KnownObjects): readonly string[] {
  const hosts = new Set<string>();
  for (const { document } of known.ofKind('Ingress')) {
    if (namespaceOf(document.object) !== namespaceOf(secret)) continue;
    for (const tls of listAt(document.object, ['spec', 'tls'])) {
      if (textAt(tls, ['secretName']) !== secret.metadata.name) continue;
      for (const host of listAt(tls, ['hosts'])) if (typeof host === 'string' && isHost(host)) hosts.add(host);
    }
  }
  return hosts.size === 0 ? [SOME_HOST] : [...hosts].slice(0, MOST_HOSTS);
}

function isHost(host: string): boolean {
  return dns1123SubdomainErrors(host).length === 0 || wildcardSubdomainErrors(host).length === 0;
}
