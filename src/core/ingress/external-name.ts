import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import { parseIp } from '../api/ip.js';
import type { Message } from '../api/message.js';
import type { Service } from '../api/service.js';
import type { ControllerSpec } from './controllers.js';
import { why } from './why.js';

/** What a controller makes of a Service of type ExternalName: whom to connect to, or why it does not. */
export type External =
  | { readonly name: string; readonly port: number }
  | { readonly status: number; readonly why: Message; readonly cause: Cause };

type Wanted = string | number | undefined;

/**
 * Where a backend of type ExternalName leads. ingress-nginx refuses loopback names, as it would connect to itself (`getEndpointsFromSlices`,
 * `internal/ingress/controller/endpointslices.go`), and takes the target port (`externalNamePorts`, `controller.go`); the others take the Service's port.
 */
export function externalTarget(service: Service, wanted: Wanted, spec: ControllerSpec): External {
  const { program, externalNames } = spec;
  const name = service.spec.externalName ?? '';
  const words = { service: service.metadata.name, target: name };
  const here: Cause = { object: keyOf(service), field: ['spec', 'externalName'] };
  const isNginx = program.routing === 'nginx';
  if (!externalNames.follows) {
    const status = program.externalNames.refusal === 502 ? 502 : 503;
    const { flag } = externalNames;
    const cause = flag ? { object: spec.workload, field: [...spec.field, ...flag.field] } : here;
    return { status, why: why('ingress.decide.externalName', { ...words, program: program.name, status }), cause };
  }
  if (isNginx && isLoopback(name)) {
    return { status: 503, why: why('ingress.decide.externalLoopback', words), cause: here };
  }
  const port = isNginx ? nginxPort(service, wanted) : apiPort(service, wanted);
  if (port > 0) return { name, port };
  const status = isNginx ? 502 : 503;
  const params = { ...words, port: String(wanted ?? ''), status };
  return { status, why: why('ingress.decide.externalPort', params), cause: here };
}

/**
 * Why a program makes no route at all of a backend: it does not follow ExternalNames and drops such rules, or the Service declares no such port (Traefik's
 * `loadService`). Undefined when it makes one.
 */
export function leftOut(service: Service, wanted: Wanted, spec: ControllerSpec): 'refused' | 'no-port' | undefined {
  if (service.spec.type !== 'ExternalName' || spec.program.externalNames.refusal !== 'no-rule') return undefined;
  if (!spec.externalNames.follows) return 'refused';
  return declared(service, wanted) ? undefined : 'no-port';
}

function isLoopback(name: string): boolean {
  const ip = parseIp(name);
  if (!ip) return name === 'localhost';
  return name === '::1' || name.startsWith('127.');
}

function declared({ spec }: Service, wanted: Wanted) {
  const ports = spec.ports ?? [];
  if (wanted === undefined) return ports[0];
  return ports.find((one) => (typeof wanted === 'number' ? one.port === wanted : (one.name ?? '') === wanted));
}

/** The port that is declared; else the number as it is, for an ExternalName needs no ports. */
function apiPort(service: Service, wanted: Wanted): number {
  return declared(service, wanted)?.port ?? (typeof wanted === 'number' ? wanted : 0);
}

/** 0, which nothing can connect to, for a number whose target port is a name, and for a name that no port has. */
function nginxPort(service: Service, wanted: Wanted): number {
  const port = declared(service, wanted);
  if (!port) return typeof wanted === 'number' ? wanted : 0;
  const target = Number(port.targetPort ?? port.port);
  if (Number.isInteger(target) && target > 0) return target;
  return typeof wanted === 'string' ? port.port : 0;
}
