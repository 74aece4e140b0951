import { messageMaker } from '../api/message.js';

interface Named {
  kind: string;
  name: string;
}
interface OfPod {
  pod: string;
}
interface OfContainer {
  pod: string;
  container: string;
}
interface OfRevision {
  statefulSet: string;
  revision: string;
  number: number;
}
interface OfSetPod {
  statefulSet: string;
  pod: string;
}
interface OfSetClaim extends OfSetPod {
  claim: string;
}
interface OfDaemonPod {
  daemonSet: string;
  pod: string;
  node: string;
}
interface OfPodClaim {
  pod: string;
  claim: string;
}

/** Why each step of the journal happened: the codes of the `cluster` area of the catalogue, with their parameters. */
export interface ClusterWhy {
  'cluster.kubectl.created': Named;
  'cluster.kubectl.configured': Named;
  'cluster.kubectl.replaced': Named;
  'cluster.kubectl.recreated': Named;
  'cluster.kubectl.pruned': Named;
  'cluster.kubectl.prunedHeld': { kind: string; name: string; finalizers: string };
  'cluster.kubectl.restored': Named;

  'cluster.act.deletePod': OfPod;
  'cluster.act.ready': OfPod;
  'cluster.act.unready': OfPod;
  'cluster.act.crash': OfContainer;
  'cluster.act.scaled': { kind: string; name: string; from: number; to: number };
  'cluster.act.cordoned': { node: string };
  'cluster.act.uncordoned': { node: string };
  'cluster.act.evicted': { pod: string; node: string };
  'cluster.act.nodeFailed': { node: string; seconds: number };
  'cluster.act.nodeHealed': { node: string };
  'cluster.act.outOfService': { node: string };
  'cluster.act.backInService': { node: string };
  'cluster.act.deleted': Named;
  'cluster.act.orphaned': Named;
  'cluster.act.deletedClaim': { claim: string };
  'cluster.act.deletedVolume': { volume: string };
  'cluster.act.clearedClaimRef': { volume: string; claim: string };
  'cluster.act.detached': { volume: string; node: string };
  'cluster.act.expanded': { claim: string; from: string; to: string };

  'cluster.deployment.created': { deployment: string; replicaSet: string; replicas: number };
  'cluster.deployment.scaledUp': { deployment: string; replicaSet: string; from: number; to: number };
  'cluster.deployment.scaledDown': { deployment: string; replicaSet: string; from: number; to: number };
  'cluster.deployment.adopted': { deployment: string; replicaSet: string };
  'cluster.deployment.revision': { deployment: string; revision: number };
  'cluster.deployment.minReady': { deployment: string; replicaSet: string; seconds: number };
  'cluster.deployment.paused': { deployment: string };
  'cluster.deployment.resumed': { deployment: string };
  'cluster.deployment.cleaned': { deployment: string; replicaSet: string; limit: number };
  'cluster.deployment.counted': { deployment: string; ready: number; available: number; replicas: number };
  'cluster.deployment.late': { deployment: string; ready: number; available: number; replicas: number };

  'cluster.replicaset.created': { replicaSet: string; pod: string; pods: number; replicas: number };
  'cluster.replicaset.refused': { replicaSet: string; pods: number; replicas: number; most: number };
  'cluster.replicaset.deleted': { replicaSet: string; pod: string; pods: number; replicas: number };
  'cluster.replicaset.adopted': { replicaSet: string; pod: string };
  'cluster.replicaset.released': { replicaSet: string; pod: string };
  'cluster.replicaset.counted': { replicaSet: string; ready: number; replicas: number };

  'cluster.statefulset.revision': OfRevision;
  'cluster.statefulset.rolledBack': OfRevision;
  'cluster.statefulset.adoptedRevision': { statefulSet: string; revision: string };
  'cluster.statefulset.cleaned': { statefulSet: string; revision: string; limit: number };
  'cluster.statefulset.claim': OfSetClaim;
  'cluster.statefulset.created': OfSetPod & { order: 'parallel' | 'first' | 'next'; claims: number };
  'cluster.statefulset.refused': OfSetPod;
  'cluster.statefulset.scaledDown': OfSetPod & { replicas: number };
  'cluster.statefulset.updated': OfSetPod & { replicas: number };
  'cluster.statefulset.ended': OfSetPod & { replicas: number };
  'cluster.statefulset.identified': OfSetPod;
  'cluster.statefulset.owner.set': OfSetClaim;
  'cluster.statefulset.owner.pod': OfSetClaim;
  'cluster.statefulset.owner.none': OfSetClaim;
  'cluster.statefulset.adopted': OfSetPod;
  'cluster.statefulset.released': OfSetPod;
  'cluster.statefulset.counted': { statefulSet: string; ready: number; replicas: number };

  'cluster.daemonset.revision': { daemonSet: string; revision: string; number: number };
  'cluster.daemonset.rolledBack': { daemonSet: string; revision: string; number: number };
  'cluster.daemonset.adoptedRevision': { daemonSet: string; revision: string };
  'cluster.daemonset.cleaned': { daemonSet: string; revision: string; limit: number };
  'cluster.daemonset.created': OfDaemonPod;
  'cluster.daemonset.refused': { daemonSet: string; node: string; most: number };
  'cluster.daemonset.surged': OfDaemonPod;
  'cluster.daemonset.overtaken': OfDaemonPod;
  'cluster.daemonset.updated': OfDaemonPod & { most: number };
  'cluster.daemonset.notHere': OfDaemonPod;
  'cluster.daemonset.excess': OfDaemonPod;
  'cluster.daemonset.lost': { daemonSet: string; pod: string };
  'cluster.daemonset.ended': OfDaemonPod;
  'cluster.daemonset.cleared': OfDaemonPod;
  'cluster.daemonset.adopted': { daemonSet: string; pod: string };
  'cluster.daemonset.released': { daemonSet: string; pod: string };
  'cluster.daemonset.counted': { daemonSet: string; ready: number; nodes: number };

