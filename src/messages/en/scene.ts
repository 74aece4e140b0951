/** English texts of the scene area, in ICU MessageFormat. */
export const scene = {} as const;
