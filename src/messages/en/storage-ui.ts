export const storageUi = {} as const;
