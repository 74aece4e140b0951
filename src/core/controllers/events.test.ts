import { describe, expect, test } from 'vitest';
import { createCluster } from './create-cluster.js';
import { aPod, clusterWith, key } from './testing/manifests.js';
import { SCENARIOS } from './testing/scenarios.js';

const POD = String.raw`[a-z0-9.-]+`;

/** Every Event of the controllers of workloads: its type, reason and message, and the file it is written in (of kubernetes/kubernetes). */
const EVENTS: readonly (readonly [source: string, type: 'Normal' | 'Warning', reason: string, message: string])[] = [
  ['pkg/scheduler/schedule_one.go', 'Normal', 'Scheduled', `Successfully assigned ${POD}/${POD} to ${POD}`],
  [
    'pkg/scheduler/framework/types.go',
    'Warning',
    'FailedScheduling',
    String.raw`0/\d+ nodes are available: .+\. no new claims to deallocate, preemption: 0/\d+ nodes are available: .+\.`,
  ],
  ['pkg/kubelet/images/image_manager.go', 'Normal', 'Pulling', `Pulling image ".+"`],
  [
    'pkg/kubelet/images/image_manager.go',
    'Normal',
    'Pulled',
    String.raw`Successfully pulled image ".+" in [\d.]+m?s \([\d.]+m?s including waiting\)\. Image size: \d+ bytes\.`,
  ],
  [
    'pkg/kubelet/images/image_manager.go',
    'Normal',
    'Pulled',
    'Container image ".+" already present on machine and can be accessed by the pod',
  ],
  ['pkg/kubelet/kuberuntime/kuberuntime_container.go', 'Normal', 'Created', 'Container created'],
  ['pkg/kubelet/kuberuntime/kuberuntime_container.go', 'Normal', 'Started', 'Container started'],
  ['pkg/kubelet/kuberuntime/kuberuntime_container.go', 'Normal', 'Killing', 'Stopping container .+'],
  [
    'pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    'Normal',
    'Killing',
    'Container .+ definition changed, will be restarted',
  ],
  [
    'pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    'Normal',
    'Killing',
    'Container .+ failed (liveness|startup) probe(, will be restarted)?',
  ],
  [
    'pkg/kubelet/kuberuntime/kuberuntime_container.go',
    'Normal',
    'Killing',
    'Init container .+ failed (liveness|startup) probe',
  ],
  [
    'pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    'Warning',
    'BackOff',
    String.raw`Back-off restarting failed container .+ in pod ${POD}_${POD}\([0-9a-f-]{36}\)`,
  ],
  [
    'pkg/kubelet/kuberuntime/kuberuntime_manager.go',
    'Warning',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = .+',
  ],
  ['pkg/kubelet/prober/prober.go', 'Warning', 'Unhealthy', '(Startup|Liveness|Readiness) probe failed: .*'],
  [
    'pkg/kubelet/prober/prober.go',
    'Warning',
    'Unhealthy',
    '(Startup|Liveness|Readiness) probe errored and resulted in unknown state: port ".+" not found',
  ],
  ['pkg/kubelet/kubelet_node_status.go', 'Normal', 'NodeReady', `Node ${POD} status is now: NodeReady`],
  ['pkg/controller/util/node/controller_utils.go', 'Normal', 'NodeNotReady', `Node ${POD} status is now: NodeNotReady`],
  ['pkg/controller/util/node/controller_utils.go', 'Warning', 'NodeNotReady', 'Node is not ready'],
  [
    'pkg/controller/nodeipam/ipam/range_allocator.go',
    'Normal',
    'CIDRNotAvailable',
    `Node ${POD} status is now: CIDRNotAvailable`,
  ],
  [
    'pkg/controller/tainteviction/taint_eviction.go',
    'Normal',
    'TaintManagerEviction',
    `Marking for deletion Pod ${POD}/${POD}`,
  ],
  [
    'pkg/controller/deployment/sync.go',
    'Normal',
    'ScalingReplicaSet',
    String.raw`Scaled (up|down) replica set ${POD} from \d+ to \d+`,
  ],
  ['pkg/controller/controller_utils.go', 'Normal', 'SuccessfulCreate', `Created pod: ${POD}`],
  ['pkg/controller/controller_utils.go', 'Normal', 'SuccessfulDelete', `Deleted pod: ${POD}`],
  ['pkg/controller/controller_utils.go', 'Warning', 'FailedCreate', 'Error creating: .+'],
  [
    'pkg/controller/daemon/daemon_controller.go',
    'Warning',
    'FailedDaemonPod',
    `Found failed daemon pod ${POD}/${POD} on node ${POD}, will try to kill it`,
  ],
  [
    'pkg/controller/daemon/daemon_controller.go',
    'Normal',
    'SucceededDaemonPod',
    `Found succeeded daemon pod ${POD}/${POD} on node ${POD}, will try to delete it`,
  ],
];

const rows = EVENTS.map(([, type, reason, message]) => ({ type, reason, message: new RegExp(`^${message}$`, 's') }));

describe.each(SCENARIOS)('$name', ({ run }) => {
  test('tells its Events as their sources do', () => {
    const cluster = createCluster();
    run(cluster);
    const strange = cluster.journal.flatMap(({ event }) => {
      const isKnown = rows.some(
        (row) => event?.type === row.type && event.reason === row.reason && row.message.test(event.message),
      );
      return event === undefined || isKnown ? [] : [`${event.type} ${event.reason}: ${event.message}`];
    });
    expect(strange).toEqual([]);
  });
});

test('an Event names its object by uid: one made anew under the same name has its own', () => {
  const cluster = clusterWith(aPod('p'));
  const first = cluster.get(key.pod('p'))?.metadata.uid;
  cluster.apply([]);
  cluster.settle();
  cluster.apply([aPod('p')]);
  cluster.settle();
  const second = cluster.get(key.pod('p'))?.metadata.uid;
  const told = cluster.journal.flatMap(({ event }) => (event?.object === key.pod('p') ? [event] : []));
  expect(new Set(told.map(({ uid }) => uid))).toEqual(new Set([first, second]));
  expect(told.findLast(({ reason }) => reason === 'Killing')?.uid).toBe(first);
});
