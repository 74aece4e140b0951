import type { EndpointSlice } from '../api/endpoints.js';
import type { Service } from '../api/service.js';
import { portKey } from './endpoints.js';
import type { ServicePortInfo } from './service-port.js';

const SERVICE_NAME = 'kubernetes.io/service-name';
const NONE: readonly EndpointSlice[] = [];

/** The EndpointSlices of each Service. A Service's list stays the same array as long as none of its slices changed. */
export class SliceIndex {
  #slices: readonly EndpointSlice[] = NONE;
  #byService = new Map<string, readonly EndpointSlice[]>();

  update(slices: readonly EndpointSlice[]): void {
    if (slices === this.#slices) return;
    const fresh = new Map<string, EndpointSlice[]>();
    for (const slice of slices) {
      const { labels, namespace } = slice.metadata;
      if (labels === undefined || !Object.hasOwn(labels, SERVICE_NAME)) continue;
      const key = `${namespace}/${labels[SERVICE_NAME]}`;
      const list = fresh.get(key);
      if (list === undefined) fresh.set(key, [slice]);
      else list.push(slice);
    }
    const next = new Map<string, readonly EndpointSlice[]>();
    for (const [key, list] of fresh) {
      const known = this.#byService.get(key);
      next.set(key, known !== undefined && sameItems(known, list) ? known : list);
    }
    this.#slices = slices;
    this.#byService = next;
  }

  of(service: Service): readonly EndpointSlice[] {
    return this.#byService.get(`${service.metadata.namespace}/${service.metadata.name}`) ?? NONE;
  }

  /** How many endpoints the Service's ports have in all, ready or not. */
  endpointsOf(service: Service, ports: readonly ServicePortInfo[]): number {
    let count = 0;
    for (const slice of this.of(service))
      for (const port of slice.ports ?? []) {
        const key = portKey(port.name, port.protocol);
        if (ports.some((info) => portKey(info.port.name, info.port.protocol) === key)) count += slice.endpoints.length;
      }
    return count;
  }
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
