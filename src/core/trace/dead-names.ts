import type { Cause } from '../api/cause.js';
import { parseKey, type ObjectKey } from '../api/key.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { endpointIndex } from '../dns/endpoints.js';
import type { ExplainedAnswer } from '../dns/types.js';
import { nobodyBehind } from './no-endpoints.js';
import { existing } from './place.js';

/** The name is an ExternalName's, and what it stands for has no address. */
export interface Alias {
  readonly target: string;
  readonly cause: Cause;
}

/** The Service of an answer that is missing because nobody is behind it; not that of a single pod's name. */
export function emptyHeadless(view: ClusterView, explained: ExplainedAnswer | undefined): ObjectKey | undefined {
  if (explained?.reason !== 'no-endpoints' || explained.service === undefined) return undefined;
  const { namespace, name } = parseKey(explained.service);
  const ready = endpointIndex(view).byService.get(`${namespace}/${name}`) ?? [];
  return ready.length === 0 ? explained.service : undefined;
}

/** What is wrong with the pods of a headless Service that has none. */
export function causeOfEmpty(view: ClusterView, service: ObjectKey): Cause {
  const portName = view.get<Service>(service)?.spec.ports?.[0]?.name ?? '';
  const nobody = nobodyBehind(view, { service, portName });
  return nobody?.cause ?? existing(view, { object: service, field: ['spec', 'selector'] });
}

/** The ExternalName behind an answer without an address. */
export function aliasOf(view: ClusterView, explained: ExplainedAnswer | undefined): Alias | undefined {
  if (explained?.reason !== 'external-name' || explained.service === undefined) return undefined;
  const target = view.get<Service>(explained.service)?.spec.externalName;
  if (target === undefined) return undefined;
  return { target, cause: { object: explained.service, field: ['spec', 'externalName'] } };
}
