/** English texts of the diagnostics area, in ICU MessageFormat. */
export const diagnostics = {} as const;
