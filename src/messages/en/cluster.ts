/** English texts of the cluster area, in ICU MessageFormat. */
export const cluster = {} as const;
