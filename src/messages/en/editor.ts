/** English texts of the editor area, in ICU MessageFormat. */
export const editor = {} as const;
