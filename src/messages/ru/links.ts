import type { links as en } from '../en/links.js';
import type { moreLinks as enMore } from '../en/more-links.js';

/** Russian texts of the lines of the picture: exactly the keys of the English ones. */
export const links = {
  'scene.link.veth': 'пара veth: {from} — {to}',
  'scene.link.bridge': 'Путь к правилам: {to} — {from}',
  'scene.link.wire': 'Провод: {from} — {to}',
  'scene.link.trunk': 'Сеть узлов: {from}',
  'scene.link.endpoint': 'Эндпоинт: {from} → {to}',
  'scene.link.jump': 'Переход: {from} → {to}',
  'scene.link.none.network': 'Ни один манифест этого не просит: это часть сети узлов.',
  'scene.link.none.rules': 'Ни один манифест этого не просит: такое правило есть на каждом узле.',
} as const satisfies Record<keyof typeof en, string>;

export const moreLinks = {
  'scene.link.selects': 'Выбирает: {from} → {to}',
  'scene.link.enters': 'Вход: {from} → {to}',
  'scene.link.reads': '{from} читает {to}',
  'scene.link.unread': '{to} не читает ни один контроллер',
  'scene.link.mounts': 'Монтирование: {from} → {to}',
  'scene.link.claims': 'Просит том: {from} → {to}',
  'scene.link.volumeName': 'spec.volumeName: {from} → {to}',
  'scene.link.claimRef': 'spec.claimRef: {from} → {to}',
  'scene.link.noPartner': 'Без пары: {from}',
  'scene.link.class': 'Кто создаёт тома: {from} → {to}',
  'scene.link.provisions': 'Создал том: {from} → {to}',
  'scene.link.attaches': 'Подключение диска: {from} — {to}',
  'scene.link.standsFor': 'Обозначает диск: {from} → {to}',
  'scene.link.allows': 'Разрешено: {from} → {to}',
  'scene.link.denies': 'Запрещено: {from} → {to}',
  'scene.link.none.policy': 'Поля за этим нет: ни одна политика не выбирает ни одну из сторон, поэтому путь открыт.',
  'scene.link.none.volume': 'Поля за этим уже нет: тома, который этого просил, больше не существует.',
} as const satisfies Record<keyof typeof enMore, string>;
