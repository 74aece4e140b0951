import type { Cause } from '../api/cause.js';
import { keyOf, parseKey, type ObjectKey } from '../api/key.js';
import { matchesLabels } from '../api/labels.js';
import type { KubeObject, Labels } from '../api/meta.js';
import type { Ingress } from '../api/networking.js';
import type { Pod } from '../api/pod.js';
import type { Context, Controller, Deed, Wake } from '../cluster/controller.js';
import type { Change } from '../cluster/types.js';
import { canonicalJson, seededNumber } from '../cluster/seeded.js';
import { publishedBy, sameAddresses, textOfAddresses } from './addresses.js';
import { claimOf } from './classes.js';
import { controllerSpecOf, isServing, podsOf, type ControllerSpec } from './controllers.js';
import { configOf } from './ingress-config.js';
import { programOfImage } from './programs.js';
import { routeTable } from './route-table.js';
import { why } from './why.js';

const RELOAD = 'reload ';

/**
 * The watching half of the ingress controllers that run in the cluster. For ingress-nginx it notes each Ingress that it will serve (Event Sync, `store.go`), has
 * nginx read a changed configuration (Event RELOAD on the pod, `controller.go` `syncIngress`), and writes where the Ingress can be reached (`status.go`). New endpoints
 * and certificates need no reload and make no step. Other programs only publish addresses. What a controller ignores it says in its own log, not in the API.
 */
export const ingressWatcher: Controller = {
  name: 'nginx-ingress-controller',
  watches: {
    Ingress: ({ key, before, after }, wake, context) => {
      wake(key);
      // Its own status, which this loop writes, changes nothing of the configuration.
      if (!before || !after || printOf(before as Ingress) !== printOf(after as Ingress)) wakeReloads(wake, context);
    },
    IngressClass: (_, wake, context) => wakeAll(wake, context),
    Pod: ({ key, before, after }, wake, context) => {
      if (!runsController((after ?? before) as Pod)) return;
      note(key, after, context);
      wakeAll(wake, context);
    },
    Deployment: (change, wake, context) => workloadChanged(change, wake, context),
    DaemonSet: (change, wake, context) => workloadChanged(change, wake, context),
    StatefulSet: (change, wake, context) => workloadChanged(change, wake, context),
    Service: ({ key }, wake, context) => {
      if (specsOf(context).some(({ publish }) => publish?.service === key)) wakeAll(wake, context);
    },
  },
  reconcile: (key, context) =>
    key.startsWith(RELOAD) ? reload(key.slice(RELOAD.length) as ObjectKey, context) : sync(key as ObjectKey, context),
};

function runsController(pod: Pod): boolean {
  return pod.spec.containers.some(({ image = '' }) => programOfImage(image) !== undefined);
}

/** The keys of what runs a controller, kept so that a look at one Ingress is no look at every workload. */
const KNOWN = 'ingress/controllers';

function note(key: ObjectKey, after: KubeObject | undefined, context: Context): void {
  const known = context.recall<readonly ObjectKey[]>(KNOWN) ?? [];
  const isOne = after !== undefined && controllerSpecOf(after) !== undefined;
  if (known.includes(key) === isOne) return;
  context.remember(KNOWN, isOne ? [...known, key].toSorted() : known.filter((one) => one !== key));
}

function specsOf(context: Context): readonly ControllerSpec[] {
  return (context.recall<readonly ObjectKey[]>(KNOWN) ?? []).flatMap((key) => {
    const object = context.get(key);
    return (object && controllerSpecOf(object)) ?? [];
  });
}

function workloadChanged({ key, before, after }: Change, wake: Wake, context: Context): void {
  // A status that counts pods says nothing new: their own changes are watched.
  const [was, is] = [before, after].map((one) => one && controllerSpecOf(one));
  if (was === is) return;
  note(key, after, context);
  wakeAll(wake, context);
}

function wakeAll(wake: Wake, context: Context): void {
  for (const ingress of context.list<Ingress>('Ingress')) wake(keyOf(ingress));
  wakeReloads(wake, context);
}

function wakeReloads(wake: Wake, context: Context): void {
  for (const { workload, program } of specsOf(context)) if (program.routing === 'nginx') wake(`${RELOAD}${workload}`);
}

/** What was told of an Ingress: by whom, and of which state of it. */
interface Seen {
  readonly workload: ObjectKey;
  readonly print: string;
}

/** Who published the addresses of an Ingress: gone when no such pod is left. */
interface Publisher {
  readonly workload: ObjectKey;
  readonly labels: Labels;
}

function sync(key: ObjectKey, context: Context): Deed | undefined {
  const ingress = context.get<Ingress>(key);
  if (!ingress) {
    if (context.recall(`ingress/seen/${key}`) !== undefined) context.remember(`ingress/seen/${key}`, undefined);
    return undefined;
  }
  for (const spec of specsOf(context)) {
    const claim = claimOf(context, spec, ingress);
    if (!claim.mine || !podsOf(context, spec).some(isServing)) continue;
    return scheduled(key, ingress, spec, claim.cause, context) ?? published(key, ingress, spec, context);
  }
  return withdrawn(key, ingress, context);
}

