import type { asked as en } from '../en/asked.js';

/** Russian texts of panels and dialogs that come when they are asked for: exactly the keys of the English ones. */
export const asked = {
  'ui.events.none': 'Событий пока нет.',
  'ui.dns.none': 'Этот запрос не обращался к DNS: он отправлен прямо на адрес.',
  'ui.dns.nodata': 'без записей (NODATA)',
  'ui.conntrack.none': 'Отслеживаемых соединений нет.',
  'ui.conntrack.original': 'запрос',
  'ui.conntrack.reply': 'ответ',
  'ui.object.none': 'Выберите объект здесь или щёлкните по нему на схеме.',
  'ui.object.gone': 'В этот момент такого объекта нет.',
  'ui.object.notSimulated': 'хранится, но не моделируется',
  'ui.action.noKubectl': 'у kubectl нет такой команды',
  'ui.drafts.none': 'Пока ничего не сохранено: черновик появляется с первой правкой.',
  'ui.cluster.hint': 'Из этого следуют имена, адреса и броски кубика.',
  'ui.share.text':
    'Ссылка хранит манифесты, кластер и этот самый шаг. Всё это стоит после знака #, а эту часть адреса браузеры на серверы не отправляют.',
  'ui.share.length': '{count, plural, one {# символ} few {# символа} many {# символов} other {# символа}}',
  'ui.share.tooLong': 'Эта работа слишком велика для ссылки (64 КБ). Сохраните манифесты файлами.',
  'ui.keys.play': 'пуск и пауза',
  'ui.keys.next': 'следующий шаг',
  'ui.keys.previous': 'предыдущий шаг',
  'ui.keys.start': 'в начало',
  'ui.keys.end': 'в конец',
  'ui.keys.graph': 'войти в схему и двигаться по ней',
  'ui.keys.order': 'на схеме: всё по очереди, и линии тоже',
  'ui.keys.line': 'на схеме: к строке, из которой это следует',
  'ui.keys.menu': 'на схеме: что с этим можно сделать',
  'ui.keys.region': 'к следующей части страницы и обратно, в том числе из редактора',
  'ui.keys.tab': 'в редакторе: чтобы Tab выходил из него',
  'ui.keys.rename': 'на вкладке файла: переименовать',
  'ui.keys.help': 'этот список',
} as const satisfies Record<keyof typeof en, string>;
