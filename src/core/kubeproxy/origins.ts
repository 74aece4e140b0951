import { getField, type FieldPath } from '../api/field-path.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { ProxyEndpoint } from './endpoints.js';
import type { ServicePortInfo } from './service-port.js';
import type { RuleOrigin } from './types.js';

/** Makes the origins of one Service port's rules. Each names a field that the object really has. */
export class Origins {
  readonly #info: ServicePortInfo;

  constructor(info: ServicePortInfo) {
    this.#info = info;
  }

  /** The first of the fields that the Service has; its ports, which every proxied Service has, are the last resort. */
  because(...fields: readonly FieldPath[]): RuleOrigin {
    const { service, key, port, index } = this.#info;
    const field = fields.find((path) => getField(service, path) !== undefined) ?? ['spec', 'ports', index];
    const origin = { cause: { object: key, field }, service: key };
    return port.name === undefined ? origin : { ...origin, portName: port.name };
  }

  /** A field of this Service port: `spec.ports[i].<name>`. */
  port(name: string): FieldPath {
    return ['spec', 'ports', this.#info.index, name];
  }

  /** Why traffic may be sent to an endpoint at all: the selector that chose its pod, or the address written in a slice by hand. */
  chosen(endpoint: ProxyEndpoint): RuleOrigin {
    return this.#about(endpoint, ['spec', 'selector']);
  }

  /** Why it is sent to this port of the endpoint: `targetPort`, or the slice where there is none. */
  targeted(endpoint: ProxyEndpoint): RuleOrigin {
    return this.#about(endpoint, this.port('targetPort'));
  }

  #about(endpoint: ProxyEndpoint, field: FieldPath): RuleOrigin {
    const { ip, port, slice, index } = endpoint;
    const pod = podOf(endpoint);
    const about = pod === undefined ? { ip, port } : { ip, port, pod };
    // Without a selector the endpoints come from whoever wrote the slice, whatever targetPort says.
    if (
      getField(this.#info.service, field) !== undefined &&
      getField(this.#info.service, ['spec', 'selector']) !== undefined
    )
      return { ...this.because(field), endpoint: about };
    return {
      ...this.because(),
      cause: { object: keyOf(slice), field: ['endpoints', index, 'addresses', 0] },
      endpoint: about,
    };
  }
}

function podOf({ slice, index }: ProxyEndpoint): ObjectKey | undefined {
  const target = slice.endpoints[index]?.targetRef;
  if (target?.kind !== 'Pod' || target.name === undefined) return undefined;
  return objectKey('Pod', target.namespace ?? slice.metadata.namespace, target.name);
}
