import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { Context } from '../../cluster/controller.js';
import { installedDriver } from '../attach/attachment.js';
import { fitsNode } from '../matching/node-affinity.js';
import { hostPathProblem } from './host-paths.js';
import { usersOf } from './mount-memory.js';
import { payloadOf } from './payload.js';
import type { ResolvedVolume } from './resolve.js';

/** Why a volume whose disk is known cannot be mounted on this node, in the words of the Event. */
export function problemOf(context: Context, pod: Pod, node: Node, resolved: ResolvedVolume): string | undefined {
  const { name, volume, pv, disk } = resolved;
  const setUp = (reason: string) => `MountVolume.SetUp failed for volume "${name}" : ${reason}`;
  if (pv && !fitsNode(pv, node)) {
    return `MountVolume.NodeAffinity check failed for volume "${name}" : no matching NodeSelectorTerms`;
  }
  if (pv?.spec.accessModes?.length === 1 && pv.spec.accessModes[0] === 'ReadWriteOncePod') {
    const own = `${pod.metadata.uid}/`;
    if (usersOf(context, node.metadata.name, disk.id).some((user) => !user.startsWith(own))) {
      return setUp('volume uses the ReadWriteOncePod access mode and is already in use by another pod');
    }
  }
  const hostPath = volume.hostPath ?? pv?.spec.hostPath;
  if (hostPath) {
    const reason = hostPathProblem(context, disk.id, hostPath.path, hostPath.type);
    return reason === undefined ? undefined : setUp(reason);
  }
  if (resolved.csi && !installedDriver(context, resolved.csi.driver)) return notRegistered(name, resolved.csi.driver);
  if (volume.csi) return inlineProblem(context, name, volume.csi.driver);
  const payload = payloadOf(context, pod, volume);
  return payload && 'problem' in payload ? setUp(payload.problem) : undefined;
}

/** Models `SetUpAt` of `pkg/volume/csi/csi_mounter.go` and `supportsVolumeLifecycleMode` of `csi_plugin.go`. */
function inlineProblem(context: Context, name: string, driver: string): string | undefined {
  const object = installedDriver(context, driver);
  const fails = (reason: string) => `MountVolume.SetUp failed for volume "${name}" : kubernetes.io/csi: ${reason}`;
  if (!object) {
    return fails(
      `mounter.SetUpAt failed to get CSI client: driver name ${driver} not found in the list of registered CSI drivers`,
    );
  }
  const modes = object.spec?.volumeLifecycleModes ?? ['Persistent'];
  if (modes.includes('Ephemeral')) return undefined;
  const only = `(only supports [${modes.map((mode) => `"${mode}"`).join(' ')}])`;
  return fails(
    `mounter.SetUpAt failed to check volume lifecycle mode: volume mode "Ephemeral" not supported by driver ${driver} ${only}`,
  );
}

/** Models `MountDevice` of `pkg/volume/csi/csi_attacher.go` and `newCsiDriverClient` of `csi_client.go`. */
function notRegistered(name: string, driver: string): string {
  return `MountVolume.MountDevice failed for volume "${name}" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ${driver} not found in the list of registered CSI drivers`;
}
