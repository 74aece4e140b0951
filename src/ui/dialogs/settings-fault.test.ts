import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type ClusterSettings } from '../../core/index.js';
import { faultOf } from './settings-fault.js';

const [node] = DEFAULT_SETTINGS.nodes as [ClusterSettings['nodes'][0]];
const faultWith = (part: Partial<ClusterSettings>) => faultOf({ ...DEFAULT_SETTINGS, ...part });

describe('settings of a cluster', () => {
  it.each<readonly [string, Partial<ClusterSettings>]>([
    ['as they come', {}],
    ['with a range for exactly the nodes there are', { podCIDR: '10.244.0.0/22' }],
    ['with the smallest range of Services', { serviceCIDR: '10.96.0.0/29' }],
    ['with a domain of one label', { clusterDomain: 'local' }],
  ])('%s are fine', (_, part) => {
    expect(faultWith(part)).toBeNull();
  });

  it.each<readonly [Partial<ClusterSettings>, string, string]>([
    [{ podCIDR: 'abc' }, 'podCIDR', 'cidr'],
    [{ podCIDR: '10.244.0.0' }, 'podCIDR', 'cidr'],
    [{ podCIDR: '10.244.0.0/33' }, 'podCIDR', 'cidr'],
    [{ podCIDR: '10.244.1.1/16' }, 'podCIDR', 'cidr'],
    [{ podCIDR: '10.300.0.0/16' }, 'podCIDR', 'cidr'],
    [{ podCIDR: 'fd00::/64' }, 'podCIDR', 'cidr'],
    [{ nodeCIDR: '' }, 'nodeCIDR', 'cidr'],
    [{ serviceCIDR: '10.244.0.0/20' }, 'serviceCIDR', 'overlap'],
    [{ nodeCIDR: '10.96.0.0/24' }, 'nodeCIDR', 'overlap'],
    [{ podCIDR: '10.244.0.0/25' }, 'nodeMask', 'podRoom'],
    [{ podCIDR: '10.244.0.0/23' }, 'nodeMask', 'podRoom'],
    [{ nodeMask: 16 }, 'nodeMask', 'podRoom'],
    [{ serviceCIDR: '10.96.0.0/30' }, 'serviceCIDR', 'serviceSize'],
    [{ serviceCIDR: '96.0.0.0/8' }, 'serviceCIDR', 'serviceSize'],
    [{ nodeCIDR: '192.168.10.0/29' }, 'nodeCIDR', 'nodeRoom'],
    [{ clusterDomain: 'Cluster.Local' }, 'clusterDomain', 'domain'],
    [{ clusterDomain: 'cluster..local' }, 'clusterDomain', 'domain'],
    [{ nodes: [node, node] }, 'nodes', 'twice'],
    [{ nodes: [{ ...node, cpu: 'two' }] }, 'nodes', 'quantity'],
    [{ nodes: [{ ...node, memory: '8 GB' }] }, 'nodes', 'quantity'],
    [{ nodes: Array.from({ length: 101 }, (_, n) => ({ ...node, name: `n${n}` })) }, 'nodes', 'nodes'],
  ])('%j are told by their field, %s: %s', (part, field, fault) => {
    expect(faultWith(part)).toMatchObject({ field, code: `ui.cluster.fault.${fault}` });
  });
});
