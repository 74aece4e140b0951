/** How often the controller looks at everything again (`PVClaimBinderSyncPeriod` of `pkg/controller/volume/persistentvolume/config/v1alpha1/defaults.go`). */
export const RESYNC_MS = 15_000;

/** Milliseconds until the next time all claims and volumes are looked at again, whatever happened. */
export function untilResync(now: number): number {
  return RESYNC_MS - (((now % RESYNC_MS) + RESYNC_MS) % RESYNC_MS);
}
