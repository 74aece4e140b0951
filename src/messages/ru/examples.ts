import type { examples as en } from '../en/examples.js';

/** Russian texts of the examples area: exactly the keys of the English one. */
export const examples = {
  'examples.first-path.title': 'Первый путь',
  'examples.first-path.text':
    'Клиент обращается к my-service, правила kube-proxy выбирают один из трёх подов, и ответ находит дорогу назад.',
  'examples.first-path.try':
    'А теперь укажите в targetPort порт, который никто не слушает, и посмотрите, где путь оборвётся.',
} as const satisfies Record<keyof typeof en, string>;
