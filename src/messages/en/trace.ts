/** English texts of the trace area, in ICU MessageFormat. */
export const trace = {} as const;
