import type { FieldPath } from '../../api/field-path.js';
import { objectKey, type ObjectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { CSIDriver, PersistentVolume, StorageClass } from '../../api/storage.js';
import type { Controller } from '../../cluster/controller.js';
import { csiDriverOf, driverFacts, isBroughtByCloud, migrated } from '../drivers.js';
import { sourceOf } from '../mounts/resolve.js';
import { volumeWhy } from '../mounts/why.js';

/**
 * Installs the CSI drivers that a cloud's own clusters bring along, as soon as something names one of them: their CSIDriver object stands
 * for the whole driver. Real clusters have them from the start, by the cloud's addon manager (`cluster/addons/storage-class` and the
 * drivers' own manifests). Keys are those of the objects that name drivers.
 */
export const addonManager: Controller = {
  name: 'addon-manager',
  watches: {
    StorageClass: ({ key, after }, wake) => after && wake(key),
    PersistentVolume: ({ key, before, after }, wake) => after && !before && wake(key),
    Pod: ({ key, before, after }, wake) => !before && (after as Pod | undefined)?.spec.volumes?.length && wake(key),
  },
  reconcile(key, context) {
    const object = context.get(key as ObjectKey);
    if (!object) return undefined;
    for (const { driver, field } of driversNamedBy(object)) {
      const driverKey = objectKey('CSIDriver', undefined, driver);
      if (!isBroughtByCloud(driver) || context.get(driverKey)) continue;
      return {
        cause: { object: key as ObjectKey, field },
        why: volumeWhy('storage.attach.driverBrought', { driver, kind: object.kind, name: object.metadata.name }),
        writes: [{ verb: 'create', object: driverObject(driver) }],
      };
    }
    return undefined;
  },
};

function driverObject(driver: string): CSIDriver {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: driver },
    spec: {
      attachRequired: driverFacts(driver).attachRequired,
      podInfoOnMount: false,
      volumeLifecycleModes: ['Persistent'],
    },
  };
}

function driversNamedBy(object: KubeObject): readonly { readonly driver: string; readonly field: FieldPath }[] {
  switch (object.kind) {
    case 'StorageClass':
      return [{ driver: csiDriverOf((object as StorageClass).provisioner), field: ['provisioner'] }];
    case 'PersistentVolume': {
      const { spec } = object as PersistentVolume;
      if (spec.csi) return [{ driver: spec.csi.driver, field: ['spec', 'csi', 'driver'] }];
      const redirected = migrated(spec);
      const source = Object.keys(spec).find((field) => migrated({ [field]: spec[field as 'nfs'] }) !== undefined);
      return redirected && source !== undefined ? [{ driver: redirected.driver, field: ['spec', source] }] : [];
    }
    case 'Pod':
      return ((object as Pod).spec.volumes ?? []).flatMap((volume, index) => {
        const driver = volume.csi?.driver ?? migrated(volume)?.driver;
        return driver === undefined ? [] : [{ driver, field: ['spec', 'volumes', index, sourceOf(volume)] }];
      });
    default:
      return [];
  }
}
