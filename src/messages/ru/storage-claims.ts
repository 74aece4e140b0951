export const storageClaims = {} as const;
