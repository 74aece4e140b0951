export const storageScene = {} as const;
