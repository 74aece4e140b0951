export const storageVolumes = {} as const;
