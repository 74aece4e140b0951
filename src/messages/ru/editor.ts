import type { editor as en } from '../en/editor.js';

/** Russian texts of the editor area: exactly the keys of the English one. */
export const editor = {
  'editor.label': 'Манифест {file}. Ctrl+M позволяет клавише Tab выйти из редактора.',
  'editor.loading': 'Полный редактор загружается; печатать можно уже сейчас.',
} as const satisfies Record<keyof typeof en, string>;
