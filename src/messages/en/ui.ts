/** English texts of the ui area, in ICU MessageFormat. */
export const ui = {} as const;
