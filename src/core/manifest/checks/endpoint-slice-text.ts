import { getField } from '../../api/field-path.js';
import { parseIp } from '../../api/ip.js';
import type { KubeObject } from '../../api/meta.js';
import { lineBreak, yamlString } from '../text-edits.js';
import { isJsonObject } from './subject.js';

/**
 * The EndpointSlice that says what an Endpoints object says, as YAML text without a final line break. Undefined where that takes more than
 * one slice (several subsets, both families) or the Endpoints say more than addresses and ports. What the EndpointSliceMirroring controller
 * does with the same object: pkg/controller/endpointslicemirroring.
 */
export function toEndpointSlice(object: KubeObject, like: string): string | undefined {
  const subsets = getField(object, ['subsets']);
  const subset: unknown = Array.isArray(subsets) && subsets.length === 1 ? subsets[0] : undefined;
  if (!isJsonObject(subset)) return undefined;
  const ready = addressesOf(subset['addresses']);
  const notReady = addressesOf(subset['notReadyAddresses']);
  const ports = portsOf(subset['ports']);
  if (ready === undefined || notReady === undefined || ports === undefined || ready.length + notReady.length === 0)
    return undefined;
  const families = new Set([...ready, ...notReady].map((address) => parseIp(address)?.family));
  const [family] = families;
  if (families.size !== 1 || family === undefined) return undefined;
  const { name, namespace } = object.metadata;
  const lines = [
    'apiVersion: discovery.k8s.io/v1',
    'kind: EndpointSlice',
    'metadata:',
    `  name: ${yamlString(`${name}-1`)}`,
    ...(namespace === undefined || namespace === 'default' ? [] : [`  namespace: ${yamlString(namespace)}`]),
    '  labels:',
    `    kubernetes.io/service-name: ${yamlString(name)}`,
    `addressType: ${family}`,
    'endpoints:',
    ...ready.flatMap((address) => ['  - addresses:', `      - ${yamlString(address)}`]),
    ...notReady.flatMap((address) => [
      '  - addresses:',
      `      - ${yamlString(address)}`,
      '    conditions:',
      '      ready: false',
    ]),
    ...(ports.length === 0 ? [] : ['ports:', ...ports.flat()]),
  ];
  return lines.join(lineBreak(like));
}

/** The addresses' IPs; undefined when one of them says anything else. */
function addressesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const ips = value.map((address: unknown) =>
    isJsonObject(address) && Object.keys(address).length === 1 && typeof address['ip'] === 'string'
      ? address['ip']
      : undefined,
  );
  return ips.every((ip) => ip !== undefined) ? ips : undefined;
}

function portsOf(value: unknown): readonly (readonly string[])[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const ports = value.map((port: unknown) => {
    if (!isJsonObject(port) || typeof port['port'] !== 'number') return undefined;
    const lines = ['name', 'protocol', 'appProtocol'].flatMap((field) => {
      const text = port[field];
      return typeof text === 'string' ? [`${field}: ${yamlString(text)}`] : [];
    });
    return [...lines, `port: ${port['port']}`].map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
  });
  return ports.every((port) => port !== undefined) ? ports : undefined;
}
