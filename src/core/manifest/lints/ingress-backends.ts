import { getField, type FieldPath } from '../../api/field-path.js';
import type { Json } from '../../api/meta.js';
import { fix, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { listAt, textAt } from '../read-json.js';
import { yamlString } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { addDocuments } from '../write-edits.js';
import { backendsOf, ofNetworking } from './ingress-objects.js';
import { namespaceOf, type KnownObjects } from './known-objects.js';
import { nameFixes } from './lint-fixes.js';
import { lint, writtenAt } from './lint.js';

const MOST_FIXES = 3;
/** Ports of a Service that a sentence names. */
const MOST_NAMED = 10;

/** Where an Ingress sends requests: to Services that exist, in its own namespace, on ports that they have. */
export function lintIngressBackends(known: KnownObjects): readonly Diagnostic[] {
  return ofNetworking(known, 'Ingress').flatMap((placed) => {
    const said = new Set<string>();
    return backendsOf(placed.document.object).flatMap((backend) => lintBackend(placed, backend, known, said));
  });
}

function lintBackend(
  placed: PlacedObject,
  backend: FieldPath,
  known: KnownObjects,
  said: Set<string>,
): readonly Diagnostic[] {
  const { object } = placed.document;
  const field = [...backend, 'service', 'name'];
  const name = textAt(object, field);
  if (name === undefined || name === '') return [];
  const namespace = namespaceOf(object);
  const service = known.find('Service', name, namespace);
  if (service === undefined) {
    if (said.has(name)) return [];
    said.add(name);
    return [serviceMissing(placed, field, name, getField(object, [...backend, 'service', 'port']), known)];
  }
  const written = service.document.object;
  if (written.apiVersion !== 'v1') return [];
  if (textAt(written, ['spec', 'type']) === 'ExternalName') return [externalName(placed, field, name, written)];
  return lintPort(placed, [...backend, 'service', 'port'], name, listAt(written, ['spec', 'ports']));
}

/** The words of `kubectl describe ingress`; said once a Service. */
function serviceMissing(
  placed: PlacedObject,
  field: FieldPath,
  name: string,
  port: Json | undefined,
  known: KnownObjects,
): Diagnostic {
  const namespace = namespaceOf(placed.document.object);
  const elsewhere = known
    .ofKind('Service')
    .find(({ document: { object } }) => object.metadata.name === name && object.apiVersion === 'v1');
  const message =
    elsewhere === undefined
      ? say('lint.ingressServiceMissing', { service: name })
      : say('lint.ingressServiceElsewhere', {
          service: name,
          namespace,
          other: namespaceOf(elsewhere.document.object),
        });
  const names = known.names('Service', namespace);
  const fixes = [...nameFixes(placed, field, name, names).slice(0, 2), addApplication(placed, name, port)];
  return lint(placed, 'warning', 'ingress-service-missing', message, field, fixes);
}

/** A Service and pods behind it that answer on the port that the Ingress asks for. */
function addApplication(placed: PlacedObject, name: string, port: Json | undefined): LocalFix {
  const written = placed.document.object.metadata.namespace;
  const namespace = written === 'default' ? undefined : written;
  const number = getField(port, ['number']);
  const portName = textAt(port, ['name']);
  const wanted = typeof number === 'number' && number > 0 && number < 65_536 ? number : 80;
  const labels = { app: name };
  const image = 'registry.k8s.io/e2e-test-images/agnhost:2.53';
  const args = ['netexec', `--http-port=${wanted}`];
  const container = { name: 'app', image, args, ports: [{ containerPort: wanted }] };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: labels, ports: [{ name: portName, port: wanted }] },
  };
  return fix('fix.addApplication', { name }, [addDocuments(placed.place.text, [deployment, service])]);
}

function externalName(placed: PlacedObject, field: FieldPath, name: string, service: unknown): Diagnostic {
  const target = textAt(service, ['spec', 'externalName']) ?? '';
  const message = say('lint.ingressExternalName', { service: name, target });
  return lint(placed, 'info', 'ingress-external-name', message, field);
}

function lintPort(placed: PlacedObject, at: FieldPath, service: string, ports: readonly Json[]): readonly Diagnostic[] {
  const { object } = placed.document;
  const name = textAt(object, [...at, 'name']);
  const number = getField(object, [...at, 'number']);
  const kind = name === undefined || name === '' ? 'number' : 'name';
  const wanted = kind === 'name' ? name : number;
  if ((typeof wanted !== 'string' && typeof wanted !== 'number') || ports.length === 0) return [];
  if (ports.some((port) => getField(port, [kind === 'name' ? 'name' : 'port']) === wanted)) return [];
  const field = [...at, kind];
  const node = writtenAt(placed, field);
  const others = ports.flatMap((port) => {
    const value = getField(port, [kind === 'name' ? 'name' : 'port']);
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  const fixes =
    node === undefined
      ? []
      : [...new Set(others)].slice(0, MOST_FIXES).map((to) => {
          const text = kind === 'name' ? yamlString(to) : to;
          return fix('fix.replace', { from: String(wanted), to }, [{ ...node.value, text }]);
        });
  const message = say('lint.ingressPortMissing', {
    service,
    named: kind === 'name' ? 'yes' : 'no',
    port: String(wanted),
    ports: others.slice(0, MOST_NAMED).join(', '),
    count: others.length,
  });
  return [lint(placed, 'warning', 'ingress-port-missing', message, field, fixes)];
}
