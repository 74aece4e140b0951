import type { ClusterSettings } from './types.js';

/** What kubeadm gives: one control plane, two workers, the CIDRs of its documentation. */
export const DEFAULT_SETTINGS: ClusterSettings = {
  nodes: [
    { name: 'control-plane', controlPlane: true, cpu: '2', memory: '4Gi', zone: 'zone-a' },
    { name: 'worker-1', controlPlane: false, cpu: '4', memory: '8Gi', zone: 'zone-a' },
    { name: 'worker-2', controlPlane: false, cpu: '4', memory: '8Gi', zone: 'zone-b' },
  ],
  podCIDR: '10.244.0.0/16',
  nodeMask: 24,
  serviceCIDR: '10.96.0.0/12',
  nodeCIDR: '192.168.10.0/24',
  clusterDomain: 'cluster.local',
  seed: 42,
};