function scheduled(
  key: ObjectKey,
  ingress: Ingress,
  spec: ControllerSpec,
  cause: Cause,
  context: Context,
): Deed | undefined {
  if (spec.program.routing !== 'nginx') return undefined;
  const print = printOf(ingress);
  const seen = context.recall<Seen>(`ingress/seen/${key}`);
  if (seen?.workload === spec.workload && seen.print === print) return undefined;
  context.remember(`ingress/seen/${key}`, { workload: spec.workload, print } satisfies Seen);
  const params = { ingress: ingress.metadata.name, controller: parseKey(spec.workload).name };
  return {
    cause,
    why: why('ingress.sync.scheduled', params),
    event: { type: 'Normal', reason: 'Sync', message: 'Scheduled for sync', object: key },
  };
}

const prints = new WeakMap<object, { readonly annotations: unknown; readonly print: string }>();

/** What of an Ingress counts for the configuration, short; made once for each version of it. */
function printOf({ spec, metadata: { annotations } }: Ingress): string {
  const known = prints.get(spec);
  if (known && known.annotations === annotations) return known.print;
  const text = canonicalJson({ spec, annotations: annotations ?? {} });
  const print = `${text.length} ${seededNumber(0, text)}`;
  prints.set(spec, { annotations, print });
  return print;
}

function published(key: ObjectKey, ingress: Ingress, spec: ControllerSpec, context: Context): Deed | undefined {
  const found = publishedBy(context, spec);
  const current = ingress.status?.loadBalancer?.ingress ?? [];
  if (!found || sameAddresses(found.addresses, current)) return undefined;
  const publisher: Publisher = { workload: spec.workload, labels: spec.labels };
  context.remember(`ingress/publisher/${key}`, publisher);
  const addresses = found.addresses.length === 0 ? '-' : textOfAddresses(found.addresses);
  return {
    cause: found.cause,
    why: why('ingress.sync.published', { ingress: ingress.metadata.name, addresses }),
    writes: [{ verb: 'update', object: withAddresses(ingress, found.addresses) }],
    pause: Infinity,
    by: spec.program.routing === 'nginx' ? 'nginx-ingress-controller' : spec.program.name,
  };
}

type Status = NonNullable<Ingress['status']>;
type Addresses = NonNullable<NonNullable<Status['loadBalancer']>['ingress']>;

function withAddresses(ingress: Ingress, addresses: Addresses): Ingress {
  return {
    ...ingress,
    status: { ...ingress.status, loadBalancer: addresses.length === 0 ? {} : { ingress: addresses } },
  };
}

/** The last pod of a controller takes its addresses away as it ends (`--update-status-on-shutdown`, which is the default). */
function withdrawn(key: ObjectKey, ingress: Ingress, context: Context): Deed | undefined {
  const publisher = context.recall<Publisher>(`ingress/publisher/${key}`);
  if (!publisher || (ingress.status?.loadBalancer?.ingress ?? []).length === 0) return undefined;
  const { namespace, name } = parseKey(publisher.workload);
  const isLeft = context
    .list<Pod>('Pod', namespace)
    .some((pod) => matchesLabels(publisher.labels, pod.metadata.labels) && runsController(pod));
  if (isLeft) return undefined;
  context.remember(`ingress/publisher/${key}`, undefined);
  return {
    cause: { object: key, field: ['metadata', 'name'] },
    why: why('ingress.sync.withdrawn', { ingress: ingress.metadata.name, controller: name }),
    writes: [{ verb: 'update', object: withAddresses(ingress, []) }],
    pause: Infinity,
  };
}

/** What the configuration of a pod was made of: each Ingress with its print. */
type Made = Readonly<Record<string, string>>;

function reload(workload: ObjectKey, context: Context): Deed | undefined {
  const spec = specsOf(context).find((one) => one.workload === workload);
  if (!spec) return undefined;
  const made: Made = Object.fromEntries(routeTable(context, spec).ingresses.map((one) => [keyOf(one), printOf(one)]));
  for (const pod of podsOf(context, spec)) {
    if (!isServing(pod)) continue;
    const memory = `ingress/config/${keyOf(pod)}/${pod.metadata.uid ?? ''}`;
    const before = context.recall<Made>(memory);
    const changed = before && changedIn(before, made);
    if (before && changed === undefined) continue;
    context.remember(memory, made);
    return reloaded(spec, pod, changed, context);
  }
  return undefined;
}

/** The first Ingress that is new, other or gone. */
function changedIn(before: Made, after: Made): string | undefined {
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return keys.find((key) => before[key] !== after[key]);
}

function reloaded(spec: ControllerSpec, pod: Pod, changed: string | undefined, context: Context): Deed {
  const ingress = changed === undefined ? undefined : context.get<Ingress>(changed as ObjectKey);
  const controller = pod.metadata.name;
  const field = ingress?.spec.rules === undefined ? ['metadata', 'name'] : ['spec', 'rules'];
  const cause: Cause = ingress
    ? { object: keyOf(ingress), field }
    : { object: spec.workload, field: [...spec.field, 'image'] };
  const lines = configOf(context, spec).lines.length;
  return {
    cause,
    why: ingress
      ? why('ingress.sync.reloadedFor', { controller, ingress: ingress.metadata.name })
      : why('ingress.sync.reloaded', { controller, lines }),
    event: {
      type: 'Normal',
      reason: 'RELOAD',
      message: 'NGINX reload triggered due to a change in configuration',
      object: keyOf(pod),
    },
  };
}
