import type { edgeScene as english } from '../en/edge-scene.js';

/** Russian texts of the ways in from outside, in ICU MessageFormat. */
export const edgeScene = {
  'scene.edge.lane': 'Граница',
  'scene.edge.lane.ingress': 'Ingress',
  'scene.edge.internet': 'Интернет',
  'scene.edge.lan': 'Клиент в LAN',
  'scene.edge.more': 'ещё {count}',
  'scene.edge.healthy': 'здоровы {healthy} из {all}',
  'scene.edge.half.watch': 'следит → конфиг',
  'scene.edge.half.route':
    '{count, plural, one {маршруты: # под} few {маршруты: # пода} many {маршруты: # подов} other {маршруты: # пода}}',
  'scene.edge.unread': 'никто не читает',
  'scene.edge.selfSigned': 'самоподписанный',
  'scene.edge.otherHost': 'другой хост',
  'scene.edge.otherPath': 'другой путь',
  'scene.edge.routes.more':
    '{count, plural, one {… ещё # правило} few {… ещё # правила} many {… ещё # правил} other {… ещё # правила}}',
  'scene.edge.noLocal': 'нет эндпоинта на этом узле',
  'scene.edge.about.internet': 'Клиент где-то в интернете. Ему доступны только публичные адреса.',
  'scene.edge.about.lan': 'Машина в сети узлов, которая не входит в кластер. Ей доступны собственные адреса узлов.',
  'scene.edge.about.balancer':
    'Балансировщик, который облако держит для этого Service: он отправляет соединения на узлы, прошедшие проверку здоровья.',
  'scene.edge.about.balancer.none':
    'Service просит балансировщик, но в этом кластере его никто не создаёт: адрес остаётся <pending>. NodePort при этом открыты.',
  'scene.edge.about.address':
    'Адрес, который администратор маршрутизирует на узел. Kubernetes им не управляет; kube-proxy отвечает на него на каждом узле.',
  'scene.edge.about.port': 'Порт, который этот Service открывает на каждом узле.',
  'scene.edge.about.port.local':
    'Порт, который этот Service открывает на каждом узле. С externalTrafficPolicy: Local отвечают только поды этого же узла; где их нет, пакет отбрасывается.',
  'scene.edge.about.controller':
    'Ingress-контроллер: обычная рабочая нагрузка кластера. Одна половина следит за объектами Ingress, другая распределяет запросы.',
  'scene.edge.about.watch':
    'Половина, которая следит: читает Ingress, Service, эндпоинты и Secret и пишет конфигурацию балансировщика.',
  'scene.edge.about.route':
    'Половина, которая распределяет: балансировщик читает каждый запрос и по хосту и пути отправляет его на эндпоинт.',
  'scene.edge.about.ingress':
    'Ingress: правила по хосту и пути. Сам по себе он ничего не делает; его читает контроллер.',
  'scene.edge.about.ingress.unread':
    'Ingress: правила по хосту и пути. В этом кластере нет контроллера его класса, поэтому его никто не читает и запросы никто не распределяет.',
  'scene.edge.about.rule': 'Один хост и путь и Service, чьи эндпоинты отвечают.',
  'scene.packet.allowed': 'политика: разрешено',
  'scene.packet.denied': 'политика: запрещено',
  'scene.packet.balance': 'выбирает узел',
  'scene.packet.tls': 'конец TLS',
  'scene.packet.choose': 'хост и путь',
  'scene.packet.answer': 'ответ',
} as const satisfies Record<keyof typeof english, string>;
