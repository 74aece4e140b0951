import type { scene as en } from '../en/scene.js';

/** Russian texts of the scene area: exactly the keys of the English one. */
export const scene = {
  'scene.lane.services': 'Сервисы',
  'scene.lane.services.about':
    'У сервиса нет своего места: на каждом узле для него одни и те же правила, поэтому он стоит перед всеми узлами.',
  'scene.lane.network': 'сеть узлов',
  'scene.lane.pending': 'Поды без узла',
  'scene.nodes.more': '{count, plural, one {… и ещё # узел} few {… и ещё # узла} other {… и ещё # узлов}}',
  'scene.outside': 'внешний мир',
  'scene.services.more': 'ещё {count}',
  'scene.service.noEndpoints': 'нет эндпоинтов',
  'scene.proxy.services': '{count, plural, one {# сервис} few {# сервиса} other {# сервисов}}',
  'scene.proxy.rules': '{count, plural, one {# правило} few {# правила} other {# правил}}',
  'scene.pods.onNode': '{count, plural, one {# под} few {# пода} other {# подов}}',
  'scene.about.pod': 'Под: один или несколько контейнеров с общим сетевым пространством имён и одним адресом.',
  'scene.about.pods': 'Поды одного владельца на этом узле, показанные одной карточкой.',
  'scene.about.dns': 'Под CoreDNS: отвечает на DNS-запросы кластера.',
  'scene.about.service': 'Сервис: один постоянный адрес перед подами, которые он выбирает.',
  'scene.about.bridge': 'Мост узла: к нему через пары veth подключены поды этого узла.',
  'scene.about.proxy':
    'Правила netfilter этого узла, которые записал kube-proxy. Здесь у пакета, идущего на сервис, меняется адрес назначения.',
  'scene.about.interface': 'Интерфейс узла, которым он включён в сеть узлов.',
  'scene.about.network': 'Сеть, которая соединяет узлы.',
  'scene.about.outside': 'Всё, что вне кластера.',
  'scene.rules.more': '{count, plural, one {… ещё # правило …} few {… ещё # правила …} other {… ещё # правил …}}',
  'scene.rules.passed': '{count, plural, one {# правило} few {# правила} other {# правил}}; пакет проходит',
  'scene.about.netfilter': 'Правила этого узла: пакет проходит их сверху вниз.',
  'scene.packet.request': 'запрос',
  'scene.packet.reply': 'ответ',
  'scene.packet.dns': 'DNS',
  'scene.packet.reject': 'отклонён',
  'scene.packet.drop': 'отброшен',
  'scene.packet.deliver': 'доставлен',
} as const satisfies Record<keyof typeof en, string>;
