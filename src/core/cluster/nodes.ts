import { cidrAddress, parseCidrSloppy } from '../api/cidr.js';
import { formatIp } from '../api/ip.js';
import type { Condition } from '../api/meta.js';
import type { Node } from '../api/node.js';
import { timestamp } from './clock.js';
import type { ClusterSettings, NodeSetting } from './types.js';

/** The n-th node (from 1) has the (10 + n)-th address of the nodes' network. Undefined when the network is too small. */
export function nodeAddressOf(settings: ClusterSettings, n: number): string | undefined {
  const cidr = parseCidrSloppy(settings.nodeCIDR);
  const ip = cidr && cidrAddress(cidr, 10 + n);
  return ip && formatIp(ip);
}

/** What a healthy kubelet says of its node (`pkg/kubelet/nodestatus/setters.go`). */
export function healthyConditions(now: number): readonly Condition[] {
  const fine = (type: string, reason: string, message: string): Condition => ({
    type,
    status: 'False',
    reason,
    message,
    lastTransitionTime: timestamp(now),
  });
  return [
    fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
    fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    fine('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    {
      type: 'Ready',
      status: 'True',
      reason: 'KubeletReady',
      message: 'kubelet is posting ready status',
      lastTransitionTime: timestamp(now),
    },
  ];
}

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** The Node object that a kubelet registers and kubeadm completes (role label and taint of the control plane). */
export function nodeFromSetting(settings: ClusterSettings, setting: NodeSetting, n: number, now: number): Node {
  const address = nodeAddressOf(settings, n);
  const resources = { cpu: setting.cpu, memory: setting.memory, pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: setting.name,
      labels: {
        ...osLabels(setting.name),
        ...(setting.zone === '' ? {} : { 'topology.kubernetes.io/zone': setting.zone }),
        ...(setting.controlPlane
          ? { [CONTROL_PLANE]: '', 'node.kubernetes.io/exclude-from-external-load-balancers': '' }
          : {}),
      },
    },
    spec: setting.controlPlane ? { taints: [{ key: CONTROL_PLANE, effect: 'NoSchedule' }] } : {},
    status: {
      addresses: [
        ...(address === undefined ? [] : [{ type: 'InternalIP', address } as const]),
        { type: 'Hostname', address: setting.name },
      ],
      capacity: resources,
      allocatable: resources,
      conditions: healthyConditions(now),
    },
  };
}

/**
 * What the kubelet labels its node with (`initialNode` of `pkg/kubelet/kubelet_node_status.go`), and the old names that the node
 * lifecycle controller still keeps beside the present ones (`labelReconcileInfo` of
 * `pkg/controller/nodelifecycle/node_lifecycle_controller.go`).
 */
function osLabels(name: string, given: Readonly<Record<string, string>> = {}): Record<string, string> {
  const present = {
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    ...given,
  };
  return {
    ...present,
    'beta.kubernetes.io/arch': present['kubernetes.io/arch'],
    'beta.kubernetes.io/os': present['kubernetes.io/os'],
  };
}

/** A machine of the size that a worker of the settings has, for a Node document that does not say. */
const MACHINE = { cpu: '4', memory: '8Gi', pods: '110' } as const;

/** A Node document joins: its kubelet fills in what the document leaves open. `address` is a free one of the nodes' network. */
export function joinedNode(given: Node, address: string | undefined, now: number): Node {
  const status = (given as { readonly status?: Partial<Node['status']> }).status ?? {};
  const spec = (given as { readonly spec?: Node['spec'] }).spec ?? {};
  const addresses = status.addresses ?? [];
  const internal = addresses.some((one) => one.type === 'InternalIP');
  const capacity = { ...MACHINE, ...status.capacity };
  return {
    ...given,
    metadata: { ...given.metadata, labels: osLabels(given.metadata.name, given.metadata.labels) },
    spec,
    status: {
      ...status,
      addresses: [
        ...(internal || address === undefined ? [] : [{ type: 'InternalIP', address } as const]),
        ...addresses,
        ...(addresses.some((one) => one.type === 'Hostname')
          ? []
          : [{ type: 'Hostname', address: given.metadata.name } as const]),
      ],
      capacity,
      allocatable: { ...capacity, ...status.allocatable },
      conditions: status.conditions ?? healthyConditions(now),
    },
  };
}
