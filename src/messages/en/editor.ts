/** English texts of the editor area, in ICU MessageFormat. */
export const editor = {
  'editor.label': 'Manifest {file}. Ctrl+M lets the Tab key leave the editor.',
  'editor.loading': 'The full editor is loading; you can type already.',
} as const;