  'cluster.ephemeral.created': OfPodClaim & { volume: string };
  'cluster.ephemeral.refused': OfPodClaim & { volume: string };

  'cluster.scheduler.bound': { pod: string; node: string; fitting: number; nodes: number };
  'cluster.scheduler.unschedulable': { pod: string; nodes: number };
  'cluster.scheduler.claimMissing': OfPodClaim;
  'cluster.scheduler.claimUnbound': OfPodClaim;
  'cluster.scheduler.noneToBind': OfPodClaim;
  /** `where`: what a node's labels must say, as kubectl writes it. */
  'cluster.scheduler.outOfReach': OfPodClaim & { volume: string; where: string };
  'cluster.scheduler.reserved': OfPodClaim & { volume: string; node: string };
  'cluster.scheduler.selectedNode': OfPodClaim & { node: string };
  'cluster.scheduler.notBound': OfPodClaim & { node: string };

  'cluster.kubelet.accepted': { pod: string; node: string };
  'cluster.kubelet.address': { pod: string; node: string; ip: string; cidr: string };
  'cluster.kubelet.hostNetwork': { pod: string; node: string; ip: string };
  'cluster.kubelet.noAddress': { pod: string; node: string };
  'cluster.kubelet.pulling': { pod: string; container: string; image: string };
  'cluster.kubelet.pulled': { pod: string; container: string; image: string; node: string };
  'cluster.kubelet.imagePresent': { pod: string; container: string; image: string; node: string };
  'cluster.kubelet.created': OfContainer;
  'cluster.kubelet.started': OfContainer;
  'cluster.kubelet.running': OfPod;
  'cluster.kubelet.runningReady': OfPod;
  'cluster.kubelet.ready': OfPod;
  'cluster.kubelet.notReadyUnprobed': OfPod;
  'cluster.kubelet.probeFailed': { pod: string; container: string; failures: number; threshold: number };
  'cluster.kubelet.unready': { pod: string; container: string; failures: number; threshold: number };
  /** `outcome`: what the limit of a probe that is refused brings, or `never` where the pod has not been ready yet. */
  'cluster.kubelet.probeRefused': OfContainer & {
    probe: 'startup' | 'liveness' | 'readiness';
    port: number;
    failures: number;
    threshold: number;
    outcome: 'unready' | 'never' | 'kill';
  };
  'cluster.kubelet.probeErrored': OfContainer & { probe: 'startup' | 'liveness' | 'readiness'; port: string };
  'cluster.kubelet.killed': OfContainer & { probe: 'startup' | 'liveness' | 'readiness'; restarts: 'yes' | 'no' };
  'cluster.kubelet.ended': OfContainer;
  'cluster.kubelet.backOffRests': OfContainer & { seconds: number };
  'cluster.kubelet.crashed': { pod: string; container: string; restartPolicy: string };
  'cluster.kubelet.redefined': OfContainer;
  'cluster.kubelet.backOff': { pod: string; container: string; seconds: number };
  'cluster.kubelet.stopping': { pod: string; container: string; seconds: number };
  'cluster.kubelet.stopped': OfPod;
  'cluster.kubelet.removed': { pod: string; ip: string; node: string; hadIp: 'yes' | 'no' };
  'cluster.kubelet.status': OfPod;
  'cluster.kubelet.nodeReady': { node: string };

  'cluster.endpointslice.synced': { service: string; ready: number; endpoints: number };
  'cluster.endpoints.synced': { service: string; ready: number };
  'cluster.endpoints.removed': { service: string };
  'cluster.mirroring.synced': { service: string; endpoints: number };
  'cluster.mirroring.removed': { service: string };

  'cluster.nodeIpam.allocated': { node: string; cidr: string; from: string };
  'cluster.nodeIpam.full': { node: string; cidr: string };
  'cluster.nodeLifecycle.silent': { node: string; seconds: number };
  'cluster.nodeLifecycle.tainted': { node: string; taint: string };
  'cluster.nodeLifecycle.untainted': { node: string };
  'cluster.nodeLifecycle.podNotReady': { node: string; pod: string };
  'cluster.taintEviction.deleted': { pod: string; node: string; taint: string; seconds: number };

  'cluster.garbageCollector.deleted': { kind: string; name: string; ownerKind: string; owner: string };
  'cluster.garbageCollector.disowned': { kind: string; name: string; ownerKind: string; owner: string };
  'cluster.garbageCollector.orphaned': { kind: string; name: string; ownerKind: string; owner: string };
  'cluster.garbageCollector.released': Named;
  'cluster.podGarbageCollector.removed': { pod: string; node: string };
  'cluster.podGarbageCollector.outOfService': { pod: string; node: string };
  'cluster.namespace.emptied': { namespace: string; kind: string; name: string };
  'cluster.namespace.removed': { namespace: string };
}

export const why = messageMaker<ClusterWhy>();
