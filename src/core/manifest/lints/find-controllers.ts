import { podTemplatePath } from '../pod-sources.js';
import { listAt, textAt } from '../read-json.js';
import { containersOf } from './ingress-objects.js';
import type { KnownObjects } from './known-objects.js';

/** The ingress controllers that run in the manifests. */
export interface FoundControllers {
  readonly count: number;
  /** Whether one of them serves Ingresses of no class, or may: of those that nobody here knows nothing is said. */
  readonly takesAny: boolean;
}

/**
 * The ends of the repositories of controllers' images: more programs than the model plays, so that who brings one of them is not told that
 * nothing happens.
 */
const CONTROLLERS =
  /(?:^|\/)(?:ingress-nginx\/controller(?:-chroot)?|nginx-ingress(?:-controller|-plus)?|nginx-plus-ingress|kubernetes-ingress(?:-controller)?|haproxy-ingress|[a-z0-9-]*ingress-controller|traefik|contour|kong|istio\/pilot|skipper|voyager|emissary|ambassador|gloo|cilium\/cilium|pomerium|ingress-gce-glbc[a-z0-9-]*|aws-load-balancer-controller)$/;
/** Those that leave Ingresses of no class alone unless a flag says otherwise. */
const STRICT =
  /(?:ingress-nginx\/controller(?:-chroot)?|nginx-ingress(?:-controller|-plus)?|nginx-plus-ingress|kubernetes-ingress|haproxy-ingress)$/;
const TAKES_ANY = /^--?(?:watch-ingress-without-class|empty-ingress-class)(?:=true)?$/;

const WORKLOADS = ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'Pod'];

export function findControllers(known: KnownObjects): FoundControllers {
  let count = 0;
  let takesAny = false;
  for (const kind of WORKLOADS) {
    const template = podTemplatePath(kind) ?? [];
    for (const { document } of known.ofKind(kind)) {
      for (const container of containersOf(document.object, template)) {
        const image = repositoryOf(textAt(container, ['image']) ?? '');
        if (!CONTROLLERS.test(image)) continue;
        count += 1;
        const words = [...listAt(container, ['command']), ...listAt(container, ['args'])];
        takesAny ||= !STRICT.test(image) || words.some((word) => typeof word === 'string' && TAKES_ANY.test(word));
      }
    }
  }
  return { count, takesAny };
}

/** The image without its digest and tag. A colon before the last slash is the port of a registry. */
function repositoryOf(image: string): string {
  const [path = ''] = image.split('@');
  const colon = path.lastIndexOf(':');
  return colon > path.lastIndexOf('/') ? path.slice(0, colon) : path;
}
