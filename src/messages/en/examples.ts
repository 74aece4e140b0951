/** English texts of the examples area, in ICU MessageFormat. */
export const examples = {} as const;
