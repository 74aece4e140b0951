import { milliValue, quantityOf, wholeValue } from '../api/quantity.js';
import type { Labels } from '../api/meta.js';
import type { Container, PodSpec } from '../api/pod.js';

/** Amounts that the scheduler counts: CPU in thousandths of a core, memory in bytes, pods. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

/** What a container without requests counts for when nodes are scored (`pkg/scheduler/util/pod_resources.go`). */
const DEFAULT_MILLI_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

const requested = new WeakMap<PodSpec, Amounts>();
const scored = new WeakMap<PodSpec, Amounts>();

/** What a pod asks for: its containers together, or its largest init container. Models `PodRequests` of component-helpers `resource/helpers.go`. */
export function podRequests(spec: PodSpec): Amounts {
  let amounts = requested.get(spec);
  if (!amounts) {
    amounts = total(spec, { cpu: 0, memory: 0 });
    requested.set(spec, amounts);
  }
  return amounts;
}

/** The same with defaults for what is not requested, for scoring. */
export function scoredRequests(spec: PodSpec): Amounts {
  let amounts = scored.get(spec);
  if (!amounts) {
    amounts = total(spec, { cpu: DEFAULT_MILLI_CPU, memory: DEFAULT_MEMORY });
    scored.set(spec, amounts);
  }
  return amounts;
}

function total(spec: PodSpec, missing: { readonly cpu: number; readonly memory: number }): Amounts {
  let cpu = 0;
  let memory = 0;
  for (const container of spec.containers) {
    cpu += amountOf(container, 'cpu', missing.cpu);
    memory += amountOf(container, 'memory', missing.memory);
  }
  for (const container of spec.initContainers ?? []) {
    cpu = Math.max(cpu, amountOf(container, 'cpu', missing.cpu));
    memory = Math.max(memory, amountOf(container, 'memory', missing.memory));
  }
  return { cpu, memory, pods: 1 };
}

function amountOf(container: Container, resource: 'cpu' | 'memory', missing: number): number {
  const { requests, limits } = container.resources ?? {};
  const text = requests?.[resource] ?? limits?.[resource];
  if (text === undefined) return missing;
  return Number(resource === 'cpu' ? milliValue(quantityOf(text)) : wholeValue(quantityOf(text)));
}

const allocatable = new WeakMap<Labels, Amounts>();

/** What a node can give to pods. A node that does not say how many pods it takes gets the kubelet's default, 110. */
export function nodeAmounts(resources: Labels | undefined): Amounts {
  if (!resources) return { cpu: 0, memory: 0, pods: 110 };
  let amounts = allocatable.get(resources);
  if (!amounts) {
    amounts = {
      cpu: Number(milliValue(quantityOf(resources['cpu']))),
      memory: Number(wholeValue(quantityOf(resources['memory']))),
      pods: resources['pods'] === undefined ? 110 : Number(wholeValue(quantityOf(resources['pods']))),
    };
    allocatable.set(resources, amounts);
  }
  return amounts;
}
