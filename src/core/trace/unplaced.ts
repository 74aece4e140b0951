import type { FieldPath } from '../api/field-path.js';
import type { Pod } from '../api/pod.js';

/** What the scheduler says of the nodes, without what preemption would have changed: `0/3 nodes are available: 2 Insufficient cpu.` */
export function aboutNodes(said: string): string {
  return said.replace(/\s*(?:no new claims to deallocate, )?preemption: [^]*$/, '');
}

/**
 * The fields of a pod that kept it from the nodes, by what the scheduler says of them, the likeliest first: a volume that cannot be reached
 * stands in the way for good, then what the pod asks for, last the taints that it does not tolerate. The words are those of the
 * scheduler's plug-ins (`pkg/scheduler/framework/plugins`: volumebinding, noderesources, nodeaffinity, interpodaffinity, nodeports, tainttoleration).
 */
export function keptFromNodes({ spec }: Pod, said: string): readonly FieldPath[] {
  const fields: FieldPath[] = [];
  if (/persistentvolumeclaim|PersistentVolume|volume/i.test(said)) fields.push(...claims(spec, said));
  const resource = /Insufficient ([^\s,]+?)[.,]?(?:\s|,|$)/.exec(said)?.[1];
  if (resource !== undefined) fields.push(...requests(spec, resource));
  if (said.includes('node affinity/selector'))
    fields.push(['spec', 'nodeSelector'], ['spec', 'affinity', 'nodeAffinity']);
  if (said.includes('free ports')) fields.push(...hostPorts(spec));
  if (said.includes('match pod affinity')) fields.push(['spec', 'affinity', 'podAffinity']);
  if (said.includes('match pod anti-affinity')) fields.push(['spec', 'affinity', 'podAntiAffinity']);
  if (said.includes('topology spread')) fields.push(['spec', 'topologySpreadConstraints']);
  if (said.includes('untolerated taint')) fields.push(['spec', 'tolerations']);
  return fields;
}

/** The volume whose claim is named in quotes; else the first that asks for a claim. */
function claims(spec: Pod['spec'], said: string): readonly FieldPath[] {
  const volumes = spec.volumes ?? [];
  const asks = volumes.flatMap(({ persistentVolumeClaim }, index) =>
    persistentVolumeClaim === undefined ? [] : [{ claim: persistentVolumeClaim.claimName, index }],
  );
  const named = asks.find(({ claim }) => said.includes(JSON.stringify(claim))) ?? asks[0];
  if (named) return [['spec', 'volumes', named.index, 'persistentVolumeClaim', 'claimName']];
  const ephemeral = volumes.findIndex((volume) => volume.ephemeral !== undefined);
  return ephemeral < 0 ? [] : [['spec', 'volumes', ephemeral]];
}

/** Where the most is asked for would need sums; where anything is asked for is where one looks first. */
function requests(spec: Pod['spec'], resource: string): readonly FieldPath[] {
  return (['containers', 'initContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap(({ resources }, index): readonly FieldPath[] =>
      resources?.requests !== undefined && Object.hasOwn(resources.requests, resource)
        ? [['spec', list, index, 'resources', 'requests', resource]]
        : [],
    ),
  );
}

function hostPorts(spec: Pod['spec']): readonly FieldPath[] {
  return spec.containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap(({ hostPort }, index): readonly FieldPath[] =>
      hostPort === undefined ? [] : [['spec', 'containers', container, 'ports', index, 'hostPort']],
    ),
  );
}
