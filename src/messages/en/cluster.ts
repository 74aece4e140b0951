import type { ClusterWhy } from '../../core/index.js';

/** English texts of the cluster area, in ICU MessageFormat. */
export const cluster = {
  'cluster.kubectl.created': 'kubectl apply created {kind} {name}.',
  'cluster.kubectl.configured': 'kubectl apply changed {kind} {name} to what its manifest now says.',
  'cluster.kubectl.replaced':
    '{kind} {name} cannot be changed in place: a Pod’s spec is fixed once it exists. As kubectl replace --force does, the old one is deleted, and a new one follows when it is gone.',
  'cluster.kubectl.recreated': 'The old {kind} {name} is gone, so kubectl creates the new one.',
  'cluster.kubectl.pruned': '{kind} {name} is no longer in the manifests, so kubectl apply --prune deletes it.',
  'cluster.kubectl.prunedHeld':
    '{kind} {name} is no longer in the manifests, so kubectl apply --prune deletes it. It stays Terminating while it has finalizers: {finalizers}.',
  'cluster.kubectl.restored':
    '{kind} {name} is no longer in the manifests, so it is again what the cluster settings say.',

  'cluster.act.deletePod': 'You deleted Pod {pod}.',
  'cluster.act.ready': 'The application in Pod {pod} is well again; the kubelet has yet to find out.',
  'cluster.act.unready':
    'The application in Pod {pod} stops answering its readiness check; the kubelet has yet to find out.',
  'cluster.act.crash': 'The process of container {container} in Pod {pod} was told to end.',
  'cluster.act.scaled': '{kind} {name} was scaled from {from, number} to {to, number}.',
  'cluster.act.cordoned': 'Node {node} was cordoned: its pods stay, new ones are not scheduled to it.',
  'cluster.act.uncordoned': 'Node {node} takes new pods again.',
  'cluster.act.evicted': 'Pod {pod} is evicted because Node {node} is being drained.',
  'cluster.act.nodeFailed':
    'Node {node} lost its network. The API server does not know yet: it waits {seconds, number} s for news from the kubelet.',
  'cluster.act.nodeHealed': 'Node {node} has its network again.',
  'cluster.act.outOfService':
    'You tell the cluster that Node {node} is out of service: its pods may be deleted by force and its volumes detached.',
  'cluster.act.backInService': 'The taint is off: Node {node} is in service again.',
  'cluster.act.deleted': 'You deleted {kind} {name}.',
  'cluster.act.orphaned': 'You deleted {kind} {name} with --cascade=orphan: what it owns is to stay.',
  'cluster.act.deletedClaim': 'You deleted PersistentVolumeClaim {claim}.',
  'cluster.act.deletedVolume': 'You deleted PersistentVolume {volume}.',
  'cluster.act.clearedClaimRef':
    'You took claimRef from PersistentVolume {volume}: it no longer belongs to claim {claim}, and another may have it, with what is on it.',
  'cluster.act.detached':
    'You deleted the VolumeAttachment by hand: volume {volume} is to be detached from {node}, whether or not something there still writes.',
  'cluster.act.expanded': 'You ask for more: claim {claim} goes from {from} to {to}.',

  'cluster.deployment.created':
    'No ReplicaSet has this template yet, so {replicaSet} is made for Deployment {deployment}, with {replicas, plural, one {# replica} other {# replicas}}.',
  'cluster.deployment.scaledUp': 'Deployment {deployment} lets {replicaSet} grow from {from, number} to {to, number}.',
  'cluster.deployment.scaledDown':
    'Deployment {deployment} makes {replicaSet} shrink from {from, number} to {to, number}.',
  'cluster.deployment.adopted':
    'ReplicaSet {replicaSet} matches the selector and belongs to nobody: Deployment {deployment} adopts it.',
  'cluster.deployment.revision': 'The template of Deployment {deployment} in use is now revision {revision, number}.',
  'cluster.deployment.minReady':
    'A pod now counts as available after {seconds, plural, =0 {no time at all} one {one second} other {# seconds}} of being ready: Deployment {deployment} tells {replicaSet}. No pod is made anew for it.',
  'cluster.deployment.paused':
    'Deployment {deployment} is paused: a new template rolls nothing out, and the time until it goes on does not count against its deadline. It can still be scaled.',
  'cluster.deployment.resumed': 'Deployment {deployment} goes on: what its template asks for is rolled out now.',
  'cluster.deployment.cleaned':
    'Deployment {deployment} keeps at most {limit, number} old ReplicaSets: {replicaSet} is the oldest and goes.',
  'cluster.deployment.counted':
    'Deployment {deployment}: {ready, number} of {replicas, number} ready, {available, number} available.',
  'cluster.deployment.late':
    'Deployment {deployment} made no progress for too long: {ready, number} of {replicas, number} ready.',

  'cluster.replicaset.created':
    'ReplicaSet {replicaSet} has {pods, number} of {replicas, number} pods, so it creates {pod}.',
  'cluster.replicaset.refused':
    'ReplicaSet {replicaSet} has {pods, number} of {replicas, number} pods, but the simulator holds {most, number} at most: the API server refuses more, as with a quota.',
  'cluster.replicaset.deleted':
    'ReplicaSet {replicaSet} has {pods, number} pods but wants {replicas, number}. {pod} is the one least missed.',
  'cluster.replicaset.adopted':
    'Pod {pod} matches the selector and belongs to nobody: ReplicaSet {replicaSet} adopts it.',
  'cluster.replicaset.released': 'Pod {pod} no longer matches the selector: ReplicaSet {replicaSet} lets it go.',
  'cluster.replicaset.counted': 'ReplicaSet {replicaSet}: {ready, number} of {replicas, number} ready.',

  'cluster.statefulset.revision':
    'The template of StatefulSet {statefulSet} is new, so it is kept as revision {number, number}: {revision}.',
  'cluster.statefulset.rolledBack':
    'StatefulSet {statefulSet} had this template before: {revision} is now revision {number, number}.',
  'cluster.statefulset.adoptedRevision':
    'Revision {revision} belongs to nobody and carries the labels of StatefulSet {statefulSet}: the set adopts it.',
  'cluster.statefulset.cleaned':
    'StatefulSet {statefulSet} keeps at most {limit, number} old revisions: {revision} is the oldest and goes.',
  'cluster.statefulset.claim':
    'Pod {pod} of StatefulSet {statefulSet} needs a volume of its own, so its claim {claim} is made first.',
  'cluster.statefulset.created':
    '{order, select, parallel {StatefulSet {statefulSet} makes its pods without waiting for one another: {pod}.} first {Pod {pod} is the first of StatefulSet {statefulSet}, so it is made at once.} other {All pods before {pod} are running and ready, so StatefulSet {statefulSet} makes it.}}{claims, plural, =0 {} other { It finds its storage by its name.}}',
  'cluster.statefulset.refused':
    'StatefulSet {statefulSet} cannot make Pod {pod}; the Event says why. It tries again when something changes.',
  'cluster.statefulset.scaledDown':
    'StatefulSet {statefulSet} wants {replicas, number} pods. {pod} has the highest number, so it goes first.',
  'cluster.statefulset.updated':
    'Pod {pod} has an old template. It is the highest that does, so it is deleted and comes back with the new one.',
  'cluster.statefulset.ended': 'Pod {pod} has ended. StatefulSet {statefulSet} deletes it, to make it again.',
  'cluster.statefulset.identified':
    'Pod {pod} gets back the labels that say which pod of StatefulSet {statefulSet} it is.',
  'cluster.statefulset.owner.set':
    'whenDeleted is Delete: claim {claim} now belongs to StatefulSet {statefulSet} and goes when it goes.',
  'cluster.statefulset.owner.pod':
    'whenScaled is Delete and {pod} is one too many: claim {claim} now belongs to that pod and goes when it is gone.',
  'cluster.statefulset.owner.none':
    'By the retention policy of StatefulSet {statefulSet} claim {claim} belongs to nobody: it stays, whatever goes.',
  'cluster.statefulset.adopted':
    'Pod {pod} has a name of StatefulSet {statefulSet} and belongs to nobody: the set adopts it.',
  'cluster.statefulset.released': 'Pod {pod} no longer matches the selector: StatefulSet {statefulSet} lets it go.',
  'cluster.statefulset.counted': 'StatefulSet {statefulSet}: {ready, number} of {replicas, number} ready.',

  'cluster.daemonset.revision':
    'The template of DaemonSet {daemonSet} is new, so it is kept as revision {number, number}: {revision}.',
  'cluster.daemonset.rolledBack':
    'DaemonSet {daemonSet} had this template before: {revision} is now revision {number, number}.',
  'cluster.daemonset.adoptedRevision':
    'Revision {revision} belongs to nobody and carries the labels of DaemonSet {daemonSet}: the set adopts it.',
  'cluster.daemonset.cleaned':
    'DaemonSet {daemonSet} keeps at most {limit, number} old revisions: {revision} is the oldest and goes.',
  'cluster.daemonset.created':
    'Node {node} fits DaemonSet {daemonSet} and has no pod of it, so it makes {pod}, which may run only there.',
  'cluster.daemonset.refused':
    'Node {node} should have a pod of DaemonSet {daemonSet}, but the simulator holds {most, number} at most: the API server refuses more, as with a quota.',
  'cluster.daemonset.surged':
    'The pod of DaemonSet {daemonSet} on node {node} has an old template. maxSurge allows a second one beside it: {pod}.',
  'cluster.daemonset.overtaken':
    'Pod {pod} of DaemonSet {daemonSet} on node {node} has an old template and is no longer needed: it goes.',
  'cluster.daemonset.updated':
    'Pod {pod} on node {node} has an old template of DaemonSet {daemonSet}. It makes room for the new one: maxUnavailable is {most, number}.',
  'cluster.daemonset.notHere': 'Node {node} does not take pods of DaemonSet {daemonSet}, or no longer: {pod} goes.',
  'cluster.daemonset.excess':
    'DaemonSet {daemonSet} needs one pod on node {node}. The oldest one stays, so {pod} goes.',
  'cluster.daemonset.lost':
    'Pod {pod} of DaemonSet {daemonSet} waits for a node that is gone. No other will take it, so it is deleted.',
  'cluster.daemonset.ended':
    'Pod {pod} of DaemonSet {daemonSet} on node {node} has ended. The set will delete it, to make it again.',
  'cluster.daemonset.cleared':
    'Pod {pod} has ended and goes; DaemonSet {daemonSet} then makes another one for node {node}.',
  'cluster.daemonset.adopted': 'Pod {pod} matches the selector and belongs to nobody: DaemonSet {daemonSet} adopts it.',
  'cluster.daemonset.released': 'Pod {pod} no longer matches the selector: DaemonSet {daemonSet} lets it go.',
  'cluster.daemonset.counted':
    'DaemonSet {daemonSet}: ready on {ready, number} of {nodes, plural, one {# node} other {# nodes}}.',

  'cluster.ephemeral.created':
    'Volume {volume} of Pod {pod} is generic and ephemeral: its claim {claim} is made, and belongs to the pod.',
  'cluster.ephemeral.refused':
    'Volume {volume} of Pod {pod} needs claim {claim}, which cannot be made or is not the pod’s own; the Event says why.',

  'cluster.scheduler.bound':
    '{fitting, plural, one {# node} other {# nodes}} of {nodes, number} could take Pod {pod}; {node} scored best.',
  'cluster.scheduler.unschedulable':
    '{nodes, plural, =0 {There is no node for Pod {pod}.} one {The only node cannot take Pod {pod}.} other {None of # nodes can take Pod {pod}.}} It waits for something to change.',
  'cluster.scheduler.claimMissing':
    'Pod {pod} asks for claim {claim}, and there is none of that name in its namespace. Until there is, the scheduler looks at no node.',
  'cluster.scheduler.claimUnbound':
    'Claim {claim} of Pod {pod} ought to have a volume by now and has none. Until it is bound, the scheduler looks at no node.',
  'cluster.scheduler.noneToBind':
    'No node fits Pod {pod}: where it may run there is no volume for claim {claim} now, and none may be made there.',
  'cluster.scheduler.outOfReach':
    'Claim {claim} has volume {volume}, which can be reached only from nodes with {where}. No such node can take Pod {pod}, and a volume does not move: the pod waits.',
  'cluster.scheduler.reserved':
    'Pod {pod} is to run on {node}, where volume {volume} can be reached: the scheduler reserves it for claim {claim}.',
  'cluster.scheduler.selectedNode':
    'Pod {pod} is to run on {node}: the scheduler writes that on claim {claim}, so that its volume is provisioned there.',
  'cluster.scheduler.notBound':
    'Claim {claim} got no volume for {node}, so Pod {pod} is not bound to it. The scheduler tries again.',

  'cluster.kubelet.accepted': 'The kubelet of {node} sees that Pod {pod} is bound to its node and takes it over.',
  'cluster.kubelet.address':
    'Pod {pod} gets a network namespace, and host-local gives it {ip}: the next free address of {cidr}, the range of {node}.',
  'cluster.kubelet.hostNetwork': 'Pod {pod} uses the network of {node} and so has the node’s own address {ip}.',
  'cluster.kubelet.noAddress': 'Pod {pod} gets no network: {node} has no address to give.',
  'cluster.kubelet.pulling': 'Container {container} of Pod {pod} needs image {image}, which is being pulled.',
  'cluster.kubelet.pulled': 'Image {image} for container {container} of Pod {pod} is now on {node}.',
  'cluster.kubelet.imagePresent':
    'Image {image} is on {node} already, so container {container} of Pod {pod} need not wait.',
  'cluster.kubelet.created': 'Container {container} of Pod {pod} has been created.',
  'cluster.kubelet.started': 'Container {container} of Pod {pod} has been started.',
  'cluster.kubelet.running': 'All containers of Pod {pod} run; its probes have yet to succeed before it is ready.',
  'cluster.kubelet.runningReady':
    'All containers of Pod {pod} run. No readiness probe holds it back, so it is ready at once.',
  'cluster.kubelet.ready': 'Pod {pod} is ready: Services may send to it.',
  'cluster.kubelet.notReadyUnprobed':
    'Pod {pod} counts as not ready. It has no readiness probe, so a real kubelet could not have noticed: add one to make this honest.',
  'cluster.kubelet.probeFailed':
    'The readiness probe of container {container} in Pod {pod} failed {failures, plural, one {once} other {# times}} in a row; at {threshold, number} the pod is no longer ready.',
  'cluster.kubelet.unready':
    'The readiness probe of container {container} in Pod {pod} failed {failures, plural, one {once} other {# times in a row}}, which is its limit: the pod is no longer ready.',
  'cluster.kubelet.probeRefused':
    'Nobody in Pod {pod} listens on port {port}, so the {probe} probe of container {container} is refused ({failures, number} in a row; its limit is {threshold, number}). {outcome, select, unready {At the limit the pod is no longer ready.} never {Until it succeeds the pod is not ready.} other {At the limit the container is killed.}}{failures, plural, =1 { In Kubernetes containerPort is only information; the simulator runs no programs and takes a container to listen on the ports that it declares, that its flags name, or that its image is known for.} other {}}',
  'cluster.kubelet.probeErrored':
    'The {probe} probe of container {container} in Pod {pod} asks port “{port}”, and no port of that container has this name. Such a probe cannot be made, and the kubelet throws its result away: {probe, select, readiness {the pod never becomes ready} startup {the container never counts as started, and is not restarted either} other {the container is never restarted because of it}}.',
  'cluster.kubelet.killed':
    'The {probe} probe of container {container} in Pod {pod} has failed as often as it may: the container gets SIGTERM{restarts, select, yes { and is started again} other {; restartPolicy Never leaves it ended}}.',
  'cluster.kubelet.ended': 'Container {container} of Pod {pod} has ended.',
  'cluster.kubelet.backOffRests':
    'Its probe keeps killing container {container} of Pod {pod}, so the kubelet waits {seconds, number} s before it starts it again. It would go on like this for ever, with up to five minutes in between; the simulator stops here until something changes.',
  'cluster.kubelet.crashed':
    'The process of container {container} in Pod {pod} ended. restartPolicy {restartPolicy} says what comes next.',
  'cluster.kubelet.redefined':
    'Container {container} of Pod {pod} is to run another image, so the old container ends and a new one is started.',
  'cluster.kubelet.backOff':
    'Container {container} of Pod {pod} ended again so soon that the kubelet waits {seconds, number} s before it starts it once more.',
  'cluster.kubelet.stopping':
    'Pod {pod} is being deleted: container {container} gets SIGTERM and has {seconds, number} s before SIGKILL.',
  'cluster.kubelet.stopped': 'All containers of Pod {pod} have ended.',
  'cluster.kubelet.removed':
    'Nothing of Pod {pod} is left on {node}, so its object goes.{hadIp, select, yes { Its address {ip} is free again.} other {}}',
  'cluster.kubelet.status': 'The kubelet reports what it sees of Pod {pod}.',
  'cluster.kubelet.nodeReady': 'The kubelet of {node} is heard again and says that all is well.',

  'cluster.endpointslice.synced':
    'The selector of Service {service} now finds {endpoints, plural, =0 {no pod with an address} one {# pod with an address} other {# pods with addresses}}, {ready, number} ready: its EndpointSlices say so.',
  'cluster.endpoints.synced':
    'The old Endpoints object of Service {service} follows: {ready, plural, one {# ready address} other {# ready addresses}}.',
  'cluster.endpoints.removed': 'Service {service} is gone, and its Endpoints object with it.',
  'cluster.mirroring.synced':
    'Service {service} has no selector, so its Endpoints ({endpoints, plural, one {# address} other {# addresses}}) are mirrored into EndpointSlices, which is what kube-proxy reads.',
  'cluster.mirroring.removed': 'There are no Endpoints to mirror for {service} any more.',

  'cluster.nodeIpam.allocated': 'Node {node} gets {cidr}, the next free block of {from}, for its pods.',
  'cluster.nodeIpam.full': 'Every block of {cidr} is given away: Node {node} gets none, and its pods no addresses.',
  'cluster.nodeLifecycle.silent': 'Nothing was heard from {node} for {seconds, number} s: its state is unknown.',
  'cluster.nodeLifecycle.tainted': 'Node {node} gets the taint {taint}, so that pods keep away.',
  'cluster.nodeLifecycle.untainted': 'The trouble of Node {node} is over, and so are its taints.',
  'cluster.nodeLifecycle.podNotReady':
    'Nobody hears from {node}, so its Pod {pod} counts as not ready: Services stop sending to it.',
  'cluster.taintEviction.deleted':
    'Pod {pod} tolerates {taint} of {node} for {seconds, number} s. The time is up, so it is deleted.',

  'cluster.garbageCollector.deleted':
    '{kind} {name} belonged to {ownerKind} {owner}, which is gone, so it is deleted too.',
  'cluster.garbageCollector.disowned':
    '{ownerKind} {owner} is gone. {kind} {name} has another owner, so it stays and only the reference to {owner} goes.',
  'cluster.garbageCollector.orphaned':
    '{ownerKind} {owner} was deleted with --cascade=orphan: {kind} {name} loses the reference to it and stays.',
  'cluster.garbageCollector.released':
    'Nothing names {kind} {name} as its owner any more, so the finalizer “orphan” goes, and the object with it.',
  'cluster.podGarbageCollector.removed': 'Pod {pod} is bound to {node}, which no longer exists, so it is removed.',
  'cluster.podGarbageCollector.outOfService':
    'Node {node} is not ready and marked as out of service: nobody there will end Pod {pod}, so it is deleted by force.',
  'cluster.namespace.emptied': 'Namespace {namespace} is being deleted, and {kind} {name} with it.',
  'cluster.namespace.removed': 'Namespace {namespace} is empty and goes.',
} as const satisfies Record<keyof ClusterWhy, string>;
