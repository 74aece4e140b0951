import type { examples as en } from '../en/examples.js';

/** Russian texts of the examples area: exactly the keys of the English one. */
export const examples = {
  'examples.first-path.title': 'Первый путь',
  'examples.first-path.text':
    'Клиент обращается к my-service, правила kube-proxy выбирают один из трёх подов, и ответ находит дорогу назад.',
  'examples.first-path.try':
    'А теперь укажите в targetPort порт, который никто не слушает, и посмотрите, где путь оборвётся.',
  'examples.typo-in-selector.title': 'Опечатка в селекторе',
  'examples.typo-in-selector.text':
    'Сервис не выбирает ни одного пода. Адрес и имя у него есть, а эндпоинтов нет: клиенту сразу отказывают.',
  'examples.typo-in-selector.try':
    'Исправьте селектор в service.yaml: app: web. Посмотрите, как появятся эндпоинты и правила.',
  'examples.not-ready.title': 'Под не готов',
  'examples.not-ready.text':
    'Два пода, один не проходит проверку готовности. Он работает, но выбыл из эндпоинтов и трафика не получает.',
  'examples.not-ready.try':
    'Щёлкните web-1 правой кнопкой и верните готовность: вернётся и его правило, и бросок кубика.',
  'examples.named-port.title': 'Порт по имени, две версии',
  'examples.named-port.text':
    'targetPort: http — у каждой версии подов свой номер порта, и сервису знать его не нужно.',
  'examples.named-port.try': 'Переименуйте порт только в web-v2 и посмотрите, какие поды сервис ещё находит.',
  'examples.other-namespace.title': 'Имя в другом пространстве имён',
  'examples.other-namespace.text':
    'Клиент говорит web, а сервис живёт в пространстве имён prod: перебраны все домены поиска, нигде его нет.',
  'examples.other-namespace.try': 'Отправьте запрос на web.prod: выберите под схемой «имя или адрес…».',
  'examples.headless.title': 'Headless-сервис',
  'examples.headless.text':
    'clusterIP: None. DNS отвечает адресами самих подов, клиент выбирает один, и пакет не трогает ни одно правило.',
  'examples.headless.try': 'Удалите строку clusterIP: None и отправьте ещё раз: у сервиса появятся адрес и правила.',
  'examples.session-affinity.title': 'Привязка клиента',
  'examples.session-affinity.text':
    'sessionAffinity: ClientIP. Первый пакет бросает кубик, все следующие от этого клиента идут туда же.',
  'examples.session-affinity.try': 'Отправьте несколько раз ещё, затем поставьте sessionAffinity: None и повторите.',
  'examples.hairpin.title': 'Под обращается к себе',
  'examples.hairpin.text':
    'Единственный под за сервисом — сам клиент. Пакет разворачивается на мосту, и его приходится маскировать.',
  'examples.hairpin.try': 'Посмотрите, какой адрес отправителя видит сервер и какое правило его подменило.',
  'examples.no-selector.title': 'Сервис без селектора',
  'examples.no-selector.text': 'Адреса вписаны вручную: 1.2.3.4 вне кластера, и пакет уходит наружу через узел.',
  'examples.no-selector.try':
    'Замените объект Endpoints на EndpointSlice: с Kubernetes 1.33 Endpoints считаются устаревшими.',
  'examples.udp.title': 'UDP',
  'examples.udp.text': 'Ни рукопожатия, ни соединения, но conntrack знает этот поток и возвращает ответ.',
  'examples.udp.try': 'Поменяйте в запросе протокол на TCP: такого порта у сервиса нет, и никто не ответит.',
} as const satisfies Record<keyof typeof en, string>;
